"""How long does a whole city take to compile, beside one of its towns, and how much memory does a town add?

The floor of the city is one town of it, compiled alone: 84 towns that shared nothing would take 84 times it.
The floor of the second line is the bare parsing of the city's files.
"""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Iterator

import yaml

from tests.bench.city import city, places
from tests.bench.measuring import Outcome, Progress, Scale, race
from tests.bench.places import Place
from tests.bench.town import plugged
from townhall.compiler import checking, reading
from townhall.compiler.city import City, Compiled
from townhall.compiler.reading import Source

WARM = 8
"""Towns compiled before memory is counted: what all share is there by then."""


def run(_places: tuple[Place, ...], scale: Scale, progress: Progress) -> Iterator[Outcome]:
    """Compile a generated city; no database has a part in it."""
    count = scale.of(len(places()), least=3)
    texts, catalog = city(count), plugged()
    rounds = scale.of(5, least=2)
    step = progress(f"city · {count} towns", 2 * rounds)
    read = Source.of(texts)
    towns = City(read, catalog).towns
    linked: list[int] = []

    def whole() -> list[Compiled]:
        made = City(read, catalog)
        found = [made.compiled(town) for town in towns]
        if any(one.problems for one in found):
            raise ValueError("the generated city has problems")
        linked.append(made.linked)
        return found

    def one() -> None:
        City(read, catalog, shares=False).compiled(towns[0])

    def cold() -> None:
        reading.document.cache_clear()
        checking._checked.cache_clear()
        City(Source.of(texts), catalog).problems()

    def parsed() -> None:
        for file, text in texts.items():
            if file.endswith(".yaml"):
                yaml.load(text, Loader=yaml.CSafeLoader)

    named = sum(len(found.release.manifest) for found in whole() if found.release is not None)
    found = race(whole, one, rounds, step)
    notes = (
        f"{named} definitions in all towns together, {linked[-1]} of them linked",
        f"{_memory_per_town(read, towns) / 1024:.0f} KB of memory for each further town",
    )
    yield Outcome(
        f"{count} towns", "-", found.ours, found.floor, "one of the towns, alone", count / 2, notes=notes
    )
    found = race(cold, parsed, rounds, step)
    floor_is = "the same files parsed by yaml.CSafeLoader"
    yield Outcome(f"{count} towns, read and checked", "-", found.ours, found.floor, floor_is, count / 2)


def _memory_per_town(read: Source, towns: tuple[str, ...]) -> float:
    """Bytes that each town holds that comes after the first few."""
    made = City(read, plugged())
    warm = min(WARM, len(towns) - 1)
    kept = [made.compiled(town) for town in towns[:warm]]
    gc.collect()
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        kept += [made.compiled(town) for town in towns[warm:]]
        gc.collect()
        return (tracemalloc.get_traced_memory()[0] - before) / (len(kept) - warm)
    finally:
        tracemalloc.stop()
