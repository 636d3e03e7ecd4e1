"""How does a register's row look when it is kept?

The one place that turns engine values into stored ones and back, for every database and for memory. Money
becomes whole fen, other numbers whole millionths: integers, which every database compares and adds exactly.
Secrets become sealed text, their keyed hash where they are searched or hashed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, TypeAlias

from townhall.kernel.canonical import Json, canonical, content_hash
from townhall.kernel.decimals import EXACT, rounded_to
from townhall.ports.world import Vault
from townhall.record.entries import Entry
from townhall.spec.catalog import Catalog, Column, Kind
from townhall.spec.fields import Field
from townhall.spec.registers import Register

Stored: TypeAlias = dict[str, Any]
"""A kept row: stored column → stored value."""

BASE = (
    "entry_no", "town", "unit", "case_id", "seq", "matter_no", "effect", "row_no", "key", "booked_on",
    "booked_at", "replaces", "reverses", "prior", "ended_by",
)  # fmt: skip
"""The columns every register has. `seq` is the event that booked the entry; `prior` the entry that stood
before the effect's first version, put back when the effect is reversed; `ended_by` the entry that ended
this one: a counter-entry ends itself, so that `ended_by IS NULL` is all that standing means."""

PLACES = 6
"""Decimal places a number keeps in a register; the rest is rounded half up."""

HASH, SEALED, SEALED_AND_HASH = "hash", "sealed", "sealed+hash"
"""Forms of a protected column; an open column's form is its type."""

_LARGEST = 2**63 - 1
_MANY = 4096


@dataclass(frozen=True, slots=True)
class ColumnShape:
    """How one column is kept. `stored` is None for a hashed column, `digest` for one that is not searched."""

    name: str
    field: Field
    kind: Kind
    column: Column
    stored: str | None
    digest: str | None
    sealed: bool

    @property
    def form(self) -> str:
        """What `ColumnChanged` compares: the column type, and how it is protected."""
        if self.stored is None:
            return HASH
        if self.sealed:
            return SEALED_AND_HASH if self.digest else SEALED
        return self.column

    def text(self, value: Any) -> str:
        """A value as the text its keyed hash covers, and its part of a key."""
        told = self.kind.to_json(value)
        return told if isinstance(told, str) else canonical(told)

    def encoded(self, value: Any, vault: Vault) -> Stored:
        """The stored columns of an engine value.

        Raises:
            ValueError: a number too large for 64 bits (more than nine million million millionths).
        """
        kept: Stored = {}
        if self.digest:
            kept[self.digest] = None if value is None else vault.digest(self.text(value))
        if self.stored and value is None:
            kept[self.stored] = None
        elif self.stored:
            told = self.kind.to_json(value)
            kept[self.stored] = vault.seal(told) if self.sealed else _stored(self.column, told)
        return kept

    def decoded(self, row: Mapping[str, Any], vault: Vault) -> Any:
        """The engine value of a stored row; the digest itself for a hashed column."""
        kept = row[self.stored or self.digest or self.name]
        if kept is None or self.stored is None:
            return kept
        return self.kind.from_json(vault.unseal(kept) if self.sealed else _told(self.column, kept))

    def fingerprint(self, row: Mapping[str, Any], vault: Vault) -> Json:
        """The stored value as JSON that is the same whenever the value is: a secret's keyed hash."""
        kept = row[self.digest or self.stored or self.name]
        if kept is None:
            return None
        if self.sealed and not self.digest:
            return vault.digest(self.text(self.kind.from_json(vault.unseal(kept))))
        if isinstance(kept, datetime):
            return kept.astimezone(UTC).isoformat()
        return kept.isoformat() if isinstance(kept, date) else kept


