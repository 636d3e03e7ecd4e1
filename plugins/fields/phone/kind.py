"""How is a telephone number read and kept?

Mainland mobile numbers, landlines with area code, and 400 or 800 numbers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from townhall.kernel.signatures import TEXT, ValueType
from townhall.kernel.text import Text
from townhall.spec import typed
from townhall.spec.catalog import Unreadable
from townhall.spec.fields import Field
from townhall.spec.kinds import Single

SAY = Text(
    "请填写11位手机号，或带区号的座机号，如 0724-2345678",
    "Type an 11-digit mobile number, or a landline with its area code, like 0724-2345678",
)
MOBILE = re.compile(r"1[3-9][0-9]{9}")
LANDLINE = re.compile(r"(010|02[0-9]|0[3-9][0-9]{2})([2-8][0-9]{6,7})")
FREE = re.compile(r"[48]00[0-9]{7}")


@dataclass(frozen=True, slots=True)
class Phone(Single):
    """Kept as 13800138000 or 0724-2345678."""

    name: str = "phone"
    title: Text = Text("电话", "Telephone")

    def value_type(self, field: Field) -> ValueType:
        """Text."""
        return TEXT

    def read(self, raw: Any, field: Field) -> str:
        """The number; a landline with a hyphen behind its area code.

        >>> Phone().read("+86 138 0013 8000", None), Phone().read("(0724)2345678", None)
        ('13800138000', '0724-2345678')
        """
        digits = typed.compact(raw).replace("(", "").replace(")", "")
        digits = re.sub(r"^(?:\+|00)86", "", digits)
        if MOBILE.fullmatch(digits) or FREE.fullmatch(digits):
            return digits
        landline = LANDLINE.fullmatch(digits)
        if landline:
            return f"{landline[1]}-{landline[2]}"
        raise Unreadable(SAY)
