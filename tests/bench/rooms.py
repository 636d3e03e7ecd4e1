"""In which rooms does our time go?

Own time counts where the code stands: a built-in (`dict.get`, a compiled regular expression) counts for
whoever called it. Time with all that was called from there counts for a room once, where it is entered from
another room; so these columns add up to more than the whole.
"""

from __future__ import annotations

import cProfile
import pstats
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import townhall
from townhall.settings import shipped

_HOUSE = Path(townhall.__file__).parent
_PLUGINS = shipped("plugins")
_LIBRARIES = {
    "sqlalchemy": "sqlalchemy",
    "jinja2": "jinja2",
    "markupsafe": "jinja2",
    "flask": "flask",
    "werkzeug": "flask",
    "yaml": "yaml",
    "jsonschema": "jsonschema",
    "referencing": "jsonschema",
    "psycopg2": "the driver",
}
_DRIVERS = ("sqlite3.", "psycopg2")

Code = tuple[str, int, str]
"""How the profiler names a function: file, line, name."""


@dataclass(frozen=True, slots=True)
class Room:
    """A room's share of the whole, between 0 and 1: with what it called, and its own."""

    name: str
    entered: float
    own: float


@dataclass(frozen=True, slots=True)
class Rooms:
    """Every room in which time went, the largest own share first, and the dearest functions of our own."""

    rooms: tuple[Room, ...]
    functions: tuple[tuple[str, float], ...]


def where(work: Callable[[], object], rounds: int = 1) -> Rooms:
    """Profile some rounds of work."""
    profile = cProfile.Profile()
    for _ in range(rounds):
        profile.runcall(work)
    return read(pstats.Stats(profile))


def read(stats: pstats.Stats) -> Rooms:
    """The rooms in a profile."""
    own: Counter[str] = Counter()
    entered: Counter[str] = Counter()
    functions: Counter[str] = Counter()
    whole = 0.0
    told: dict[Code, tuple[int, int, float, float, dict[Code, tuple[int, int, float, float]]]] = stats.stats  # type: ignore[attr-defined]
    for code, (_, _, spent, _, callers) in told.items():
        room = room_of(code)
        whole += spent
        if room is None:
            for caller, (_, _, spent_there, _) in callers.items():
                own[room_of(caller) or "python"] += spent_there
            continue
        own[room] += spent
        if room in _OURS:
            functions[_named(code)] += spent
        for caller, (_, _, _, with_called) in callers.items():
            if room_of(caller) not in (None, room):
                entered[room] += with_called
    whole = whole or 1.0
    return Rooms(
        tuple(Room(name, entered[name] / whole, spent / whole) for name, spent in own.most_common()),
        tuple((name, spent / whole) for name, spent in functions.most_common(12)),
    )


def room_of(code: Code) -> str | None:
    """The room a function stands in; None for a built-in, which belongs to whoever calls it."""
    file, _, name = code
    if file == "~":
        return "the driver" if any(driver in name for driver in _DRIVERS) else None
    path = Path(file)
    if path.is_relative_to(_HOUSE):
        return path.relative_to(_HOUSE).parts[0].removesuffix(".py")
    if path.is_relative_to(_PLUGINS):
        return "plugins"
    if file == "<template>" or "templates" in path.parts or "widgets" in path.parts:
        return "web"
    for part in path.parts:
        if part in _LIBRARIES:
            return _LIBRARIES[part]
    return "bench" if "bench" in path.parts else "python"


_OURS = frozenset({one.name for one in _HOUSE.iterdir() if one.is_dir()} | {"plugins", "web"})


def _named(code: Code) -> str:
    file, line, name = code
    path = Path(file)
    short = path.relative_to(_HOUSE.parent) if path.is_relative_to(_HOUSE.parent) else Path(*path.parts[-3:])
    return f"{short}:{line} {name}"
