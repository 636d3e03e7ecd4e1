"""What does a configurator expect a matter to do, play by play?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from townhall.kernel.marks import Mark
from townhall.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Play:
    """One act and what must be true after it.

    `act`: submit, decide, wait, withdraw, answer, object, uphold. `what`: its object (a form, a choice, a
    duration, a hook). `keys`: everything else as written.
    """

    act: str
    what: Any
    keys: Mapping[str, Any]
    expect: Mapping[str, Any]
    mark: Mark


@dataclass(frozen=True, slots=True)
class Scenario:
    """A rehearsal: a town, a day, rows that are given, and plays in order."""

    name: str
    pack: str
    title: Text
    town: str
    today: date
    given: Mapping[str, tuple[Mapping[str, Any], ...]]
    play: tuple[Play, ...]
    file: str
    unit: str | None = None
    people: Mapping[str, Any] = field(default_factory=dict)
