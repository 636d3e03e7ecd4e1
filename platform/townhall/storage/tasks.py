"""What waits for whom?

Each way a task can reach somebody (in person, by one seat) is one walk along one index, cut at the length of
the list; the walks are then put in order together. So a list costs the same however many tasks there are.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Row

from townhall.record.people import Sight
from townhall.record.tasks import Task, TaskRow
from townhall.storage import cursors, tables
from townhall.storage.cases import found
from townhall.storage.cursors import Turn
from townhall.storage.visibility import asked, values
from townhall.storage.work import Work, pattern

COUNTED = 1000
"""Nobody needs to know how many more tasks than this wait."""

_CASE, _TASK = tables.case, tables.task
_OWN = (
    "id", "case_id", "town", "step", "round", "kind", "post", "unit", "person", "opened_at", "due", "is_open",
)  # fmt: skip
"""A task's columns in the order of `Task`'s fields."""

_OF_CASE = (_CASE.c.release, _CASE.c.matter_no, _CASE.c.gist, _CASE.c.unit, _CASE.c.state, _CASE.c.amount)
"""After a task's own and its form, what `TaskRow` says of the case, in the order of its fields."""

Claims = tuple[sa.ColumnElement[bool], ...]


class Tasks:
    """Tasks and copies."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def tasks(
        self,
        sight: Sight,
        *,
        kinds: Sequence[str] = ("act", "mend"),
        form: str | None = None,
        text: str = "",
        after: str | None = None,
        limit: int = 50,
    ) -> tuple[TaskRow, ...]:
        """What waits for the viewer, oldest first; copies newest first."""
        ways = asked(sight)
        if not ways:
            return ()
        told = {**values(sight), "kinds": [*kinds], "form": form, "text": pattern(text), "limit": limit}
        if after is not None:
            told["after_at"], told["after_id"] = cursors.read(after, turns("copy" in kinds))
        listed = _list(ways, tuple(kinds), form is not None, bool(text), after is not None)
        return tuple(_listed(row) for row in self._work.rows(listed, told))

    def waiting(self, town: str) -> tuple[tuple[str | None, str, str, int], ...]:
        """How many open tasks of a town wait for whom: (person or None, post, unit, how many)."""
        whom = (_TASK.c.person, _TASK.c.post, _TASK.c.unit)
        asked_for = (
            sa.select(*whom, sa.func.count())
            .where(_TASK.c.town == town, *_of_kinds(("act", "mend")))
            .group_by(*whom)
        )
        return tuple((person, post, unit, n) for person, post, unit, n in self._work.rows(asked_for))


def turns(falls: bool, source: sa.FromClause = _TASK) -> tuple[Turn, Turn]:
    """The order of a list of tasks."""
    return Turn(source.c.opened_at, falls=falls), Turn(source.c.id, falls=falls)


@lru_cache(maxsize=1024)
def _list(
    ways: Claims, kinds: tuple[str, ...], by_form: bool, by_text: bool, goes_on: bool
) -> sa.Select[*tuple[Any, ...]]:
    """The list for a form of question, built once; what is asked for comes with the execution."""
    falls = "copy" in kinds
    order = cursors.order(turns(falls))
    limit = sa.bindparam("limit", type_=sa.Integer)
    walks = []
    for way in ways:
        walk = sa.select(*_TASK.c).where(way, *_of_kinds(kinds))
        if by_form:
            walk = walk.where(_TASK.c.form == sa.bindparam("form"))
        if by_text:
            walk = walk.join(_CASE, _CASE.c.id == _TASK.c.case_id).where(
                found(sa.bindparam("text", type_=sa.Text))
            )
        if goes_on:
            walk = walk.where(cursors.after(turns(falls), "after_at", "after_id"))
        walks.append(walk.order_by(*order).limit(limit).subquery().select())
    reached = sa.union_all(*walks).subquery("reached")
    return (
        sa.select(*(reached.c[name] for name in _OWN), reached.c.form, *_OF_CASE)
        .join(_CASE, _CASE.c.id == reached.c.case_id)
        .order_by(*cursors.order(turns(falls, reached)))
        .limit(limit)
    )


def waiting(ways: Claims, kinds: tuple[str, ...]) -> sa.CompoundSelect[str]:
    """The ids of what waits, by every way there is (at least one), each counted no further than 1,000."""
    # In order, though the order of a count is nothing to anybody: it leads to the index of waiting tasks.
    order = cursors.order(turns("copy" in kinds))
    walks = [
        sa.select(_TASK.c.id)
        .where(way, *_of_kinds(kinds))
        .order_by(*order)
        .limit(COUNTED)
        .subquery()
        .select()
        for way in ways
    ]
    return sa.union_all(*walks)


def _of_kinds(kinds: tuple[str, ...]) -> tuple[sa.ColumnElement[bool] | sa.TextClause, ...]:
    """Spelt as the partial indexes spell it, and narrowed further where somebody asks for less."""
    if {*kinds} == {"copy"}:
        return (sa.text("task.kind = 'copy'"),)
    waits = sa.text("task.is_open AND task.kind <> 'copy'")
    if {*kinds} == {"act", "mend"}:
        return (waits,)
    return (waits, _TASK.c.kind.in_(sa.bindparam("kinds", expanding=True)))


def _listed(row: Row[*tuple[Any, ...]]) -> TaskRow:
    task = Task(*row[: len(_OWN)])
    form, release, matter_no, gist, unit, state, amount = row[len(_OWN) :]
    cursor = cursors.written([task.opened_at, task.id])
    return TaskRow(task, form, release, matter_no, gist, unit, state, amount, cursor)
