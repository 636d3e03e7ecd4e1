"""How is one line of text read and checked?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from townhall.kernel.signatures import TEXT, ValueType
from townhall.kernel.text import Text
from townhall.spec import typed
from townhall.spec.fields import Field
from townhall.spec.kinds import Single


@dataclass(frozen=True, slots=True)
class Line(Single):
    """One line of text, at most `limit` characters where the field sets no `max_length`."""

    name: str = "text"
    title: Text = Text("文字", "Text")
    limit: int = 500

    def value_type(self, field: Field) -> ValueType:
        """Text."""
        return TEXT

    def read(self, raw: Any, field: Field) -> str:
        """The line, cleaned."""
        return typed.line(raw)

    def complaints(self, value: str, field: Field) -> tuple[Text, ...]:
        """Too long."""
        limit = self.limit if field.max_length is None else field.max_length
        if len(value) <= limit:
            return ()
        return (
            Text(
                f"最多{limit}字，现在有{len(value)}字，请缩短",
                f"At most {limit} characters; this has {len(value)}, shorten it",
            ),
        )
