"""How is a sum of money read, checked, kept and shown?

Yuan in the house, fen (分) in storage.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from townhall.kernel import money
from townhall.kernel.signatures import MONEY, ValueType
from townhall.kernel.text import Locale, Text
from townhall.spec import typed
from townhall.spec.catalog import Column, Unreadable
from townhall.spec.fields import Field
from townhall.spec.kinds import Single

SAY = Text("请填写金额（元），如 1234.50", "Type an amount in yuan, like 1234.50")
SIGNS = ("人民币", "RMB", "CNY", "¥", "元整", "元", "圆", "yuan")
LIMIT = Decimal("99999999.99")


@dataclass(frozen=True, slots=True)
class Money(Single):
    """Decimal yuan to the fen, at most 99,999,999.99 either way; that it is above zero, a form demands."""

    name: str = "money"
    title: Text = Text("金额", "Money")
    column: Column = "fen"

    def value_type(self, field: Field) -> ValueType:
        """Money."""
        return MONEY

    def read(self, raw: Any, field: Field) -> Decimal:
        """Yuan, to the fen."""
        found = typed.number(raw, SAY, around=SIGNS)
        if typed.places(found) > 2:
            raise Unreadable(
                Text(
                    "金额精确到分，最多两位小数，如 1234.50",
                    "Money ends at the fen: two decimals, like 1234.50",
                )
            )
        return money.rounded(found)

    def complaints(self, value: Decimal, field: Field) -> tuple[Text, ...]:
        """Beyond the limit."""
        if abs(value) <= LIMIT:
            return ()
        limit = money.shown(LIMIT)
        return (Text(f"金额不能超过 {limit}，请核对", f"No amount here may exceed {limit}; check it"),)

    def to_json(self, value: Decimal | int) -> int:
        """Whole fen; a calculated amount finer than that is rounded half up."""
        return money.fen(money.rounded(Decimal(value)))

    def from_json(self, stored: Any) -> Decimal:
        """Yuan back."""
        return money.yuan(stored)

    def shown(self, value: Decimal | int, field: Field, locale: Locale) -> str:
        """With thousands and two places, `12,345.60`."""
        return money.shown(Decimal(value))
