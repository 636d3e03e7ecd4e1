"""Are working days counted as the yearly holiday notice says?"""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from townhall.kernel.workdays import WEEKDAYS, Calendar, CalendarEnds

# Spring Festival 2026: 15 to 23 February off, Saturdays 14 and 28 February worked.
FESTIVAL = Calendar(
    holidays=frozenset(date(2026, 2, day) for day in range(15, 24)),
    extra_workdays=frozenset({date(2026, 2, 14), date(2026, 2, 28)}),
    until=date(2026, 12, 31),
)
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
CALENDARS = st.sets(DAYS, max_size=40).map(
    lambda days: Calendar(
        frozenset(day for day in days if day.weekday() < 5),
        frozenset(day for day in days if day.weekday() >= 5),
    )
)


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2026-02-13", 1, "2026-02-14"),
        ("2026-02-14", 1, "2026-02-24"),
        ("2026-02-24", -1, "2026-02-14"),
        ("2026-02-18", 1, "2026-02-24"),
        ("2026-02-27", 1, "2026-02-28"),
        ("2026-04-04", 0, "2026-04-04"),
        ("2026-04-03", 5, "2026-04-10"),
    ],
)
def test_the_festival_moves_terms(start, count, end):
    assert FESTIVAL.plus(date.fromisoformat(start), count) == date.fromisoformat(end)


@given(CALENDARS, DAYS, st.integers(-300, 300).filter(bool))
def test_a_term_ends_on_a_working_day_and_counts_back(calendar, day, count):
    end = calendar.plus(day, count)
    assert calendar.is_workday(end)
    assert calendar.compare(day, end, count) == 0
    if count > 0:
        assert calendar.between(day, end) == count
        assert calendar.compare(day, end + timedelta(days=1), count) == 1
        assert calendar.compare(day, end - timedelta(days=1), count) == -1


@given(CALENDARS, DAYS, DAYS, DAYS)
def test_stretches_add_up(calendar, first, second, third):
    one, two, three = sorted((first, second, third))
    assert calendar.between(one, two) + calendar.between(two, three) == calendar.between(one, three)
    assert calendar.between(three, one) == -calendar.between(one, three)


@given(DAYS)
def test_five_workdays_are_a_week_without_a_notice(day):
    monday = day - timedelta(days=day.weekday())
    assert WEEKDAYS.plus(monday, 5) == monday + timedelta(days=7)


def test_beyond_the_calendar_it_says_so_in_words():
    with pytest.raises(CalendarEnds) as raised:
        FESTIVAL.plus(date(2026, 12, 31), 1)
    assert raised.value.say.en == (
        "the working calendar ends on 2026-12-31 and says nothing of 2027-01-01; "
        "enter the next holiday notice"
    )
    assert "2027-01-01" in raised.value.say.zh
    with pytest.raises(CalendarEnds):
        FESTIVAL.between(date(2026, 12, 1), date(2027, 1, 1))


def test_the_last_known_day_is_known():
    assert FESTIVAL.is_workday(date(2026, 12, 31))


def test_a_day_is_not_both():
    with pytest.raises(ValueError, match="2026-05-09 is both"):
        Calendar(frozenset({date(2026, 5, 9)}), frozenset({date(2026, 5, 9)}))
