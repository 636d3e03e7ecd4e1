"""Who is signed in, what does this database remember of itself, and which numbers did it give out?"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Row

from townhall.record.sessions import Session
from townhall.storage import tables
from townhall.storage.tables import number, setting
from townhall.storage.work import Work

_SIGN_IN = tables.session


class Sessions:
    """Sign-ins, settings and numbers."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def keep_session(self, session: Session) -> None:
        """Keep a new sign-in, or one that was revoked or prolonged."""
        row = {
            "id": session.id,
            "person": session.person,
            "device": session.device,
            "signed_in_at": session.signed_in_at,
            "expires_at": session.expires_at,
            "revoked_at": session.revoked_at,
        }
        self._work.put(_SIGN_IN, row, keys=("id",), change=("expires_at", "revoked_at"))

    def session(self, id: str) -> Session | None:
        """The sign-in of that id."""
        row = self._work.connection.execute(sa.select(_SIGN_IN).where(_SIGN_IN.c.id == id)).one_or_none()
        return None if row is None else _read(row)

    def sessions_of(self, person: str) -> tuple[Session, ...]:
        """A person's sign-ins, newest first."""
        kept = (
            sa.select(_SIGN_IN)
            .where(_SIGN_IN.c.person == person)
            .order_by(_SIGN_IN.c.signed_in_at.desc(), _SIGN_IN.c.id.desc())
        )
        return tuple(_read(row) for row in self._work.connection.execute(kept))

    def setting(self, name: str) -> str | None:
        """A setting of this database."""
        kept = sa.select(setting.c.value).where(setting.c.name == name)
        return self._work.connection.execute(kept).scalar_one_or_none()

    def set_setting(self, name: str, value: str) -> None:
        """Keep a setting of this database."""
        self._work.put(setting, {"name": name, "value": value}, keys=("name",), change=("value",))

    def next_number(self, town: str, series: str, year: int) -> int:
        """The next number of a series; whoever else wants one waits until this unit of work is done."""
        insert = self._work.insert(number).values(town=town, series=series, year=year, last=1)
        taken = insert.on_conflict_do_update(
            index_elements=["town", "series", "year"], set_={"last": number.c.last + 1}
        ).returning(number.c.last)
        return self._work.connection.execute(taken).scalar_one()


def _read(row: Row[*tuple[Any, ...]]) -> Session:
    return Session(
        id=row.id,
        person=row.person,
        device=row.device,
        signed_in_at=row.signed_in_at,
        expires_at=row.expires_at,
        revoked_at=row.revoked_at,
    )
