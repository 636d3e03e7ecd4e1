"""What do the rows of a table or fact come to?

Each total gets one value per row, in the rows' order. A value that is not known (None) makes the total
unknown, for an amount must not be understated in silence; to leave such rows out, say so:
`where=filled(…)`, or `or_else(…, 0)`. Without rows a sum is 0, `any` false, `all` true, and there is no
smallest, largest, first or last.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from townhall.kernel.decimals import added, divided
from townhall.kernel.durations import between, months_later
from townhall.kernel.values import Duration, Value


def total_sum(values: Sequence[Any]) -> Value:
    """The sum."""
    if None in values:
        return None
    total: Decimal | int = 0
    for value in values:
        total = added(total, value)
    return total


def total_count(values: Sequence[Value]) -> int | None:
    """How many rows."""
    return None if None in values else len(values)


def total_min(values: Sequence[Any]) -> Value:
    """The smallest value."""
    return None if not values or None in values else min(values)


def total_max(values: Sequence[Any]) -> Value:
    """The largest value."""
    return None if not values or None in values else max(values)


def total_median(values: Sequence[Any]) -> Value:
    """The middle value; the mean of the two middle ones when the rows are even in number.

    >>> total_median([4, 1, 3, 2])
    Decimal('2.5')
    """
    if not values or None in values:
        return None
    ranked = sorted(values)
    middle = len(ranked) // 2
    return ranked[middle] if len(ranked) % 2 else divided(added(ranked[middle - 1], ranked[middle]), 2)


def total_distinct(values: Sequence[Value]) -> int | None:
    """How many different values."""
    return None if None in values else len(set(values))


def total_first(values: Sequence[Value]) -> Value:
    """The value of the first row."""
    return values[0] if values else None


def total_last(values: Sequence[Value]) -> Value:
    """The value of the last row."""
    return values[-1] if values else None


def total_any(values: Sequence[Value]) -> bool | None:
    """Whether a claim holds of some row; unknown when it holds of none but is unknown of some.

    >>> total_any([False, None]) is None
    True
    """
    return True if True in values else None if None in values else False


def total_all(values: Sequence[Value]) -> bool | None:
    """Whether a claim holds of every row; unknown when it fails of none but is unknown of some."""
    return False if False in values else None if None in values else True


def total_ordered(values: Sequence[Any]) -> bool | None:
    """Whether no row comes before the one above it."""
    if None in values:
        return None
    return all(above <= below for above, below in pairwise(values))


def total_largest_gap(values: Sequence[Any]) -> Duration | None:
    """The longest stretch between neighbouring days, whatever their order in the table.

    Longest in days, then in months; it can be compared with months exactly. With fewer than two days
    there is no gap: 0 days.

    >>> str(total_largest_gap([date(2026, 1, 1), date(2026, 3, 1), date(2026, 2, 1)]))
    '31 days'
    """
    if None in values:
        return None
    ranked = sorted(values)
    neighbours = list(pairwise(ranked))
    if not neighbours:
        return Duration(0, "day")
    start, end = max(neighbours, key=lambda pair: ((pair[1] - pair[0]).days, _months_and_days(*pair)))
    return between(start, end)


def _months_and_days(start: date, end: date) -> tuple[int, int]:
    months = (end.year - start.year) * 12 + end.month - start.month
    reached = months_later(start, months)
    if reached is None or reached > end:
        months -= 1
        reached = months_later(start, months)
    assert reached is not None
    return months, (end - reached).days


def total_join(values: Sequence[Value], between: Value = "、") -> str | None:
    """The values as one text, with something between them."""
    return None if None in values else str(between).join(str(value) for value in values)
