"""How is a calendar month read, kept and shown?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from townhall.kernel.signatures import PERIOD, ValueType
from townhall.kernel.text import Text
from townhall.kernel.values import Period
from townhall.spec import typed
from townhall.spec.catalog import Unreadable
from townhall.spec.fields import Field
from townhall.spec.kinds import Single

SAY = Text("请填写年月，如 2026-04", "Type a month like 2026-04")
_MONTH = re.compile(r"([0-9]{4}) ?(?:[-/.]|年) ?([0-9]{1,2}) ?月?|([0-9]{4})([0-9]{2})")


@dataclass(frozen=True, slots=True)
class Month(Single):
    """A month between 1900 and 2199; kept and shown as 2026-04."""

    name: str = "period"
    title: Text = Text("月份", "Month")

    def value_type(self, field: Field) -> ValueType:
        """A month."""
        return PERIOD

    def read(self, raw: Any, field: Field) -> Period:
        """The month, written 2026-04, 2026/4, 2026年4月 or 202604; of a day, the month it lies in.

        >>> str(Month().read("2026年4月", None))
        '2026-04'
        """
        if isinstance(raw, date):
            return Period.of(raw)
        found = _MONTH.fullmatch(typed.narrow(raw))
        if not found:
            raise Unreadable(SAY)
        year, month = (int(part) for part in found.groups() if part is not None)
        try:
            return Period(year, month)
        except ValueError as error:
            raise Unreadable(SAY) from error

    def complaints(self, value: Period, field: Field) -> tuple[Text, ...]:
        """A year that cannot be meant."""
        return typed.year_complaints(value.year)

    def from_json(self, stored: Any) -> Period:
        """The month back."""
        return Period.parse(stored)
