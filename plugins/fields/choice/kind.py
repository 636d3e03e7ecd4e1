"""How is one of several options read, checked and shown?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from townhall.kernel.signatures import Choice, ValueType
from townhall.kernel.text import Locale, Text
from townhall.spec import typed
from townhall.spec.catalog import Unreadable
from townhall.spec.fields import Field
from townhall.spec.kinds import Single

SHOWN_AT_MOST = 8


@dataclass(frozen=True, slots=True)
class OneOf(Single):
    """The name of an option, shown as its title. A field without options takes any name."""

    name: str = "choice"
    title: Text = Text("单选", "Choice")

    def value_type(self, field: Field) -> ValueType:
        """A choice among the field's options."""
        return Choice(tuple(option.name for option in field.options) or None, field.dictionary)

    def read(self, raw: Any, field: Field) -> str:
        """The option's name, given by name or by its title in either language."""
        word = typed.line(raw)
        if not field.options:
            return word
        for option in field.offered:
            if word == option.name:
                return word
        for option in field.offered:
            if word.casefold() in (option.title.zh.casefold(), option.title.en.casefold()):
                return option.name
        raise Unreadable(
            Text(f"请从选项中选一个：{_some(field, 'zh')}", f"Choose one of: {_some(field, 'en')}")
        )

    def shown(self, value: str, field: Field, locale: Locale) -> str:
        """The option's title; the bare name of an option that is no more."""
        option = field.option(value)
        return option.title.in_locale(locale) if option else value


def _some(field: Field, locale: Locale) -> str:
    """The first options by title, so that a complaint says what could be chosen."""
    titles = [option.title.in_locale(locale) for option in field.offered[:SHOWN_AT_MOST]]
    more = ["…"] if len(field.offered) > SHOWN_AT_MOST else []
    return ("、" if locale == "zh" else ", ").join(titles + more)
