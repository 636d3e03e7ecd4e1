"""How is a whole number read, kept and shown?"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from townhall.kernel.decimals import rounded_to
from townhall.kernel.signatures import INTEGER, ValueType
from townhall.kernel.text import Text
from townhall.spec import typed
from townhall.spec.catalog import Column, Unreadable
from townhall.spec.fields import Field
from townhall.spec.kinds import Single

SAY = Text("请填写整数，如 12", "Type a whole number like 12")


@dataclass(frozen=True, slots=True)
class Integer(Single):
    """A whole number of at most 15 digits, shown without separators because it may be a year."""

    name: str = "integer"
    title: Text = Text("整数", "Whole number")
    column: Column = "integer"

    def value_type(self, field: Field) -> ValueType:
        """A whole number."""
        return INTEGER

    def read(self, raw: Any, field: Field) -> int:
        """The number; `3.0` is read as 3, as workbooks write it."""
        found = typed.number(raw, SAY)
        if typed.places(found):
            raise Unreadable(
                Text("只能填整数，不能有小数，如 12", "Only whole numbers here, no fractions: like 12")
            )
        return int(found)

    def complaints(self, value: int, field: Field) -> tuple[Text, ...]:
        """Too many digits."""
        if abs(value) < 10**15:
            return ()
        return (Text("数字太大，最多15位", "The number is too large; at most 15 digits"),)

    def to_json(self, value: int | Decimal) -> int:
        """The number; a calculated fraction is rounded half up."""
        return int(rounded_to(Decimal(value), 0))
