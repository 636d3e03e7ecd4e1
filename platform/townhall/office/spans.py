"""By which months, quarters and years is a standing page read, and what are they called?"""

from __future__ import annotations

from datetime import date, timedelta

from townhall.kernel.text import Locale, Text
from townhall.kernel.values import Period

TITLES: dict[str, Text] = {
    "month": Text("按月", "By month"),
    "quarter": Text("按季", "By quarter"),
    "year": Text("按年", "By year"),
}
SPANS: dict[str, int] = {"month": 12, "quarter": 8, "year": 5}
MONTHS: dict[str, int] = {"month": 1, "quarter": 3, "year": 12}


def spans_of(by: str, today: date) -> tuple[tuple[str, date, date], ...]:
    """The latest spans, newest first: (name, first day, last day).

    >>> spans_of("quarter", date(2026, 5, 1))[0]
    ('2026Q2', datetime.date(2026, 4, 1), datetime.date(2026, 6, 30))
    """
    length = MONTHS[by]
    start = Period(today.year, (today.month - 1) // length * length + 1)
    found = []
    for number in range(SPANS[by]):
        first = start + -(number * length)
        last = (first + length).first_day - timedelta(days=1)
        name = {
            "month": str(first),
            "quarter": f"{first.year}Q{(first.month + 2) // 3}",
            "year": str(first.year),
        }[by]
        found.append((name, first.first_day, last))
    return tuple(found)


def span_title(name: str, locale: Locale) -> str:
    """What a span is called: `2026年4月`, `2026年2季度`."""
    if "Q" in name:
        year, quarter = name.split("Q")
        return f"{year}年{quarter}季度" if locale == "zh" else name
    year, _, month = name.partition("-")
    if locale == "en":
        return name
    return f"{year}年{int(month)}月" if month else f"{year}年"
