"""How is the number of a person or a body read and checked, where either may stand?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from townhall.kernel.checksums import is_credit_code, is_id_card
from townhall.kernel.signatures import TEXT, ValueType
from townhall.kernel.text import Text
from townhall.spec import typed
from townhall.spec.catalog import Unreadable
from townhall.spec.fields import Field
from townhall.spec.kinds import Single

from ..id_card.kind import NUMBER, is_birth_date
from ..uscc.kind import CODE


@dataclass(frozen=True, slots=True)
class IdCardOrCreditCode(Single):
    """An identity card number or a unified social credit code: eighteen characters either way."""

    name: str = "id_card_or_uscc"
    title: Text = Text("身份证号或统一社会信用代码", "Identity card number or unified social credit code")

    def value_type(self, field: Field) -> ValueType:
        """Text."""
        return TEXT

    def read(self, raw: Any, field: Field) -> str:
        """The number in capitals, without spaces."""
        number = typed.compact(raw)
        if not (NUMBER.fullmatch(number) or CODE.fullmatch(number)):
            raise Unreadable(
                Text(
                    f"请填写18位身份证号或统一社会信用代码，现在是{len(number)}位",
                    "Type an identity card number or a unified social credit code, 18 characters;"
                    f" this has {len(number)}",
                )
            )
        return number

    def complaints(self, value: str, field: Field) -> tuple[Text, ...]:
        """It is neither: eighteen digits may be a code without letters."""
        if (is_id_card(value) and is_birth_date(value[6:14])) or is_credit_code(value):
            return ()
        return (
            Text(
                "号码校验不符，有一位输错了，请逐位核对",
                "The number does not add up: a character is wrong, check each",
            ),
        )
