"""Does every shipped scenario go as it says? Each is played on the real office, on each kind of database."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.halls import OpenHall, compiled, plugged, settings
from townhall import bootstrap
from townhall.office.verifying import verify
from townhall.rehearsal.playing import play


def shipped() -> list[tuple[str, str]]:
    return [(town, one.name) for town in bootstrap.towns(settings()) for one in compiled(town).scenarios]


def test_the_shipped_definitions_have_no_problem() -> None:
    found = bootstrap.checked((settings().definitions_directory,), plugged()).problems
    assert [one.line("en") for one in found] == []


def test_every_matter_has_scenarios() -> None:
    """At least a happy path, a return and a refusal for each form of the demo town."""
    found = compiled("zhanghe")
    assert found.blueprint is not None
    played = [
        {str(act.what).removeprefix("form/") for act in one.play if act.act in ("submit", "fill")}
        for one in found.scenarios
    ]
    too_few = [form for form in found.blueprint.forms if sum(form in one for one in played) < 3]
    assert too_few == []


@pytest.mark.parametrize(("town", "name"), shipped())
def test_scenario(open_hall: OpenHall, town: str, name: str) -> None:
    """What it leaves behind holds, too: every event in its chain, every case as its events tell."""
    found = compiled(town)
    scenario = next(one for one in found.scenarios if one.name == name)
    hall = open_hall(found)
    left_open = replace(hall, close=lambda: None)
    production = replace(bootstrap.production(settings(), plugged(), found), open_hall=lambda: left_open)
    assert [(one.place, one.say.en) for one in play(scenario, production)] == []
    verified = verify(hall, lambda done, total: None)
    assert verified.breaks == ()
    assert verified.events >= verified.cases
