"""Do stretches of time lead where a calendar on the wall says?"""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from townhall.kernel import durations
from townhall.kernel.values import Duration, Window
from townhall.kernel.workdays import WEEKDAYS

DAYS = st.dates(date(1950, 1, 1), date(2100, 12, 31))


def at(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "text", "end"),
    [
        ("2026-01-31", "1 month", "2026-02-28"),
        ("2028-02-29", "1 year", "2029-02-28"),
        ("2026-04-03", "1 workday", "2026-04-06"),
        ("2026-04-03", "7 days", "2026-04-10"),
        ("2026-04-03", "48 hours", "2026-04-05"),
        ("2026-04-03", "25 hours", None),
        ("9999-12-31", "1 day", None),
        ("9999-12-31", "1 month", None),
        ("9999-12-31", "1 workday", None),
    ],
)
def test_a_day_moves(start, text, end):
    moved = durations.moved(at(start), Duration.parse(text), WEEKDAYS)
    assert moved == (end and at(end))


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("90 minutes", "2026-04-03T10:00:00+00:00"),
        ("1 workday", "2026-04-06T08:30:00+00:00"),
        ("1 month", "2026-05-03T08:30:00+00:00"),
        ("1 day", "2026-04-04T08:30:00+00:00"),
    ],
)
def test_a_moment_moves_and_keeps_its_hour(text, end):
    start = datetime(2026, 4, 3, 8, 30, tzinfo=UTC)
    moved = durations.moved(start, Duration.parse(text), WEEKDAYS)
    assert moved == datetime.fromisoformat(end)


@given(DAYS, st.integers(-500, 500), st.sampled_from(["day", "workday"]))
def test_forward_and_back_is_where_one_was(day, amount, unit):
    start = WEEKDAYS.plus(day, 1)
    there = durations.moved(start, Duration(amount, unit), WEEKDAYS)
    assert durations.moved(there, Duration(amount, unit), WEEKDAYS, forward=False) == start


@given(DAYS, DAYS)
def test_the_time_between_two_days_leads_from_one_to_the_other(start, end):
    assert durations.moved(start, durations.between(start, end), WEEKDAYS) == end


@pytest.mark.parametrize(
    ("first", "second", "order"),
    [
        ("24 hours", "1 day", 0),
        ("12 months", "1 year", 0),
        ("3 workdays", "2 workdays", 1),
        ("30 days", "1 month", None),
        ("5 workdays", "7 days", None),
    ],
)
def test_stretches_compare_where_they_can(first, second, order):
    one, other = Duration.parse(first), Duration.parse(second)
    assert durations.compare(one, other, WEEKDAYS) == order
    assert durations.compare(other, one, WEEKDAYS) == (order and -order)


@pytest.mark.parametrize(
    ("start", "end", "text", "order"),
    [
        ("2027-03-01", "2028-03-01", "12 months", 0),  # 366 days, and yet a year
        ("2026-03-01", "2027-03-02", "12 months", 1),
        ("2026-01-31", "2026-02-28", "1 month", 0),
        ("2026-04-03", "2026-04-06", "1 workday", 0),
        ("2026-04-03", "2026-04-07", "1 workday", 1),
    ],
)
def test_a_measured_stretch_compares_with_months_and_workdays(start, end, text, order):
    measured = durations.between(at(start), at(end))
    assert durations.compare(measured, Duration.parse(text), WEEKDAYS) == order


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [("1 day", "1 hour", "25 hours"), ("1 year", "1 month", "13 months"), ("1 day", "1 month", None)],
)
def test_stretches_add_up_where_they_can(first, second, whole):
    together = durations.added(Duration.parse(first), Duration.parse(second))
    assert together == (whole and Duration.parse(whole))


@pytest.mark.parametrize(
    ("start", "end", "years"),
    [
        ("2026-01-01", "2036-01-01", "10"),
        ("2026-01-01", "2035-12-31", "9.9973"),
        ("2026-01-01", "2026-07-02", "0.4986"),
        ("2028-02-29", "2029-02-28", "1"),
        ("2036-01-01", "2026-01-01", "-10"),
        ("9999-01-01", "9999-12-31", "0.9973"),
    ],
)
def test_years_between(start, end, years):
    assert durations.years_between(at(start), at(end)) == Decimal(years)


@given(DAYS, DAYS, DAYS)
def test_years_never_shrink_when_the_end_is_later(start, one, other):
    sooner, later = sorted((one, other))
    assert durations.years_between(start, sooner) <= durations.years_between(start, later)


def test_a_window_reaches_both_ways():
    window = durations.window(at("2026-04-08"), Duration(30, "day"), WEEKDAYS)
    assert window == Window(at("2026-03-09"), at("2026-05-08"))
    assert durations.window(date.max, Duration(30, "day"), WEEKDAYS) is None


@given(DAYS, st.integers(0, 90), DAYS, st.integers(0, 90))
def test_overlap_is_what_the_days_have_in_common(a_start, a_length, b_start, b_length):
    a_end, b_end = a_start + timedelta(days=a_length), b_start + timedelta(days=b_length)
    shared = {a_start + timedelta(days=n) for n in range(a_length + 1)}
    shared &= {b_start + timedelta(days=n) for n in range(b_length + 1)}
    assert durations.overlap_days(a_start, a_end, b_start, b_end) == len(shared)
