"""How fast does a case go through its thirteen acts, beside raw SQL that writes the same rows?

The floor is what the office itself wrote for such a case, heard on its way to the driver and sent again to a
second database by the bare driver: the same inserts, updates and deletes, the same transactions, nothing
read, nothing checked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import Any

from tests.bench.measuring import (
    NOTHING,
    Outcome,
    Progress,
    Race,
    Scale,
    Took,
    timed,
    typical,
    undisturbed,
)
from tests.bench.places import Bare, Place
from tests.bench.rooms import where
from tests.bench.statements import Sent, Spoken, overheard
from tests.bench.town import FORM, MEMBERS, TOWN, BenchTown, bench_town
from townhall.office import deciding, drafting, submitting
from townhall.office.visiting import Visitor
from townhall.record.people import Sight

OPINION = {"opinion": "agree", "opinion_text": "情况属实，符合规划，同意。"}
EVERYTHING = Sight(TOWN, None, whole=True)


@dataclass(frozen=True, slots=True)
class Act:
    """One act on a case: who decides at which step, with what filled in."""

    kind: str
    post: str
    step: str
    filled: Mapping[str, Any]


ACTS: tuple[Act, ...] = (
    *(Act("stamp", f"finance_group_member#{number}", "group", {}) for number in range(1, MEMBERS + 1)),
    Act("approve", "village_director", "director", {}),
    Act("opinion", "construction_head", "joint.construction", OPINION),
    Act("opinion", "land_head", "joint.land", OPINION),
    Act("opinion", "water_head", "joint.water", OPINION),
    Act("opinion", "agri_head", "joint.agriculture", OPINION),
    Act("approve", "deputy_leader.build", "leader", {}),
    Act("finish", "mayor", "mayor", {}),
)
"""After handing in; thirteen with it."""


class Driver:
    """Drives cases through the office, each act by whoever holds the post."""

    def __init__(self, town: BenchTown) -> None:
        self.town = town
        self.clerk = town.visitor("village_clerk")
        self.visitors: dict[str, Visitor] = {act.post: town.visitor(act.post) for act in ACTS}
        self.households = count()

    def draft(self, dossier: Mapping[str, Any] | None = None) -> tuple[str, int]:
        """A draft filled in for another household, and saved: its id and version."""
        hall = self.town.hall
        household = {"household_no": f"{self.town.unit}-{next(self.households):06d}"}
        filled = {**(dossier or self.town.dossier), **household}
        draft = drafting.begin(hall, self.clerk, FORM, self.town.unit)
        return draft, drafting.save(hall, self.clerk, draft, filled, 1).version

    def submit(self, draft: str, version: int) -> str:
        """Hand a draft in as it was saved."""
        case = submitting.submit(self.town.hall, self.clerk, draft, {}, version)
        if not isinstance(case, str):
            raise ValueError(f"the dossier was refused: {case.sheet.complaints}")
        return case

    def seq(self, case: str) -> int:
        """What the page showed: how many events the case has."""
        with self.town.hall.archive(read_only=True) as archive:
            found = archive.case(case, EVERYTHING)
        if found is None:
            raise LookupError(case)
        return found.seq

    def decide(self, case: str, act: Act, seq: int) -> None:
        """Take one decision."""
        visitor = self.visitors[act.post]
        done = deciding.decide(self.town.hall, visitor, case, act.step, "agree", seq=seq, raw=act.filled)
        if isinstance(done, deciding.Undecided):
            raise ValueError(f"{act.step} was refused: {done.refused}")

    def case(self, timed: Callable[[str, Callable[[], Any]], Any], acts: int = len(ACTS)) -> str:
        """Drive one case; every act goes through `timed`, all between them does not."""
        draft, version = self.draft()
        case: str = timed("submit", lambda: self.submit(draft, version))
        for act in ACTS[:acts]:
            seq = self.seq(case)
            timed(act.kind, lambda act=act, seq=seq: self.decide(case, act, seq))
        return case


@dataclass(frozen=True, slots=True)
class Written:
    """What the office wrote for one case: its draft, then each act's statements."""

    before: tuple[Sent, ...]
    acts: tuple[tuple[Sent, ...], ...]


def run(places: tuple[Place, ...], scale: Scale, progress: Progress) -> Iterator[Outcome]:
    """Thirteen acts on each database."""
    for place in places:
        with place.fresh() as url, place.fresh() as bare_url, bench_town(url) as town, bench_town(bare_url):
            yield _measured(place, Driver(town), bare_url, scale, progress)


def _measured(place: Place, driver: Driver, bare_url: str, scale: Scale, progress: Progress) -> Outcome:
    cases = scale.of(30, least=2)
    driver.case(lambda kind, act: act())
    step = progress(f"acts · {place.title} · listening to the office", cases)
    written = []
    spoken: list[Spoken] = []
    for _ in range(cases):
        one, spoken = heard(driver)
        written.append(one)
        step()
    step = progress(f"acts · {place.title} · {cases} cases by the office, {cases} by raw SQL", cases)
    found = Race()
    by_kind: dict[str, list[Took]] = defaultdict(list)
    with Bare(bare_url, acts=True) as bare, undisturbed():
        for one in written:
            took: list[Took] = []

            def clocked(kind: str, act: Callable[[], Any], took: list[Took] = took) -> Any:
                given: list[Any] = []
                took.append(timed(lambda: given.append(act())))
                by_kind[kind].append(took[-1])
                return given[0]

            driver.case(clocked)
            found.our_times.append(sum(took, NOTHING))
            bare.write(one.before)
            found.floor_times.append(sum((timed(partial(bare.write, act)) for act in one.acts), NOTHING))
            step()
    return Outcome(
        what=f"one case, {len(ACTS) + 1} acts",
        place=place.title,
        ours=found.ours,
        floor=found.floor,
        floor_is="the same rows written by raw SQL, committed act by act",
        aim=2.0,
        where=where(lambda: driver.case(lambda kind, act: act()), rounds=3),
        spoken=tuple({one.act: one for one in spoken}.values()),
        notes=tuple(f"{kind}: {typical(times).wall * 1000:.2f} ms" for kind, times in by_kind.items()),
    )


def heard(driver: Driver) -> tuple[Written, list[Spoken]]:
    """Drive one case and keep what the office wrote, and how much it said."""
    acts: list[tuple[Sent, ...]] = []
    spoken: list[Spoken] = []
    with overheard() as sent:
        before: list[Sent] = []

        def listened(kind: str, act: Callable[[], Any]) -> Any:
            if not acts:
                before.extend(one for one in sent if one.writes)
            sent.clear()
            given = act()
            spoken.append(Spoken.of(kind, sent))
            acts.append(tuple(one for one in sent if one.writes))
            sent.clear()
            return given

        driver.case(listened)
    return Written(tuple(before), tuple(acts)), spoken
