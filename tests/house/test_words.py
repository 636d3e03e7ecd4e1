"""Is every noun of the house in the glossary, and every shipped word there in both languages?"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from tests.house.checkout import PACKAGE, ROOT

PARTS = frozenset({"Kind", "Column", "Text", "Setting"})
"""Names that are no nouns of the domain: what a noun is made of."""


def glossary() -> str:
    return (ROOT / "docs" / "words.md").read_text(encoding="utf-8").lower()


def nouns() -> Iterator[str]:
    for room in ("spec", "record"):
        for path in sorted((PACKAGE / room).glob("*.py")):
            if path.stem in ("catalog", "kinds", "typed", "refusals", "blueprint", "sealing"):
                continue
            for node in ast.parse(path.read_text(encoding="utf-8")).body:
                if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                    yield node.name


@pytest.mark.parametrize("noun", sorted(set(nouns()) - PARTS))
def test_every_noun_has_its_word(noun: str) -> None:
    words = [one.lower().rstrip("s") for one in re.findall(r"[A-Z][a-z]+", noun)]
    assert all(re.search(rf"\b{one}s?\b", glossary()) for one in words), f"{noun} is not in docs/words.md"


SHOWN = frozenset({"title", "say", "help", "note", "question", "who", "notes", "why", "pays_first", "about"})


def one_language(node: Any, place: str) -> Iterator[str]:
    """Places below a definition where a person reads text that exists in Chinese only."""
    if isinstance(node, dict):
        for name, value in node.items():
            here = f"{place}/{name}"
            if name in SHOWN and isinstance(value, str):
                yield here
            elif name in ("of", "options") and isinstance(value, dict):
                yield from (f"{here}/{option}" for option, title in value.items() if isinstance(title, str))
                yield from one_language(value, here)
            elif name == "labels" and isinstance(value, dict):
                yield from (f"{here}/{label}" for label, title in value.items() if isinstance(title, str))
            elif name not in ("example", "play", "given"):
                yield from one_language(value, here)
    elif isinstance(node, list):
        for number, value in enumerate(node):
            yield from one_language(value, f"{place}/{number}")


@pytest.mark.parametrize(
    "file", sorted(str(path.relative_to(ROOT)) for path in (ROOT / "definitions").rglob("*.yaml"))
)
def test_what_a_person_reads_is_there_in_both_languages(file: str) -> None:
    """Scenarios' and params' sources, laws and words inside examples are data and stay as they are."""
    body = yaml.safe_load((ROOT / file).read_text(encoding="utf-8"))
    assert list(one_language(body, file)) == []
