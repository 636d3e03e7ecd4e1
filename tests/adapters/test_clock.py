"""Is every moment aware and in the office's zone?"""

from datetime import UTC, datetime, timedelta

import pytest

from townhall.adapters.clock import SetClock, SystemClock


def test_the_machines_clock_is_in_the_offices_zone():
    before = datetime.now(UTC)
    now = SystemClock().now()
    assert before <= now <= datetime.now(UTC)
    assert now.utcoffset() == timedelta(hours=8)


def test_a_clock_that_is_set_stands_until_it_is_moved():
    clock = SetClock(datetime(2026, 4, 30, 20, 0, tzinfo=UTC))
    assert clock.now().isoformat() == "2026-05-01T04:00:00+08:00"
    clock.forward(timedelta(days=7))
    assert clock.now().isoformat() == "2026-05-08T04:00:00+08:00"
    clock.set(datetime(2026, 1, 1, tzinfo=UTC))
    assert clock.now() == clock.now() == datetime(2026, 1, 1, tzinfo=UTC)


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="names no zone"):
        SetClock(datetime(2026, 1, 1))  # noqa: DTZ001 - on purpose
