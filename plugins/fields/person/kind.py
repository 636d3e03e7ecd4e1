"""How is a member of staff named?

By id: pure code knows no names, so whoever shows a person looks the name up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from townhall.kernel.signatures import PERSON, ValueType
from townhall.kernel.text import Text
from townhall.spec import typed
from townhall.spec.catalog import Unreadable
from townhall.spec.fields import Field
from townhall.spec.kinds import Single

SAY = Text("请从名单中选择人员", "Choose a person from the list")
KEY = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,63}")


@dataclass(frozen=True, slots=True)
class StaffMember(Single):
    """The id of a person who holds or held a post."""

    name: str = "person"
    title: Text = Text("人员", "Person")

    def value_type(self, field: Field) -> ValueType:
        """A person."""
        return PERSON

    def read(self, raw: Any, field: Field) -> str:
        """The key, if it looks like one; whether it exists is for the office to find out."""
        key = typed.line(raw)
        if not KEY.fullmatch(key):
            raise Unreadable(SAY)
        return key
