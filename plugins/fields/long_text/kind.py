"""How is text of several lines read?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from townhall.kernel.text import Text
from townhall.spec import typed
from townhall.spec.fields import Field

from ..text.kind import Line


@dataclass(frozen=True, slots=True)
class Paragraphs(Line):
    """Text whose line ends are kept, at most `limit` characters where the field sets no `max_length`."""

    name: str = "long_text"
    title: Text = Text("多行文字", "Long text")
    limit: int = 5000

    def read(self, raw: Any, field: Field) -> str:
        """The paragraphs, cleaned."""
        return typed.paragraphs(raw)
