"""How long does the list of one's tasks take over 100,000 open cases, beside its bare query?

Specimen cases are driven to each step by the office and their rows multiplied, so that what lies in the
tables is what the office writes. The floor sends the list's own query by the bare driver and fetches its
rows: what the floor does not do is name the row filter, fill a view, and say steps and units in words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from tests.bench import bulk
from tests.bench.acts import Driver
from tests.bench.measuring import Outcome, Progress, Scale, race
from tests.bench.places import Bare, Place
from tests.bench.rooms import where
from tests.bench.statements import Spoken, overheard
from tests.bench.town import MEMBERS, BenchTown, bench_town
from townhall.office import looking
from townhall.storage import tables
from townhall.storage.engine import engine_for

CASES = 100_000
STAGES = (0, MEMBERS, MEMBERS + 1, MEMBERS + 5, MEMBERS + 6)
"""After so many decisions a case waits at each of the five steps."""
VIEWERS = {"mayor": "the mayor", "finance_group_member#1": "in person", "village_director": "one village"}
"""Who looks: by one seat at a fifth of all cases, in person at as many, at one village's alone."""


@dataclass(frozen=True, slots=True)
class Specimen:
    """One case's rows, as the office wrote them."""

    case: Mapping[str, Any]
    tasks: Sequence[Mapping[str, Any]]


def run(places: tuple[Place, ...], scale: Scale, progress: Progress) -> Iterator[Outcome]:
    """Lists of tasks, for different viewers, on each database."""
    for place in places:
        with place.fresh() as url, bench_town(url) as town, Bare(url) as bare:
            cases = scale.of(CASES, least=100)
            _fill(bare, url, town, cases, place, progress)
            for post, title in VIEWERS.items():
                yield from _measured(place, town, bare, post, f"{title}, {cases:,} cases", scale, progress)


def _fill(bare: Bare, url: str, town: BenchTown, cases: int, place: Place, progress: Progress) -> None:
    driver = Driver(town)
    specimens = [driver.case(lambda kind, act: act(), acts=stage) for stage in STAGES]
    engine = engine_for(url)
    with engine.begin() as connection:
        found = [_specimen(connection, case) for case in specimens]
    engine.dispose()
    villages = [one.code for one in town.blueprint.town.units if one.kind in ("village", "community")]
    batches = -(-cases // bulk.BATCH)
    step = progress(f"tasks · {place.title} · laying out {cases:,} cases", 4 * batches + 4)
    bulk.fill(bare, tables.case, (_case(found, number, town.unit, villages) for number in range(cases)), step)
    rows = (row for number in range(cases) for row in _tasks(found, number, town.unit, villages))
    bulk.fill(bare, tables.task, rows, step)
    bulk.settled(bare)


def _specimen(connection: sa.Connection, case: str) -> Specimen:
    row = connection.execute(sa.select(tables.case).where(tables.case.c.id == case)).mappings().one()
    own = sa.select(tables.task).where(tables.task.c.case_id == case)
    return Specimen({**row}, [{**one} for one in connection.execute(own).mappings()])


def _case(specimens: Sequence[Specimen], number: int, own: str, villages: Sequence[str]) -> dict[str, Any]:
    case = specimens[number % len(specimens)].case
    return {
        **case,
        "id": f"B{number:025d}",
        "unit": _village(case["unit"], number, own, villages),
        "matter_no": f"{case['matter_no']}-{number}",
        "opened_at": case["opened_at"] + timedelta(seconds=number % 1_000_000),
    }


def _tasks(
    specimens: Sequence[Specimen], number: int, own: str, villages: Sequence[str]
) -> Iterator[dict[str, Any]]:
    for place, task in enumerate(specimens[number % len(specimens)].tasks):
        yield {
            **task,
            "id": f"B{number:023d}{place:02d}",
            "case_id": f"B{number:025d}",
            "unit": _village(task["unit"], number, own, villages),
            "opened_at": task["opened_at"] + timedelta(seconds=number % 1_000_000),
        }


def _village(unit: str, number: int, own: str, villages: Sequence[str]) -> str:
    return villages[number // len(STAGES) % len(villages)] if unit == own else unit


def _measured(
    place: Place, town: BenchTown, bare: Bare, post: str, what: str, scale: Scale, progress: Progress
) -> Iterator[Outcome]:
    hall, visitor = town.hall, town.visitor(post)
    limit = looking.PAGE + 1

    def kept() -> object:
        with hall.archive(read_only=True) as archive:
            return archive.tasks(visitor.sight, limit=limit)

    def shown() -> object:
        return looking.tasks(hall, visitor)

    with overheard() as sent:
        kept()
    query = next(one for one in sent if one.verb == "SELECT" and "task" in one.text)
    with overheard() as sent:
        shown()
    spoken = (Spoken.of("looking.tasks", sent),)
    rows = len(bare.read(query))
    rounds = scale.of(300, least=3)
    for name, ours in (("archive.tasks", kept), ("looking.tasks", shown)):
        step = progress(f"tasks · {place.title} · {name}", rounds)
        found = race(ours, lambda: bare.read(query), rounds, step)
        yield Outcome(
            what=f"{name}, {what}",
            place=place.title,
            ours=found.ours,
            floor=found.floor,
            floor_is="the list's own query by the bare driver",
            aim=2.0,
            where=where(ours, rounds=30),
            spoken=spoken if ours is shown else (),
            notes=(f"{rows} rows",),
        )
