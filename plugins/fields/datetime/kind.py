"""How is a moment read, checked, kept and shown?

The office's clock is Beijing time, UTC+8 without summer time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta, timezone
from typing import Any

from townhall.kernel.signatures import DATETIME, ValueType
from townhall.kernel.text import Locale, Text
from townhall.spec import typed
from townhall.spec.catalog import Column, Unreadable
from townhall.spec.fields import Field
from townhall.spec.kinds import Single

SAY = Text("请填写日期和时间，如 2026-03-05 09:30", "Type date and time, like 2026-03-05 09:30")
BEIJING = timezone(timedelta(hours=8))
_MOMENT = re.compile(
    r"([^T:]{6,14}?)[T ] ?([0-9]{1,2})(?:[:时点] ?(?:([0-9]{1,2}) ?(?:[:分] ?(?:([0-9]{1,2})秒?)?)?)?)?"
)


@dataclass(frozen=True, slots=True)
class Moment(Single):
    """An aware moment; without an offset it is Beijing time. Shown to the minute: 2026-03-05 09:30."""

    name: str = "datetime"
    title: Text = Text("日期时间", "Date and time")
    column: Column = "datetime"

    def value_type(self, field: Field) -> ValueType:
        """A moment."""
        return DATETIME

    def read(self, raw: Any, field: Field) -> datetime:
        """The moment, in Beijing time.

        >>> Moment().read("2026年3月5日 9时30分", None).isoformat()
        '2026-03-05T09:30:00+08:00'
        """
        try:
            if isinstance(raw, datetime):
                return _in_beijing(raw)
            text = typed.narrow(raw)
            found = _MOMENT.fullmatch(text)
            if not found:
                return _in_beijing(datetime.fromisoformat(text))
            clock = time(int(found[2]), int(found[3] or 0), int(found[4] or 0))
            return datetime.combine(typed.day(found[1]), clock, BEIJING)
        except (ValueError, OverflowError) as error:
            raise Unreadable(SAY) from error

    def complaints(self, value: datetime, field: Field) -> tuple[Text, ...]:
        """A year that cannot be meant."""
        return typed.year_complaints(value.year)

    def to_json(self, value: datetime) -> str:
        """ISO 8601 in Beijing time, with its offset."""
        return _in_beijing(value).isoformat()

    def from_json(self, stored: Any) -> datetime:
        """The moment back."""
        return _in_beijing(datetime.fromisoformat(stored))

    def shown(self, value: datetime, field: Field, locale: Locale) -> str:
        """To the minute, `2026-03-05 09:30`."""
        return _in_beijing(value).isoformat(" ", "minutes").removesuffix("+08:00")


def _in_beijing(moment: datetime) -> datetime:
    """The same moment, told in Beijing time; one without an offset was meant so."""
    if moment.utcoffset() in (None, BEIJING.utcoffset(None)):
        return moment.replace(tzinfo=BEIJING)
    return moment.astimezone(BEIJING)
