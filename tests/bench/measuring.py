"""How long do we take, how long does the floor take, and what is their ratio?

Both are timed by turns in one run, so that a busy machine slows both. What is told of many rounds is their
lower quartile: other programs only ever make a round longer, and a long round meets them more often.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import perf_counter, process_time
from typing import Protocol

from tests.bench.rooms import Rooms
from tests.bench.statements import Spoken


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds by the clock, and those among them in which this process was at work.

    The rest was spent waiting: for a disk, for PostgreSQL (another process), for another program's turn.
    """

    wall: float
    busy: float

    def __add__(self, other: Took) -> Took:
        return Took(self.wall + other.wall, self.busy + other.busy)


NOTHING = Took(0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One line of a benchmark: seconds for one piece of work, ours and the floor's.

    `aim`: the ratio we want to stay under. `where`: in which rooms our time goes. `spoken`: the SQL
    statements of each act, by its name. `floor_is`: what the floor does, in a few words.
    """

    what: str
    place: str
    ours: Took
    floor: Took
    floor_is: str
    aim: float
    where: Rooms | None = None
    spoken: tuple[Spoken, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def ratio(self) -> float:
        """How many times the floor's time we take."""
        return self.ours.wall / self.floor.wall if self.floor.wall else float("inf")

    @property
    def work_ratio(self) -> float:
        """The same of the time at work, without waiting for disks, servers and other programs."""
        return self.ours.busy / self.floor.busy if self.floor.busy else float("inf")


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

    our_times: list[Took] = field(default_factory=list)
    floor_times: list[Took] = field(default_factory=list)

    @property
    def ours(self) -> Took:
        """Our typical time."""
        return typical(self.our_times)

    @property
    def floor(self) -> Took:
        """The floor's typical time."""
        return typical(self.floor_times)


def race(
    ours: Callable[[], object], floor: Callable[[], object], rounds: int, step: Callable[[], None]
) -> Race:
    """Time both by turns, after one round each that does not count."""
    found = Race()
    ours()
    floor()
    with undisturbed():
        for _ in range(rounds):
            found.our_times.append(timed(ours))
            found.floor_times.append(timed(floor))
            step()
    return found


def timed(work: Callable[[], object]) -> Took:
    """How long one call takes."""
    wall, busy = perf_counter(), process_time()
    work()
    return Took(perf_counter() - wall, process_time() - busy)


def typical(times: Sequence[Took]) -> Took:
    """The lower quartile of several times."""
    return Took(_quartile([one.wall for one in times]), _quartile([one.busy for one in times]))


def _quartile(seconds: Sequence[float]) -> float:
    return sorted(seconds)[len(seconds) // 4]


@contextmanager
def undisturbed() -> Iterator[None]:
    """No collection of garbage in the middle of a round; what piled up before is collected first."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