@dataclass(frozen=True, slots=True)
class RegisterShape:
    """How one register is kept."""

    register: Register
    columns: Mapping[str, ColumnShape]
    table: str

    def encoded(self, values: Mapping[str, Any], vault: Vault) -> Stored:
        """The stored columns of the values that are given; calculated ones are not kept.

        Raises:
            LookupError: the register has no such column.
        """
        kept: Stored = {}
        for name, value in values.items():
            if name in self.columns:
                kept.update(self.columns[name].encoded(value, vault))
            elif self.register.column(name) is None:
                raise LookupError(f"register/{self.register.name} has no column {name}")
        return kept

    def lookup(self, name: str) -> str:
        """The stored column in which a name is looked up: a register's column, or one all registers have.

        Raises:
            LookupError: there is no such column, or it is secret and not searchable.
        """
        shape = self.columns.get(name)
        if shape is None and name in ("key", "entry_no", "matter_no", "unit"):
            return name
        if shape is None or (shape.sealed and not shape.digest):
            raise LookupError(f"register/{self.register.name} cannot be searched by {name}")
        return shape.digest or shape.stored or name

    def plain(self, name: str) -> ColumnShape | None:
        """The column of that name if it may be sorted, counted and shown; None for one all registers have.

        Raises:
            LookupError: there is no such column, or it is protected.
        """
        shape = self.columns.get(name)
        if shape is None and name in BASE:
            return None
        if shape is None or shape.sealed or shape.stored is None:
            raise LookupError(f"register/{self.register.name} has no open column {name}")
        return shape

    def sought(self, name: str, value: Any, vault: Vault) -> Any:
        """What to look for in that column."""
        shape = self.columns.get(name)
        if shape is None:
            return value
        if shape.digest:
            return vault.digest(shape.text(value))
        return _stored(shape.column, shape.kind.to_json(value))

    def told(self, name: str, kept: Any) -> Any:
        """The engine value of what an open column holds, or of a sum over it."""
        shape = self.plain(name)
        return kept if kept is None or shape is None else shape.kind.from_json(_told(shape.column, kept))

    def key_text(self, row: Stored, vault: Vault) -> str:
        """The key text of a stored row: its key values joined by "/", secret ones as their keyed hash."""
        return "/".join(self._key_part(self.columns[name], row, vault) for name in self.register.key)

    def _key_part(self, shape: ColumnShape, row: Stored, vault: Vault) -> str:
        if shape.digest:
            return row[shape.digest] or ""
        value = shape.decoded(row, vault)
        if value is None:
            return ""
        text = shape.text(value)
        return vault.digest(text) if shape.sealed else text

    def entry(self, row: Mapping[str, Any], vault: Vault) -> Entry:
        """The entry that a stored row is, its secrets opened."""
        return Entry(
            register=self.register.name,
            town=row["town"],
            unit=row["unit"],
            values={name: shape.decoded(row, vault) for name, shape in self.columns.items()},
            key=row["key"],
            case=row["case_id"],
            matter_no=row["matter_no"],
            effect=row["effect"],
            row=row["row_no"],
            booked_on=row["booked_on"],
            booked_at=row["booked_at"],
            replaces=row["replaces"],
            reverses=row["reverses"],
            number=row["entry_no"],
        )

    def digest(self, rows: list[Stored], vault: Vault) -> str:
        """What the event `entered` says of the rows it booked, so that they vouch for each other.

        Columns that are empty count as absent: a column added later changes no digest.
        """
        told = []
        for row in rows:
            values = {name: shape.fingerprint(row, vault) for name, shape in self.columns.items()}
            told.append(
                {
                    "unit": row["unit"],
                    "key": row["key"],
                    "row": row["row_no"],
                    "reverses": row["reverses"] is not None,
                    "values": {name: value for name, value in values.items() if value is not None},
                }
            )
        return content_hash(told)


class Shapes:
    """Shapes of registers, worked out once for each."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self._known: dict[int, RegisterShape] = {}

    def of(self, register: Register) -> RegisterShape:
        """The shape of a register."""
        # By identity: a shape holds on to its register, so no other can come to have the same id.
        found = self._known.get(id(register))
        if found is None:
            if len(self._known) >= _MANY:
                self._known = {}
            found = self._known[id(register)] = shape_of(register, self.catalog)
        return found


def shape_of(register: Register, catalog: Catalog) -> RegisterShape:
    """How a register is kept, given the kinds that are plugged in."""
    shapes = {}
    for field in register.kept:
        kind = catalog.kind(field)
        shapes[field.name] = ColumnShape(
            name=field.name,
            field=field,
            kind=kind,
            column="json" if field.many else kind.column,
            stored=None if field.hashed else stored_name(field.name),
            digest=digest_name(field.name) if field.hashed or (field.secret and field.searchable) else None,
            sealed=field.secret and not field.hashed,
        )
    return RegisterShape(register, shapes, f"reg_{register.name}")


def stored_name(name: str) -> str:
    """A column's name in its table: a line at its end keeps it apart from the platform's own columns."""
    return f"{name}_" if name in BASE or name.endswith(("_", "_digest")) else name


def digest_name(name: str) -> str:
    """What the column with a value's keyed hash is called."""
    return f"{name}_digest"


def _stored(column: Column, told: Json) -> Any:
    match column:
        case "json":
            return canonical(told)
        case "number":
            return _millionths(Decimal(str(told)))
        case "date":
            return date.fromisoformat(str(told))
        case "datetime":
            return datetime.fromisoformat(str(told))
        case "integer" | "fen" if isinstance(told, int):
            return _bounded(told)
        case _:
            return told


def _told(column: Column, kept: Any) -> Json:
    match column:
        case "json":
            return json.loads(kept)
        case "number":
            return format(Decimal(kept).scaleb(-PLACES).normalize(), "f")
        case "date" | "datetime":
            return kept.isoformat()
        case _:
            return kept


def _millionths(number: Decimal) -> int:
    return _bounded(int(EXACT.scaleb(rounded_to(number, PLACES), PLACES)))


def _bounded(number: int) -> int:
    if abs(number) > _LARGEST:
        raise ValueError(f"{number} is too large to be kept in a register")
    return number

