"""Who may sign in, with which password, and who holds which post from when to when?"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa

from townhall.kernel.canonical import canonical
from townhall.record.people import Holding, Person
from townhall.storage import tables
from townhall.storage.tables import town_version
from townhall.storage.work import Work

_STAFF, _HOLDING = tables.person, tables.holding
_SHOWN = (_STAFF.c.id, _STAFF.c.name, _STAFF.c.login, _STAFF.c.phone, _STAFF.c.locale)


class People:
    """Staff and their posts."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def add_people(self, people: Iterable[Person]) -> None:
        """Add staff."""
        self._work.add(
            _STAFF,
            [
                {"id": one.id, "name": one.name, "login": one.login, "phone": one.phone, "locale": one.locale}
                for one in people
            ],
        )

    def person(self, id: str) -> Person | None:
        """The person of that id."""
        return self._one(_STAFF.c.id == id)

    def person_by_login(self, login: str) -> Person | None:
        """The person with that login."""
        return self._one(_STAFF.c.login == login)

    def _one(self, where: sa.ColumnElement[bool]) -> Person | None:
        row = self._work.connection.execute(sa.select(*_SHOWN).where(where)).one_or_none()
        return None if row is None else Person(*row)

    def password(self, person: str) -> str | None:
        """The kept argon2 hash."""
        kept = sa.select(_STAFF.c.password).where(_STAFF.c.id == person)
        return self._work.connection.execute(kept).scalar_one_or_none()

    def set_password(self, person: str, hashed: str) -> None:
        """Keep a new argon2 hash."""
        self._work.connection.execute(_STAFF.update().where(_STAFF.c.id == person).values(password=hashed))

    def add_holdings(self, holdings: Iterable[Holding]) -> None:
        """Appoint."""
        rows = [_row(one) for one in holdings]
        self._work.add(_HOLDING, rows)
        self._grow({row["town"] for row in rows})

    def end_holding(self, holding: Holding, until: date) -> None:
        """Let a holding end on a day."""
        same = [
            _HOLDING.c[name].is_not_distinct_from(value)
            for name, value in _row(holding).items()
            if name not in ("until", "responsible_for")
        ]
        self._work.connection.execute(_HOLDING.update().where(*same).values(until=until))
        self._grow({holding.town})

    def _grow(self, towns: Iterable[str]) -> None:
        for town in sorted(towns):
            insert = self._work.insert(town_version).values(town=town, version=1)
            more = insert.on_conflict_do_update(
                index_elements=["town"], set_={"version": town_version.c.version + 1}
            )
            self._work.connection.execute(more)

    def holdings(self, town: str) -> tuple[Holding, ...]:
        """All holdings of a town, past ones too."""
        kept = sa.select(_HOLDING).where(_HOLDING.c.town == town).order_by(_HOLDING.c.no)
        return tuple(
            Holding(
                person=row.person,
                town=row.town,
                post=row.post,
                unit=row.unit,
                since=row.since,
                until=row.until,
                portfolio=row.portfolio,
                responsible_for=frozenset(json.loads(row.responsible_for)),
            )
            for row in self._work.connection.execute(kept)
        )

    def names(self, town: str) -> Mapping[str, str]:
        """The name of every person with a holding in the town."""
        there = sa.select(_HOLDING.c.person).where(_HOLDING.c.town == town)
        kept = sa.select(_STAFF.c.id, _STAFF.c.name).where(_STAFF.c.id.in_(there))
        return {row.id: row.name for row in self._work.connection.execute(kept)}

    def appointments_version(self, town: str) -> int:
        """A number that grows with every appointment in the town; 0 before the first."""
        kept = sa.select(town_version.c.version).where(town_version.c.town == town)
        return self._work.connection.execute(kept).scalar_one_or_none() or 0

    def towns_of(self, person: str) -> tuple[str, ...]:
        """Towns in which the person holds a post."""
        kept = (
            sa.select(_HOLDING.c.town).where(_HOLDING.c.person == person).distinct().order_by(_HOLDING.c.town)
        )
        return tuple(self._work.connection.execute(kept).scalars())


def _row(one: Holding) -> dict[str, Any]:
    return {
        "person": one.person,
        "town": one.town,
        "post": one.post,
        "unit": one.unit,
        "since": one.since,
        "until": one.until,
        "portfolio": one.portfolio,
        "responsible_for": canonical(sorted(one.responsible_for)),
    }
