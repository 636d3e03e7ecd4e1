"""Is it known which formulas a database can judge, before any database is there?"""

import pytest

from townhall.kernel.expressions import parse
from townhall.kernel.judgeable import Unjudgeable, judgeable
from townhall.kernel.marks import NOWHERE

COLUMNS = {
    "amount": "number",
    "floor": "number",
    "day": "date",
    "at": "moment",
    "word": "text",
    "tags": "words",
    "place": "other",
    "spent": "closed",
}


def part(source: str) -> str | None:
    """The part no database can judge, or None."""
    try:
        judgeable(parse(source, NOWHERE).tree, COLUMNS)
    except Unjudgeable as failed:
        return source[failed.node.start : failed.node.end]
    return None


@pytest.mark.parametrize(
    "source",
    [
        "amount > 2 * floor - 0.01",
        "day in window(today, months(12))",
        "day + days(3) < today",
        "day < today - workdays(3)",
        '"a" in tags and word in ["a", "b"]',
        "filled(place) or unknown(tags)",
        "amount > param.limit / 3",
        "booked_on == today and entry_no > 1",
    ],
)
def test_a_database_can_say_this(source):
    assert part(source) is None


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("word == word and amount / 2 > 1", "amount / 2"),
        ("amount * floor > 1", "amount * floor"),
        ("word.name == word", "word.name"),
        ("sum(tags) > 1", "sum(tags)"),
        ("day + months(1) < today", "day + months(1)"),
        ("amount + param.limit / 3 > 1", "param.limit / 3"),
        ("spent > 1", "spent"),
        ("place == place", "place"),
        ("year(at) > 2025", "year(at)"),
    ],
)
def test_a_database_cannot_say_this(source, found):
    assert part(source) == found
