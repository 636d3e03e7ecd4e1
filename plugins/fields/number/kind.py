"""How is an exact number read, kept and shown?"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from townhall.kernel.signatures import NUMBER, ValueType
from townhall.kernel.text import Locale, Text
from townhall.spec import typed
from townhall.spec.catalog import Column, Unreadable
from townhall.spec.fields import Field
from townhall.spec.kinds import Single, decimal_text

SAY = Text("请填写数字，如 12.5", "Type a number like 12.5")


@dataclass(frozen=True, slots=True)
class Number(Single):
    """A number with at most `places` digits behind the point; kept as exact text."""

    name: str = "number"
    title: Text = Text("数字", "Number")
    column: Column = "number"
    places: int = 6

    def value_type(self, field: Field) -> ValueType:
        """A number."""
        return NUMBER

    def read(self, raw: Any, field: Field) -> Decimal:
        """The number."""
        found = typed.number(raw, SAY)
        if typed.places(found) > self.places:
            raise Unreadable(
                Text(f"最多{self.places}位小数，如 12.5", f"At most {self.places} decimals, like 12.5")
            )
        return found

    def to_json(self, value: Decimal | int) -> str:
        """The number without needless zeros; a calculated one is rounded half up."""
        return decimal_text(value, self.places)

    def from_json(self, stored: Any) -> Decimal:
        """The number back."""
        return Decimal(stored)

    def shown(self, value: Decimal | int, field: Field, locale: Locale) -> str:
        """The number, `12.5`."""
        return decimal_text(value, self.places)
