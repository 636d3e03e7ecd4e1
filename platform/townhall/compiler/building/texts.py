"""How do words for a reader become a Text, and a stretch of time a formula?"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from townhall.kernel.text import NO_TEXT, Text, title_from_name

_LENGTH = re.compile(r"([0-9]{1,6}) ?(second|minute|hour|day|workday|month|year)s?", re.ASCII)


def text(written: Any, name: str = "") -> Text:
    """Words in both languages; where only Chinese is written, English is the name in words.

    >>> text("付款", "payment")
    Text(zh='付款', en='Payment')
    """
    if written is None:
        return Text(title_from_name(name), title_from_name(name)) if name else NO_TEXT
    if isinstance(written, str):
        return Text(written, title_from_name(name) if name else written)
    return Text(written["zh"], written.get("en") or (title_from_name(name) if name else written["zh"]))


def spoken(written: Any) -> Text:
    """Words that stand for themselves: where only Chinese is written, it is shown in English too."""
    return NO_TEXT if written is None else text(written)


def length_source(written: Any) -> str:
    """The formula behind a stretch of time: `7 days` is `days(7)`; anything else is a formula already.

    >>> length_source("1 workday"), length_source("param.publicity")
    ('workdays(1)', 'param.publicity')
    """
    found = _LENGTH.fullmatch(str(written).strip())
    return f"{found[2]}s({found[1]})" if found else str(written)


_MEANT = re.compile(r"([0-9]{1,6}) *(?:个)? *(秒|分钟|分|小时|工作日|天|日|月|年)")
_UNITS = {
    "秒": "second", "分钟": "minute", "分": "minute", "小时": "hour", "工作日": "workday", "天": "day",
    "日": "day", "月": "month", "年": "year",
}  # fmt: skip


def length_meant(written: str) -> str | None:
    """How a stretch of time that was written in Chinese is written here; None where it was not.

    >>> length_meant("1工作日"), length_meant("３ 个月"), length_meant("amount")
    ('1 workday', '3 months', None)
    """
    found = _MEANT.fullmatch(unicodedata.normalize("NFKC", written).strip())
    if found is None:
        return None
    count = int(found[1])
    return f"{count} {_UNITS[found[2]]}{'' if count == 1 else 's'}"


def formula_source(written: Any) -> str:
    """The text of a formula that YAML may have read as a number or a truth value."""
    return {True: "true", False: "false"}[written] if isinstance(written, bool) else str(written)


def bare(path: str) -> str:
    """The name at the end of a path: `sanzi:register/fund` is `fund`."""
    return path.rpartition("/")[2].rpartition(":")[2]
