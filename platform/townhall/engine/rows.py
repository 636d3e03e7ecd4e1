"""What is a register's row to a formula, and which rows does a fact name?"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from townhall.engine.world import WORLD_ROOTS, World, WorldScope, judged, world_root
from townhall.kernel import durations, money
from townhall.kernel.canonical import Json
from townhall.kernel.expressions import Formula
from townhall.kernel.values import Duration, Value
from townhall.kernel.values import plain as as_plain
from townhall.kernel.workdays import Calendar
from townhall.record.entries import Entry, Want
from townhall.spec.fields import Fact, Field
from townhall.spec.registers import Register

COMMON = ("entry_no", "matter_no", "booked_on")
"""What every entry has beside its columns."""

KEY = "key"
"""The column name by which a record's whole key is wanted."""

COMMON = ("entry_no", "matter_no", "booked_on")
"""Columns that every register has."""


@dataclass(frozen=True, slots=True)
class Reference:
    """The value of a `ref` field: a dot reads the record it points to. Equal keys are equal."""

    register: str
    key: str
    world: World = field(repr=False, compare=False)

    def dot(self, name: str) -> Value:
        """A column of the newest version of the record."""
        row = self.row()
        return None if row is None else row.dot(name)

    def row(self) -> EntryRow | None:
        """The record, or None while unknown or where there is none."""
        found = self.world.look(Want("register", self.register, ((KEY, self.key),)))
        if not found:
            return None
        return EntryRow(found[-1], self.world.blueprint.registers[self.register], self.world)

    def plain(self) -> str:
        """The key."""
        return self.key

    def __str__(self) -> str:
        return self.key


@dataclass(frozen=True, slots=True, eq=False)
class EntryRow:
    """An entry as formulas see it: stored columns, and calculated ones worked out on asking, once.

    Rows of the same entry are equal, whoever fetched them.
    """

    entry: Entry
    register: Register
    world: World = field(repr=False)
    _done: dict[str, Value] = field(default_factory=dict, repr=False)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, EntryRow) and self._identity() == other._identity()

    def __hash__(self) -> int:
        return hash(self._identity())

    def _identity(self) -> tuple[str, str, int]:
        return self.register.name, self.entry.key, self.entry.number

    def dot(self, name: str) -> Value:
        """A column, or one of what every entry has (`entry_no`, `matter_no`, `booked_on`)."""
        column = self.register.column(name)
        if column is None:
            return self._common(name)
        if column.calculated is None:
            return referring(column, self.entry.values.get(name), self.world)
        if name not in self._done:
            self._done[name] = worked_out(column, column.calculated, RowScope(self))
        return self._done[name]

    def plain(self) -> str:
        """The record's key, so that a row can stand where its reference is meant."""
        return self.entry.key or str(self.entry.number)

    def contents(self) -> Json:
        """What the entry says, column by column."""
        return {one.name: as_plain(self.entry.values.get(one.name)) for one in self.register.kept}

    def _common(self, name: str) -> Value:
        match name:
            case "entry_no":
                return self.entry.number
            case "matter_no":
                return self.entry.matter_no
            case "booked_on":
                return self.entry.booked_on
            case _:
                raise LookupError(f"register/{self.register.name} has no column {name}")


@dataclass(frozen=True, slots=True)
class RowScope:
    """Inside a register's row: its columns, its facts, then the roots, with the params of today."""

    row: EntryRow

    @property
    def world(self) -> World:
        return self.row.world

    @property
    def calendar(self) -> Calendar:
        return self.row.world.blueprint.calendar

    def value(self, name: str) -> Value:
        row = self.row
        if name == "this":
            return row
        if row.register.column(name) is not None:
            return row.dot(name)
        for fact in row.register.facts:
            if fact.name == name:
                return fact_rows(fact, self, row)
        return world_root(row.world, name, row.world.today)


# -- facts -----------------------------------------------------------------------------------------------


def fact_rows(fact: Fact, scope: WorldScope, asker: Value) -> tuple[EntryRow, ...] | None:
    """The rows a fact names; None while they, or what they are matched by, are unknown.

    A fact never contains what its own case entered, and leaves out rows whose `where` is unknown.
    """
    world = scope.world
    equals: list[tuple[str, Any]] = []
    for column, formula in fact.match:
        value = matchable(judged(formula, scope))
        if value is None:
            return None
        equals.append((column, value))
    found = world.look_at_others(Want(fact.source_kind, fact.source, tuple(equals)))
    if found is None:
        return None
    register = world.blueprint.registers[fact.source]
    rows = tuple(EntryRow(entry, register, world) for entry in found)
    if fact.past is not None:
        past = judged(fact.past, scope)
        rows = tuple(row for row in rows if _is_within(row.entry, past, world))
    if fact.where is None:
        return rows
    where = fact.where
    return tuple(row for row in rows if judged(where, _AskedScope(row, asker, scope)) is True)


def _is_within(entry: Entry, past: Value, world: World) -> bool:
    if not isinstance(past, Duration) or entry.booked_on is None:
        return False
    earliest = durations.moved(world.today, past, world.blueprint.calendar, forward=False)
    return earliest is not None and entry.booked_on >= earliest


@dataclass(frozen=True, slots=True)
class _AskedScope:
    """A fact's `where`: their columns, `this` for the one who asks, then the roots."""

    row: EntryRow
    asker: Value
    outer: WorldScope

    @property
    def world(self) -> World:
        return self.row.world

    @property
    def calendar(self) -> Calendar:
        return self.outer.calendar

    def value(self, name: str) -> Value:
        if name == "this":
            return self.asker
        if self.row.register.column(name) is not None or name in COMMON:
            return self.row.dot(name)
        return world_root(self.row.world, name) if name in WORLD_ROOTS else self.outer.value(name)


# -- values ----------------------------------------------------------------------------------------------


def matchable(value: Value) -> Any:
    """A value as wants and rows hold it: references and rows by their key, empty text as None."""
    if isinstance(value, Reference | EntryRow):
        return value.plain()
    if isinstance(value, tuple):
        return tuple(matchable(one) for one in value)
    return None if value == "" else value


def referring(column: Field, value: Any, world: World) -> Value:
    """A value as formulas see it: the key in a `ref` field becomes a `Reference`."""
    if value is None or column.kind != "ref" or column.to is None:
        return value  # type: ignore[no-any-return]  # read by its kind
    register = column.to.removeprefix("register/")
    if isinstance(value, tuple):
        return tuple(Reference(register, key, world) for key in value)
    return Reference(register, value, world)


def worked_out(column: Field, formula: Formula, scope: WorldScope) -> Value:
    """The value of a calculated field. Money is kept to the fen, half up, as a ledger would keep it, so that
    totals add up what is written down.
    """
    value = judged(formula, scope)
    if column.kind == "money" and not isinstance(value, bool) and isinstance(value, int | Decimal):
        return money.rounded(value)
    return value
