"""How is a case written down beside its events, so that nobody has to fold them to look at it?

`written` and `read` are each other's inverse, offsets of moments included: a kept case equals the one its
events tell. What was filled in is kept apart (`filled`), because few acts change it. A field that a later
version adds takes its default when an older row is read.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date, datetime
from typing import Any

from townhall.kernel.canonical import Json, canonical
from townhall.record.cases import Ask, Case, Decision, Publicity, Run
from townhall.record.trail import Actor

_FIELDS: Mapping[type, tuple[str, ...]] = {
    of: tuple(one.name for one in fields(of) if of is not Case or one.name != "values")
    for of in (Case, Run, Ask, Decision, Publicity, Actor)
}


def written(case: Case) -> str:
    """A sealed case as canonical JSON, without what was filled in."""
    return canonical(_told(case))


def filled(case: Case) -> str:
    """What was submitted last, sealed, as canonical JSON."""
    return canonical(case.values)


def read(written: str, filled: str) -> Case:
    """The case that was written, still sealed."""
    return Case(**_known(json.loads(written)), values=json.loads(filled))


def _told(value: Any) -> Json:
    """A value as JSON: moments and days as text, records as objects."""
    names = _FIELDS.get(type(value))
    if names is not None:
        return {name: _told(getattr(value, name)) for name in names}
    if isinstance(value, tuple):
        return [_told(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    told: Json = value
    return told


def _known(told: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a record as they were."""
    return {name: _READERS[name](value) if name in _READERS else value for name, value in told.items()}


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _each(of: type) -> Callable[[list[dict[str, Any]]], tuple[Any, ...]]:
    return lambda told: tuple(of(**_known(one)) for one in told)


_READERS: Mapping[str, Callable[[Any], Any]] = {
    "initiator": lambda told: Actor(**told),
    "actor": lambda told: Actor(**told),
    "opened_at": _moment,
    "closed_at": _moment,
    "ended_at": _moment,
    "due": _moment,
    "at": _moment,
    "opened_on": date.fromisoformat,
    "closes_on": date.fromisoformat,
    "entered": tuple,
    "runs": _each(Run),
    "asks": _each(Ask),
    "decisions": _each(Decision),
    "publicities": _each(Publicity),
}
"""How a field is read, by its name; no two records use one name for different things."""
