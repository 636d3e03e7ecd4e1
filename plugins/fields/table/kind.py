"""How is a row of a child table given?

This kind only knows that there are rows. Their cells are read, checked, kept and shown by the kinds of
the table's columns, which the engine asks one by one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from townhall.kernel.canonical import Json
from townhall.kernel.signatures import Record, ValueType
from townhall.kernel.text import Locale, Text
from townhall.spec.catalog import Column, Unreadable
from townhall.spec.fields import Field
from townhall.spec.kinds import Single


@dataclass(frozen=True, slots=True)
class TableRow(Single):
    """A mapping from column to cell, just as it was given."""

    name: str = "table"
    title: Text = Text("明细表", "Table")
    column: Column = "json"
    is_plural: bool = True

    def value_type(self, field: Field) -> ValueType:
        """A row; the compiler puts the columns' types in."""
        return Record({})

    def read(self, raw: Any, field: Field) -> Mapping[str, Any]:
        """The row's cells by column."""
        if not isinstance(raw, Mapping):
            raise Unreadable(Text("请按行填写明细表", "Fill in the table row by row"))
        return {str(column): cell for column, cell in raw.items()}

    def to_json(self, value: Mapping[str, Any]) -> Json:
        """The row as it is."""
        return dict(value)

    def shown(self, value: Mapping[str, Any], field: Field, locale: Locale) -> str:
        """The filled cells one after the other."""
        return " ".join(str(cell) for cell in value.values() if cell not in (None, ""))
