"""When does somebody in an office get round to the next thing?"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from townhall.kernel.workdays import Calendar
from townhall.ports.world import ZONE

OPENS, CLOSES = time(8, 30), time(17, 30)


def later(calendar: Calendar, moment: datetime, wait: timedelta) -> datetime:
    """The moment so much of office hours later; nobody works in the evening or on holidays.

    >>> from townhall.kernel.workdays import WEEKDAYS
    >>> later(WEEKDAYS, datetime(2026, 4, 3, 17, 0, tzinfo=ZONE), timedelta(hours=1)).isoformat()
    '2026-04-06T09:00:00+08:00'
    """
    while True:
        opens, closes = _hours(moment.date())
        if calendar.is_workday(moment.date()) and moment < closes:
            moment = max(moment, opens)
            if moment + wait < closes:
                return moment + wait
            wait -= closes - moment
        moment = _hours(moment.date() + timedelta(days=1))[0]


def morning(calendar: Calendar, today: date, ago: int) -> datetime:
    """When the office opens so many working days before the last working day that is over.

    >>> from townhall.kernel.workdays import WEEKDAYS
    >>> morning(WEEKDAYS, date(2026, 4, 6), 0).isoformat()
    '2026-04-03T08:30:00+08:00'
    """
    return _hours(calendar.plus(today, -1 - ago))[0]


def _hours(day: date) -> tuple[datetime, datetime]:
    return datetime.combine(day, OPENS, ZONE), datetime.combine(day, CLOSES, ZONE)
