"""How do SQLite and PostgreSQL each say what a formula says of days, months and texts?

SQLite keeps days as text (`2026-04-30`), PostgreSQL as dates; months are text (`2026-04`) on both.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

import sqlalchemy as sa

Sql: TypeAlias = sa.ColumnElement[Any]


def always(of: Sql) -> Sql:
    """True; unknown where `of` is empty."""
    return of == of


def never(of: Sql) -> Sql:
    """False; unknown where `of` is empty."""
    return of != of


class Forms:
    """The spelling of one database."""

    def __init__(self, dialect: str) -> None:
        self._is_sqlite = dialect == "sqlite"

    def year(self, day: Sql) -> Sql:
        """The year of a day."""
        if self._is_sqlite:
            return sa.cast(sa.func.substr(day, 1, 4), sa.Integer)
        return sa.cast(sa.extract("year", day), sa.Integer)

    def month(self, day: Sql) -> Sql:
        """The month a day lies in."""
        if self._is_sqlite:
            return sa.func.substr(day, 1, 7, type_=sa.Text)
        return sa.func.to_char(day, "YYYY-MM", type_=sa.Text)

    def first_day(self, month: Sql) -> Sql:
        """The first day of a month."""
        if self._is_sqlite:
            return sa.func.date(month + "-01", type_=sa.Date)
        return sa.func.to_date(month + "-01", "YYYY-MM-DD", type_=sa.Date)

    def last_day(self, month: Sql) -> Sql:
        """The last day of a month."""
        if self._is_sqlite:
            return sa.func.date(month + "-01", "+1 month", "-1 day", type_=sa.Date)
        following = self.first_day(month) + sa.text("interval '1 month' - interval '1 day'")
        return sa.cast(following, sa.Date)

    def days_between(self, start: Sql, end: Sql) -> Sql:
        """How many days from one day to another."""
        if self._is_sqlite:
            apart = sa.func.julianday(end) - sa.func.julianday(start)
            return sa.cast(apart, sa.Integer)
        return sa.type_coerce(end - start, sa.Integer)

    def days_later(self, day: Sql, count: int) -> Sql:
        """The day so many days on."""
        if self._is_sqlite:
            return sa.func.date(day, f"{count:+d} days", type_=sa.Date)
        return sa.type_coerce(day + sa.literal(count, sa.Integer), sa.Date)

    def extreme(self, values: Sequence[Sql], largest: bool) -> Sql:
        """The largest or smallest of some values; unknown where one of them is empty."""
        if self._is_sqlite:
            name = "max" if largest else "min"
            return sa.type_coerce(getattr(sa.func, name)(*values), values[0].type)
        name = "greatest" if largest else "least"
        empty = sa.or_(*(one.is_(None) for one in values))
        found = sa.case((empty, sa.null()), else_=getattr(sa.func, name)(*values))
        return sa.type_coerce(found, values[0].type)

    def has_piece(self, text: Sql, piece: Sql | str) -> Sql:
        """Whether a text has a piece, letter for letter (LIKE would not tell A from a on SQLite)."""
        position = sa.func.instr if self._is_sqlite else sa.func.strpos
        return position(text, piece) > 0
