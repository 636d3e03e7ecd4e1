"""What must any plug-in stand, before it may be plugged in?

Plain assertions, for the tests of built-ins and of plug-ins from elsewhere alike. Each takes examples from
the author and adds what nobody thinks of: empty values, nasty input, both languages.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, get_args

from townhall.kernel.canonical import Json, canonical
from townhall.kernel.signatures import Function
from townhall.kernel.text import LOCALES, Text
from townhall.kernel.values import Value
from townhall.spec.catalog import Column, Kind, MaskFunction, Unreadable
from townhall.spec.fields import Field

NASTY: tuple[Any, ...] = (
    "\x00",
    "a\x07b",
    "safe\u202egnp.exe",
    "\ud800",
    "\u200b\ufeff",
    "9" * 5000,
    "x" * 200_000,
    "=1+1",
    "<script>alert(1)</script>",
    "NaN",
    "1e999999",
    "٣٤",
    "²",
    "--5",
    ".",
    "99999999-99-99",
    "2026-02-30",
    True,
    False,
    0,
    -1,
    10**60,
    0.1,
    float("inf"),
    float("nan"),
    {},
    {"a": [1]},
    [[["x"]]],
    [None, ""],
    ["x", "y"],
    date(2026, 3, 5),
    datetime(1, 1, 1),  # noqa: DTZ001 - a workbook's moments know no zone
    b"bytes",
    object,
)
"""What browsers, workbooks and enemies send. None of it may raise anything but Unreadable."""

_STORED: Mapping[str, type | tuple[type, ...]] = {
    "text": str,
    "integer": int,
    "fen": int,
    "number": str,
    "boolean": bool,
    "date": str,
    "datetime": str,
    "json": (str, int, list, dict),
}
_NAME = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Example:
    """What may be typed, what it means, and how it is shown in Chinese and English (None: not asked)."""

    raw: Any
    value: Any
    zh: str | None = None
    en: str | None = None


def examine_kind(
    kind: Kind,
    field: Field,
    readable: Sequence[Example],
    unreadable: Sequence[Any] = (),
    complained_of: Sequence[Any] = (),
    warned_of: Sequence[Any] = (),
) -> None:
    """Examine a kind as the catalog holds it, with a field of that kind.

    `readable` is read without complaint; `unreadable` is refused; `complained_of` is read and complained
    of; `warned_of` is read with a warning and no complaint.

    Raises:
        AssertionError: it fails; the message says at what.
    """
    assert _NAME.fullmatch(kind.name), f"{kind.name!r} is no name"
    _both_languages(kind.title, "the title")
    assert kind.column in get_args(Column), f"storage has no column {kind.column!r}"
    _examine_empty(kind, field)
    for example in readable:
        _examine_example(kind, field, example)
    many = replace(field, many=True)
    _examine_example(
        kind, many, Example(_flat([one.raw for one in readable]), _flat([one.value for one in readable]))
    )
    assert kind.value_type(many).kind in ("many", "table"), "a field with many values has the type of many"
    for raw in unreadable:
        say = _refusal(kind, field, raw)
        assert say is not None, f"{raw!r} was read"
    for raw in complained_of:
        said = kind.complaints(kind.read(raw, field), field)
        assert said, f"{raw!r} earned no complaint"
        _all_in_both(said)
    for raw in warned_of:
        value = kind.read(raw, field)
        assert not kind.complaints(value, field), f"{raw!r} earned a complaint, not a warning"
        said = kind.warnings(value, field)
        assert said, f"{raw!r} earned no warning"
        _all_in_both(said)
    for raw in NASTY:
        examine_any(kind, field, raw)
        examine_any(kind, many, raw)


def examine_any(kind: Kind, field: Field, raw: Any) -> None:
    """Whatever is given: it is refused in words, or read into something that can be kept and shown.

    Raises:
        AssertionError: it fails; the message says at what.
    """
    if _refusal(kind, field, raw) is not None:
        return
    value = kind.read(raw, field)
    kept = canonical(kind.to_json(value)).encode()
    assert kind.from_json(json.loads(kept)) == value, f"{raw!r}: {value!r} does not come back from storage"
    _all_in_both((*kind.complaints(value, field), *kind.warnings(value, field)))
    for locale in LOCALES:
        kind.shown(value, field, locale).encode()


def examine_mask(function: MaskFunction, seen: Mapping[str, str]) -> None:
    """Examine a mask: whole values, and what of each may be seen.

    Raises:
        AssertionError: it fails; the message says at what.
    """
    for whole, expected in seen.items():
        found = function(whole)
        assert found == expected, f"{whole!r} is seen as {found!r}, not {expected!r}"
        assert function(whole) == found, f"{whole!r} is seen differently the second time"
    for raw in NASTY:
        if isinstance(raw, str):
            assert isinstance(function(raw), str), f"{raw!r} is not masked into text"


def examine_function(function: Function, gives: Sequence[tuple[tuple[Value, ...], Value]]) -> None:
    """Examine a plain function of the formula language: arguments, and what it gives for them.

    Raises:
        AssertionError: it fails; the message says at what.
    """
    assert _NAME.fullmatch(function.name), f"{function.name!r} is no name"
    assert function.usage.startswith(f"{function.name}("), "the usage shows how the function is called"
    assert not function.total, "a total is examined with rows, not here"
    for arguments, expected in gives:
        assert function.accepts_count(len(arguments)), f"it does not take {len(arguments)} arguments"
        for _ in range(2):
            found = function.evaluate(*arguments)
            assert found == expected, f"{function.name}{arguments} gives {found!r}, not {expected!r}"
        assert not isinstance(function.evaluate(*arguments), float), "floats are not exact"


def _examine_empty(kind: Kind, field: Field) -> None:
    for raw in (None, "", "  \u3000\n", [], [""]):
        assert kind.read(raw, field) is None, f"{raw!r} is empty, so it is None"
    assert kind.complaints(None, field) == (), "nothing is complained of where nothing was given"
    assert kind.warnings(None, field) == (), "nothing is odd where nothing was given"
    assert kind.to_json(None) is None, "None is null"
    assert kind.from_json(None) is None, "null is None"
    assert [kind.shown(None, field, locale) for locale in LOCALES] == ["", ""], "None is shown as nothing"


def _examine_example(kind: Kind, field: Field, example: Example) -> None:
    raw, value = example.raw, kind.read(example.raw, field)
    assert value == example.value, f"{raw!r} means {example.value!r}, but was read as {value!r}"
    assert type(value) is type(example.value), f"{raw!r} was read as {type(value).__name__}"
    assert kind.complaints(value, field) == (), f"{raw!r} earned a complaint"
    stored = kind.to_json(value)
    _examine_stored(stored, "json" if isinstance(value, tuple) else kind.column)
    kept = canonical(stored)
    back = kind.from_json(json.loads(kept))
    assert back == value, f"{raw!r} comes back from storage as {back!r}"
    assert canonical(kind.to_json(back)) == kept, f"{raw!r} is kept in two ways"
    for locale, expected in zip(LOCALES, (example.zh, example.en), strict=True):
        shown = kind.shown(value, field, locale)
        assert expected is None or shown == expected, f"{raw!r} is shown as {shown!r}, not {expected!r}"
        if not field.many and kind.value_type(field).kind != "table":
            read_back = kind.read(shown, field)
            assert read_back == value, f"{raw!r} is shown as {shown!r}, which is read as {read_back!r}"


def _examine_stored(stored: Json, column: str) -> None:
    assert isinstance(stored, _STORED[column]), f"{stored!r} does not fit a column for {column}"
    assert isinstance(stored, bool) is (column == "boolean"), f"{stored!r} does not fit a column for {column}"


def _refusal(kind: Kind, field: Field, raw: Any) -> Text | None:
    """What is said when it cannot be read; None when it can."""
    try:
        kind.read(raw, field)
    except Unreadable as error:
        _both_languages(error.say, f"what is said of {raw!r:.40}")
        return error.say
    return None


def _flat(values: Sequence[Any]) -> tuple[Any, ...]:
    """Many examples as one field would hold them."""
    return tuple(one for value in values for one in (value if isinstance(value, list | tuple) else (value,)))


def _all_in_both(said: tuple[Text, ...]) -> None:
    for one in said:
        _both_languages(one, "a complaint")


def _both_languages(text: Text, what: str) -> None:
    assert text.zh.strip(), f"{what} lacks Chinese"
    assert text.en.strip(), f"{what} lacks English"
