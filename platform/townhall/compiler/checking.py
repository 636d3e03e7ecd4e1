"""Has a definition the shape of its kind?

One JSON Schema (draft 2020-12) per kind; what fails becomes one Problem a mistake, with a way out. A
definition that fails is not linked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from jsonschema import Draft202012Validator

from townhall.compiler.fitting import Fits, fitting
from townhall.compiler.marked import Map
from townhall.compiler.narrowing import named_badly, narrowed
from townhall.compiler.reading import Document
from townhall.compiler.vocabulary import definition_schemas, words_of
from townhall.kernel.problems import Problem
from townhall.spec.catalog import Catalog


@dataclass(frozen=True, slots=True, eq=False)
class Checked:
    """What is wrong with the definitions of one file, and the paths of those that are unsound."""

    problems: tuple[Problem, ...]
    unsound: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Checker:
    """Compiled validators for the kinds of definitions, for one catalog, and the quick yes or no of each."""

    validators: Mapping[str, Any]
    fits: Mapping[str, Fits]

    def problems(self, kind: str, body: Map) -> tuple[Problem, ...]:
        """What is wrong with the shape of one definition."""
        if self.fits[kind](body):
            return ()
        return narrowed(self.validators[kind].iter_errors(body), body)

    def checked(self, document: Document) -> Checked:
        """What is wrong with the definitions of a file. The same document is checked once."""
        return _checked(self, document)


def checker_for(catalog: Catalog) -> Checker:
    """The checker for what a catalog offers; one for equal catalogs."""
    return _checker(words_of(catalog))


@lru_cache(maxsize=8)
def _checker(words: str) -> Checker:
    schemas = definition_schemas(words)
    known: dict[int, list[Fits]] = {}
    return Checker(
        {kind: Draft202012Validator(schema) for kind, schema in schemas.items()},
        {kind: fitting(schema, known) for kind, schema in schemas.items()},
    )


@lru_cache(maxsize=8192)
def _checked(checker: Checker, document: Document) -> Checked:
    problems: list[Problem] = []
    unsound: set[str] = set()
    spoilt = {one.mark.line for one in document.problems}
    for definition in document.definitions:
        found = checker.problems(definition.kind, definition.body)
        misnamed = named_badly(definition.name, definition.mark)
        if misnamed and misnamed not in found:
            found = (misnamed, *found)
        if found or document.problems:
            unsound.add(definition.path)
        problems.extend(one for one in found if one.mark.line not in spoilt)
    return Checked(tuple(problems), frozenset(unsound))
