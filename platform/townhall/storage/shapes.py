"""How is a register's row kept, found and told?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from townhall.kernel.canonical import content_hash
from townhall.ports.world import Vault
from townhall.record.entries import Entry
from townhall.spec.catalog import Catalog
from townhall.spec.registers import Register
from townhall.storage.columns import BASE, ColumnShape, Stored, column_shape, stored_value, told_value

ASKED_BY = {"key": "key", "entry_no": "entry_no", "matter_no": "matter_no", "unit": "unit", "case": "case_id"}
"""Names by which every register may be asked, and the columns they stand for."""

_MANY = 4096


class Values(Mapping[str, Any]):
    """The engine values of a stored row, each worked out when it is first asked for.

    Of very many columns most are asked of no row; and a secret that nobody asks for is never opened.
    """

    __slots__ = ("_columns", "_known", "_row", "_vault")

    def __init__(self, columns: Mapping[str, ColumnShape], row: Mapping[str, Any], vault: Vault) -> None:
        self._columns = columns
        self._row = row
        self._vault = vault
        self._known: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._known:
            self._known[name] = self._columns[name].decoded(self._row, self._vault)
        return self._known[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)


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

    def unchanged_hashes(self, values: Mapping[str, Any], old: Stored) -> Stored:
        """The hashed columns of an older version that were handed back as they were read: as their hash."""
        hashed = {name: shape.digest for name, shape in self.columns.items() if shape.stored is None}
        return {
            digest: old[digest]
            for name, digest in hashed.items()
            if digest and values.get(name) == old[digest]
        }

    def lookup(self, name: str) -> str:
        """The stored column in which a name is looked up: a register's column, or one all registers have.

        Raises:
            LookupError: there is no such column, or it is secret and not searchable.
        """
        shape = self.columns.get(name)
        if shape is None and name in ASKED_BY:
            return ASKED_BY[name]
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
        return stored_value(shape.column, shape.kind.to_json(value))

    def place(self, name: str) -> str:
        """The stored column that is read for a register's column, or for one that all registers have.

        Raises:
            LookupError: there is no such column.
        """
        shape = self.columns.get(name)
        if shape is None and name not in BASE:
            raise LookupError(f"register/{self.register.name} has no column {name}")
        return name if shape is None else shape.place

    def opened(self, name: str, kept: Any, vault: Vault) -> Any:
        """The engine value of what that stored column holds."""
        shape = self.columns.get(name)
        return kept if shape is None else shape.opened(kept, vault)

    def told(self, name: str, kept: Any) -> Any:
        """The engine value of what an open column holds, or of a sum over it."""
        shape = self.plain(name)
        return kept if kept is None or shape is None else shape.kind.from_json(told_value(shape.column, kept))

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
            values=Values(self.columns, row, vault),
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
                    "town": row["town"],
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
    shapes = {field.name: column_shape(field, catalog) for field in register.kept}
    return RegisterShape(register, shapes, f"reg_{register.name}")
