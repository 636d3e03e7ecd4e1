"""How is an area of land read, kept and shown?

In mu (亩): 1 mu is 666.67 m².
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from townhall.kernel.decimals import rounded_to
from townhall.kernel.signatures import AREA, ValueType
from townhall.kernel.text import Locale, Text
from townhall.spec import typed
from townhall.spec.catalog import Column, Unreadable
from townhall.spec.fields import Field
from townhall.spec.kinds import Single, decimal_text

SAY = Text("请填写面积（亩），如 3.25", "Type an area in mu, like 3.25")
LIMIT = Decimal("9999999.99")


@dataclass(frozen=True, slots=True)
class Area(Single):
    """Mu with two places, from 0 to 9,999,999.99; kept as exact text."""

    name: str = "area"
    title: Text = Text("面积（亩）", "Area (mu)")
    column: Column = "number"

    def value_type(self, field: Field) -> ValueType:
        """An area."""
        return AREA

    def read(self, raw: Any, field: Field) -> Decimal:
        """Mu."""
        found = typed.number(raw, SAY, around=("亩", "mu"))
        if typed.places(found) > 2:
            raise Unreadable(Text("面积最多两位小数，如 3.25", "An area has at most two decimals, like 3.25"))
        return rounded_to(found, 2)

    def complaints(self, value: Decimal, field: Field) -> tuple[Text, ...]:
        """Below zero, or beyond any town."""
        if value < 0:
            return (Text("面积不能小于0", "An area cannot be below 0"),)
        if value > LIMIT:
            return (Text("面积太大，单位是亩，请核对", "The area is too large; it is in mu, check it"),)
        return ()

    def to_json(self, value: Decimal | int) -> str:
        """With two places; a calculated one is rounded half up."""
        return decimal_text(value, 2, 2)

    def from_json(self, stored: Any) -> Decimal:
        """Mu back."""
        return Decimal(stored)

    def shown(self, value: Decimal | int, field: Field, locale: Locale) -> str:
        """With its unit, `3.25 亩`."""
        return f"{decimal_text(value, 2, 2)} {'亩' if locale == 'zh' else 'mu'}"
