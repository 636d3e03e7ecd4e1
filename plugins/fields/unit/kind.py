"""How is a unit of the town named?

By code: pure code knows no titles, so whoever shows a unit looks the title up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from townhall.kernel.signatures import UNIT, ValueType
from townhall.kernel.text import Text
from townhall.spec import typed
from townhall.spec.catalog import Unreadable
from townhall.spec.fields import Field
from townhall.spec.kinds import Single

SAY = Text("请从名单中选择单位", "Choose a unit from the list")
KEY = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,63}")


@dataclass(frozen=True, slots=True)
class OrganisationUnit(Single):
    """The code of a unit: a village, a department, a cooperative."""

    name: str = "unit"
    title: Text = Text("单位", "Unit")

    def value_type(self, field: Field) -> ValueType:
        """A unit."""
        return UNIT

    def read(self, raw: Any, field: Field) -> str:
        """The key, if it looks like one; whether it exists is for the office to find out."""
        key = typed.line(raw)
        if not KEY.fullmatch(key):
            raise Unreadable(SAY)
        return key
