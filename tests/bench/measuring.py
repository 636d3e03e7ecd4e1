"""How long do we take, how long does the floor take, and what is their ratio?

Both are timed by turns in one run, so that a busy machine slows both. What is told of many rounds is the
median: a round that waited for something else does not count.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median
from time import perf_counter
from typing import Protocol

from tests.bench.rooms import Rooms
from tests.bench.statements import Spoken


@dataclass(frozen=True, slots=True)
class Outcome:
    """One line of a benchmark: seconds for one piece of work, ours and the floor's.

    `aim`: the ratio we want to stay under. `where`: in which rooms our time goes. `spoken`: the SQL
    statements of each act, by its name. `floor_is`: what the floor does, in a few words.
    """

    what: str
    place: str
    ours: float
    floor: float
    floor_is: str
    aim: float
    where: Rooms | None = None
    spoken: tuple[Spoken, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def ratio(self) -> float:
        """How many times the floor's time we take."""
        return self.ours / self.floor if self.floor else float("inf")


class Progress(Protocol):
    """Tells whoever waits how far a piece of work is."""

    def __call__(self, what: str, total: int) -> Callable[[], None]:
        """Begin a piece of work of so many steps; what is given back is called after each."""
        ...


@dataclass(frozen=True, slots=True)
class Scale:
    """How large a run is, as a factor of the full size."""

    factor: float = 1.0

    def of(self, full: int, least: int = 1) -> int:
        """So many, at this scale."""
        return max(least, round(full * self.factor))


@dataclass(slots=True)
class Race:
    """Two ways of the same work, timed by turns."""

    ours: list[float] = field(default_factory=list)
    floor: list[float] = field(default_factory=list)

    @property
    def our_time(self) -> float:
        """Our median, in seconds."""
        return median(self.ours)

    @property
    def floor_time(self) -> float:
        """The floor's median, in seconds."""
        return median(self.floor)


def race(
    ours: Callable[[], object], floor: Callable[[], object], rounds: int, step: Callable[[], None]
) -> Race:
    """Time both by turns, after one round each that does not count."""
    found = Race()
    ours()
    floor()
    with undisturbed():
        for _ in range(rounds):
            found.ours.append(seconds(ours))
            found.floor.append(seconds(floor))
            step()
    return found


def seconds(work: Callable[[], object]) -> float:
    """How long one call takes."""
    start = perf_counter()
    work()
    return perf_counter() - start


@contextmanager
def undisturbed() -> Iterator[None]:
    """No collection of garbage in the middle of a round; what piled up before is collected first."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def per_second(times: Sequence[float]) -> float:
    """How many rounds fit into a second, by the median."""
    return 1 / median(times)
