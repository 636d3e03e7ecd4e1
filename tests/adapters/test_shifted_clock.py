"""Does a demo's clock go ahead by what the database says, once it was looked up, and run on from there?"""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from townhall.adapters.shifted_clock import ShiftedClock
from townhall.ports.world import ZONE

MORNING = datetime(2026, 4, 8, 9, 0, tzinfo=ZONE)


class Standing:
    """A clock that stands until it is moved."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment


def test_it_is_the_real_clock_until_somebody_looks():
    clock = ShiftedClock(Standing(MORNING), lambda: timedelta(days=3))
    assert clock.now() == MORNING
    clock.attend()
    assert clock.now() == MORNING + timedelta(days=3)


@given(st.timedeltas(timedelta(0), timedelta(days=400)), st.timedeltas(timedelta(0), timedelta(days=2)))
def test_time_runs_on_while_it_is_ahead(ahead: timedelta, passed: timedelta):
    real = Standing(MORNING)
    clock = ShiftedClock(real, lambda: ahead)
    clock.attend()
    real.moment += passed
    assert clock.now() - real.now() == ahead
    assert clock.now().tzinfo == ZONE


def test_between_two_looks_it_never_jumps():
    told = [timedelta(days=1)]
    clock = ShiftedClock(Standing(MORNING), lambda: told[-1])
    clock.attend()
    told.append(timedelta(days=9))
    assert clock.now() == MORNING + timedelta(days=1)
    clock.attend()
    assert clock.now() == MORNING + timedelta(days=9)


def test_a_look_that_fails_leaves_the_clock_as_it_was():
    told = [timedelta(days=1)]
    clock = ShiftedClock(Standing(MORNING), told.pop)
    clock.attend()
    with pytest.raises(IndexError):
        clock.attend()
    assert clock.now() == MORNING + timedelta(days=1)
