"""Do months, stretches, places and windows say what they are?"""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from townhall.kernel.canonical import canonical
from townhall.kernel.values import UNITS, Duration, Period, Place, Row, Window, plain

PERIODS = st.builds(Period, st.integers(1000, 8000), st.integers(1, 12))


@given(PERIODS)
def test_a_month_is_read_back(period):
    assert Period.parse(str(period)) == period
    assert Period.of(period.first_day) == Period.of(period.last_day) == period
    assert (period.last_day - period.first_day).days + 1 == period.days


@given(PERIODS, st.integers(-10_000, 10_000))
def test_months_are_counted_back(period, months):
    assert (period + months) - period == months
    assert (period + months) - months == period
    assert period - 1 < period < period + 1


@pytest.mark.parametrize(
    "text", ["2026-13", "2026-00", "2026", "2026-4", "26-04", "2026-04-01", "2026年4月", "٢٠٢٦-٠٤"]
)
def test_what_is_no_month_is_refused(text):
    with pytest.raises(ValueError, match="no month"):
        Period.parse(text)


@given(st.builds(Duration, st.integers(0, 999_999), st.sampled_from(UNITS)))
def test_a_stretch_is_read_back(duration):
    assert Duration.parse(str(duration)) == duration


@pytest.mark.parametrize(
    "text", ["7", "days", "7 weeks", "-7 days", "1.5 days", "七天", "7 days ago", "9999999 days"]
)
def test_what_is_no_stretch_is_refused(text):
    with pytest.raises(ValueError, match="stretch of time"):
        Duration.parse(text)


def test_an_unknown_unit_is_refused():
    with pytest.raises(ValueError, match="fortnight"):
        Duration(1, "fortnight")


@pytest.mark.parametrize(("latitude", "longitude"), [("90.1", "0"), ("0", "-180.1")])
def test_a_place_is_on_earth(latitude, longitude):
    with pytest.raises(ValueError, match="runs from"):
        Place(Decimal(latitude), Decimal(longitude))


def test_a_window_has_its_ends():
    window = Window(date(2026, 4, 1), date(2026, 4, 30))
    assert date(2026, 4, 1) in window
    assert date(2026, 4, 30) in window
    assert date(2026, 5, 1) not in window
    assert "2026-04-01" not in window


def test_plain_values_are_canonical():
    row = Row(
        {"amount": Decimal("10.00"), "day": date(2026, 4, 1), "tags": ("a", None), "of": Period(2026, 4)}
    )
    at = datetime(2026, 4, 1, 8, tzinfo=UTC)
    said = plain((row, at, Duration(1, "day"), True))
    assert canonical(said) == (
        '[{"amount":"10","day":"2026-04-01","of":"2026-04","tags":["a",null]},'
        '"2026-04-01T08:00:00+00:00","1 day",true]'
    )


def test_what_cannot_say_what_it_holds_is_refused():
    class Silent:
        def dot(self, name):
            return None

    with pytest.raises(TypeError, match="Silent"):
        plain(Silent())
