"""Plugs in the function `age_on`: how old is the holder of an identity card on a day?

Relief and subsidies ask for it, and the number carries the birth date (GB 11643-1999, digits 7 to 14).
"""

from __future__ import annotations

from datetime import date

from townhall.kernel.checksums import is_id_card
from townhall.kernel.durations import years_between
from townhall.kernel.signatures import INTEGER, Function
from townhall.ports.sockets import Sockets


def age_on(number: str, day: date) -> int | None:
    """Whole years; unknown where the number does not add up, or before the holder was born.

    Someone born on 29 February has the birthday on the 28th of a common year, as in `years_between`.

    >>> age_on("990101195001010010", date(2026, 4, 1)), age_on("990101195001010011", date(2026, 4, 1))
    (76, None)
    """
    if not is_id_card(number):
        return None
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None
    return int(years_between(born, day)) if born <= day else None


def plug(sockets: Sockets) -> None:
    """Offer the function `age_on`."""
    sockets.functions.add(
        Function(
            name="age_on",
            usage="age_on(id_number, today)",
            takes=(frozenset({"text"}), frozenset({"date"})),
            gives=INTEGER,
            evaluate=age_on,
            has_sql=False,
        )
    )
