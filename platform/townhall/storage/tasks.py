"""What waits for whom?

Each way a task can reach somebody (in person, by one seat) is one walk along one index, cut at the length of
the list; the walks are then put in order together. So a list costs the same however many tasks there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Row

from townhall.record.people import Sight
from townhall.record.tasks import Task, TaskRow
from townhall.storage import cursors, tables
from townhall.storage.cases import found
from townhall.storage.cursors import Turn
from townhall.storage.work import Work

COUNTED = 1000
"""Nobody needs to know how many more tasks than this wait."""

_CASE, _TASK = tables.case, tables.task
_SHOWN = (
    _CASE.c.release, _CASE.c.matter_no, _CASE.c.gist, _CASE.c.unit.label("case_unit"),
    _CASE.c.state.label("case_state"), _CASE.c.amount,
)  # fmt: skip


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
        falls = "copy" in kinds
        narrowed = [*_narrowed(kinds, form)]
        order = turns(falls)
        if after is not None:
            narrowed.append(cursors.beyond(order, cursors.read(after, order)))
        walks = []
        for way in _ways(sight):
            walk = sa.select(*_TASK.c).where(_TASK.c.town == sight.town, way, *narrowed)
            if text:
                walk = walk.join(_CASE, _CASE.c.id == _TASK.c.case_id).where(found(text))
            walks.append(walk.order_by(*cursors.order(order)).limit(limit).subquery().select())
        if not walks:
            return ()
        reached = sa.union_all(*walks).subquery("reached")
        listed = (
            sa.select(reached, *_SHOWN)
            .join(_CASE, _CASE.c.id == reached.c.case_id)
            .order_by(*cursors.order(turns(falls, reached)))
            .limit(limit)
        )
        return tuple(_listed(row) for row in self._work.connection.execute(listed))

    def task_count(self, sight: Sight, kinds: Sequence[str] = ("act", "mend")) -> int:
        """How many wait, counted no further than 1,000."""
        walks = [
            sa.select(_TASK.c.id)
            .where(_TASK.c.town == sight.town, way, *_narrowed(kinds, None))
            .limit(COUNTED)
            .subquery()
            .select()
            for way in _ways(sight)
        ]
        if not walks:
            return 0
        reached = sa.union_all(*walks).limit(COUNTED).subquery()
        return self._work.connection.execute(sa.select(sa.func.count()).select_from(reached)).scalar_one()

    def case_tasks(self, case: str) -> tuple[Task, ...]:
        """Open tasks of a case, oldest first."""
        wanted = (
            sa.select(_TASK)
            .where(_TASK.c.case_id == case, _TASK.c.is_open)
            .order_by(_TASK.c.opened_at, _TASK.c.id)
        )
        return tuple(_task(row) for row in self._work.connection.execute(wanted))


def turns(falls: bool, source: sa.FromClause = _TASK) -> tuple[Turn, Turn]:
    """The order of a list of tasks."""
    return Turn(source.c.opened_at, falls=falls), Turn(source.c.id, falls=falls)


def _ways(sight: Sight) -> Iterator[sa.ColumnElement[bool]]:
    """The ways a task can reach the viewer; no task is reached by two of them."""
    if sight.person is not None:
        yield _TASK.c.person == sight.person
    for post, unit in sorted(sight.seats):
        yield _TASK.c.person.is_(None) & (_TASK.c.post == post) & (_TASK.c.unit == unit)


def _narrowed(kinds: Sequence[str], form: str | None) -> Iterator[sa.ColumnElement[bool] | sa.TextClause]:
    if "copy" in kinds:
        yield sa.text(f"task.{tables.COPIED}")
    else:
        yield sa.text("task.is_open AND task.kind <> 'copy'")
    if {*kinds} not in ({"act", "mend"}, {"copy"}):
        yield _TASK.c.kind.in_(kinds)
    if form is not None:
        yield _TASK.c.form == form


def _task(row: Row[*tuple[Any, ...]]) -> Task:
    return Task(
        id=row.id,
        case=row.case_id,
        town=row.town,
        step=row.step,
        round=row.round,
        kind=row.kind,
        post=row.post,
        unit=row.unit,
        person=row.person,
        opened_at=row.opened_at,
        due=row.due,
        is_open=row.is_open,
    )


def _listed(row: Row[*tuple[Any, ...]]) -> TaskRow:
    return TaskRow(
        task=_task(row),
        form=row.form,
        release=row.release,
        matter_no=row.matter_no,
        gist=row.gist,
        case_unit=row.case_unit,
        case_state=row.case_state,
        amount=row.amount,
        cursor=cursors.written([row.opened_at, row.id]),
    )
