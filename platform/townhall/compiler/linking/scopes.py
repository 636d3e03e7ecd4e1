"""Which names does a formula see where it stands, and of which types are they?

The names of a form and of a step, of a row of a table, of a register's row, of somebody else's row in a
look-up; around them the roots. A name nobody knows goes unquestioned where a group is missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from townhall.compiler.building.bench import Bench
from townhall.compiler.building.fields import field as built_field
from townhall.compiler.linking.linker import Linker
from townhall.compiler.marked import Map
from townhall.kernel.expressions import Formula, Template, parse
from townhall.kernel.marks import NOWHERE
from townhall.kernel.signatures import (
    ANYTHING,
    BOOL,
    DATE,
    DATETIME,
    INTEGER,
    PERSON,
    TEXT,
    UNIT,
    Choice,
    Record,
    Reference,
    Rows,
    ValueType,
)
from townhall.kernel.text import NO_TEXT
from townhall.spec.fields import Field

CASE = Record(
    {
        "unit": UNIT,
        "town": TEXT,
        "matter_no": TEXT,
        "initiator": PERSON,
        "opened_on": DATE,
        "three_reviews": BOOL,
        "distinct_signers": INTEGER,
        "open_holds": INTEGER,
        "published_days": INTEGER,
        "returns": INTEGER,
    },
    "case",
)
THIS_UNIT = Record({"code": TEXT, "kind": TEXT, "name": TEXT}, "unit")
EVERY_ENTRY: Mapping[str, ValueType] = {"entry_no": INTEGER, "matter_no": TEXT, "booked_on": DATE}
"""Columns that every register has."""

_UNREAD = parse("true", NOWHERE)


class Forgiving(dict[str, ValueType]):
    """Names with their types; what may stand in a file that does not read goes unquestioned."""

    def __init__(self, known: Mapping[str, ValueType], suspects: frozenset[str]) -> None:
        super().__init__(known)
        self.suspects = suspects

    def get(self, name: str, default: Any = None) -> Any:
        """The type of a name."""
        found = super().get(name, default)
        return ANYTHING if found is None and name in self.suspects else found


def _unread(source: str) -> Formula:
    """Stands for a formula where only the field's shape is wanted."""
    del source
    return _UNREAD


def _unread_template(source: str) -> Template:
    return Template(source, (source,))


@dataclass(slots=True)
class Types:
    """The types of everything in one town's definitions, worked out as they are asked for."""

    linker: Linker
    definitions: Mapping[str, Map]
    bench: Bench = field(init=False)
    params: Record = field(init=False)
    _columns: dict[str, Mapping[str, ValueType] | None] = field(default_factory=dict)
    _fields: dict[int, Field] = field(default_factory=dict)
    _kept: list[Map] = field(default_factory=list)

    def __post_init__(self) -> None:
        catalog = self.linker.catalog
        self.bench = Bench(self.definitions, catalog, _unread, _unread_template)
        found: dict[str, ValueType] = {}
        for path, body in self.definitions.items():
            if path.startswith("param/"):
                found[path[6:]] = self.kind_type(body["kind"], body)
        library = self.linker.library
        found.update({path[6:]: ANYTHING for path in library.unsound if path.startswith("param/")})
        self.params = Record(Forgiving(found, library.suspects), "param")

    @property
    def units(self) -> tuple[str, ...]:
        """The codes of the units of the town that is compiled; none where there is no town."""
        towns = (body for path, body in self.definitions.items() if path.startswith("town/"))
        return tuple(code for town in towns for code in town["units"])

    def field(self, name: str, body: Map) -> Field:
        """A field as it will be built, its formulas unread."""
        known = self._fields.get(id(body))
        if known is None or known.name != name:
            known = built_field(self.bench, name, body)
            self._fields[id(body)] = known
            self._kept.append(body)
        return known

    def kind_type(self, kind: str, body: Map) -> ValueType:
        """The type of a kind with what is written beside it."""
        return self.type_of_field(self.field("value", body.with_value("kind", kind)))

    def type_of_field(self, one: Field) -> ValueType:
        """The type formulas see for a field."""
        kind = self.linker.catalog.kinds.get(one.kind)
        if kind is None:
            return ANYTHING
        if one.kind == "ref" and (one.to is None or f"register/{one.to}" not in self.definitions):
            return ANYTHING
        if one.is_table:
            return Rows(Record({column.name: self.type_of_field(column) for column in one.columns}, one.name))
        return kind.value_type(one)

    def typed(self, name: str, body: Map) -> ValueType:
        """The type of a field as written."""
        return self.type_of_field(self.field(name, body))

    def columns(self, register: str) -> Mapping[str, ValueType] | None:
        """The types of a register's columns, with those every entry has; None where it is not known."""
        if register not in self._columns:
            body = self.definitions.get(f"register/{register}")
            self._columns[register] = (
                None
                if body is None
                else {
                    **EVERY_ENTRY,
                    **{name: self.typed(name, one) for name, one in body["columns"].items()},
                }
            )
        return self._columns[register]

    def column(self, register: str, name: str) -> Field | None:
        """A register's column as it will be built."""
        body = self.definitions.get(f"register/{register}")
        one = None if body is None else body["columns"].get(name)
        return self.field(name, one) if isinstance(one, Map) else None

    def fact_type(self, body: Map) -> ValueType:
        """The type of a look-up: rows of its register."""
        register = str(body.get("register", "")).rpartition("/")[2]
        return Rows(Reference(register)) if f"register/{register}" in self.definitions else ANYTHING


