"""What does each name in a formula mean, in a sheet being filled in or read?

Innermost first: columns of this row, its facts, the fields of the sheet and its facts, then whatever lies
outside. What a field that is not shown holds is empty.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from townhall.engine.rows import EntryRow, fact_rows, referring, worked_out
from townhall.engine.world import World, judged
from townhall.kernel.canonical import Json
from townhall.kernel.expressions import Formula
from townhall.kernel.values import Value, plain
from townhall.kernel.workdays import Calendar
from townhall.spec.chains import ROW_NO
from townhall.spec.fields import Field, Section, Sheet
from townhall.spec.towns import Unit


@dataclass(frozen=True, slots=True)
class Root:
    """A root made of named look-ups, each worked out on asking (`case`, `form`)."""

    read: Callable[[str], Value] = field(repr=False, compare=False)

    def dot(self, name: str) -> Value:
        """The value of that name."""
        return self.read(name)


@dataclass(frozen=True, slots=True)
class UnitRoot:
    """The root `unit`."""

    unit: Unit

    def dot(self, name: str) -> Value:
        """`code`, `kind`, `name` or `parent`, the unit it belongs to."""
        match name:
            case "code":
                return self.unit.code
            case "kind":
                return self.unit.kind
            case "name":
                return self.unit.title.zh
            case "parent":
                return self.unit.parent
            case _:
                raise LookupError(f"unit has no {name}")


def _nowhere(name: str) -> Field | None:
    del name
    return None


@dataclass(slots=True)
class SheetScope:
    """The names of a sheet being filled in or read: fields, facts, then whatever lies outside.

    Calculated fields are worked out on asking, once. `values` are engine values by field name; a table is
    a tuple of mappings. `outer` gives the values of names outside, `outer_field` their fields.
    """

    sheet: Sheet
    values: Mapping[str, Any]
    world: World
    outer: Callable[[str], Value]
    outer_field: Callable[[str], Field | None] = _nowhere
    _done: dict[str, Value] = field(default_factory=dict)

    @property
    def calendar(self) -> Calendar:
        """The working calendar."""
        return self.world.blueprint.calendar

    @property
    def root(self) -> Root:
        """This sheet as a root: `this`, and `form` for the rows of its tables."""
        return Root(self.value)

    def value(self, name: str) -> Value:
        """What a bare name means in this sheet."""
        if name in self._done:
            return self._done[name]
        found = self.sheet.placed.get(name)
        if found is not None:
            value = self._value_of(*found)
        elif name == "this":
            value = self.root
        else:
            fact = self.sheet.fact(name)
            value = fact_rows(fact, self, self.root) if fact else self.outer(name)
        self._done[name] = value
        return value

    def promised(self, name: str) -> Field | None:
        """The field that a bare name means here, or None."""
        return self.sheet.field(name) or self.outer_field(name)

    def forget(self) -> None:
        """Forget what was worked out, because something outside the sheet has changed."""
        self._done.clear()

    def is_shown(self, name: str) -> bool:
        """Whether a field is asked for at all, by its own claim and its section's."""
        section, one = self.sheet.placed[name]
        return self.holds(section.shown) and self.holds(one.shown)

    def holds(self, claim: bool | Formula) -> bool:
        """Whether a claim is true; unknown is not."""
        return claim if isinstance(claim, bool) else judged(claim, self) is True

    def rows(self, table: Field) -> tuple[TableRow, ...]:
        """The rows of a table, each with its own names."""
        found = self.value(table.name)
        return found if isinstance(found, tuple) else ()  # type: ignore[return-value]  # a table holds rows

    def _value_of(self, section: Section, one: Field) -> Value:
        if not (self.holds(section.shown) and self.holds(one.shown)):
            return () if one.is_table else None
        if one.is_table:
            rows = self.values.get(one.name) or ()
            return tuple(TableRow(one, row, self, number) for number, row in enumerate(rows))
        formula = _to_work_out(one, self.values)
        if formula is not None:
            return worked_out(one, formula, self)
        return referring(one, self.values.get(one.name), self.world)


@dataclass(frozen=True, slots=True, eq=False)
class TableRow:
    """One row of a child table as formulas see it, and the scope its own formulas are judged in.

    Inside it, bare names are its columns and facts, then the roots; the fields of the sheet it stands in
    are `form.x`.
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

    def promised(self, name: str) -> Field | None:
        """The column that a bare name means here, or None."""
        return self.table.column(name)

    def plain(self) -> Json:
        """What was filled into the row, so that rows can be hashed."""
        return {one.name: plain(self.value(one.name)) for one in self.table.columns if one.calculated is None}

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
            formula = _to_work_out(column, self.values)
            if formula is not None:
                return worked_out(column, formula, self)
            return referring(column, self.values.get(name), self.sheet.world)
        for fact in self.table.facts:
            if fact.name == name:
                return fact_rows(fact, self, self)
        if name == "this":
            return self
        if name == "form":
            return self.sheet.root
        return self.number + 1 if name == ROW_NO else self.sheet.outer(name)


def formula_of(one: Field) -> Formula | None:
    """What a field's value follows from: its `is`, or the default nobody may change (`fixed`)."""
    if one.calculated is None and one.fixed and isinstance(one.default, Formula):
        return one.default
    return one.calculated


def _to_work_out(one: Field, values: Mapping[str, Any]) -> Formula | None:
    """What to work out for a field. What is calculated always says how things stand now; a default that is
    fixed stays what it was when the sheet was handed in.
    """
    formula = formula_of(one)
    return None if formula is None or (one.calculated is None and one.name in values) else formula


def may_pick(one: Field, row: EntryRow, scope: SheetScope | TableRow) -> bool:
    """Whether a reference may point to a record: it is of the matter's own unit or of its kin
    (`Town.kin`), whatever the definition says, and fits the field's `where`.
    """
    world = scope.world
    if world.unit is None or row.entry.unit not in world.blueprint.town.kin(world.unit):
        return False
    return one.where is None or judged(one.where, PickScope(row, scope)) is True


@dataclass(frozen=True, slots=True)
class PickScope:
    """A reference's `where`: the record's columns, then the names around the field."""

    row: EntryRow
    outer: SheetScope | TableRow

    @property
    def world(self) -> World:
        """What may be known."""
        return self.outer.world

    @property
    def calendar(self) -> Calendar:
        """The working calendar."""
        return self.outer.calendar

    def value(self, name: str) -> Value:
        """A column of the record, or what the name means around the field."""
        if name == "this":
            return self.outer.root if isinstance(self.outer, SheetScope) else self.outer
        if self.row.register.column(name) is not None:
            return self.row.dot(name)
        return self.outer.value(name)
