"""Which names does a formula see where it stands, and of which types are they?

The names of a form and of a step, of a row of a table, of a register's row, of somebody else's row in a
look-up; around them the roots. A name nobody knows goes unquestioned where a group is missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from townhall.compiler.linking.typed import Types
from townhall.compiler.marked import Map
from townhall.kernel.nodes import Path
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
from townhall.spec.chains import ROW_NO
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
        "publicity_no": TEXT,
        "returns": INTEGER,
    },
    "case",
)
THIS_UNIT = Record({"code": TEXT, "kind": TEXT, "name": TEXT, "parent": UNIT}, "unit")


@dataclass(frozen=True, slots=True)
class Names:
    """What a formula sees. `fields` stand behind those names that are fields; `outer` says how a name
    that is not seen here is written; `form_fields` stand behind `form` inside a row; `secrets` are paths to
    secret fields that other steps filled in.
    """

    types: Types
    own: Mapping[str, ValueType]
    roots: Mapping[str, ValueType]
    fields: Mapping[str, Field] = field(default_factory=dict)
    outer: Mapping[str, str] = field(default_factory=dict)
    incomplete: bool = False
    form_fields: Mapping[str, Field] = field(default_factory=dict)
    secrets: frozenset[Path] = frozenset()

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

    def is_secret(self, path: Path) -> bool:
        """Whether a dotted name leads to a secret field, or through one: by references, tables, look-ups."""
        if path in self.secrets:
            return True
        fields = self.fields
        this = self.roots.get("this")
        is_record = path[0] == "this" and isinstance(this, Reference)
        if path[0] in ("form", "this") and len(path) > 1 and not is_record:
            fields = self.form_fields if path[0] == "form" and self.form_fields else self.fields
            path = path[1:]
        found = fields.get(path[0])
        looked_up = self.own.get(path[0])
        register = found.to if found is not None else None
        if is_record and isinstance(this, Reference):
            register = this.to
        if isinstance(looked_up, Rows) and isinstance(looked_up.of, Reference):
            register = looked_up.of.to
        for name in path[1:]:
            if found is not None and (found.secret or found.hashed):
                return True
            is_column = found is not None and found.is_table
            found = found.column(name) if found and is_column else self.types.column(register or "", name)
            register = found.to if found is not None else None
        return found is not None and (found.secret or found.hashed)

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

    def with_secrets(self, secrets: frozenset[Path]) -> Names:
        """The same with more paths that lead to secrets."""
        return replace(self, secrets=self.secrets | secrets)


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
        {**around.roots, "this": row, ROW_NO: INTEGER},
        {one.name: one for one in table.columns},
        {name: f"form.{name}" for name in around.own if name not in own},
        around.incomplete,
        around.form_fields or around.fields,
        around.secrets,
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
