"""Where does a stretch of time lead from a day, how long lies between two days, which stretch is longer?

Seconds, minutes, hours and days measure alike, and so do months and years. A month and thirty days are
told apart only from a known day on: a stretch measured between two days remembers the first (`since`);
without one the answer is unknown.
"""

from __future__ import annotations

import calendar as months_of
from datetime import MAXYEAR, MINYEAR, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from townhall.kernel.values import Duration, Window
from townhall.kernel.workdays import Calendar

_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400}
_MONTHS = {"month": 1, "year": 12}
_FOUR_PLACES = Decimal("0.0001")


def months_later(day: date, count: int) -> date | None:
    """The same day of the month `count` months on, or that month's last day; None outside years 1 to 9999.

    >>> months_later(date(2026, 1, 31), 1)
    datetime.date(2026, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    if not MINYEAR <= year <= MAXYEAR:
        return None
    return day.replace(year=year, month=month + 1, day=min(day.day, months_of.monthrange(year, month + 1)[1]))


def moved(start: date, duration: Duration, calendar: Calendar, forward: bool = True) -> date | None:
    """The day or moment a stretch after (or before) another; of the same type as `start`.

    A day moved by hours that make no whole days, or out of the years 1 to 9999, is unknown (None).

    >>> moved(date(2026, 4, 3), Duration(3, "workday"), Calendar())
    datetime.date(2026, 4, 8)

    Raises:
        CalendarEnds: working days beyond the calendar.
    """
    amount = duration.amount if forward else -duration.amount
    if duration.unit in _MONTHS:
        return months_later(start, amount * _MONTHS[duration.unit])
    try:
        if duration.unit == "workday":
            if isinstance(start, datetime):
                return datetime.combine(calendar.plus(start.date(), amount), start.timetz())
            return calendar.plus(start, amount)
        seconds = amount * _SECONDS[duration.unit]
        if not isinstance(start, datetime) and seconds % 86400:
            return None
        return start + timedelta(seconds=seconds)
    except OverflowError:
        return None


def between(start: date, end: date) -> Duration:
    """How long from one day (or moment) to another: days between days, seconds between moments.

    >>> str(between(date(2026, 4, 1), date(2026, 5, 1)))
    '30 days'
    """
    apart = end - start
    first = min(start, end)
    if isinstance(start, datetime):
        return Duration(int(apart.total_seconds()), "second", first)
    return Duration(apart.days, "day", first)


def compare(first: Duration, second: Duration, calendar: Calendar) -> int | None:
    """Whether the first stretch is shorter (-1), equal (0) or longer (1); None where nobody can say.

    >>> year = between(date(2027, 3, 1), date(2028, 3, 1))
    >>> compare(year, Duration(12, "month"), Calendar())
    0
    >>> compare(Duration(30, "day"), Duration(1, "month"), Calendar()) is None
    True

    Raises:
        CalendarEnds: working days beyond the calendar.
    """
    for measure in (_SECONDS, _MONTHS):
        if first.unit in measure and second.unit in measure:
            return _order(first.amount * measure[first.unit], second.amount * measure[second.unit])
    if first.unit == second.unit or first.amount * second.amount <= 0:  # nothing is less than any time
        return _order(first.amount, second.amount)
    since = first.since or second.since
    if since is None:
        return None
    one, two = moved(since, first, calendar), moved(since, second, calendar)
    if one is None or two is None:
        return None
    return (one > two) - (one < two)


def _order(first: int, second: int) -> int:
    return (first > second) - (first < second)


def added(first: Duration, second: Duration) -> Duration | None:
    """Two stretches one after the other; None when their units do not add up.

    >>> str(added(Duration(1, "day"), Duration(12, "hour")))
    '36 hours'
    """
    if first.unit == second.unit:
        return Duration(first.amount + second.amount, first.unit)
    for measure in (_SECONDS, _MONTHS):
        if first.unit in measure and second.unit in measure:
            finer = min(first.unit, second.unit, key=measure.__getitem__)
            whole = first.amount * measure[first.unit] + second.amount * measure[second.unit]
            return Duration(whole // measure[finer], finer)
    return None


def years_between(start: date, end: date) -> Decimal:
    """Years from one day to another: whole years, and the rest as a share of the year it lies in.

    Four places, half up; below zero when `end` is first. 29 February has its birthday on the 28th.

    >>> years_between(date(2026, 1, 1), date(2036, 1, 1))
    Decimal('10.0000')
    """
    if end < start:
        return -years_between(end, start)
    whole = end.year - start.year
    birthday = months_later(start, whole * 12)
    if birthday is None or birthday > end:
        whole -= 1
        birthday = months_later(start, whole * 12)
    following = months_later(start, (whole + 1) * 12)
    assert birthday is not None
    length = (following - birthday).days if following else 365
    rest = Decimal((end - birthday).days) / length
    return (whole + rest).quantize(_FOUR_PLACES, ROUND_HALF_UP)


def window(day: date, length: Duration, calendar: Calendar) -> Window | None:
    """The days from that long before a day to that long after it, both included."""
    first = moved(day, length, calendar, forward=False)
    last = moved(day, length, calendar)
    return None if first is None or last is None else Window(first, last)


def overlap_days(a_start: date, a_end: date, b_start: date, b_end: date) -> int:
    """How many days lie in both stretches, first and last days included.

    >>> overlap_days(date(2026, 4, 1), date(2026, 4, 30), date(2026, 3, 5), date(2026, 4, 2))
    2
    """
    return max(0, (min(a_end, b_end) - max(a_start, b_start)).days + 1)
