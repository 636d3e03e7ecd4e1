"""How is a yes or no read, kept and shown?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from townhall.kernel.signatures import BOOL, ValueType
from townhall.kernel.text import Locale, Text
from townhall.spec import typed
from townhall.spec.catalog import Column, Unreadable
from townhall.spec.fields import Field
from townhall.spec.kinds import Single

SAY = Text("请选择“是”或“否”", "Choose Yes or No")
YES = frozenset({"是", "true", "yes", "y", "1", "on", "对", "有", "√"})
NO = frozenset({"否", "false", "no", "n", "0", "off", "不是", "错", "无", "没有", "×"})


@dataclass(frozen=True, slots=True)
class YesOrNo(Single):
    """Yes or no; not answered is neither."""

    name: str = "bool"
    title: Text = Text("是否", "Yes or no")
    column: Column = "boolean"

    def value_type(self, field: Field) -> ValueType:
        """A claim."""
        return BOOL

    def read(self, raw: Any, field: Field) -> bool:
        """Yes or no, in the words and marks people use."""
        if isinstance(raw, bool):
            return raw
        word = typed.narrow(raw).lower()
        if word in YES:
            return True
        if word in NO:
            return False
        raise Unreadable(SAY)

    def to_json(self, value: bool) -> bool:
        """As it is."""
        return value

    def shown(self, value: bool, field: Field, locale: Locale) -> str:
        """是 or 否."""
        said = Text("是", "Yes") if value else Text("否", "No")
        return said.in_locale(locale)
