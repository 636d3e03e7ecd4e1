"""What is the one way to write a value as JSON, so that its hash can be trusted?

Keys sorted, no white space, UTF-8, no floats: numbers with a fraction are kept as strings by whoever
calls (money as fen, Decimal as text). After RFC 8785 (JSON Canonicalization Scheme), narrowed to the
types above.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

Json = None | bool | int | str | Sequence["Json"] | Mapping[str, "Json"]

_FRACTION = re.compile(r"\.[0-9]+(?:e[+-]?[0-9]+)?(?:[,}\]]|$)")
_POWER = re.compile(r"e[+-][0-9]+(?:[,}\]]|$)")
"""Every float ends in one of the two; a text in quotes may too, though no moment of a day does. Both begin
with a letter to look for: acts write long texts, and searching these is a good part of the work."""


def canonical(value: Json) -> str:
    """The canonical text of a JSON value.

    >>> canonical({"b": [1, None], "a": "村"})
    '{"a":"村","b":[1,null]}'

    Raises:
        TypeError: a float, or anything that JSON cannot say exactly.
        ValueError: a float that is no number (NaN, infinity).
        RecursionError: it contains itself.
    """
    return _exact(_SORTED.encode(value))


def _exact(text: str) -> str:
    """The text, if there is no float in it: the encoder writes floats without asking."""
    if _FRACTION.search(text) or _POWER.search(text):
        json.loads(text, parse_float=_refuse_float)
    return text


def _refuse(value: Any) -> NoReturn:
    raise TypeError(f"{type(value).__name__} has no canonical JSON form")


def _refuse_float(written: str) -> NoReturn:
    raise TypeError(f"the float {written} has no canonical JSON form")


def _encoder(*, sort_keys: bool) -> json.JSONEncoder:
    return json.JSONEncoder(
        ensure_ascii=False,
        check_circular=False,  # costs a quarter of the work; a value that contains itself is too deep anyhow
        allow_nan=False,
        sort_keys=sort_keys,
        separators=(",", ":"),
        default=_refuse,
    )


_IN_ORDER = _encoder(sort_keys=False)
_SORTED = _encoder(sort_keys=True)


def content_hash(value: Json) -> str:
    """SHA-256 of the canonical text, 64 hexadecimal digits.

    >>> content_hash({})
    '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a'
    """
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def in_order(value: Json) -> str:
    """JSON text that keeps the order of keys, for definitions: the order of steps and fields means something.

    >>> in_order({"b": 1, "a": "村"})
    '{"b":1,"a":"村"}'

    Raises:
        TypeError: a float, or anything that JSON cannot say exactly.
    """
    return _exact(_IN_ORDER.encode(value))


def ordered_hash(value: Json) -> str:
    """SHA-256 of the text with keys in their order, 64 hexadecimal digits."""
    return hashlib.sha256(in_order(value).encode()).hexdigest()
