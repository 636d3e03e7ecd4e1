"""How much waits for a viewer, asked for the frame of every page and so in one statement?"""

from __future__ import annotations

from functools import lru_cache

import sqlalchemy as sa

from townhall.ports.archive import Counts
from townhall.record.people import Sight
from townhall.storage import tables
from townhall.storage.tasks import COUNTED, Claims, waiting
from townhall.storage.visibility import Ways, asked, values, visible_by, ways
from townhall.storage.work import Work

_DRAFT, _OBJECTION, _CASE = tables.draft, tables.objection, tables.case


class Waiting:
    """The numbers in the frame."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def counts(self, sight: Sight) -> Counts:
        """How much waits for the viewer."""
        row = self._work.rows(_counts(asked(sight), ways(sight)), values(sight))[0]
        return Counts(*row)


@lru_cache(maxsize=1024)
def _counts(tasks: Claims, covering: Ways | None) -> sa.Select[int, int, int, int]:
    """All four numbers; built once for each form of sight."""
    drafts = sa.select(_DRAFT.c.id).where(
        _DRAFT.c.person == sa.bindparam("sight_person"), _DRAFT.c.town == sa.bindparam("sight_town")
    )
    todo = waiting(tasks, ("act", "mend")) if tasks else None
    copied = waiting(tasks, ("copy",)) if tasks else None
    return sa.select(_many(todo), _many(copied), _many(drafts), _many(_objections(covering)))


def _objections(covering: Ways | None) -> sa.Select[str] | None:
    if covering is None:
        return None
    return (
        sa.select(_OBJECTION.c.id)
        .join(_CASE, _CASE.c.id == _OBJECTION.c.case_id)
        # Spelt as the partial index spells it.
        .where(
            _OBJECTION.c.town == sa.bindparam("sight_town"),
            sa.text("objection.state = 'open'"),
            visible_by(covering),
        )
    )


def _many(found: sa.Select[str] | sa.CompoundSelect[str] | None) -> sa.ColumnElement[int]:
    """How many rows there are, counted no further than 1,000."""
    if found is None:
        return sa.literal(0, literal_execute=True)
    return sa.select(sa.func.count()).select_from(found.limit(COUNTED).subquery()).scalar_subquery()
