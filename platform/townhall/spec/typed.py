"""What did a person mean to type, once the accidents of keyboards and pasting are forgiven?

Full-width letters and digits, invisible spaces, thousands separators and Chinese dates are read as they
were meant. What could deceive a reader or break storage (control characters, reversed writing direction,
broken halves of characters) is refused in words. Rare characters for names are kept, private ones too.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from townhall.kernel.text import Text
from townhall.spec.catalog import Unreadable

LONGEST = 100_000
"""More characters than this are nobody's typing."""

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_AS_ASCII = _WIDE | str.maketrans("\u3000。−–—\uffe5", " .---¥")
_INVISIBLE = str.maketrans(dict.fromkeys("\u00ad\u200b\u2060\ufeff"))
_SPACES = re.compile(r"[\t\n\r\v\f\x85\u2028\u2029\u00a0]+")
_LINE_ENDS = re.compile(r"\r\n?|[\x85\u2028\u2029\v\f]")
_DECEIVING = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,16}|[0-9]{1,3}(?:[, ][0-9]{3}){1,4})?(?:\.[0-9]{0,10})?")
_DAY = re.compile(
    r"([0-9]{4}) ?(?:[-/.]|年) ?([0-9]{1,2}) ?(?:[-/.]|月) ?([0-9]{1,2}) ?[日号]?"
    r"|([0-9]{4})([0-9]{2})([0-9]{2})"
)
_MIDNIGHT = re.compile(r"[T ]0{1,2}:00(?::00)?$")

NOT_TEXT = Text("这里请填写文字", "Type words here")
TOO_LONG = Text("内容太长，请缩短或改用附件", "This is too long; shorten it or attach a file")
HIDDEN_CHARACTERS = Text(
    "含有看不见的控制字符，请删除后重新输入", "There are invisible control characters in it; type it again"
)
NOT_A_DAY = Text("请填写日期，如 2026-03-05", "Type a date like 2026-03-05")


def line(raw: Any) -> str:
    r"""One line of text: stripped, composed (NFC), without line ends.

    >>> line(" 王\u200b  䶮\n")
    '王  䶮'

    Raises:
        Unreadable: it is no text, or holds what could deceive.
    """
    return _visible(_SPACES.sub(" ", _text(raw)), "")


def paragraphs(raw: Any) -> str:
    """Text of several lines, each ending in one line feed; spaces at the end of a line are dropped.

    Raises:
        Unreadable: it is no text, or holds what could deceive.
    """
    text = _LINE_ENDS.sub("\n", _text(raw)).replace("\u00a0", " ")
    return _visible("\n".join(one.rstrip() for one in text.split("\n")), "\n\t")


def narrow(raw: Any) -> str:
    """One line with full-width letters, digits and marks as their ASCII twins.

    >>> narrow("12,345。60 元")
    '12,345.60 元'

    Raises:
        Unreadable: it is no text, or holds what could deceive.
    """
    return _composed(line(raw).translate(_AS_ASCII))


def compact(raw: Any) -> str:
    """A code or number as it is kept: ASCII, capital letters, without spaces and hyphens.

    >>> compact("6222 0000-1234 x")
    '622200001234X'

    Raises:
        Unreadable: it is no text, or holds what could deceive.
    """
    return _composed(narrow(raw).replace(" ", "").replace("-", "").upper())


def number(raw: Any, say: Text, around: tuple[str, ...] = ()) -> Decimal:
    """An exact number of at most 16 digits before the point and 10 after it.

    Thousands may be separated by `,` or a space, in threes only. Words in `around` (units, signs of
    currency) are dropped from either end. `say` is what the person hears when it cannot be read.

    >>> number("¥12,345.60元", Text("", ""), around=("¥", "元"))
    Decimal('12345.60')

    Raises:
        Unreadable: it is no number, or too long a one.
    """
    if isinstance(raw, bool):
        raise Unreadable(say)
    if isinstance(raw, Decimal) and raw.is_finite() and abs(raw.adjusted()) < 20:
        raw = format(raw, "f")
    text = narrow(raw)
    for word in around:
        text = text.removeprefix(word).removesuffix(word).strip()
    if not _NUMBER.fullmatch(text) or not any(character.isdigit() for character in text):
        raise Unreadable(say)
    found = Decimal(text.replace(",", "").replace(" ", ""))
    return found if found else Decimal(0)


def places(exact: Decimal) -> int:
    """How many digits behind the point a number needs.

    >>> places(Decimal("12.50")), places(Decimal("1E+3"))
    (1, 0)
    """
    exponent = exact.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def day(raw: Any) -> date:
    """A day written 2026-03-05, 2026/3/5, 2026.3.5, 2026年3月5日 or 20260305.

    A workbook's midnight behind it is dropped.

    Raises:
        Unreadable: it is written otherwise, or there is no such day.
    """
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    found = _DAY.fullmatch(_MIDNIGHT.sub("", narrow(raw)))
    if not found:
        raise Unreadable(NOT_A_DAY)
    year, month, day_of_month = (int(part) for part in found.groups() if part is not None)
    try:
        return date(year, month, day_of_month)
    except ValueError as error:
        raise Unreadable(
            Text("没有这一天，请核对日期，如 2026-03-05", "There is no such day; check it, like 2026-03-05")
        ) from error


def year_complaints(year: int) -> tuple[Text, ...]:
    """What is said of a year outside 1900 to 2199: nearly always a slip of the finger."""
    if 1900 <= year <= 2199:
        return ()
    return (Text(f"年份 {year} 不对，请核对", f"The year {year} cannot be right; check it"),)


def _text(raw: Any) -> str:
    """Whatever was given, as text: workbooks and JSON give numbers and days where text is meant."""
    match raw:
        case str():
            text = raw
        case bool():
            raise Unreadable(NOT_TEXT)
        case int() if abs(raw) < 10**40:
            text = str(raw)
        case Decimal() if raw.is_finite() and abs(raw.adjusted()) < 40:
            text = format(raw, "f")
        case float() if abs(raw) < 1e15:
            text = str(int(raw)) if raw.is_integer() else repr(raw)
        case date():
            text = raw.isoformat()
        case _:
            raise Unreadable(NOT_TEXT)
    if len(text) > LONGEST:
        raise Unreadable(TOO_LONG)
    return text.translate(_INVISIBLE)


def _visible(text: str, allowed: str) -> str:
    """The text composed and stripped, if a reader sees all of it."""
    clean = _composed(text)
    if clean.isascii() and clean.isprintable():
        return clean
    for character in clean:
        if character in allowed:
            continue
        if character in _DECEIVING or unicodedata.category(character) in ("Cc", "Cs"):
            raise Unreadable(HIDDEN_CHARACTERS)
    return clean


def _composed(text: str) -> str:
    """The text in Unicode's form C, stripped; again after every change, for marks may meet new letters."""
    return text.strip() if text.isascii() else unicodedata.normalize("NFC", text).strip()
