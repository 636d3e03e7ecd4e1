"""Who may sign in, with which password, and who holds which post from when to when?"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Row

from townhall.kernel.canonical import canonical
from townhall.record.people import Holding, Person
from townhall.storage import tables
from townhall.storage.work import Work

_STAFF, _HOLDING, _VERSION = tables.person, tables.holding, tables.town_version

_PERSON = sa.select(_STAFF.c.id, _STAFF.c.name, _STAFF.c.login, _STAFF.c.phone, _STAFF.c.locale)
_BY_ID = _PERSON.where(_STAFF.c.id == sa.bindparam("of"))
_BY_LOGIN = _PERSON.where(_STAFF.c.login == sa.bindparam("of"))
_BY_LOGINS = _PERSON.where(_STAFF.c.login.in_(sa.bindparam("of", expanding=True)))
_PASSWORD = sa.select(_STAFF.c.password).where(_STAFF.c.id == sa.bindparam("of"))
_NEW_PASSWORD = _STAFF.update().where(_STAFF.c.id == sa.bindparam("of")).values(password=sa.bindparam("hash"))
_HOLDINGS = sa.select(_HOLDING).where(_HOLDING.c.town == sa.bindparam("of")).order_by(_HOLDING.c.no)
_NAMES = sa.select(_STAFF.c.id, _STAFF.c.name).where(
    _STAFF.c.id.in_(sa.select(_HOLDING.c.person).where(_HOLDING.c.town == sa.bindparam("of")))
)
_VERSION_OF = sa.select(_VERSION.c.version).where(_VERSION.c.town == sa.bindparam("of"))
_OWN_HOLDINGS = sa.select(_HOLDING).where(_HOLDING.c.person == sa.bindparam("of")).order_by(_HOLDING.c.no)


class People:
    """Staff and their posts."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._versions: dict[str, int] = {}

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
        row = self._work.row(_BY_ID, {"of": id})
        return None if row is None else Person(*row)

    def person_by_login(self, login: str) -> Person | None:
        """The person with that login."""
        row = self._work.row(_BY_LOGIN, {"of": login})
        return None if row is None else Person(*row)

    def people_by_login(self, logins: Collection[str]) -> Mapping[str, Person]:
        """Those of several logins whom one knows."""
        found = (Person(*row) for row in self._work.rows(_BY_LOGINS, {"of": [*logins]}))
        return {one.login: one for one in found}

    def password(self, person: str) -> str | None:
        """The kept argon2 hash."""
        found: str | None = self._work.value(_PASSWORD, {"of": person})
        return found

    def set_password(self, person: str, hashed: str) -> None:
        """Keep a new argon2 hash."""
        self._work.connection.execute(_NEW_PASSWORD, {"of": person, "hash": hashed})

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
            self._versions.pop(town, None)
            more = self._work.insert(_VERSION).values(town=town, version=1)
            grown = {"version": _VERSION.c.version + 1}
            self._work.connection.execute(more.on_conflict_do_update(index_elements=["town"], set_=grown))

    def holdings(self, town: str) -> tuple[Holding, ...]:
        """All holdings of a town, past ones too."""
        return tuple(_holding(row) for row in self._work.rows(_HOLDINGS, {"of": town}))

    def names(self, town: str) -> Mapping[str, str]:
        """The name of every person with a holding in the town."""
        return {row.id: row.name for row in self._work.rows(_NAMES, {"of": town})}

    def appointments_version(self, town: str) -> int:
        """A number that grows with every appointment in the town; 0 before the first."""
        if town not in self._versions:
            self.note_version(town, self._work.value(_VERSION_OF, {"of": town}))
        return self._versions[town]

    def note_version(self, town: str, version: int | None) -> None:
        """Keep in mind the version that was read with something else: within a unit of work all is read at
        one moment.
        """
        self._versions[town] = version or 0

    def holdings_of(self, person: str) -> tuple[Holding, ...]:
        """All holdings of a person, past ones too."""
        return tuple(_holding(row) for row in self._work.rows(_OWN_HOLDINGS, {"of": person}))


def _holding(row: Row[*tuple[Any, ...]]) -> Holding:
    return Holding(
        person=row.person,
        town=row.town,
        post=row.post,
        unit=row.unit,
        since=row.since,
        until=row.until,
        portfolio=row.portfolio,
        responsible_for=frozenset(json.loads(row.responsible_for)),
    )


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
