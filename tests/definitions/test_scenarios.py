"""Does every shipped scenario go as it says? Each is played on the real office, in memory."""

from __future__ import annotations

import os
from functools import cache

import pytest

from townhall import bootstrap
from townhall.compiler.release import Compiled
from townhall.rehearsal.playing import play
from townhall.settings import Settings
from townhall.spec.catalog import Catalog


@cache
def settings() -> Settings:
    return Settings.from_environment(
        {name: value for name, value in os.environ.items() if not name.startswith("TOWNHALL_")}
    )


@cache
def plugged() -> Catalog:
    return bootstrap.catalog(settings())


@cache
def compiled(town: str) -> Compiled:
    return bootstrap.compiled(settings(), plugged(), town)


def shipped() -> list[tuple[str, str]]:
    return [(town, one.name) for town in bootstrap.towns(settings()) for one in compiled(town).scenarios]


def test_the_shipped_definitions_have_no_problem() -> None:
    found = bootstrap.problems((settings().definitions_directory,), plugged())
    assert [one.line("en") for one in found] == []


def test_every_matter_has_scenarios() -> None:
    """At least a happy path, a return and a refusal for each form of the demo town."""
    found = compiled("zhanghe")
    assert found.blueprint is not None
    submitted = [
        str(one.play[0].what).removeprefix("form/") for one in found.scenarios if one.play[0].act == "submit"
    ]
    assert {form: submitted.count(form) >= 3 for form in found.blueprint.forms} == dict.fromkeys(
        found.blueprint.forms, True
    )


@pytest.mark.parametrize(("town", "name"), shipped())
def test_scenario(town: str, name: str) -> None:
    found = compiled(town)
    scenario = next(one for one in found.scenarios if one.name == name)
    failures = play(scenario, bootstrap.production(settings(), plugged(), found))
    assert [(one.place, one.say.en) for one in failures] == []
