"""Which cases does a sight cover? The one row filter, as a condition for the database and as a plain claim.

Both say the same, and a test holds them together on random data: a case is seen by whoever sees its whole
town or its unit, started it, or was asked or copied, in person or by a seat. Nothing else is seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from townhall.record.cases import Case
from townhall.record.people import Sight
from townhall.record.tasks import Task
from townhall.storage.tables import case, task


@dataclass(frozen=True, slots=True, eq=False)
class Ways:
    """The ways a sight covers cases of its town: by what the case says, and by a task of it."""

    town: sa.ColumnElement[bool]
    by_case: tuple[sa.ColumnElement[bool], ...] = ()
    by_task: tuple[sa.ColumnElement[bool], ...] = ()


def ways(sight: Sight) -> Ways | None:
    """The ways a sight covers cases; None where it covers none.

    Here and below conditions hold no values (`values` has those), so that sights of one form share one
    statement.
    """
    if sight.is_blind:
        return None
    return _ways(sight.whole, len(sight.units), sight.person is not None, len(sight.seats))


def asked(sight: Sight) -> tuple[sa.ColumnElement[bool], ...]:
    """The ways a task can reach the viewer, in person or by one seat; no task is reached by two of them."""
    return _asked(sight.person is not None, len(sight.seats))


def visible(sight: Sight) -> sa.ColumnElement[bool]:
    """The condition on table `case` under which a row is covered, to be filled with `values`."""
    found = ways(sight)
    return sa.false() if found is None else _visible(found)


def values(sight: Sight) -> Mapping[str, Any]:
    """What fills the conditions made for a sight."""
    found: dict[str, Any] = {"sight_town": sight.town, "sight_person": sight.person}
    found |= {f"sight_unit_{place}": unit for place, unit in enumerate(sorted(sight.units))}
    for place, (post, unit) in enumerate(sorted(sight.seats)):
        found |= {f"sight_post_{place}": post, f"sight_seat_unit_{place}": unit}
    return found


_TOWN = sa.bindparam("sight_town", type_=sa.Text)
_PERSON = sa.bindparam("sight_person", type_=sa.Text)


@lru_cache(maxsize=1024)
def _ways(whole: bool, units: int, by_person: bool, seats: int) -> Ways:
    in_town = case.c.town == _TOWN
    if whole:
        return Ways(in_town, by_case=(sa.true(),))
    by_case = [case.c.unit == sa.bindparam(f"sight_unit_{place}") for place in range(units)]
    if by_person:
        by_case.append(case.c.initiator == _PERSON)
    return Ways(in_town, tuple(by_case), _asked(by_person, seats))


@lru_cache(maxsize=1024)
def _asked(by_person: bool, seats: int) -> tuple[sa.ColumnElement[bool], ...]:
    in_town = task.c.town == _TOWN
    by_seat = (
        in_town
        & task.c.person.is_(None)
        & (task.c.post == sa.bindparam(f"sight_post_{place}"))
        & (task.c.unit == sa.bindparam(f"sight_seat_unit_{place}"))
        for place in range(seats)
    )
    return (*((in_town & (task.c.person == _PERSON),) if by_person else ()), *by_seat)


def visible_by(found: Ways) -> sa.ColumnElement[bool]:
    """The same condition, from the ways of a sight."""
    return _visible(found)


@lru_cache(maxsize=1024)
def _visible(found: Ways) -> sa.ColumnElement[bool]:
    covered = list(found.by_case)
    if found.by_task:
        covered.append(sa.exists().where(task.c.case_id == case.c.id, sa.or_(*found.by_task)))
    return found.town & sa.or_(*covered)


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
