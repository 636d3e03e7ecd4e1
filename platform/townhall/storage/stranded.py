"""Which cases wait for nobody who could act?

Whom open tasks ask is gathered first, each seat and person once: there are few of them, however many tasks
there are, and seldom one that nobody answers to.
"""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa

from townhall.storage import tables
from townhall.storage.work import Work

_CASE, _TASK, _HOLDING = tables.case, tables.task, tables.holding
_WAITS = sa.text(f"task.{tables.WAITS}")
_DAY = sa.bindparam("day", type_=sa.Date)

_ASKED = (
    sa.select(_TASK.c.town, _TASK.c.post, _TASK.c.unit, _TASK.c.person)
    .where(_WAITS)
    .distinct()
    .subquery("asked")
)
_SITS = sa.exists().where(
    _ASKED.c.person.is_(None) | (_HOLDING.c.person == _ASKED.c.person),
    _HOLDING.c.town == _ASKED.c.town,
    _HOLDING.c.unit == _ASKED.c.unit,
    _ASKED.c.post.in_((_HOLDING.c.post, _HOLDING.c.post + "." + _HOLDING.c.portfolio)),
    _HOLDING.c.since <= _DAY,
    _HOLDING.c.until.is_(None) | (_HOLDING.c.until >= _DAY),
)
_GONE = sa.select(_ASKED).where(~_SITS).subquery("gone")
_ASKS_THEM = sa.and_(
    _TASK.c.town == _GONE.c.town,
    _TASK.c.post == _GONE.c.post,
    _TASK.c.unit == _GONE.c.unit,
    _TASK.c.person.is_not_distinct_from(_GONE.c.person),
)
_STRANDED = sa.union(
    sa.select(_CASE.c.town, _CASE.c.id).where(sa.text("is_held")),
    sa.select(_TASK.c.town, _TASK.c.case_id).join(_GONE, _ASKS_THEM).where(_WAITS),
).order_by(sa.text("town"), sa.text("id"))


class Stranded:
    """Cases that wait in vain."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def stranded_cases(self, day: date) -> tuple[tuple[str, str], ...]:
        """Town and id of cases that wait for nobody who could act on a day."""
        return tuple((row.town, row.id) for row in self._work.rows(_STRANDED, {"day": day}))