@dataclass(frozen=True, slots=True)
class Names:
    """What a formula sees. `fields` stand behind those names that are fields; `outer` says how a name
    that is not seen here is written.
    """

    types: Types
    own: Mapping[str, ValueType]
    roots: Mapping[str, ValueType]
    fields: Mapping[str, Field] = field(default_factory=dict)
    outer: Mapping[str, str] = field(default_factory=dict)
    incomplete: bool = False

    def type_of(self, name: str) -> ValueType | None:
        """The type of a name, innermost first."""
        found = self.own.get(name)
        if found is None:
            found = self.roots.get(name)
        return ANYTHING if found is None and self.incomplete else found

    def names(self) -> Iterable[str]:
        """All names seen here."""
        return (*self.own, *self.roots)

    def outer_hint(self, name: str) -> str | None:
        """How a name is written that only the form has."""
        return self.outer.get(name)

    def columns(self, of: ValueType) -> Mapping[str, ValueType] | None:
        """What follows a dot on a reference."""
        return self.types.columns(of.to) if isinstance(of, Reference) else None

    def field_behind(self, parts: tuple[str, ...]) -> Field | None:
        """The field that a dotted name leads to, through references, tables and `form`."""
        if parts[0] in ("form", "this") and len(parts) > 1:
            parts = parts[1:]
        found = self.fields.get(parts[0])
        for name in parts[1:]:
            if found is None:
                return None
            found = found.column(name) if found.is_table else self.types.column(found.to or "", name)
        return found

    def plus(
        self,
        own: Mapping[str, ValueType],
        fields: Mapping[str, Field] | None = None,
        incomplete: bool = False,
    ) -> Names:
        """The same with more names of its own."""
        return replace(
            self,
            own={**self.own, **own},
            fields={**self.fields, **(fields or {})},
            incomplete=self.incomplete or incomplete,
        )

    def with_roots(self, **roots: ValueType) -> Names:
        """The same with more roots."""
        return replace(self, roots={**self.roots, **roots})


def world_roots(types: Types) -> dict[str, ValueType]:
    """The roots that need no case."""
    return {"param": types.params, "today": DATE, "now": DATETIME}


def case_roots(types: Types) -> dict[str, ValueType]:
    """The roots around a case."""
    return {**world_roots(types), "case": CASE, "unit": THIS_UNIT, "actor": PERSON}


def sheet_names(
    types: Types,
    fields: Iterable[tuple[str, Map]],
    facts: Mapping[str, Map],
    roots: Mapping[str, ValueType],
    incomplete: bool = False,
) -> Names:
    """The names of a sheet: its fields and look-ups, `form` and `this`, and the roots."""
    built = {name: types.field(name, body) for name, body in fields}
    own = {name: types.type_of_field(one) for name, one in built.items()}
    own.update({name: types.fact_type(body) for name, body in facts.items()})
    itself = ANYTHING if incomplete else Record(own, "form")
    return Names(types, own, {**roots, "form": itself, "this": itself}, built, {}, incomplete)


def row_names(around: Names, table: Field, facts: Mapping[str, Map]) -> Names:
    """The names inside a row: its columns and look-ups; the form's own field is `form.x`."""
    types = around.types
    own = {one.name: types.type_of_field(one) for one in table.columns}
    own.update({name: types.fact_type(body) for name, body in facts.items()})
    form = around.roots.get("form", ANYTHING)
    row = Record({**own, "form": form}, table.name)
    return Names(
        types,
        own,
        {**around.roots, "this": row},
        {one.name: one for one in table.columns},
        {name: f"form.{name}" for name in around.own if name not in own},
        around.incomplete,
    )


def their_names(types: Types, register: str, asker: ValueType, roots: Mapping[str, ValueType]) -> Names:
    """The names inside a look-up's `where`: their columns, `this` for the one who asks, the roots."""
    own = types.columns(register)
    body = types.definitions.get(f"register/{register}")
    fields = {} if body is None else {name: types.field(name, one) for name, one in body["columns"].items()}
    around = {**roots, "this": asker}
    return Names(types, own or {}, around, fields, {}, incomplete=own is None)


def register_names(types: Types, register: str, body: Map) -> Names:
    """The names inside a register's own row: its columns and look-ups, `this`, and the world's roots."""
    own = dict(types.columns(register) or {})
    own.update({name: types.fact_type(fact) for name, fact in body.get("facts", {}).items()})
    fields = {name: types.field(name, one) for name, one in body["columns"].items()}
    return Names(types, own, {**world_roots(types), "this": Reference(register)}, fields)


def facet_field(name: str, body: Map, types: Types) -> Field:
    """A facet's name as a field of its kind."""
    found = types.field(name, body)
    return replace(found, name=name, title=NO_TEXT)


def options_of(choices: Iterable[str]) -> Choice:
    """The type of the root `choice` where these may be chosen."""
    return Choice(tuple(choices))
