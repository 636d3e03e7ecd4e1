"""What does a folder of definitions come to for one town, and what is wrong with it?

The stages in order: reading, checking, overlaying, linking, building. Nothing is released while there is
a problem.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from townhall.compiler.building import build
from townhall.compiler.building.scenarios import built_scenario
from townhall.compiler.building.texts import bare
from townhall.compiler.checking import checker_for
from townhall.compiler.gathering import Shelf, gathered
from townhall.compiler.linking import Linked, link
from townhall.compiler.marked import plain
from townhall.compiler.reading import Source
from townhall.kernel.marks import NOWHERE
from townhall.kernel.problems import Problem, problem
from townhall.record.releases import Release, released
from townhall.spec.blueprint import Blueprint
from townhall.spec.catalog import Catalog
from townhall.spec.scenarios import Scenario


@dataclass(frozen=True, slots=True)
class Compiled:
    """A town's definitions compiled: a release and what it builds to, or problems.

    `examples`: the specimen dossier of each form as plain JSON, by form name.
    """

    problems: tuple[Problem, ...]
    release: Release | None = None
    blueprint: Blueprint | None = None
    scenarios: tuple[Scenario, ...] = ()
    examples: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def compile_town(source: Source, town: str, catalog: Catalog) -> Compiled:
    """Compile one town; `problems` is empty exactly when there is a release.

    Problems of files that have nothing to do with the town count too: a folder is published whole.
    """
    shelf = gathered(source, checker_for(catalog))
    if f"town/{town}" not in shelf.definitions:
        known = ", ".join(shelf.towns()) or "—"
        return Compiled(
            _sorted((*shelf.problems, problem("TH204", NOWHERE, found=f"town/{town}", known=known)))
        )
    linked, problems = _linked(shelf, town, source, catalog)
    problems = _sorted((*shelf.problems, *problems))
    if problems:
        return Compiled(problems)
    definitions = {path: plain(linked.definitions[path]) for path in sorted(linked.definitions)}
    release = released(town, definitions)
    stages = {one.name: one for one in shelf.definitions.values() if one.kind == "stage"}
    scenarios = tuple(built_scenario(one, stages) for one in shelf.scenarios_of(town))
    return Compiled((), release, build(release, catalog), scenarios, _examples(release))


def check(roots: Sequence[Path], catalog: Catalog) -> tuple[Problem, ...]:
    """Everything wrong with the definitions below some folders, for every town among them."""
    return check_source(Source.read(roots), catalog)


def check_source(source: Source, catalog: Catalog) -> tuple[Problem, ...]:
    """Everything wrong with definitions that were read: for every town, and in packs no town adopts."""
    return look_over(source, catalog).problems


@dataclass(frozen=True, slots=True)
class Checked:
    """What is wrong, and, which is no mistake, the packs that no town adopts."""

    problems: tuple[Problem, ...]
    idle: tuple[str, ...]


def look_over(source: Source, catalog: Catalog) -> Checked:
    """Everything that can be said of definitions that were read."""
    shelf = gathered(source, checker_for(catalog))
    problems = list(shelf.problems)
    towns = shelf.towns()
    for town in towns:
        problems.extend(_linked(shelf, town, source, catalog)[1])
    idle = set(shelf.packs()) - {pack for town in towns for pack in shelf.adopted(town)}
    if idle:
        problems.extend(link(shelf.whole_library(source.tables), catalog, None).problems)
    return Checked(_sorted(problems), tuple(sorted(idle)))


def towns_of(source: Source) -> tuple[str, ...]:
    """The towns (not the districts and cities above them) that a source describes."""
    return tuple(
        one.name for one in source.definitions() if one.kind == "town" and one.body.get("level") == "town"
    )


def _linked(shelf: Shelf, town: str, source: Source, catalog: Catalog) -> tuple[Linked, tuple[Problem, ...]]:
    """A town's definitions after its overlays, linked."""
    library, problems = shelf.library_of(town, source.tables, catalog)
    linked = link(library, catalog, town)
    return linked, (*problems, *linked.problems)


def _examples(release: Release) -> dict[str, Mapping[str, Any]]:
    return {
        bare(path): body["example"]
        for path, body in release.definitions.items()
        if path.startswith("form/") and "example" in body
    }


def _sorted(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(dict.fromkeys(problems), key=lambda one: (one.mark, one.code, one.words)))
