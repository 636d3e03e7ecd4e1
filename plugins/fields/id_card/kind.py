"""How is a resident identity card number read and checked?

GB 11643-1999: area, birth date, serial number, check character (MOD 11-2).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from townhall.kernel.checksums import is_id_card
from townhall.kernel.signatures import TEXT, ValueType
from townhall.kernel.text import Text
from townhall.spec import typed
from townhall.spec.catalog import Unreadable
from townhall.spec.fields import Field
from townhall.spec.kinds import Single

NUMBER = re.compile(r"[0-9]{17}[0-9X]")


@dataclass(frozen=True, slots=True)
class IdCard(Single):
    """Eighteen characters, the last a digit or X. No complaint repeats the number."""

    name: str = "id_card"
    title: Text = Text("身份证号", "Identity card number")

    def value_type(self, field: Field) -> ValueType:
        """Text."""
        return TEXT

    def read(self, raw: Any, field: Field) -> str:
        """The number, capital X, without spaces."""
        number = typed.compact(raw)
        if not NUMBER.fullmatch(number):
            raise Unreadable(
                Text(
                    f"身份证号是18位数字（末位可为X），现在是{len(number)}位，请核对",
                    "An identity card number has 18 digits (the last may be X);"
                    f" this has {len(number)} characters, check it",
                )
            )
        return number

    def complaints(self, value: str, field: Field) -> tuple[Text, ...]:
        """No such birth date, or a check character that does not fit."""
        if not is_birth_date(value[6:14]):
            return (
                Text(
                    "身份证号中的出生日期不对，请核对第7至14位",
                    "The birth date in the identity card number is wrong; check digits 7 to 14",
                ),
            )
        if not is_id_card(value):
            return (
                Text(
                    "身份证号校验不符，有一位输错了，请逐位核对",
                    "The identity card number does not add up: a digit is wrong, check each",
                ),
            )
        return ()


def is_birth_date(digits: str) -> bool:
    """Whether eight digits are a day from 1880 to 2199."""
    try:
        return 1880 <= date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).year < 2200
    except ValueError:
        return False
