"""How is a unified social credit code read and checked?

GB 32100-2015: eighteen characters, the last one a check character (MOD 31).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from townhall.kernel.checksums import CREDIT_CODE_CHARACTERS, is_credit_code
from townhall.kernel.signatures import TEXT, ValueType
from townhall.kernel.text import Text
from townhall.spec import typed
from townhall.spec.catalog import Unreadable
from townhall.spec.fields import Field
from townhall.spec.kinds import Single

CODE = re.compile(rf"[{CREDIT_CODE_CHARACTERS}]{{18}}")


@dataclass(frozen=True, slots=True)
class CreditCode(Single):
    """The code of an enterprise, a cooperative, a public body."""

    name: str = "uscc"
    title: Text = Text("统一社会信用代码", "Unified social credit code")

    def value_type(self, field: Field) -> ValueType:
        """Text."""
        return TEXT

    def read(self, raw: Any, field: Field) -> str:
        """The code in capitals, without spaces."""
        code = typed.compact(raw)
        if not CODE.fullmatch(code):
            raise Unreadable(
                Text(
                    f"统一社会信用代码是18位数字和字母（不含I、O、S、V、Z），现在是{len(code)}位，请核对",
                    "A unified social credit code has 18 digits and letters (never I, O, S, V, Z);"
                    f" this has {len(code)}, check it",
                )
            )
        return code

    def complaints(self, value: str, field: Field) -> tuple[Text, ...]:
        """A check character that does not fit."""
        if is_credit_code(value):
            return ()
        return (
            Text(
                "统一社会信用代码校验不符，有一位输错了，请逐位核对",
                "The unified social credit code does not add up: a character is wrong, check each",
            ),
        )
