"""Which number does a new matter or record get?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from townhall.ports.archive import Archive
from townhall.record.entries import Booking
from townhall.record.moves import Move


def matter_number(archive: Archive, town: str, code: str, day: date) -> str:
    """The next matter number of a form in a year, such as `SZ-04-2026-00012`."""
    return f"{code}-{day.year}-{archive.next_number(town, code, day.year):05}"


def numbered(archive: Archive, move: Move, day: date) -> Move:
    """The move with every automatically numbered column of what it books filled."""
    if not any(column.auto for booking in move.bookings for column in booking.spec.columns):
        return move
    return replace(
        move, bookings=tuple(_numbered(archive, move.after.town, one, day) for one in move.bookings)
    )


def _numbered(archive: Archive, town: str, booking: Booking, day: date) -> Booking:
    automatic = [(column.name, column.auto) for column in booking.spec.columns if column.auto is not None]
    entries = []
    for entry in booking.entries:
        given = {
            name: f"{series.upper()}-{day.year}-{archive.next_number(town, series, day.year):05}"
            for name, series in automatic
            if entry.values.get(name) is None
        }
        entries.append(replace(entry, values={**entry.values, **given}))
    return replace(booking, entries=tuple(entries))
