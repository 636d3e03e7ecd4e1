"""How is a stretch of time read, kept and shown?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from townhall.kernel.signatures import DURATION, ValueType
from townhall.kernel.text import Locale, Text
from townhall.kernel.values import UNITS, Duration
from townhall.spec import typed
from townhall.spec.catalog import Unreadable
from townhall.spec.fields import Field
from townhall.spec.kinds import Single

SAY = Text(
    "请填写时长，如 7天、3个工作日、24小时", "Type a stretch of time like 7 days, 3 workdays, 24 hours"
)
IN_CHINESE = {
    "second": "秒",
    "minute": "分钟",
    "hour": "小时",
    "day": "天",
    "workday": "个工作日",
    "month": "个月",
    "year": "年",
}
UNIT_OF = {
    **{unit: unit for unit in UNITS},
    **{word: unit for unit, word in IN_CHINESE.items()},
    "工作日": "workday",
    "日": "day",
    "月": "month",
}
_STRETCH = re.compile(rf"([0-9]{{1,6}}) ?({'|'.join(sorted(UNIT_OF, key=len, reverse=True))})s?")


@dataclass(frozen=True, slots=True)
class Stretch(Single):
    """A whole number of one unit, `7 days` or 7天; kept in English words."""

    name: str = "duration"
    title: Text = Text("时长", "Duration")

    def value_type(self, field: Field) -> ValueType:
        """A stretch of time."""
        return DURATION

    def read(self, raw: Any, field: Field) -> Duration:
        """The stretch, in either language.

        >>> Stretch().read("3个工作日", None)
        Duration(amount=3, unit='workday')
        """
        found = _STRETCH.fullmatch(typed.narrow(raw).lower())
        if not found:
            raise Unreadable(SAY)
        return Duration(int(found[1]), UNIT_OF[found[2]])

    def from_json(self, stored: Any) -> Duration:
        """The stretch back; one that was calculated may be below zero."""
        return -Duration.parse(stored[1:]) if stored.startswith("-") else Duration.parse(stored)

    def shown(self, value: Duration, field: Field, locale: Locale) -> str:
        """`7 天` or `7 days`."""
        return str(value) if locale == "en" else f"{value.amount} {IN_CHINESE[value.unit]}"
