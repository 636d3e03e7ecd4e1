"""How is a bank account number read and checked?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from townhall.kernel.checksums import is_luhn
from townhall.kernel.signatures import TEXT, ValueType
from townhall.kernel.text import Text
from townhall.spec import typed
from townhall.spec.catalog import Unreadable
from townhall.spec.fields import Field
from townhall.spec.kinds import Single

DIGITS = re.compile(r"[0-9]{12,21}")


@dataclass(frozen=True, slots=True)
class BankAccount(Single):
    """12 to 21 digits. Passbook numbers often fail the check of cards, so failing it only warns."""

    name: str = "bank_account"
    title: Text = Text("银行账号", "Bank account")

    def value_type(self, field: Field) -> ValueType:
        """Text."""
        return TEXT

    def read(self, raw: Any, field: Field) -> str:
        """The digits, without spaces.

        A workbook's number beyond 15 digits has lost its end, so numbers that are no text are refused.
        """
        if isinstance(raw, float):
            raise Unreadable(
                Text(
                    "请把账号单元格设为文本格式后重新填写",
                    "Make the account's cell a text cell and type it again",
                )
            )
        digits = typed.compact(raw)
        if not DIGITS.fullmatch(digits):
            raise Unreadable(
                Text(
                    "请填写银行账号，12至21位数字",
                    "Type a bank account number of 12 to 21 digits",
                )
            )
        return digits

    def warnings(self, value: str, field: Field) -> tuple[Text, ...]:
        """The check digit of cards does not fit."""
        if is_luhn(value):
            return ()
        return (
            Text(
                "账号不符合银行卡校验规则；如是存折账号可忽略，否则请核对",
                "The number fails the check of bank cards; fine for a passbook, otherwise check it",
            ),
        )
