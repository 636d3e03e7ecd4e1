"""Which numbers do law and policy set, from which day on, and on whose word?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from townhall.kernel.text import Text
from townhall.spec.fields import Option


@dataclass(frozen=True, slots=True)
class DatedValue:
    """The value in force from a day on, with its source (law, local rule, pilot agreement)."""

    since: date
    value: Any
    source: str


@dataclass(frozen=True, slots=True)
class Param:
    """A number or word that law or policy sets; `dated` is in order of days."""

    name: str
    kind: str
    title: Text
    dated: tuple[DatedValue, ...]
    options: tuple[Option, ...] = ()

    def on(self, day: date) -> Any:
        """The value in force on a day, or None before the first."""
        found = None
        for one in self.dated:
            if one.since > day:
                break
            found = one.value
        return found
