"""Which months are closed when the history ends, and with what did each end?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from townhall.kernel.values import Period
from townhall.record.entries import Entry
from townhall.rehearsal.demo.bodies import Values
from townhall.rehearsal.demo.collective import CASH, sheet
from townhall.rehearsal.demo.ground import Ground
from townhall.spec.towns import Unit

FIRST_CLOSERS = 2
"""Of every three villages, the one that closes its first month as one of the cases."""

CLOSED_BY = 10
"""Until this day of a month the month before it is closed."""


def closed_before(begins: date) -> Period:
    """The last month that was closed before the calendar asked for it: it does so from the night after the
    first day of the history, each month for the month before.

    >>> str(closed_before(date(2026, 3, 16))), str(closed_before(date(2026, 3, 31)))
    ('2026-01', '2026-02')
    """
    night = begins + timedelta(days=1)
    return Period(night.year, night.month) + -2


def closed_villages(ground: Ground) -> tuple[Unit, ...]:
    """Two villages of three; the others close their first month in the course of the history."""
    return tuple(unit for order, unit in enumerate(ground.units) if order % 3 != FIRST_CLOSERS)


def closings(ground: Ground, unit: Unit, moved: Sequence[Values], last: Period) -> Iterator[Entry]:
    """A closing of every month from the first in which money moved to `last`."""
    if not moved:
        return
    for period in _months(min(one["day"] for one in moved), last):
        opening, came_in, went_out, book = sheet(moved, period)
        values = {
            "org": unit.code,
            "period": period,
            "opening_balance": opening,
            "income": came_in,
            "expense": went_out,
            "book_balance": book,
            "bank_balance": book - CASH,
        }
        following = period + 1
        closed_on = date(following.year, following.month, CLOSED_BY)
        yield ground.entry("closing", unit.code, values, on=min(closed_on, ground.on))


def _months(first: date, last: Period) -> Iterable[Period]:
    period = Period(first.year, first.month)
    while period <= last:
        yield period
        period = period + 1
