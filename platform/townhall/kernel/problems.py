"""What is wrong with a definition, where, and what can be done about it?

Every problem has a code, and every code has its words here, once, in both languages: the command line,
the studio and the publish gate say the same. `docs/problems/` explains each code; a test keeps the two
together.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

from townhall.kernel.marks import Mark
from townhall.kernel.text import Locale, Words
from townhall.kernel.wording import books, files, formulas, matters, names, organisation, overlays

CATALOGUE: dict[str, Words] = {
    code: words
    for family in (files, names, matters, books, organisation, formulas, overlays)
    for code, words in family.WORDS.items()
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong at one place of a definition."""

    code: str
    mark: Mark
    words: tuple[tuple[str, str], ...] = ()

    def sentence(self, locale: Locale = "zh") -> str:
        """What is wrong and what to do, in the reader's language."""
        said = CATALOGUE[self.code]
        filled = dict(self.words)
        wrong = said.wrong.in_locale(locale).format(**filled)
        way_out = said.way_out.in_locale(locale).format(**filled)
        gap = "" if locale == "zh" else " "
        return wrong + gap + way_out if way_out else wrong

    def line(self, locale: Locale = "zh") -> str:
        """The whole line as the command line prints it: place, code, sentence."""
        return f"{self.mark} {self.code} {self.sentence(locale)}"


def problem(code: str, mark: Mark, /, **words: object) -> Problem:
    """A problem with its blanks filled."""
    if code not in CATALOGUE:
        raise LookupError(f"no words for {code}")
    return Problem(code, mark, tuple((name, str(value)) for name, value in words.items()))


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name most like a misspelt one, or None.

    >>> nearest("vilage_director", ["village_director", "mayor"])
    'village_director'
    """
    found = difflib.get_close_matches(name, list(known), n=1, cutoff=0.6)
    return found[0] if found else None
