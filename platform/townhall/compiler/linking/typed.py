"""Of which type is everything in one town's definitions: params, fields, columns, look-ups?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from townhall.compiler.building.bench import Bench
from townhall.compiler.building.fields import field as built_field
from townhall.compiler.linking.linker import Linker
from townhall.compiler.marked import Map
from townhall.kernel.expressions import Formula, Template, parse
from townhall.kernel.marks import NOWHERE
from townhall.kernel.signatures import ANYTHING, DATE, INTEGER, TEXT, Record, Reference, Rows, ValueType
from townhall.spec.fields import Field

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
