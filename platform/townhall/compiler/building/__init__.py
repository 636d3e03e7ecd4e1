"""What does a release promise, as frozen objects that the engine can interpret?

Quick and trusting: everything was checked when the release was made, so nothing is checked here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from townhall.compiler.building.bench import Bench
from townhall.compiler.building.books import facet, register, with_matches
from townhall.compiler.building.chains import chain
from townhall.compiler.building.forms import form
from townhall.compiler.building.organisation import department, post, town
from townhall.compiler.building.outside import hook, mask, page
from townhall.compiler.building.params import calendar, param
from townhall.compiler.building.texts import text
from townhall.record.releases import Release
from townhall.spec.blueprint import Blueprint, Pack
from townhall.spec.catalog import Catalog


def build(release: Release, catalog: Catalog) -> Blueprint:
    """The blueprint of a release; needs nothing but the release's own JSON and what is plugged in."""
    return assembled(Bench(release.definitions, catalog), release.town)


def assembled(bench: Bench, name: str) -> Blueprint:
    """The blueprint of the definitions on a bench, for the town of that name."""
    registers = {one: register(bench, one, body) for one, body in bench.of_kind("register")}
    forms = {one: form(bench, one, body) for one, body in bench.of_kind("form")}
    chains = {one: chain(bench, one, body) for one, body in bench.of_kind("chain")}
    pages = {one: page(bench, one, body, forms, registers) for one, body in bench.of_kind("page")}
    return Blueprint(
        town=town(bench, name),
        packs={one: _pack(one, body) for one, body in bench.of_kind("pack")},
        departments={one: department(one, body) for one, body in bench.of_kind("department")},
        posts={one: post(one, body) for one, body in bench.of_kind("post")},
        dictionaries={one: bench.options(body["options"]) for one, body in bench.of_kind("dict")},
        facets={one: facet(one, body) for one, body in bench.of_kind("facet")},
        forms=forms,
        chains=chains,
        registers=with_matches(registers, forms, chains, pages),
        pages=pages,
        masks={one: mask(one, body) for one, body in bench.of_kind("mask")},
        params={one: param(bench, one, body) for one, body in bench.of_kind("param")},
        hooks={one: hook(bench, one, body) for one, body in bench.of_kind("hook")},
        calendar=calendar(body for _, body in bench.of_kind("calendar")),
    )


def _pack(name: str, body: Mapping[str, Any]) -> Pack:
    return Pack(name, text(body["title"], name), body["version"], body.get("order", 0))
