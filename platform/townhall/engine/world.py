"""What may formulas know of the world, and what must somebody fetch for them first?

Formulas see values; values come from what was filled in, from params, and from rows that somebody
fetched. Nothing is fetched here: a row that is needed and not known is remembered as a `Want` and counts
as unknown meanwhile. Whoever evaluates asks `World.settle` afterwards and, if something was missing,
fetches those rows all at once and evaluates again; the number of rounds is the depth of dependence
between look-ups, never the number of rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from townhall.kernel.evaluation import compiled
from townhall.kernel.expressions import Formula
from townhall.kernel.scopes import Scope
from townhall.kernel.signatures import Functions
from townhall.kernel.values import Value
from townhall.record.entries import Entry, Want
from townhall.spec.blueprint import Blueprint
from townhall.spec.catalog import Catalog


class Wanting(Exception):
    """Rows are needed before an answer can be given; fetch `wants` and ask again."""

    def __init__(self, wants: tuple[Want, ...]) -> None:
        super().__init__(f"{len(wants)} look-ups wanted")
        self.wants = wants


@dataclass(slots=True)
class World:
    """All that formulas of one case may know. `day` is the day that governs params.

    `known` holds the rows of every want fetched so far; `missing` gathers those still to fetch. `case_id`
    keeps a case from finding itself among the rows that its facts ask for; what its effects `restoring` put
    back again stood before it, and is found. `unit` is whose matter it is.
    """

    blueprint: Blueprint
    now: datetime
    day: date
    known: Mapping[Want, tuple[Entry, ...]]
    catalog: Catalog
    case_id: str | None = None
    unit: str | None = None
    restoring: frozenset[str] = frozenset()
    missing: dict[Want, None] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The day it is."""
        return self.now.date()

    @property
    def functions(self) -> Functions:
        """The functions formulas may call."""
        return self.catalog.functions

    def look(self, want: Want) -> tuple[Entry, ...] | None:
        """The rows of a want; None while they are not known."""
        found = self.known.get(want)
        if found is None:
            self.missing[want] = None
        return found

    def look_at_others(self, want: Want) -> tuple[Entry, ...] | None:
        """The rows of a want without what the asking case itself entered; None while they are not known."""
        found = self.look(want)
        if found is None or self.case_id is None:
            return found
        own = self.case_id
        return tuple(entry for entry in found if entry.case != own or entry.effect in self.restoring)

    def settle(self) -> None:
        """Check that nothing was missing.

        Raises:
            Wanting: something was.
        """
        if self.missing:
            raise Wanting(tuple(self.missing))


class WorldScope(Scope, Protocol):
    """A scope of the engine: names, the calendar, and the world behind them."""

    @property
    def world(self) -> World:
        """What may be known."""
        ...


def judged(formula: Formula, scope: WorldScope) -> Value:
    """What a formula gives in a scope."""
    value: Value = compiled(formula, scope.world.functions)(scope)
    return value


WORLD_ROOTS = frozenset({"param", "today", "now"})
"""The roots that need no case."""


def world_root(world: World, name: str, day: date | None = None) -> Value:
    """One of the roots that need no case; `day` governs params instead of the case's day.

    Raises:
        LookupError: another name, which the linker should have refused.
    """
    match name:
        case "param":
            return Params(world, day or world.day)
        case "today":
            return world.today
        case "now":
            return world.now
        case _:
            raise LookupError(f"nothing is called {name} here")


@dataclass(frozen=True, slots=True)
class Params:
    """The root `param`: the values in force on a day."""

    world: World = field(repr=False, compare=False)
    day: date

    def dot(self, name: str) -> Value:
        """The value of a param on that day; None before its first value."""
        value: Value = self.world.blueprint.params[name].on(self.day)
        return value
