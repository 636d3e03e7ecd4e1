"""How is a share read, kept and shown?"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from townhall.kernel.signatures import PERCENT, ValueType
from townhall.kernel.text import Locale, Text
from townhall.spec import typed
from townhall.spec.catalog import Column, Unreadable
from townhall.spec.fields import Field
from townhall.spec.kinds import Single, decimal_text

SAY = Text("请填写百分比，如 30 或 12.5%", "Type a percentage like 30 or 12.5%")


@dataclass(frozen=True, slots=True)
class Percent(Single):
    """A ratio (0.3) that people type and see in percent (30%), with or without the sign; four decimals."""

    name: str = "percent"
    title: Text = Text("百分比", "Percent")
    column: Column = "number"

    def value_type(self, field: Field) -> ValueType:
        """A share: 30% is 0.3."""
        return PERCENT

    def read(self, raw: Any, field: Field) -> Decimal:
        """The ratio; what is typed counts in percent."""
        found = typed.number(raw, SAY, around=("%",))
        if typed.places(found) > 4:
            raise Unreadable(Text("百分比最多四位小数，如 12.5%", "At most four decimals, like 12.5%"))
        return found / 100

    def complaints(self, value: Decimal, field: Field) -> tuple[Text, ...]:
        """Beyond a thousand percent."""
        if abs(value) <= 10:
            return ()
        return (Text("百分比不能超过1000%，请核对", "A share cannot exceed 1000%; check it"),)

    def to_json(self, value: Decimal | int) -> str:
        """The ratio with six places; a calculated one is rounded half up."""
        return decimal_text(value, 6)

    def from_json(self, stored: Any) -> Decimal:
        """The ratio back."""
        return Decimal(stored)

    def shown(self, value: Decimal | int, field: Field, locale: Locale) -> str:
        """In percent, `30%`."""
        return f"{decimal_text(value * 100, 4)}%"
