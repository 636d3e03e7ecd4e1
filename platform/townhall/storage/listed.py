"""What do lists and pages show of a case, and which numbers were given out? For verifying."""

from __future__ import annotations

import json
from collections.abc import Mapping

import sqlalchemy as sa

from townhall.record.lists import Listed, ListedPage, ListedTask
from townhall.storage import tables
from townhall.storage.work import Work

_CASE, _TASK, _DISCLOSURE, _NUMBER = tables.case, tables.task, tables.disclosure, tables.number

_ROW = sa.select(
    *(
        _CASE.c[name]
        for name in (
            "town", "form", "release", "matter_no", "unit", "initiator", "gist", "state", "amount",
            "opened_at", "ended_at", "waits_at", "is_held",
        )
    )
).where(_CASE.c.id == sa.bindparam("of"))  # fmt: skip
_TASKS = sa.select(
    *(_TASK.c[name] for name in ("town", "form", "step", "round", "kind", "post", "unit", "person", "due"))
).where(_TASK.c.case_id == sa.bindparam("of"), _TASK.c.is_open)
_PAGES = sa.select(
    *(
        _DISCLOSURE.c[name]
        for name in (
            "number", "town", "unit", "step", "page", "release", "title", "opened_on", "closes_on",
            "is_open", "outcome", "waits",
        )
    )
).where(_DISCLOSURE.c.case_id == sa.bindparam("of"))  # fmt: skip
_NUMBERS = sa.select(_NUMBER.c.town, _NUMBER.c.series, _NUMBER.c.year, _NUMBER.c.last)


class Lists:
    """What is repeated beside the events."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def listed(self, case: str) -> Listed | None:
        """What lists and pages show of a case."""
        row = self._work.row(_ROW, {"of": case})
        if row is None:
            return None
        told = row._asdict()
        return Listed(
            at=tuple(json.loads(told.pop("waits_at"))),
            tasks=frozenset(ListedTask(*one) for one in self._work.rows(_TASKS, {"of": case})),
            pages=frozenset(ListedPage(*one) for one in self._work.rows(_PAGES, {"of": case})),
            **told,
        )

    def numbers(self) -> Mapping[tuple[str, str, int], int]:
        """The last number of each series of a town in a year."""
        return {(town, series, year): last for town, series, year, last in self._work.rows(_NUMBERS)}
