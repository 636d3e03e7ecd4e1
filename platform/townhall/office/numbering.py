"""Which number does a new matter or record get?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import count

from townhall.ports.archive import Archive
from townhall.record.entries import Booking, Entry
from townhall.record.moves import Move


def written(series: str, year: int, number: int) -> str:
    """A number as it is written: `SZ-04-2026-00012`."""
    return f"{series.upper()}-{year}-{number:05}"


def matter_number(archive: Archive, town: str, code: str, day: date) -> str:
    """The next matter number of a form in a year."""
    return written(code, day.year, archive.next_number(town, code, day.year))


def numbered(archive: Archive, move: Move, day: date) -> Move:
    """The move with every automatically numbered column of what it books filled."""
    if not any(column.auto for booking in move.bookings for column in booking.spec.columns):
        return move
    wanted = Counter(
        series for one in move.bookings for entry in one.entries for _, series in _empty(one, entry)
    )
    numbers = {
        series: count(archive.next_number(move.after.town, series, day.year, many))
        for series, many in sorted(wanted.items())
    }
    return replace(move, bookings=tuple(_numbered(one, numbers, day.year) for one in move.bookings))


def _empty(booking: Booking, entry: Entry) -> Iterator[tuple[str, str]]:
    """The automatically numbered columns of an entry that nobody filled, each with its series."""
    for column in booking.spec.columns:
        if column.auto is not None and entry.values.get(column.name) is None:
            yield column.name, column.auto


def _numbered(booking: Booking, numbers: Mapping[str, Iterator[int]], year: int) -> Booking:
    entries = []
    for entry in booking.entries:
        given = {
            name: written(series, year, next(numbers[series])) for name, series in _empty(booking, entry)
        }
        entries.append(replace(entry, values={**entry.values, **given}))
    return replace(booking, entries=tuple(entries))
