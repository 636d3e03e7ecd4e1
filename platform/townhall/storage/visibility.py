"""Which cases does a sight cover? The one row filter, as a condition for the database and as a plain claim.

Both say the same, and a test holds them together on random data: a case is seen by whoever sees its whole
town or its unit, started it, or was asked or copied, in person or by a seat. Nothing else is seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from townhall.record.cases import Case
from townhall.record.people import Sight
from townhall.record.tasks import Task
from townhall.storage.tables import case, task


def visible(sight: Sight) -> sa.ColumnElement[bool]:
    """The condition on table `case` under which a row is covered; `values(sight)` fills it.

    Sights of one form share one condition, so that the database's statement is built once for them all.
    """
    if sight.is_blind:
        return sa.false()
    return _visible(sight.whole, bool(sight.units), sight.person is not None, bool(sight.seats))


def values(sight: Sight) -> Mapping[str, Any]:
    """What fills the condition of `visible`."""
    if sight.is_blind:
        return {}
    if sight.whole:
        return {"sight_town": sight.town}
    found: dict[str, Any] = {"sight_town": sight.town}
    if sight.units:
        found["sight_units"] = sorted(sight.units)
    if sight.person is not None:
        found["sight_person"] = sight.person
    if sight.seats:
        found["sight_seats"] = sorted(sight.seats)
    return found


@lru_cache
def _visible(whole: bool, by_unit: bool, by_person: bool, by_seat: bool) -> sa.ColumnElement[bool]:
    town = sa.bindparam("sight_town", type_=sa.Text)
    person = sa.bindparam("sight_person", type_=sa.Text)
    if whole:
        return case.c.town == town
    ways: list[sa.ColumnElement[bool]] = []
    asked: list[sa.ColumnElement[bool]] = []
    if by_unit:
        ways.append(case.c.unit.in_(sa.bindparam("sight_units", expanding=True)))
    if by_person:
        ways.append(case.c.initiator == person)
        asked.append(task.c.person == person)
    if by_seat:
        seat = sa.tuple_(task.c.post, task.c.unit).in_(sa.bindparam("sight_seats", expanding=True))
        asked.append(task.c.person.is_(None) & seat)
    if asked:
        ways.append(sa.exists().where(task.c.case_id == case.c.id, task.c.town == town, sa.or_(*asked)))
    return (case.c.town == town) & sa.or_(*ways)


def sees(sight: Sight, seen: Case, tasks: Iterable[Task]) -> bool:
    """Whether a sight covers a case with these tasks (all of them, closed ones too)."""
    if sight.is_blind or seen.town != sight.town:
        return False
    return (
        sight.whole
        or seen.unit in sight.units
        or (sight.person is not None and seen.initiator.person == sight.person)
        or any(is_asked(sight, one) for one in tasks)
    )


def is_asked(sight: Sight, one: Task) -> bool:
    """Whether a task asks (or copies) the viewer, in person or by a seat."""
    if one.town != sight.town:
        return False
    if one.person is not None:
        return one.person == sight.person
    return (one.post, one.unit) in sight.seats
