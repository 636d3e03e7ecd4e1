"""What is shown outside, for how long, and what did people say to it?"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from townhall.ports.archive import PageOfUnit
from townhall.record.cases import Case
from townhall.record.disclosures import Disclosure, Objection
from townhall.record.moves import Move
from townhall.record.people import Sight
from townhall.storage import tables
from townhall.storage.cases import Cases
from townhall.storage.visibility import values, visible
from townhall.storage.work import Work

_DISCLOSURE, _OBJECTION, _CASE = tables.disclosure, tables.objection, tables.case
_ANSWER = ("state", "answer", "answered_by", "answered_at")
_LIMIT = sa.bindparam("limit", type_=sa.Integer)

_DISCLOSURES = sa.select(*_DISCLOSURE.c)  # its columns stand in the order of `Disclosure`'s fields
_NEWEST_FIRST = (_DISCLOSURE.c.opened_on.desc(), _DISCLOSURE.c.number.desc())
_BY_NUMBER = _DISCLOSURES.where(_DISCLOSURE.c.number == sa.bindparam("of"))
_DUE = _DISCLOSURES.where(
    sa.text("is_open"),
    _DISCLOSURE.c.closes_on < sa.bindparam("day"),
    ~sa.exists().where(
        _OBJECTION.c.case_id == _DISCLOSURE.c.case_id,
        _OBJECTION.c.disclosure == _DISCLOSURE.c.number,
        _OBJECTION.c.state == "open",
    ),
).order_by(_DISCLOSURE.c.closes_on, _DISCLOSURE.c.number)

_ENDED = (
    _DISCLOSURE.update()
    .where(_DISCLOSURE.c.number == sa.bindparam("of"))
    .values(is_open=sa.false(), outcome=sa.bindparam("how"))
)

_OBJECTIONS = sa.select(*_OBJECTION.c)  # likewise
_OLDEST_FIRST = (_OBJECTION.c.made_at, _OBJECTION.c.id)
_OF_CASE = _OBJECTIONS.where(_OBJECTION.c.case_id == sa.bindparam("of")).order_by(*_OLDEST_FIRST)

_IS_AGAINST = _DISCLOSURE.c.number == _OBJECTION.c.disclosure
_PAGE_OF_UNIT = (_DISCLOSURE.c.release, _DISCLOSURE.c.page, _DISCLOSURE.c.unit)


class Outside:
    """Disclosures and objections. An objection's contact is sealed."""

    def __init__(self, work: Work, cases: Cases) -> None:
        self._work = work
        self._cases = cases

    def keep(self, move: Move) -> None:
        """Open and close disclosures, and keep objections made or answered, as an act says."""
        self._work.add(_DISCLOSURE, [_disclosure(one) for one in move.discloses])
        if move.undiscloses:
            ended = [{"of": number, "how": outcome} for number, outcome in move.undiscloses]
            self._work.connection.execute(_ENDED, ended)
        for one in move.objections:
            self._work.put(_OBJECTION, self._objection(one), keys=("id",), change=_ANSWER)

    def disclosure(self, number: str) -> Disclosure | None:
        """The disclosure with that public number."""
        row = self._work.row(_BY_NUMBER, {"of": number})
        return None if row is None else Disclosure(*row)

    def disclosures(
        self, town: str, unit: str | None, *, open_on: date | None = None, limit: int = 50
    ) -> tuple[Disclosure, ...]:
        """A unit's disclosures, or a whole town's, newest first."""
        told = {"town": town, "unit": unit, "day": open_on, "limit": limit}
        listed = _list(unit is not None, open_on is not None)
        return tuple(Disclosure(*row) for row in self._work.rows(listed, told))

    def due_disclosures(self, day: date) -> tuple[Disclosure, ...]:
        """Open ones whose last day has passed and that nobody objects to any more, longest overdue first."""
        return tuple(Disclosure(*row) for row in self._work.rows(_DUE, {"day": day}))

    def objections(self, case: str) -> tuple[Objection, ...]:
        """What was said to a case's disclosures, oldest first."""
        return self._read(_OF_CASE, {"of": case})

    def open_objections(
        self, sight: Sight, first: Collection[PageOfUnit] = (), limit: int = 50
    ) -> tuple[Objection, ...]:
        """Unanswered ones to cases that sight covers: those against `first`, then others, oldest first."""
        told = {**values(sight), "limit": limit}
        if first:
            told["first"] = sorted(first)
        return self._read(_unanswered(visible(sight), bool(first)), told)

    def objected(self, sight: Sight) -> Mapping[PageOfUnit, int]:
        """How many unanswered ones there are to cases that sight covers, by page and unit."""
        found = self._work.rows(_by_page(visible(sight)), values(sight))
        return {(release, page, unit): number for release, page, unit, number in found}

    def disclosed_case(self, number: str) -> Case | None:
        """The case behind a disclosure."""
        found = self.disclosure(number)
        case = None if found is None else self._cases.kept_case(found.case)
        return None if case is None else self._cases.opened(case)

    def _objection(self, one: Objection) -> dict[str, Any]:
        return {
            "id": one.id,
            "disclosure": one.disclosure,
            "case_id": one.case,
            "town": one.town,
            "content": one.content,
            "contact": self._work.vault.seal(one.contact),
            "made_at": one.made_at,
            "state": one.state,
            "answer": one.answer,
            "answered_by": one.answered_by,
            "answered_at": one.answered_at,
        }

    def _read(self, wanted: sa.Executable, told: Mapping[str, Any]) -> tuple[Objection, ...]:
        found = (Objection(*row) for row in self._work.rows(wanted, told))
        return tuple(replace(one, contact=self._work.vault.unseal(one.contact)) for one in found)


