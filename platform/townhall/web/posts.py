"""What was filled in, as a browser posts it: how do names like `labour.0.days` become fields and rows?"""

from __future__ import annotations

import re
from collections.abc import Iterable

Row = dict[str, str | list[str]]
Raw = dict[str, str | list[str] | list[Row]]

MOST_ROWS = 10_000
SENT = "sent:"
ONE = "one:"
"""Marks, as `sent:` does, a field that was on the page; and that it holds one file, so that a new one takes
the place of the old.
"""
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_CELL = re.compile(r"([a-z][a-z0-9_]*)\.([0-9]{1,6})\.([a-z][a-z0-9_]*)")
NOT_FIELDS = frozenset({"csrf_token"})
"""What a form sends beside its fields; all else of that sort (`sheet-version`, `case-reason`, `paste:labour`)
has a character that no field's name has."""


def raw(pairs: Iterable[tuple[str, str]]) -> Raw:
    """Fields and rows out of posted (name, text) pairs, in the order posted.

    A name posted twice becomes a list. Rows keep the order of their numbers and close ranks, so that a
    number may be missing but never makes rows that were not posted. What is neither a field nor a cell is
    passed over; where a name is both, the table wins. `sent:<name>` tells that a field was on the page, so
    that one with nothing ticked is emptied rather than left as it was.

    >>> raw([("amount", "12"), ("labour.0.days", "2"), ("labour.7.days", "3"), ("kind", "a"), ("kind", "b")])
    {'amount': '12', 'kind': ['a', 'b'], 'labour': [{'days': '2'}, {'days': '3'}]}
    >>> raw([("sent:photos", "")])
    {'photos': []}
    """
    fields: dict[str, str | list[str]] = {}
    tables: dict[str, dict[int, Row]] = {}
    sent: list[str] = []
    for name, text in pairs:
        cell = _CELL.fullmatch(name)
        if cell:
            rows = tables.setdefault(cell[1], {})
            if int(cell[2]) in rows or len(rows) < MOST_ROWS:
                _add(rows.setdefault(int(cell[2]), {}), cell[3], text)
        elif name.startswith((SENT, ONE)):
            sent.append(name.partition(":")[2])
        elif _NAME.fullmatch(name) and name not in NOT_FIELDS:
            _add(fields, name, text)
    found: Raw = dict(fields)
    for name, rows in tables.items():
        found[name] = [rows[number] for number in sorted(rows)]
    for name in sent:
        if _NAME.fullmatch(name):
            found.setdefault(name, [])
    return found


def _add(into: dict[str, str | list[str]], name: str, text: str) -> None:
    before = into.get(name)
    if before is None:
        into[name] = text
    elif isinstance(before, list):
        before.append(text)
    else:
        into[name] = [before, text]
