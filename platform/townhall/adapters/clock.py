"""What time is it?"""

from __future__ import annotations

from datetime import datetime

from townhall.ports.world import ZONE


class SystemClock:
    """The machine's clock, in the office's zone."""

    def now(self) -> datetime:
        """The moment."""
        return datetime.now(ZONE)
