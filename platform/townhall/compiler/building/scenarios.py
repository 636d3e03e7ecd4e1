"""What does a rehearsal come to, with what its stages give?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from townhall.compiler.building.texts import bare, text
from townhall.compiler.marked import Map, items_of, plain
from townhall.compiler.reading import Definition
from townhall.spec.scenarios import Play, Scenario

ACTS = ("submit", "fill", "decide", "wait", "answer", "object", "uphold", "edit")


def built_scenario(definition: Definition, stages: Mapping[str, Definition]) -> Scenario:
    """A scenario with what its stages give."""
    body = definition.body
    given: dict[str, tuple[Mapping[str, Any], ...]] = {}
    people: dict[str, Any] = {}
    used = [stages[bare(str(one))].body for one, _ in items_of(body, "stage")]
    for one in (*used, body):
        for path, rows in (one.get("given") or {}).items():
            key = path.rpartition(":")[2]
            given[key] = (*given.get(key, ()), *(_row(row) for row in rows))
        people.update(_row(one.get("people") or {}))
    return Scenario(
        name=definition.name,
        pack=definition.pack,
        title=text(body["title"], definition.name),
        town=str(body["town"]),
        today=date.fromisoformat(str(body["today"])),
        given=given,
        play=tuple(_play(one) for one in body["play"]),
        file=definition.spot[0],
        people=people,
        unit=body.get("unit"),
    )


def _row(row: Mapping[str, Any]) -> Mapping[str, Any]:
    made = plain(row)
    assert isinstance(made, dict)
    return made


def _play(written: Map) -> Play:
    act = next(one for one in ACTS if one in written)
    rest = {key: plain(value) for key, value in written.items() if key not in (act, "expect")}
    return Play(act, plain(written[act]), rest, _row(written.get("expect") or {}), written.key_mark(act))
