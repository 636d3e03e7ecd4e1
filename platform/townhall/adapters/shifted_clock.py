"""What time is it in a demo, whose clock a visitor may move forward?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from townhall.ports.world import Clock


class ShiftedClock:
    """The real clock, ahead by as much as the database says. `attend` reads it again."""

    def __init__(self, clock: Clock, ahead: Callable[[], timedelta]) -> None:
        self._clock, self._ahead = clock, ahead
        self._shift = timedelta(0)

    def now(self) -> datetime:
        """The moment."""
        return self._clock.now() + self._shift

    def attend(self) -> None:
        """Look up how far ahead the clock is."""
        self._shift = self._ahead()
