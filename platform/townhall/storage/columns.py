"""How is one value of a register kept?

The one place that turns engine values into stored ones and back, for every database and for memory. Money
becomes whole fen, other numbers whole millionths: integers, which every database compares and adds exactly.
Secrets become sealed text, with their keyed hash beside it where they are searched.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, TypeAlias

from townhall.kernel.canonical import Json, canonical
from townhall.kernel.decimals import EXACT, rounded_to
from townhall.ports.world import Vault
from townhall.spec.catalog import Catalog, Column, Kind
from townhall.spec.fields import Field

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

    @property
    def place(self) -> str:
        """The stored column that is read for a value."""
        return self.stored or self.digest or self.name

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
            kept[self.stored] = vault.seal(told) if self.sealed else stored_value(self.column, told)
        return kept

    def decoded(self, row: Mapping[str, Any], vault: Vault) -> Any:
        """The engine value of a stored row; the digest itself for a hashed column."""
        return self.opened(row[self.place], vault)

    def opened(self, kept: Any, vault: Vault) -> Any:
        """The same of what its stored column holds."""
        if kept is None or self.stored is None:
            return kept
        return self.kind.from_json(vault.unseal(kept) if self.sealed else told_value(self.column, kept))

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


def column_shape(field: Field, catalog: Catalog) -> ColumnShape:
    """How a field is kept, given the kinds that are plugged in."""
    kind = catalog.kind(field)
    return ColumnShape(
        name=field.name,
        field=field,
        kind=kind,
        column="json" if field.many else kind.column,
        stored=None if field.hashed else stored_name(field.name),
        digest=digest_name(field.name) if field.hashed or (field.secret and field.searchable) else None,
        sealed=field.secret and not field.hashed,
    )


def stored_name(name: str) -> str:
    """A column's name in its table: a line at its end keeps it apart from the platform's own columns."""
    return f"{name}_" if name in BASE or name.endswith(("_", "_digest")) else name


def digest_name(name: str) -> str:
    """What the column with a value's keyed hash is called."""
    return f"{name}_digest"


def stored_value(column: Column, told: Json) -> Any:
    """What a column holds for a value's JSON."""
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


def told_value(column: Column, kept: Any) -> Json:
    """The JSON of what a column holds."""
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
