"""How do rows that were checked and kept stand in a sheet, without being read again each time?

A declaration of 10,000 lines is not typed and not posted: its rows lie beside the draft as JSON. Each value
is read when a formula or a page asks for it, which for most of them is never.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from townhall.engine.forms import field_value
from townhall.spec.catalog import Catalog
from townhall.spec.fields import Field


@dataclass(frozen=True, slots=True)
class KeptColumns:
    """The columns of kept rows: each field with its place in a row's values."""

    places: Mapping[str, tuple[int, Field]]
    catalog: Catalog

    @classmethod
    def of(cls, table: Field, names: Iterable[tuple[str, str]], catalog: Catalog) -> KeptColumns:
        """The columns by (name, kind) in the order of the values; one of another kind now is empty."""
        places = {
            name: (place, column)
            for place, (name, kind) in enumerate(names)
            for column in (table.column(name),)
            if column is not None and column.kind == kind and column.calculated is None
        }
        return cls(places, catalog)


class KeptRow(Mapping[str, Any]):
    """One row, as a `TableRow` takes its values, and remembers them."""

    __slots__ = ("_columns", "_values")

    def __init__(self, columns: KeptColumns, values: Sequence[Any]) -> None:
        self._columns, self._values = columns, values

    def __getitem__(self, name: str) -> Any:
        place, column = self._columns.places[name]
        return field_value(column, self._values[place], self._columns.catalog)

    def __contains__(self, name: object) -> bool:
        return name in self._columns.places

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns.places)

    def __len__(self) -> int:
        return len(self._columns.places)


def rows_from_written(
    table: Field, written: Sequence[Mapping[str, Any]], catalog: Catalog
) -> tuple[KeptRow, ...]:
    """The rows of a table as they were handed in, kept as they are."""
    typed = [one for one in table.columns if one.calculated is None]
    columns = KeptColumns.of(table, ((one.name, one.kind) for one in typed), catalog)
    return tuple(KeptRow(columns, [row.get(one.name) for one in typed]) for row in written)
