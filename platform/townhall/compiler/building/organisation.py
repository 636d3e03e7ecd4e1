"""Which units, departments and posts does a town have?"""

from __future__ import annotations

from typing import Any

from townhall.compiler.building.bench import Bench, Body
from townhall.compiler.building.texts import bare, spoken, text
from townhall.kernel.text import Text
from townhall.spec.towns import Department, Post, Town, Unit


def town(bench: Bench, name: str) -> Town:
    """A town with its units, and those above it."""
    body = bench.definitions[f"town/{name}"]
    return Town(
        name=name,
        title=text(body["title"], name),
        code=body["code"],
        level=body["level"],
        within=bare(body.get("within", "")),
        units=tuple(_unit(code, one) for code, one in body.get("units", {}).items()),
        packs=tuple((pack, version) for pack, version in body.get("packs", {}).items()),
        hotline=body.get("hotline", ""),
        about=spoken(body.get("about")),
    )


def _unit(code: str, body: Body) -> Unit:
    return Unit(code, body["kind"], spoken(body["title"]), body.get("parent"), body.get("provisional", False))


def department(name: str, body: Body) -> Department:
    """A kind of department."""
    return Department(name, text(body["title"], name), body.get("of", "town"))


def post(name: str, body: Body) -> Post:
    """A post."""
    return Post(
        name=name,
        title=text(body["title"], name),
        at=tuple(body["at"]),
        portfolios=_portfolios(body.get("portfolios", {})),
        one_holder=body.get("one_holder", False),
        no_delegation=body.get("no_delegation", False),
        not_with=tuple(body.get("not_with", ())),
        not_related_to=tuple(body.get("not_related_to", ())),
        supervises_only=body.get("supervises_only", False),
        superior=body.get("superior"),
        responsible_for=tuple(body.get("responsible_for", ())),
        sees=body.get("sees", "unit"),
        pays=body.get("pays", False),
        issues_codes=body.get("issues_codes", False),
    )


def _portfolios(written: Any) -> tuple[tuple[str, Text], ...]:
    if isinstance(written, list):
        return tuple((name, text(None, name)) for name in written)
    return tuple((name, text(one, name)) for name, one in written.items())
