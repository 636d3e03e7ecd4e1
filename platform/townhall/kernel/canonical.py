"""What is the one way to write a value as JSON, so that its hash can be trusted?

Keys sorted, no white space, UTF-8, no floats: numbers with a fraction are kept as strings by whoever
calls (money as fen, Decimal as text). After RFC 8785 (JSON Canonicalization Scheme), narrowed to the
types above.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

Json = None | bool | int | str | Sequence["Json"] | Mapping[str, "Json"]


def canonical(value: Json) -> str:
    """The canonical text of a JSON value.

    >>> canonical({"b": [1, None], "a": "村"})
    '{"a":"村","b":[1,null]}'

    Raises:
        TypeError: a float, or anything that JSON cannot say exactly.
    """
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False, default=_refuse
    )


def _refuse(value: Any) -> Any:
    raise TypeError(f"{type(value).__name__} has no canonical JSON form")


def content_hash(value: Json) -> str:
    """SHA-256 of the canonical text, 64 hexadecimal digits.

    >>> content_hash({})
    '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a'
    """
    return hashlib.sha256(canonical(value).encode()).hexdigest()
