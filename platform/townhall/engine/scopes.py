"""What does each name in a formula mean, for this case, on this day?

Formulas see values; values come from what was filled in, from params, and from rows that somebody
fetched. Nothing is fetched here: a row that is needed and not known is remembered as a `Want` and counts
as unknown meanwhile. Whoever evaluates looks at `World.missing` afterwards and, if it is not empty,
fetches those rows all at once and evaluates again; the number of rounds is the depth of dependence
between look-ups, never the number of rows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from townhall.kernel import durations
from townhall.kernel.evaluation import compiled
from townhall.kernel.expressions import Formula
from townhall.kernel.scopes import Scope
from townhall.kernel.signatures import Functions
from townhall.kernel.values import Duration, Value
from townhall.kernel.workdays import Calendar
from townhall.record.entries import Entry, Want
from townhall.spec.blueprint import Blueprint
from townhall.spec.fields import Fact, Field, Section, Sheet
from townhall.spec.registers import Register
from townhall.spec.towns import Unit

KEY = "key"
"""The column name by which a record's whole key is wanted."""


class Wanting(Exception):
    """Rows are needed before an answer can be given; fetch `wants` and ask again."""

    def __init__(self, wants: tuple[Want, ...]) -> None:
        super().__init__(f"{len(wants)} look-ups wanted")
        self.wants = wants


@dataclass(slots=True)
class World:
    """All that formulas of one case may know. `day` is the day that governs params.

    `known` holds the rows of every want fetched so far; `missing` gathers those still to fetch. `case_id`
    keeps a case from finding itself among the rows it asks for.
    """

    blueprint: Blueprint
    now: datetime
    day: date
    known: Mapping[Want, tuple[Entry, ...]]
    functions: Functions
    case_id: str | None = None
    missing: dict[Want, None] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The day it is."""
        return self.now.date()

    def look(self, want: Want) -> tuple[Entry, ...] | None:
        """The rows of a want, without the asking case's own; None while they are not known."""
        found = self.known.get(want)
        if found is None:
            self.missing[want] = None
            return None
        if self.case_id is None:
            return found
        return tuple(entry for entry in found if entry.case != self.case_id)

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


@dataclass(frozen=True, slots=True)
class EntryRow:
    """An entry as formulas see it: stored columns, and calculated ones worked out on asking."""

    entry: Entry
    register: Register
    world: World = field(repr=False, compare=False)

    def dot(self, name: str) -> Value:
        """A column, or one of what every entry has (`entry_no`, `matter_no`, `booked_on`)."""
        column = self.register.column(name)
        if column is None:
            return self._common(name)
        if column.calculated is not None:
            return judged(column.calculated, _RowScope(self))
        return _referring(column, self.entry.values.get(name), self.world)

    def plain(self) -> str:
        """The record's key, so that a row can stand where its reference is meant."""
        return self.entry.key or str(self.entry.number)

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
class _RowScope:
    """Inside a register's row: its columns, its facts, then the roots."""

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
                return fact_rows(fact, self, row, row.world)
        return world_root(row.world, name)


def fact_rows(fact: Fact, scope: WorldScope, asker: Value, world: World) -> tuple[EntryRow, ...] | None:
    """The rows a fact names; None while they, or what they are matched by, are unknown."""
    equals: list[tuple[str, Any]] = []
    for column, formula in fact.match:
        value = matchable(judged(formula, scope))
        if value is None:
            return None
        equals.append((column, value))
    found = world.look(Want(fact.source_kind, fact.source, tuple(equals)))
    if found is None:
        return None
    register = world.blueprint.registers[fact.source]
    rows = tuple(EntryRow(entry, register, world) for entry in found)
    if fact.past is not None:
        rows = tuple(row for row in rows if _is_within(row.entry, judged(fact.past, scope), world))
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
        if self.row.register.column(name) is not None or name in ("entry_no", "matter_no", "booked_on"):
            return self.row.dot(name)
        return world_root(self.row.world, name) if name in _WORLD_ROOTS else self.outer.value(name)


def matchable(value: Value) -> Any:
    """A value as wants and rows hold it: references and rows by their key, empty text as None."""
    if isinstance(value, Reference | EntryRow):
        return value.plain()
    return None if value == "" else value


def _referring(column: Field, value: Any, world: World) -> Value:
    if value is None or column.kind != "ref" or column.to is None:
        return value
    register = column.to.removeprefix("register/")
    if isinstance(value, tuple):
        return tuple(Reference(register, key, world) for key in value)
    return Reference(register, value, world)


# -- roots -----------------------------------------------------------------------------------------------

_WORLD_ROOTS = frozenset({"param", "today", "now"})


def world_root(world: World, name: str) -> Value:
    """The roots that need no case: `param`, `today`, `now`.

    Raises:
        LookupError: another name, which the linker should have refused.
    """
    match name:
        case "param":
            return Params(world)
        case "today":
            return world.today
        case "now":
            return world.now
        case _:
            raise LookupError(f"nothing is called {name} here")


@dataclass(frozen=True, slots=True)
class Params:
    """The root `param`: the value in force on the day that governs the case."""

    world: World = field(repr=False, compare=False)

    def dot(self, name: str) -> Value:
        """The value of a param on that day; None before its first value."""
        value: Value = self.world.blueprint.params[name].on(self.world.day)
        return value