@lru_cache
def _list(of_unit: bool, open_on_day: bool) -> sa.Select[*tuple[Any, ...]]:
    """The disclosures of a town or unit, newest first; built once for each form of question."""
    wanted = _DISCLOSURES.where(_DISCLOSURE.c.town == sa.bindparam("town"))
    if of_unit:
        wanted = wanted.where(_DISCLOSURE.c.unit == sa.bindparam("unit"))
    if open_on_day:
        day = sa.bindparam("day", type_=sa.Date)
        wanted = wanted.where(
            sa.text("is_open"), day.between(_DISCLOSURE.c.opened_on, _DISCLOSURE.c.closes_on)
        )
    return wanted.order_by(*_NEWEST_FIRST).limit(_LIMIT)


@lru_cache
def _unanswered(covered: sa.ColumnElement[bool], some_first: bool) -> sa.Select[*tuple[Any, ...]]:
    """Open objections to cases that are covered; built once for each form of sight."""
    wanted = _open(_OBJECTIONS, covered)
    if some_first:
        is_first = sa.tuple_(*_PAGE_OF_UNIT).in_(sa.bindparam("first", expanding=True))
        wanted = wanted.join(_DISCLOSURE, _IS_AGAINST).order_by(sa.case((is_first, 0), else_=1))
    return wanted.order_by(*_OLDEST_FIRST).limit(_LIMIT)


@lru_cache
def _by_page(covered: sa.ColumnElement[bool]) -> sa.Select[*tuple[Any, ...]]:
    """How many open objections to cases that are covered there are, by page; built once likewise."""
    counted = sa.select(*_PAGE_OF_UNIT, sa.func.count()).select_from(_OBJECTION)
    return _open(counted, covered).join(_DISCLOSURE, _IS_AGAINST).group_by(*_PAGE_OF_UNIT)


def _open(
    wanted: sa.Select[*tuple[Any, ...]], covered: sa.ColumnElement[bool]
) -> sa.Select[*tuple[Any, ...]]:
    """What is wanted of the open objections to cases that are covered."""
    return wanted.join(_CASE, _CASE.c.id == _OBJECTION.c.case_id).where(
        # Spelt as the partial index spells it.
        _OBJECTION.c.town == sa.bindparam("sight_town"),
        sa.text("objection.state = 'open'"),
        covered,
    )


def _disclosure(one: Disclosure) -> dict[str, Any]:
    return {
        "number": one.number,
        "town": one.town,
        "unit": one.unit,
        "case_id": one.case,
        "step": one.step,
        "page": one.page,
        "release": one.release,
        "title": one.title,
        "opened_on": one.opened_on,
        "closes_on": one.closes_on,
        "is_open": one.is_open,
        "outcome": one.outcome,
        "waits": one.waits,
    }
