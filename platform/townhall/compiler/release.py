"""What does a folder of definitions come to for one town, and everything that is wrong with it?

The stages in order: reading, checking, overlaying, linking, building. Nothing is released while there is
a problem.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from townhall.compiler.building import build
from townhall.compiler.checking import Checker, checker_for
from townhall.compiler.linking import Library, Linked, link
from townhall.compiler.linking.towns import adopted
from townhall.compiler.marked import plain
from townhall.compiler.reading import Definition, Source
from townhall.kernel.problems import Problem
from townhall.record.releases import Release, released
from townhall.spec.blueprint import Blueprint
from townhall.spec.catalog import Catalog
from townhall.spec.scenarios import Scenario


@dataclass(frozen=True, slots=True)
class Compiled:
    """A town's definitions compiled: a release and what it builds to, or problems.

    `examples`: the specimen dossier of each form, as written, by form name.
    """

    problems: tuple[Problem, ...]
    release: Release | None = None
    blueprint: Blueprint | None = None
    scenarios: tuple[Scenario, ...] = ()
    examples: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def compile_town(source: Source, town: str, catalog: Catalog) -> Compiled:
    """Compile one town; `problems` is empty exactly when there is a release."""
    checker = checker_for(catalog)
    problems = list(_shape_problems(source, checker))
    library = _library(source, checker, town)
    linked = link(library, catalog, town)
    problems.extend(linked.problems)
    if problems:
        return Compiled(_sorted(problems))
    release = released(town, {path: plain(body) for path, body in linked.definitions.items()})
    return Compiled((), release, build(release, catalog), (), _examples(linked))


def check(roots: Sequence[Path], catalog: Catalog) -> tuple[Problem, ...]:
    """Everything wrong with the definitions below some folders, for every town among them."""
    source = Source.read(roots)
    checker = checker_for(catalog)
    problems = list(_shape_problems(source, checker))
    for town in towns_of(source):
        problems.extend(link(_library(source, checker, town), catalog, town).problems)
    return _sorted(problems)


def towns_of(source: Source) -> tuple[str, ...]:
    """The towns (not districts or cities) that a source defines."""
    return tuple(
        one.name for one in source.definitions() if one.kind == "town" and one.body.get("level") == "town"
    )


def _shape_problems(source: Source, checker: Checker) -> Iterable[Problem]:
    yield from source.problems
    for document in source.documents:
        yield from document.problems
        yield from checker.checked(document).problems


def _library(source: Source, checker: Checker, town: str) -> Library:
    found: dict[str, Definition] = {}
    for document in source.documents:
        for one in document.definitions:
            found[one.path] = one
    wanted = {"base", *adopted(found[f"town/{town}"].body)}
    return Library(
        {path: one for path, one in found.items() if one.pack in wanted},
        elsewhere={path: one.pack for path, one in found.items() if one.pack not in wanted},
        tables=source.tables,
    )


def _examples(linked: Linked) -> dict[str, Mapping[str, Any]]:
    return {
        path.partition("/")[2]: body["example"]
        for path, body in linked.definitions.items()
        if path.startswith("form/") and "example" in body
    }


def _sorted(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(dict.fromkeys(problems), key=lambda one: (one.mark, one.code, one.words)))
