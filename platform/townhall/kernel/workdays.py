"""Which days are working days, and which day lies so many working days away?

Monday to Friday, except where the yearly notice of the State Council on public holidays (国务院办公厅关于
节假日安排的通知) moves them: such days are given as data. The day a term starts on is not counted
(Civil Code, article 201).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from townhall.kernel.text import Text

_ONE_DAY = timedelta(days=1)


class CalendarEnds(Exception):
    """Someone asked about a day the calendar does not cover; `say` tells whoever keeps it what to do."""

    def __init__(self, day: date, until: date) -> None:
        self.day = day
        self.until = until
        self.say = Text(
            f"工作日历只排到{until}，不知道{day}是否上班；请补录国务院节假日安排",
            f"the working calendar ends on {until} and says nothing of {day}; enter the next holiday notice",
        )
        super().__init__(self.say.en)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Working days: Monday to Friday, less `holidays`, plus `extra_workdays`.

    `until` is the last day the calendar is known for; None means it is never questioned.

    >>> notice = Calendar(holidays=frozenset({date(2026, 4, 6)}))
    >>> notice.plus(date(2026, 4, 3), 1)
    datetime.date(2026, 4, 7)

    Raises:
        ValueError: a day is both a holiday and an extra working day.
    """

    holidays: frozenset[date] = frozenset()
    extra_workdays: frozenset[date] = frozenset()
    until: date | None = None

    def __post_init__(self) -> None:
        both = self.holidays & self.extra_workdays
        if both:
            raise ValueError(f"{min(both)} is both a holiday and an extra working day")

    def is_workday(self, day: date) -> bool:
        """Whether offices are open that day.

        Raises:
            CalendarEnds: the day lies beyond `until`.
        """
        if self.until is not None and day > self.until:
            raise CalendarEnds(day, self.until)
        if day in self.holidays:
            return False
        return day.weekday() < 5 or day in self.extra_workdays

    def plus(self, day: date, count: int) -> date:
        """The working day that many working days after (or, below zero, before) a day.

        The day itself is not counted, and zero gives the day itself.

        Raises:
            CalendarEnds: the way leads beyond `until`.
            OverflowError: the way leads out of the years 1 to 9999.
        """
        step = _ONE_DAY if count > 0 else -_ONE_DAY
        left = abs(count)
        while left:
            day += step
            if self.is_workday(day):
                left -= 1
        return day

    def between(self, start: date, end: date) -> int:
        """How many working days lie after `start`, up to and including `end`; below zero when end is first.

        >>> Calendar().between(date(2026, 4, 3), date(2026, 4, 7))
        2

        Raises:
            CalendarEnds: one of the days lies beyond `until`.
        """
        if end < start:
            return -self.between(end, start)
        count = 0
        while start < end:
            start += _ONE_DAY
            count += self.is_workday(start)
        return count

    def compare(self, first: date, second: date, count: int) -> int:
        """Whether `second` comes before (-1), on (0) or after (1) the day `count` workdays past `first`."""
        mark = self.plus(first, count)
        return (second > mark) - (second < mark)


WEEKDAYS = Calendar()
