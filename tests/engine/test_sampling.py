"""Are rows drawn so that nobody can steer it and anybody can do it again?"""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from townhall.engine.sampling import draw

NOON = datetime(2026, 4, 8, 12, 0, tzinfo=UTC)


@given(st.integers(0, 200), st.integers(0, 250))
def test_as_many_as_wanted_are_drawn_each_once_and_in_order(rows, wanted):
    found = draw("c", "h", "visit", 1, NOON, rows, wanted)
    assert len(found) == min(rows, wanted)
    assert list(found) == sorted(set(found))
    assert all(1 <= number <= rows for number in found)


def test_the_same_trail_draws_the_same():
    assert draw("c", "h", "visit", 1, NOON, 500, 50) == draw("c", "h", "visit", 1, NOON, 500, 50)


def test_whatever_the_trail_says_otherwise_draws_others():
    first = draw("c", "h", "visit", 1, NOON, 500, 50)
    others = {
        draw("d", "h", "visit", 1, NOON, 500, 50),
        draw("c", "i", "visit", 1, NOON, 500, 50),
        draw("c", "h", "other", 1, NOON, 500, 50),
        draw("c", "h", "visit", 2, NOON, 500, 50),
        draw("c", "h", "visit", 1, NOON.replace(microsecond=1), 500, 50),
    }
    assert len({first, *others}) == 6
