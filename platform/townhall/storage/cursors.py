"""How does a list say where it goes on, without counting rows?

A cursor holds the sort values of the last row shown, and the list goes on after them (keyset pagination):
rows that come or go meanwhile shift nothing. Empty values come last, whichever way a column is sorted.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from townhall.ports.archive import BadCursor
from townhall.ports.world import ZONE


@dataclass(frozen=True, slots=True)
class Turn:
    """One column of an order. `falls`: the largest first. `may_be_empty`: empty ones come last."""

    column: sa.ColumnElement[Any]
    falls: bool = False
    may_be_empty: bool = False

    def order(self) -> tuple[sa.ColumnElement[Any], ...]:
        """The terms to order by; `IS NULL` first, spelt so because both databases can do it."""
        own = self.column.desc() if self.falls else self.column.asc()
        return (self.column.is_(None), own) if self.may_be_empty else (own,)

    def same(self, value: Any) -> sa.ColumnElement[bool]:
        """The rows level with a value."""
        return self.column.is_(None) if value is None else self.column == value

    def later(self, value: Any) -> sa.ColumnElement[bool]:
        """The rows after a value."""
        if value is None:
            return sa.false()
        after = self.column < value if self.falls else self.column > value
        return after | self.column.is_(None) if self.may_be_empty else after


def order(turns: Sequence[Turn]) -> list[sa.ColumnElement[Any]]:
    """The terms of a whole order."""
    return [term for turn in turns for term in turn.order()]


def beyond(turns: Sequence[Turn], values: Sequence[Any]) -> sa.ColumnElement[bool]:
    """The rows after a row with these sort values."""
    if not any(turn.may_be_empty for turn in turns) and len({turn.falls for turn in turns}) == 1:
        row, last = sa.tuple_(*(turn.column for turn in turns)), sa.tuple_(*map(_bound, turns, values))
        return row < last if turns[0].falls else row > last
    ways = []
    for place, turn in enumerate(turns):
        level = [other.same(value) for other, value in zip(turns[:place], values, strict=False)]
        ways.append(sa.and_(*level, turn.later(values[place])))
    return sa.or_(*ways)


def after(turns: Sequence[Turn], *names: str) -> sa.ColumnElement[bool]:
    """The rows after one whose sort values come with the execution, under these names.

    For orders of which every column goes the same way and is never empty.
    """
    row = sa.tuple_(*(turn.column for turn in turns))
    last = sa.tuple_(
        *(sa.bindparam(name, type_=turn.column.type) for turn, name in zip(turns, names, strict=True))
    )
    return row < last if turns[0].falls else row > last


def _bound(turn: Turn, value: Any) -> sa.ColumnElement[Any]:
    return sa.literal(value, turn.column.type)


def written(values: Sequence[Any]) -> str:
    """A cursor for these sort values: letters, digits and `-._`, so that it can stand in any address."""
    return ".".join(_told(value) for value in values)


def read(cursor: str, turns: Sequence[Turn]) -> list[Any]:
    """The sort values of a cursor.

    Raises:
        BadCursor: it was not made by `written`, or for another order.
    """
    try:
        values = [_value(one) for one in cursor.split(".")]
    except (ValueError, OverflowError) as failed:
        raise BadCursor(cursor) from failed
    if len(values) != len(turns) or not all(map(_fits, turns, values)):
        raise BadCursor(cursor)
    return values


def _fits(turn: Turn, value: Any) -> bool:
    if value is None:
        return turn.may_be_empty
    return type(value) is turn.column.type.python_type and "\0" not in str(value)


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_LARGEST = 2**63 - 1


def _told(value: Any) -> str:
    """A value with a letter before it that says what it is."""
    match value:
        case str() if value.isascii() and value.isalnum():
            return f"t{value}"
        case str():
            return f"b{base64.urlsafe_b64encode(value.encode()).decode().rstrip('=')}"
        case datetime():
            return f"m{(value - _EPOCH) // _MICROSECOND}"
        case date():
            return f"d{value.isoformat()}"
        case None:
            return "n"
        case bool():
            return f"c{int(value)}"
        case _:
            return f"i{value}"


def _value(told: str) -> Any:
    kind, rest = told[:1], told[1:]
    match kind:
        case "t":
            return rest
        case "b":
            return base64.b64decode(rest + "=" * (-len(rest) % 4), altchars=b"-_", validate=True).decode()
        case "m":
            return (_EPOCH + int(rest) * _MICROSECOND).astimezone(ZONE)
        case "d":
            return date.fromisoformat(rest)
        case "n" if not rest:
            return None
        case "c" if rest in ("0", "1"):
            return rest == "1"
        case "i" if abs(int(rest)) <= _LARGEST:
            return int(rest)
        case _:
            raise ValueError(told)
