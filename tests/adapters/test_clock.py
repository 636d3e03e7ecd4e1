"""Is every moment aware and in the office's zone?"""

from datetime import UTC, datetime, timedelta

from townhall.adapters.clock import SystemClock


def test_the_machines_clock_is_in_the_offices_zone():
    before = datetime.now(UTC)
    now = SystemClock().now()
    assert before <= now <= datetime.now(UTC)
    assert now.utcoffset() == timedelta(hours=8)
