"""How does a kind that knows one value become a kind that also knows no value and many?

A plug-in writes a `Single`: it never meets an empty value nor several at once. `Whole` adds both, once
for all kinds, and is what the catalog holds.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

from townhall.kernel.canonical import Json
from townhall.kernel.decimals import EXACT, rounded_to
from townhall.kernel.signatures import Many, Record, Rows, ValueType
from townhall.kernel.text import Locale, Text
from townhall.spec.catalog import Column, Unreadable
from townhall.spec.fields import Field

_BETWEEN = re.compile(r"[、;;\n]")
_JOINED_BY = {"zh": "、", "en": "; "}


class Single(Protocol):
    """One value of a kind: how it is typed, checked, kept and shown. Pure, as `catalog.Kind` is.

    Inherit from it and write what differs; `column`, `is_plural`, `complaints`, `warnings`, `to_json` and
    `from_json` have the defaults given here, which suit a kind kept as text.
    """

    @property
    def name(self) -> str:
        """The word configurators write in `kind:`."""
        ...

    @property
    def title(self) -> Text:
        """What the kind is called on screen."""
        ...

    @property
    def column(self) -> Column:
        """How storage keeps one value."""
        return "text"

    @property
    def is_plural(self) -> bool:
        """Whether a field of this kind always holds many values, `many` or not."""
        return False

    def value_type(self, field: Field) -> ValueType:
        """The type of one value in formulas."""
        ...

    def read(self, raw: Any, field: Field) -> Any:
        """One value from what was typed or given; `raw` is never empty.

        Raises:
            Unreadable: it makes no sense as this kind; say what to type.
        """
        ...

    def complaints(self, value: Any, field: Field) -> tuple[Text, ...]:
        """What is wrong with it; say what to type."""
        return ()

    def warnings(self, value: Any, field: Field) -> tuple[Text, ...]:
        """What looks odd, though it may be submitted all the same."""
        return ()

    def to_json(self, value: Any) -> Json:
        """The value as canonical JSON, of the JSON type that `column` promises."""
        return str(value)

    def from_json(self, stored: Json) -> Any:
        """The value back."""
        return stored

    def shown(self, value: Any, field: Field, locale: Locale) -> str:
        """The value as a person reads it; `read` understands it."""
        return str(value)


@dataclass(frozen=True, slots=True)
class Whole:
    """A `Single` made whole: None is empty, and a field that is `many` has a tuple of values.

    A lone text for such a field is taken apart at `、`, `;` and line ends; a list is read item by item.
    """

    single: Single

    @property
    def name(self) -> str:
        """The word configurators write in `kind:`."""
        return self.single.name

    @property
    def title(self) -> Text:
        """What the kind is called on screen."""
        return self.single.title

    @property
    def column(self) -> Column:
        """How storage keeps one value; the column of a `many` field is `json`."""
        return "json" if self.single.is_plural else self.single.column

    @property
    def settings(self) -> Mapping[str, Any]:
        """The keys that only fields of this kind know, each with its JSON Schema."""
        found: Mapping[str, Any] = getattr(self.single, "settings", {})
        return found

    def value_type(self, field: Field) -> ValueType:
        """The type formulas see: `Many` (of records, `Rows`) where the field holds many."""
        one = self.single.value_type(field)
        if not self._holds_many(field):
            return one
        return Rows(one) if isinstance(one, Record) else Many(one)

    def read(self, raw: Any, field: Field) -> Any:
        """The value that was meant; None when nothing was given.

        Raises:
            Unreadable: it makes no sense as this kind.
        """
        many = self._holds_many(field)
        if isinstance(raw, str):
            if not many:  # as most are
                value = self.single.read(raw, field) if raw.strip() else None
                return None if value == "" else value
            raw = _BETWEEN.split(raw)
        given = raw if isinstance(raw, list | tuple) else (raw,)
        values = tuple(self.single.read(one, field) for one in given if not _is_empty(one))
        values = tuple(one for one in values if one not in (None, ""))
        if not values:
            return None
        if many:
            return values
        if len(values) > 1:
            raise Unreadable(Text("这里只能填一项", "Give only one here"))
        return values[0]

    def complaints(self, value: Any, field: Field) -> tuple[Text, ...]:
        """What is wrong with the value or with any of many; not that it is missing, nor that many are few."""
        return _numbered(self.single.complaints, value, field)

    def warnings(self, value: Any, field: Field) -> tuple[Text, ...]:
        """What looks odd, though it may be submitted all the same."""
        return _numbered(self.single.warnings, value, field)

    def to_json(self, value: Any) -> Json:
        """The value as canonical JSON; many as a list."""
        if value is None:
            return None
        if isinstance(value, tuple):
            return [self.single.to_json(one) for one in value]
        return self.single.to_json(value)

    def from_json(self, stored: Json) -> Any:
        """The value back; a list as a tuple."""
        if stored is None:
            return None
        if isinstance(stored, list | tuple):
            return tuple(self.single.from_json(one) for one in stored)
        return self.single.from_json(stored)

    def shown(self, value: Any, field: Field, locale: Locale) -> str:
        """The value as a person reads it; many joined; empty text for None."""
        if value is None:
            return ""
        if isinstance(value, tuple):
            return _JOINED_BY[locale].join(self.single.shown(one, field, locale) for one in value)
        return self.single.shown(value, field, locale)

    def _holds_many(self, field: Field) -> bool:
        return field.many or self.single.is_plural


def decimal_text(exact: Decimal | int, most: int, least: int = 0) -> str:
    """A number as kept or shown: rounded half up to `most` places, at least `least` of them written.

    >>> decimal_text(Decimal("33.333333333"), 6), decimal_text(Decimal("1E+2"), 6), decimal_text(5, 2, 2)
    ('33.333333', '100', '5.00')
    """
    kept = EXACT.normalize(rounded_to(Decimal(exact), most))
    exponent = kept.as_tuple().exponent
    if isinstance(exponent, int) and -exponent < least:
        kept = rounded_to(kept, least)
    return format(kept if kept else abs(kept), "f")


def _is_empty(raw: Any) -> bool:
    return raw is None or (isinstance(raw, str) and not raw.strip())


def _numbered(judge: Any, value: Any, field: Field) -> tuple[Text, ...]:
    """What a single kind says of a value; of many values, each with its number before it."""
    if value is None:
        return ()
    if not isinstance(value, tuple):
        said: tuple[Text, ...] = judge(value, field)
        return said
    return tuple(
        Text(f"第{number}项：{text.zh}", f"Item {number}: {text.en}")
        for number, one in enumerate(value, start=1)
        for text in judge(one, field)
    )
