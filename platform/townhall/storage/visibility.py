"""Which cases does a sight cover? The one row filter, as a condition for the database and as a plain claim.

Both say the same, and a test holds them together on random data: a case is seen by whoever sees its whole
town or its unit, started it, or was asked or copied, in person or by a seat. Nothing else is seen.
"""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa

from townhall.record.cases import Case
from townhall.record.people import Sight
from townhall.record.tasks import Task
from townhall.storage.tables import case, task


def visible(sight: Sight) -> sa.ColumnElement[bool]:
    """The condition on table `case` under which a row is covered."""
    if sight.is_blind:
        return sa.false()
    own_town = case.c.town == sight.town
    if sight.whole:
        return own_town
    ways: list[sa.ColumnElement[bool]] = []
    if sight.units:
        ways.append(case.c.unit.in_(sorted(sight.units)))
    if sight.person is not None:
        ways.append(case.c.initiator == sight.person)
    ways.append(sa.exists().where(task.c.case_id == case.c.id, task.c.town == sight.town, asked(sight)))
    return own_town & sa.or_(*ways)


def asked(sight: Sight) -> sa.ColumnElement[bool]:
    """The condition on table `task` under which it asks (or copies) the viewer, in person or by a seat."""
    ways: list[sa.ColumnElement[bool]] = []
    if sight.person is not None:
        ways.append(task.c.person == sight.person)
    if sight.seats:
        seat = sa.tuple_(task.c.post, task.c.unit).in_(sorted(sight.seats))
        ways.append(task.c.person.is_(None) & seat)
    return sa.or_(sa.false(), *ways)


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
