"""How is a record of a register named?

By its key text (parts joined by `/`): whoever shows it looks its label up.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from townhall.kernel.signatures import ANYTHING, Reference, ValueType
from townhall.kernel.text import Text
from townhall.spec import typed
from townhall.spec.catalog import Unreadable
from townhall.spec.fields import Field
from townhall.spec.kinds import Single

LONGEST = 300


@dataclass(frozen=True, slots=True)
class RecordKey(Single):
    """The key text of the record that a field points `to`."""

    name: str = "ref"
    title: Text = Text("引用", "Reference")

    def value_type(self, field: Field) -> ValueType:
        """A row of the register; its columns come after a dot."""
        return ANYTHING if field.to is None else Reference(field.to)

    def read(self, raw: Any, field: Field) -> str:
        """The key, if it could be one; whether it exists is for the office to find out."""
        key = typed.line(raw)
        if len(key) > LONGEST:
            raise Unreadable(Text("请从名单中选择", "Choose from the list"))
        return key
