"""What does a folder of definitions come to for one town, and what is wrong with it?

The stages in order: reading, checking, overlaying, linking, building. Nothing is released while there is
a problem.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from townhall.compiler.city import City, Compiled
from townhall.compiler.reading import Source
from townhall.kernel.problems import Problem
from townhall.spec.catalog import Catalog

__all__ = ("Checked", "Compiled", "check", "check_source", "compile_town", "look_over", "towns_of")


def compile_town(source: Source, town: str, catalog: Catalog) -> Compiled:
    """Compile one town; `problems` is empty exactly when there is a release."""
    return City(source, catalog, shares=False).compiled(town)


def check(
    roots: Sequence[Path],
    catalog: Catalog,
    step: Callable[[int, int], None] = lambda done, total: None,
) -> tuple[Problem, ...]:
    """Everything wrong with the definitions below some folders, for every town among them.

    `step` hears how many towns are done, of how many.
    """
    return check_source(Source.read(roots), catalog, step)


def check_source(
    source: Source,
    catalog: Catalog,
    step: Callable[[int, int], None] = lambda done, total: None,
) -> tuple[Problem, ...]:
    """Everything wrong with definitions that were read: for every town, and in packs no town adopts."""
    return look_over(source, catalog, step).problems


@dataclass(frozen=True, slots=True)
class Checked:
    """What is wrong, and, which is no mistake, the packs that no town adopts."""

    problems: tuple[Problem, ...]
    idle: tuple[str, ...]


def look_over(
    source: Source,
    catalog: Catalog,
    step: Callable[[int, int], None] = lambda done, total: None,
) -> Checked:
    """Everything that can be said of definitions that were read; `step` as in `check`."""
    city = City(source, catalog)
    return Checked(city.problems(step), city.idle)


def towns_of(source: Source) -> tuple[str, ...]:
    """The towns (not the districts and cities above them) that a source describes."""
    return tuple(
        one.name for one in source.definitions() if one.kind == "town" and one.body.get("level") == "town"
    )