@dataclass(frozen=True, slots=True)
class UnitRoot:
    """The root `unit`."""

    unit: Unit

    def dot(self, name: str) -> Value:
        """`code`, `kind` or `name`."""
        match name:
            case "code":
                return self.unit.code
            case "kind":
                return self.unit.kind
            case "name":
                return self.unit.title.zh
            case _:
                raise LookupError(f"unit has no {name}")


@dataclass(frozen=True, slots=True)
class Root:
    """A root made of named look-ups, each worked out on asking (`case`, `step`, `form`)."""

    read: Callable[[str], Value] = field(repr=False, compare=False)

    def dot(self, name: str) -> Value:
        """The value of that name."""
        return self.read(name)


# -- sheets ----------------------------------------------------------------------------------------------


@dataclass(slots=True)
class SheetScope:
    """The names of a sheet being filled in or read: fields, facts, then whatever lies outside.

    A field not shown is empty. Calculated fields are worked out on asking, once. `values` are engine
    values by field name; a table is a tuple of mappings.
    """

    sheet: Sheet
    values: Mapping[str, Any]
    world: World
    outer: Callable[[str], Value]
    _done: dict[str, Value] = field(default_factory=dict)
    _fields: dict[str, tuple[Section, Field]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._fields = {one.name: (section, one) for section in self.sheet.sections for one in section.fields}

    @property
    def calendar(self) -> Calendar:
        """The working calendar."""
        return self.world.blueprint.calendar

    def value(self, name: str) -> Value:
        """What a bare name means in this sheet."""
        if name in self._done:
            return self._done[name]
        found = self._fields.get(name)
        if found is not None:
            value = self._field(*found)
        else:
            fact = self.sheet.fact(name)
            value = fact_rows(fact, self, self.root, self.world) if fact else self._beyond(name)
        self._done[name] = value
        return value

    def forget(self) -> None:
        """Forget what was worked out, because something outside the sheet has changed."""
        self._done.clear()

    @property
    def root(self) -> Root:
        """This sheet as the root `form` (or `this`)."""
        return Root(self.value)

    def is_shown(self, name: str) -> bool:
        """Whether a field is asked for at all, by its own claim and its section's."""
        section, one = self._fields[name]
        return self.holds(section.shown) and self.holds(one.shown)

    def holds(self, claim: bool | Formula) -> bool:
        """Whether a claim is true; unknown is not."""
        return claim if isinstance(claim, bool) else judged(claim, self) is True

    def rows(self, table: Field) -> tuple[TableRow, ...]:
        """The rows of a table, each with its own names."""
        found = self.value(table.name)
        return found if isinstance(found, tuple) else ()  # type: ignore[return-value]

    def _field(self, section: Section, one: Field) -> Value:
        if not (self.holds(section.shown) and self.holds(one.shown)):
            return () if one.is_table else None
        if one.calculated is not None:
            return judged(one.calculated, self)
        if one.is_table:
            rows = self.values.get(one.name) or ()
            return tuple(TableRow(one, row, self, number) for number, row in enumerate(rows))
        return _referring(one, self.values.get(one.name), self.world)

    def _beyond(self, name: str) -> Value:
        if name in ("form", "this"):
            return self.root
        return self.outer(name)


@dataclass(frozen=True, slots=True, eq=False)
class TableRow:
    """One row of a child table as formulas see it, and the scope its own formulas are judged in.

    Inside it, bare names are its columns and facts, then the roots; the form's fields are `form.x`.
    """

    table: Field
    values: Mapping[str, Any]
    sheet: SheetScope = field(repr=False)
    number: int
    _done: dict[str, Value] = field(default_factory=dict, repr=False)

    @property
    def world(self) -> World:
        """What may be known."""
        return self.sheet.world

    @property
    def calendar(self) -> Calendar:
        """The working calendar."""
        return self.sheet.calendar

    def dot(self, name: str) -> Value:
        """A column, as seen from outside the row."""
        return self.value(name)

    def value(self, name: str) -> Value:
        """What a bare name means inside the row."""
        if name in self._done:
            return self._done[name]
        value = self._found(name)
        self._done[name] = value
        return value

    def is_shown(self, name: str) -> bool:
        """Whether a column is asked for in this row."""
        column = self.table.column(name)
        return column is not None and self.holds(column.shown)

    def holds(self, claim: bool | Formula) -> bool:
        """Whether a claim is true in this row; unknown is not."""
        return claim if isinstance(claim, bool) else judged(claim, self) is True

    def _found(self, name: str) -> Value:
        column = self.table.column(name)
        if column is not None:
            if not self.holds(column.shown):
                return None
            if column.calculated is not None:
                return judged(column.calculated, self)
            return _referring(column, self.values.get(name), self.sheet.world)
        for fact in self.table.facts:
            if fact.name == name:
                return fact_rows(fact, self, self, self.sheet.world)
        if name == "this":
            return self
        if name == "form":
            return self.sheet.root
        return self.sheet.outer(name)


def closing_day(opened: date, length: Value, calendar: Calendar) -> date:
    """The last day of something open for a length of time from a day.

    Raises:
        ValueError: the length is unknown, or no length of time.
    """
    if isinstance(length, Duration):
        last = durations.moved(opened, length, calendar)
        if last is not None:
            return last
    elif isinstance(length, int):
        return opened + timedelta(days=length)
    raise ValueError("a length of time is needed and none is known")
