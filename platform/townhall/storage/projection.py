"""How is a case written down beside its events, so that nobody has to fold them to look at it?

`written` and `read` are each other's inverse, offsets of moments included: a kept case equals the one its
events tell. What was filled in is kept apart (`filled`), because few acts change it. A field that a later
version adds takes its default when an older row is read; only one that JSON cannot say must be named here.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields
from datetime import date, datetime
from operator import attrgetter
from typing import Any, TypeVar

from townhall.kernel.canonical import canonical
from townhall.record.cases import Ask, Case, Decision, Parent, Publicity, Run
from townhall.record.trail import Actor

Record = TypeVar("Record")


def _taken_apart(of: type[Record], *apart: str) -> Callable[[Record], dict[str, Any]]:
    """A record as a mapping of its fields, but for some; in the order in which they will be written."""
    names = sorted(one.name for one in fields(of) if one.name not in apart)  # type: ignore[arg-type]
    values = attrgetter(*names)
    return lambda record: dict(zip(names, values(record), strict=True))


_case_told = _taken_apart(Case, "values")
_run_told = _taken_apart(Run)
_ask_told = _taken_apart(Ask)
_decision_told = _taken_apart(Decision)
_publicity_told = _taken_apart(Publicity)
_actor_told = _taken_apart(Actor)
_parent_told = _taken_apart(Parent)


def written(case: Case) -> str:
    """A sealed case as canonical JSON, without what was filled in."""
    told = _case_told(case)
    told["initiator"] = _actor_told(case.initiator)
    told["opened_at"] = case.opened_at.isoformat()
    told["opened_on"] = case.opened_on.isoformat()
    told["runs"] = [_run(run) for run in case.runs]
    told["publicities"] = [_publicity(one) for one in case.publicities]
    told["ended_at"] = _text(case.ended_at)
    told["parent"] = None if case.parent is None else _parent_told(case.parent)
    return canonical(told)


def filled(case: Case) -> str:
    """What was submitted last, sealed, as canonical JSON."""
    return canonical(case.values)


def read(written: str, filled: str) -> Case:
    """The case that was written, still sealed."""
    told = json.loads(written)
    told["initiator"] = Actor(**told["initiator"])
    told["opened_at"] = datetime.fromisoformat(told["opened_at"])
    told["opened_on"] = date.fromisoformat(told["opened_on"])
    told["runs"] = tuple(_read_run(one) for one in told["runs"])
    told["publicities"] = tuple(_read_publicity(one) for one in told.get("publicities", ()))
    told["entered"] = tuple(told.get("entered", ()))
    told["mended_by"] = tuple(told.get("mended_by", ()))
    told["ended_at"] = _moment(told.get("ended_at"))
    told["parent"] = Parent(**told["parent"]) if told.get("parent") else None
    return Case(**told, values=json.loads(filled))


def _text(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _run(run: Run) -> dict[str, Any]:
    told = _run_told(run)
    told["opened_at"] = run.opened_at.isoformat()
    told["closed_at"] = _text(run.closed_at)
    told["due"] = _text(run.due)
    told["asks"] = [_ask_told(one) for one in run.asks]
    told["decisions"] = [_decision(one) for one in run.decisions]
    return told


def _read_run(told: dict[str, Any]) -> Run:
    told["opened_at"] = datetime.fromisoformat(told["opened_at"])
    told["closed_at"] = _moment(told.get("closed_at"))
    told["due"] = _moment(told.get("due"))
    told["asks"] = tuple(Ask(**one) for one in told.get("asks", ()))
    told["decisions"] = tuple(_read_decision(one) for one in told.get("decisions", ()))
    told["cases"] = tuple(told.get("cases", ()))
    told["drawn"] = tuple(told.get("drawn", ()))
    return Run(**told)


def _decision(decision: Decision) -> dict[str, Any]:
    told = _decision_told(decision)
    told["actor"] = _actor_told(decision.actor)
    told["at"] = decision.at.isoformat()
    return told


def _read_decision(told: dict[str, Any]) -> Decision:
    told["actor"] = Actor(**told["actor"])
    told["at"] = datetime.fromisoformat(told["at"])
    return Decision(**told)


def _publicity(one: Publicity) -> dict[str, Any]:
    told = _publicity_told(one)
    told["opened_on"] = one.opened_on.isoformat()
    told["closes_on"] = one.closes_on.isoformat()
    return told


def _read_publicity(told: dict[str, Any]) -> Publicity:
    told["opened_on"] = date.fromisoformat(told["opened_on"])
    told["closes_on"] = date.fromisoformat(told["closes_on"])
    return Publicity(**told)
