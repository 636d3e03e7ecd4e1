"""What happens when two act at the same instant: whoever comes second tries again on what the first left."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from townhall.ports.archive import Overtaken
from townhall.record.refusals import Stale

Answer = TypeVar("Answer")

TRIES = 4


def insisting(act: Callable[[], Answer]) -> Answer:
    """Do an act, a whole unit of work, again when somebody else's came between.

    Each time it reads everything anew, so it is judged by how things stand now.

    Raises:
        Stale: others came between every time.
    """
    for _ in range(TRIES):
        try:
            return act()
        except Overtaken:
            continue
    raise Stale
