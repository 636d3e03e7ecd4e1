"""What time is it?"""

from __future__ import annotations

from datetime import datetime, timedelta

from townhall.ports.world import ZONE


class SystemClock:
    """The machine's clock, in the office's zone."""

    def now(self) -> datetime:
        """The moment."""
        return datetime.now(ZONE)


class SetClock:
    """A clock that somebody sets: a rehearsal lives days in a moment."""

    def __init__(self, moment: datetime) -> None:
        self._moment = _aware(moment)

    def now(self) -> datetime:
        """The moment it was set to."""
        return self._moment

    def set(self, moment: datetime) -> None:
        """Set it.

        Raises:
            ValueError: the moment names no zone.
        """
        self._moment = _aware(moment)

    def forward(self, by: timedelta) -> None:
        """Move it on."""
        self._moment += by


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError(f"{moment} names no zone")
    return moment.astimezone(ZONE)
