"""Does everything happen while the office is open?"""

from datetime import date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from townhall.kernel.workdays import Calendar
from townhall.ports.world import ZONE
from townhall.rehearsal.demo.working_hours import CLOSES, OPENS, later, morning

CALENDAR = Calendar(holidays=frozenset({date(2026, 10, day) for day in range(1, 8)}))


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 9, day, hour, minute, tzinfo=ZONE)


@given(st.datetimes(datetime(2026, 9, 1), datetime(2026, 11, 1)), st.integers(0, 3000))  # noqa: DTZ001
def test_things_happen_in_office_hours_and_not_before(moment, minutes):
    start = moment.replace(tzinfo=ZONE)
    then = later(CALENDAR, start, timedelta(minutes=minutes))
    assert then >= start
    assert OPENS <= then.time() < CLOSES
    assert CALENDAR.is_workday(then.date())


def test_what_is_not_done_today_is_done_in_the_morning():
    assert later(CALENDAR, at(30, 17), timedelta(minutes=45)) == datetime(2026, 10, 8, 8, 45, tzinfo=ZONE)


def test_a_night_call_waits_for_the_morning():
    assert later(CALENDAR, at(15, 3), timedelta(minutes=10)) == at(15, 8, 40)


def test_the_last_day_that_is_over_comes_before_a_holiday():
    assert morning(CALENDAR, date(2026, 10, 9), 0).date() == date(2026, 10, 8)
    assert morning(CALENDAR, date(2026, 10, 8), 0) == datetime.combine(date(2026, 9, 30), time(8, 30), ZONE)
    assert morning(CALENDAR, date(2026, 10, 8), 2).date() == date(2026, 9, 28)
