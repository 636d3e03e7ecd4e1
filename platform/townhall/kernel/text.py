"""What does a person read, in Chinese and in English?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Locale = Literal["zh", "en"]
LOCALES: tuple[Locale, ...] = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Text:
    """Words for a reader in both languages of the house; Chinese comes first.

    >>> Text("金额", "Amount").in_locale("en")
    'Amount'
    """

    zh: str
    en: str

    def in_locale(self, locale: Locale) -> str:
        """The words in one language."""
        return self.zh if locale == "zh" else self.en

    def __bool__(self) -> bool:
        return bool(self.zh or self.en)


NO_TEXT = Text("", "")


@dataclass(frozen=True, slots=True)
class Words:
    """What a problem's code says: what is wrong, and the way out; `{name}` is filled by the problem."""

    wrong: Text
    way_out: Text = NO_TEXT


def title_from_name(name: str) -> str:
    """An English title made of a name.

    >>> title_from_name("payee_bank")
    'Payee bank'
    """
    words = name.replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def counted(count: int, one: str, many: str = "") -> str:
    """A number of things in English.

    >>> counted(1, "problem"), counted(0, "problem"), counted(2, "person", "people")
    ('1 problem', '0 problems', '2 people')
    """
    return f"{count} {one if count == 1 else many or one + 's'}"
