"""What is shown outside, for how long, and what did people say to it?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Row

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
_NEWEST_FIRST = (_DISCLOSURE.c.opened_on.desc(), _DISCLOSURE.c.number.desc())
_OLDEST_FIRST = (_OBJECTION.c.made_at, _OBJECTION.c.id)


class Outside:
    """Disclosures and objections. An objection's contact is sealed."""

    def __init__(self, work: Work, cases: Cases) -> None:
        self._work = work
        self._cases = cases

    def keep(self, move: Move) -> None:
        """Open and close disclosures, and keep objections made or answered, as an act says."""
        self._work.add(_DISCLOSURE, [_disclosure(one) for one in move.discloses])
        for number, outcome in move.undiscloses:
            closed = _DISCLOSURE.update().where(_DISCLOSURE.c.number == number)
            self._work.connection.execute(closed.values(is_open=False, outcome=outcome))
        for one in move.objections:
            self._work.put(_OBJECTION, self._objection(one), keys=("id",), change=_ANSWER)

    def disclosure(self, number: str) -> Disclosure | None:
        """The disclosure with that public number."""
        found = self._disclosures(sa.select(_DISCLOSURE).where(_DISCLOSURE.c.number == number))
        return found[0] if found else None

    def disclosures(
        self, town: str, unit: str | None, *, open_on: date | None = None, limit: int = 50
    ) -> tuple[Disclosure, ...]:
        """A unit's disclosures, or a whole town's, newest first."""
        wanted = sa.select(_DISCLOSURE).where(_DISCLOSURE.c.town == town)
        if unit is not None:
            wanted = wanted.where(_DISCLOSURE.c.unit == unit)
        if open_on is not None:
            shown = (_DISCLOSURE.c.opened_on <= open_on, _DISCLOSURE.c.closes_on >= open_on)
            wanted = wanted.where(_DISCLOSURE.c.is_open, *shown)
        return self._disclosures(wanted.order_by(*_NEWEST_FIRST).limit(limit))

    def due_disclosures(self, day: date, limit: int = 200) -> tuple[Disclosure, ...]:
        """Open ones whose last day has passed, the longest overdue first."""
        wanted = sa.select(_DISCLOSURE).where(sa.text("is_open"), _DISCLOSURE.c.closes_on < day)
        return self._disclosures(wanted.order_by(_DISCLOSURE.c.closes_on, _DISCLOSURE.c.number).limit(limit))

    def _disclosures(self, wanted: sa.Select[Any]) -> tuple[Disclosure, ...]:
        return tuple(_read(row) for row in self._work.connection.execute(wanted))

    def add_objection(self, objection: Objection) -> None:
        """Keep what a villager said."""
        self._work.add(_OBJECTION, [self._objection(objection)])

    def objections(self, case: str) -> tuple[Objection, ...]:
        """What was said to a case's disclosures, oldest first."""
        wanted = sa.select(_OBJECTION).where(_OBJECTION.c.case_id == case)
        return self._read(wanted.order_by(*_OLDEST_FIRST))

    def open_objections(self, sight: Sight, limit: int = 50) -> tuple[Objection, ...]:
        """Unanswered ones to cases that sight covers, oldest first."""
        wanted = (
            sa.select(_OBJECTION)
            .join(_CASE, _CASE.c.id == _OBJECTION.c.case_id)
            # Spelt as the partial index spells it.
            .where(_OBJECTION.c.town == sight.town, sa.text("objection.state = 'open'"), visible(sight))
        )
        return self._read(wanted.order_by(*_OLDEST_FIRST).limit(limit), values(sight))

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

    def _read(
        self, wanted: sa.Select[Any], filling: Mapping[str, Any] | None = None
    ) -> tuple[Objection, ...]:
        unseal = self._work.vault.unseal
        return tuple(
            Objection(
                id=row.id,
                disclosure=row.disclosure,
                case=row.case_id,
                town=row.town,
                content=row.content,
                contact=unseal(row.contact),
                made_at=row.made_at,
                state=row.state,
                answer=row.answer,
                answered_by=row.answered_by,
                answered_at=row.answered_at,
            )
            for row in self._work.connection.execute(wanted, filling)
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


def _read(row: Row[*tuple[Any, ...]]) -> Disclosure:
    return Disclosure(
        number=row.number,
        town=row.town,
        unit=row.unit,
        case=row.case_id,
        step=row.step,
        page=row.page,
        release=row.release,
        title=row.title,
        opened_on=row.opened_on,
        closes_on=row.closes_on,
        is_open=row.is_open,
        outcome=row.outcome,
        waits=row.waits,
    )
