"""What can a formula compute with, besides numbers, text, dates and truth?

None is empty or unknown. Numbers are `int` and `Decimal`, money is `Decimal` yuan, a moment is an aware
`datetime`. A table or a fact is a tuple of `Dotted` rows; a field with many values is a tuple of them.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol, TypeAlias, runtime_checkable

from townhall.kernel.canonical import Json

Value: TypeAlias = (
    "bool | int | str | Decimal | date | datetime | Period | Duration | Place | Window | Dotted"
    " | tuple[Value, ...] | None"
)

UNITS = ("second", "minute", "hour", "day", "workday", "month", "year")
_PERIOD = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
_DURATION = re.compile(rf"(\d{{1,6}}) ?({'|'.join(UNITS)})s?", re.ASCII)


class Dotted(Protocol):
    """Anything with names after a dot: a row, a reference, a root such as `case` or `param`.

    References to the same row are equal and hash alike.
    """

    def dot(self, name: str) -> Value:
        """The value of that name; None when it is empty or unknown.

        Raises:
            LookupError: there is no such name (the compiler should have refused it).
        """
        ...


@runtime_checkable
class Plain(Protocol):
    """A dotted value that can say what it holds, so that it can be hashed."""

    def plain(self) -> Json:
        """The value as canonical JSON."""
        ...


@runtime_checkable
class Kept(Protocol):
    """A row of a register: as a value it is what names it, hashed it is what it says."""

    def contents(self) -> Json:
        """All that it says, as canonical JSON."""
        ...


@dataclass(frozen=True, slots=True)
class Row:
    """Named cells: a row of a table, a fetched fact, or a root made of a mapping.

    >>> Row({"amount": 3}).dot("amount")
    3
    """

    cells: Mapping[str, Value] = field(hash=False)

    def dot(self, name: str) -> Value:
        """The cell of that name."""
        return self.cells[name]

    def plain(self) -> Json:
        """The cells as canonical JSON."""
        return {name: plain(value) for name, value in self.cells.items()}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A calendar month.

    >>> str(Period.parse("2026-01") - 1)
    '2025-12'
    >>> Period(2026, 4) - Period(2025, 4)
    12
    """

    year: int
    month: int

    def __post_init__(self) -> None:
        if not (1 <= self.year <= 9999 and 1 <= self.month <= 12):
            raise ValueError(f"no month {self.month} in year {self.year}")

    @classmethod
    def parse(cls, text: str) -> Period:
        """A month written `2026-04`.

        Raises:
            ValueError: it is written otherwise, or there is no such month.
        """
        found = _PERIOD.fullmatch(text.strip())
        if not found:
            raise ValueError(f"'{text}' is no month; write 2026-04")
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of(cls, day: date) -> Period:
        """The month a day lies in."""
        return cls(day.year, day.month)

    @property
    def first_day(self) -> date:
        """The first day of the month."""
        return date(self.year, self.month, 1)

    @property
    def last_day(self) -> date:
        """The last day of the month.

        >>> Period(2028, 2).last_day
        datetime.date(2028, 2, 29)
        """
        return date(self.year, self.month, self.days)

    @property
    def days(self) -> int:
        """How many days the month has."""
        return calendar.monthrange(self.year, self.month)[1]

    def __add__(self, months: int) -> Period:
        year, month = divmod(self.year * 12 + self.month - 1 + months, 12)
        return Period(year, month + 1)

    __radd__ = __add__

    def __sub__(self, other: int | Period) -> Period | int:
        if isinstance(other, Period):
            return (self.year - other.year) * 12 + self.month - other.month
        return self + -other

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"


@dataclass(frozen=True, slots=True)
class Duration:
    """A stretch of time: a whole number of one unit.

    `since` is set when the stretch was measured between two days or moments: from there, its length can
    be told exactly in months and working days too. How two stretches compare is `kernel.durations`.

    >>> Duration.parse("3 workdays")
    Duration(amount=3, unit='workday')
    """

    amount: int
    unit: str
    since: date | datetime | None = field(default=None, compare=False, repr=False)

    def __post_init__(self) -> None:
        if self.unit not in UNITS:
            raise ValueError(f"no unit of time is called '{self.unit}'")

    @classmethod
    def parse(cls, text: str) -> Duration:
        """A stretch written `7 days`, `1 workday`, `24 hours`.

        Raises:
            ValueError: it is written otherwise.
        """
        found = _DURATION.fullmatch(text.strip())
        if not found:
            raise ValueError(f"'{text}' is no stretch of time; write 7 days, 3 workdays, 24 hours")
        return cls(int(found[1]), found[2])

    def __neg__(self) -> Duration:
        return Duration(-self.amount, self.unit)

    def __str__(self) -> str:
        return f"{self.amount} {self.unit}{'' if self.amount in (1, -1) else 's'}"


@dataclass(frozen=True, slots=True)
class Place:
    """A point on the earth, in degrees (WGS 84).

    >>> str(Place(Decimal("31.1201"), Decimal("112.2035")))
    '31.1201,112.2035'
    """

    latitude: Decimal
    longitude: Decimal

    def __post_init__(self) -> None:
        if not (-90 <= self.latitude <= 90 and -180 <= self.longitude <= 180):
            raise ValueError("latitude runs from -90 to 90, longitude from -180 to 180")

    def __str__(self) -> str:
        return f"{self.latitude},{self.longitude}"


@dataclass(frozen=True, slots=True)
class Window:
    """The days from `first` to `last`, both included.

    >>> date(2026, 4, 2) in Window(date(2026, 4, 1), date(2026, 4, 2))
    True
    """

    first: date
    last: date

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last


def plain(value: Value) -> Json:
    """A value as canonical JSON: decimals without needless zeros, dates as ISO text.

    >>> plain((Decimal("1.50"), date(2026, 4, 8)))
    ['1.5', '2026-04-08']

    Raises:
        TypeError: a dotted value that cannot say what it holds.
    """
    match value:
        case None | bool() | int() | str():
            return value
        case Decimal():
            return format(value.normalize(), "f")
        case date():
            return value.isoformat()
        case tuple():
            return [plain(one) for one in value]
        case Period() | Duration() | Place():
            return str(value)
        case Plain():
            return value.plain()
        case _:
            raise TypeError(f"{type(value).__name__} cannot say what it holds")


def contents(value: Value) -> Json:
    """What is hashed of a value: of a row of a register all it says, so that only a change in it changes the
    hash, and not the number under which it stands.
    """
    match value:
        case tuple():
            return [contents(one) for one in value]
        case Kept():
            return value.contents()
        case _:
            return plain(value)
