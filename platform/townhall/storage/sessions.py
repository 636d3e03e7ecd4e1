"""Who is signed in, what does this database remember of itself, and which numbers did it give out?"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from townhall.record.sessions import Session
from townhall.storage import tables
from townhall.storage.work import Work

_SIGN_IN, _SETTING, _NUMBER = tables.session, tables.setting, tables.number

_FIELDS = ("id", "person", "device", "signed_in_at", "expires_at", "revoked_at")
_SIGN_INS = sa.select(*(_SIGN_IN.c[name] for name in _FIELDS))
_BY_ID = _SIGN_INS.where(_SIGN_IN.c.id == sa.bindparam("of"))
_OF_PERSON = _SIGN_INS.where(_SIGN_IN.c.person == sa.bindparam("of")).order_by(
    _SIGN_IN.c.signed_in_at.desc(), _SIGN_IN.c.id.desc()
)
_VALUE = sa.select(_SETTING.c.value).where(_SETTING.c.name == sa.bindparam("of"))


class Sessions:
    """Sign-ins, settings and numbers."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def keep_session(self, session: Session) -> None:
        """Keep a new sign-in, or one that was revoked or prolonged."""
        row = {name: getattr(session, name) for name in _FIELDS}
        self._work.put(_SIGN_IN, row, keys=("id",), change=("expires_at", "revoked_at"))

    def session(self, id: str) -> Session | None:
        """The sign-in of that id."""
        row = self._work.row(_BY_ID, {"of": id})
        return None if row is None else Session(*row)

    def sessions_of(self, person: str) -> tuple[Session, ...]:
        """A person's sign-ins, newest first."""
        return tuple(Session(*row) for row in self._work.rows(_OF_PERSON, {"of": person}))

    def setting(self, name: str) -> str | None:
        """A setting of this database."""
        found: str | None = self._work.value(_VALUE, {"of": name})
        return found

    def set_setting(self, name: str, value: str) -> None:
        """Keep a setting of this database."""
        self._work.put(_SETTING, {"name": name, "value": value}, keys=("name",), change=("value",))

    def next_number(self, town: str, series: str, year: int, count: int = 1) -> int:
        """The first of so many next numbers; whoever else wants one waits until this unit of work is done."""
        row: dict[str, Any] = {"town": town, "series": series, "year": year, "last": count}
        last: int = self._work.connection.execute(_taken(self._work.is_sqlite), row).scalar_one()
        return last - count + 1


@lru_cache
def _taken(is_sqlite: bool) -> sa.Executable:
    """Takes a series' next numbers; built once for each kind of database."""
    insert = sqlite.insert(_NUMBER) if is_sqlite else postgresql.insert(_NUMBER)
    keys = ["town", "series", "year"]
    more = insert.on_conflict_do_update(
        index_elements=keys, set_={"last": _NUMBER.c.last + insert.excluded.last}
    )
    return more.returning(_NUMBER.c.last)
