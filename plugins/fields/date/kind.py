"""How is a day read, checked, kept and shown?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from townhall.kernel.signatures import DATE, ValueType
from townhall.kernel.text import Text
from townhall.spec import typed
from townhall.spec.catalog import Column
from townhall.spec.fields import Field
from townhall.spec.kinds import Single


@dataclass(frozen=True, slots=True)
class Day(Single):
    """A day between 1900 and 2199; kept and shown as 2026-03-05."""

    name: str = "date"
    title: Text = Text("日期", "Date")
    column: Column = "date"

    def value_type(self, field: Field) -> ValueType:
        """A day."""
        return DATE

    def read(self, raw: Any, field: Field) -> date:
        """The day, written in any of the usual ways."""
        return typed.day(raw)

    def complaints(self, value: date, field: Field) -> tuple[Text, ...]:
        """A year that cannot be meant."""
        return typed.year_complaints(value.year)

    def from_json(self, stored: Any) -> date:
        """The day back."""
        return date.fromisoformat(stored)
