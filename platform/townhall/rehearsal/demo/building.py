"""How does an empty database become the demo: people, staff, books, and months of the office's history?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from random import Random
from typing import Protocol

from townhall.kernel.text import Text
from townhall.office.appointing import appoint
from townhall.office.demonstrating import DEMO
from townhall.ports.archive import Archive, CaseQuery, OpenArchive
from townhall.ports.hall import Hall
from townhall.record.entries import Entry, Want
from townhall.record.people import Sight
from townhall.record.refusals import Refused
from townhall.rehearsal.demo import lettings
from townhall.rehearsal.demo.acting import Acting
from townhall.rehearsal.demo.books import standing
from townhall.rehearsal.demo.closings import closed_before, closed_villages, closings
from townhall.rehearsal.demo.courses import Course
from townhall.rehearsal.demo.economy import companies
from townhall.rehearsal.demo.ground import Ground
from townhall.rehearsal.demo.identity import Numbers, SeededNames
from townhall.rehearsal.demo.making import Maker
from townhall.rehearsal.demo.months import first_day, months
from townhall.rehearsal.demo.planning import planned
from townhall.rehearsal.demo.population import PLACES, settled
from townhall.rehearsal.demo.setting import Setting, setting_of
from townhall.rehearsal.demo.staffing import Staff, Staffing
from townhall.rehearsal.playing import StageClock
from townhall.spec.blueprint import Blueprint
from townhall.spec.towns import Unit

DEMO_PASSWORD = "townhall-demo"  # noqa: S105  # everyone's in a demo, printed on the screen
PEOPLE = 48_000
"""The people of the demo's first town."""

FEW_PEOPLE, FEW_VILLAGES = 900, 5
"""A second town is there to show that it sees nothing of the first; few live in it."""

FEWEST = 2_000
"""With fewer people a village would not have enough grown ones for its posts and papers."""

MONTHS = 14
"""So many months stand in the books of a village, so that months, quarters and years can be compared."""

BATCH = 5000


class Progress(Protocol):
    """Hears how far the building has got."""

    def step(self, title: Text, done: int, total: int) -> None:
        """So much of it is done."""
        ...


@dataclass(frozen=True, slots=True)
class DemoSummary:
    """What the demo has. `cases` by state."""

    towns: int
    villages: int
    persons: int
    households: int
    staff: int
    entries: int
    cases: Mapping[str, int]

    @property
    def say(self) -> Text:
        """The summary in a sentence."""
        count = sum(self.cases.values())
        return Text(
            f"{self.towns}个镇街，{self.villages}个村（社区），{self.households}户{self.persons}人，"
            f"工作人员{self.staff}名，台账{self.entries}条，办件{count}件",
            f"{self.towns} towns, {self.villages} villages, {self.persons} people in {self.households} "
            f"households, {self.staff} staff, {self.entries} entries, {count} cases",
        )

    def __str__(self) -> str:
        return f"{self.say.zh}\n{self.say.en}"


def build_demo(hall: Hall, *, seed: int, progress: Progress, people: int = PEOPLE) -> DemoSummary:
    """Fill a database whose towns have their first release and nothing else; the same seed, the same demo.

    The towns must be in force on the days of the history: from the first of January of the year before.
    All of it is kept in one transaction, the mark that this is a demo included: an attempt that fails leaves
    nothing, and thousands of acts do not wait for the disk. `people` settle in the first town.

    Raises:
        Refused: no town has a release, or somebody holds a post already.
        ValueError: fewer than 2,000 people are asked for.
    """
    if people < FEWEST:
        raise ValueError(f"{people} people are too few for a town; {FEWEST} are enough")
    with hall.archive() as archive:
        return _Building(replace(hall, archive=_lent(archive)), seed, progress, people).built()


def _lent(archive: Archive) -> OpenArchive:
    """Lends one open unit of work to every act; right only because nobody else acts meanwhile."""

    def opened(*, read_only: bool = False) -> AbstractContextManager[Archive]:
        del read_only  # whoever only looks must see what was just done
        return nullcontext(archive)

    return opened


class _Building:
    def __init__(self, hall: Hall, seed: int, progress: Progress, people: int) -> None:
        self._now = hall.now()
        self._clock = StageClock(self._now)
        self._random = Random(seed)
        names = SeededNames(Random(f"{seed}/names"), self._clock)
        self._hall = replace(hall, clock=self._clock, names=names)
        self._seed, self._progress, self._people = seed, progress, people
        self._numbers = Numbers(self._random)
        self._entries = 0

    def built(self) -> DemoSummary:
        """Everything, in order."""
        blueprints = self._towns()
        ids = iter(self._hall.names.new, None)
        staffing = Staffing(self._random, self._numbers, ids, date(self._today.year - 2, 1, 1))
        grounds: dict[str, Ground] = {}
        staff: list[Staff] = []
        for order, blueprint in enumerate(blueprints):
            grounds[blueprint.town.name] = ground = self._ground(blueprint, is_first=order == 0)
            suffix = "" if order == 0 else f"@{blueprint.town.name}"
            residents = ground.population.by_unit()
            staff.append(staffing.staffed(blueprint, residents, is_small=order > 0, suffix=suffix))
        self._appoint(staff)
        for blueprint, employed in zip(blueprints, staff, strict=True):
            self._book(blueprint, grounds[blueprint.town.name], employed)
        self._play(blueprints, grounds)
        with self._hall.archive() as archive:
            archive.set_setting(DEMO, "yes")
        return DemoSummary(
            towns=len(blueprints),
            villages=sum(len(ground.units) for ground in grounds.values()),
            persons=sum(ground.population.count for ground in grounds.values()),
            households=sum(len(ground.population.households) for ground in grounds.values()),
            staff=sum(len(one.people) for one in staff),
            entries=self._entries,
            cases=self._states(blueprints),
        )

    @property
    def _today(self) -> date:
        return self._now.date()

    def _towns(self) -> tuple[Blueprint, ...]:
        """The towns, the one with most units first.

        Raises:
            Refused: there is none, or somebody is here already.
        """
        with self._hall.archive(read_only=True) as archive:
            names = archive.towns()
            if not names:
                raise Refused(
                    Text(
                        "请先发布一个镇的定义，再生成演示。",
                        "Publish a town's definitions first, then make the demo.",
                    )
                )
            if any(archive.holdings(name) for name in names):
                raise Refused(
                    Text(
                        "这个数据库里已有工作人员，演示只能生成在空的数据库里。",
                        "Somebody works in this database already; a demo is made in an empty one only.",
                    )
                )
            found = [self._hall.blueprints.in_force(archive, name, self._today)[1] for name in names]
        return tuple(sorted(found, key=lambda one: (-len(one.town.units), one.town.name)))

    # -- people and books ------------------------------------------------------------------------------

    def _ground(self, blueprint: Blueprint, *, is_first: bool) -> Ground:
        places = [unit for unit in blueprint.town.units if unit.kind in PLACES]
        if not is_first:
            places = _few(places)
        people = self._people if is_first else FEW_PEOPLE
        population = settled(self._random, self._numbers, places, people, self._today)
        return Ground(
            town=blueprint.town,
            population=population,
            companies=companies(self._numbers),
            years=(self._today.year - 1, self._today.year),
            on=self._today,
        )

    def _appoint(self, staff: Sequence[Staff]) -> None:
        title = Text("安排岗位", "Filling posts")
        people = [person for one in staff for person in one.people]
        appoint(self._hall, people, [holding for one in staff for holding in one.holdings])
        hashed = self._hall.passwords.hash(DEMO_PASSWORD)
        with self._hall.archive() as archive:
            for person in people:
                archive.set_password(person.id, hashed)
        self._progress.step(title, len(people), len(people))

    def _book(self, blueprint: Blueprint, ground: Ground, staff: Staff) -> None:
        title = Text(f"{blueprint.town.title.zh}建账", f"Books of {blueprint.town.title.en}")
        leads = {one.unit: one.person for one in staff.holdings if one.post == "village_director"}
        found = standing(self._random, self._numbers, ground, leads)
        books = {name: list(entries) for name, entries in found}
        let = lettings.let(self._random, self._numbers, ground, first_day(self._today, MONTHS))
        books.update(lettings.by_register(let))
        books["fund"], books["budget_move"] = let.fund, []
        for _, month in months(self._random, self._numbers, ground, MONTHS):
            books["fund"].extend(month.fund)
            books["budget_move"].extend(month.moves)
        total, done = sum(map(len, books.values())), 0
        for name, entries in books.items():
            register = blueprint.registers.get(name)
            if register is None:
                continue
            for batch in _batches(entries):
                with self._hall.archive() as archive:
                    done += archive.add_entries(register, batch)
                self._progress.step(title, done, total)
        self._entries += done

    # -- history ---------------------------------------------------------------------------------------

    def _play(self, blueprints: Sequence[Blueprint], grounds: Mapping[str, Ground]) -> None:
        title = Text("办理历史业务", "Living through some months")
        played: list[tuple[Setting, Course]] = []
        for order, blueprint in enumerate(blueprints):
            ground = grounds[blueprint.town.name]
            setting = setting_of(self._hall, blueprint, ground)
            courses = planned(setting, ground, self._random, is_first=order == 0)
            played.extend((setting, course) for course in courses)
        acting = Acting(self._hall, self._clock, Maker(self._random, self._numbers))

        def tell(done: int, total: int) -> None:
            self._progress.step(title, done, total)

        scheduled = acting.scheduled(played, self._now, self._seed)
        begins = min((moment for moment, _ in scheduled), default=self._now).date()
        for blueprint in blueprints:
            self._close(blueprint, grounds[blueprint.town.name], begins)
        acting.play(scheduled, self._now, tell)
        self._clock.moment = self._now
        acting.leave_drafts({id(setting): setting for setting, _ in played}.values())

    def _close(self, blueprint: Blueprint, ground: Ground, begins: date) -> None:
        """Close the months of most villages before those that the history closes."""
        title = Text(f"{blueprint.town.title.zh}月结", f"Months closed in {blueprint.town.title.en}")
        closing, fund = blueprint.registers.get("closing"), blueprint.registers.get("fund")
        if closing is None or fund is None:
            return
        with self._hall.archive() as archive:
            wants = {
                unit: Want("register", "fund", (("org", unit.code),)) for unit in closed_villages(ground)
            }
            moved = archive.rows(ground.town.name, {"fund": fund}, list(wants.values()))
            done = 0
            for number, (unit, want) in enumerate(wants.items(), start=1):
                values = [entry.values for entry in moved[want]]
                done += archive.add_entries(closing, closings(ground, unit, values, closed_before(begins)))
                self._progress.step(title, number, len(wants))
        self._entries += done

    def _states(self, blueprints: Sequence[Blueprint]) -> dict[str, int]:
        found: dict[str, int] = {}
        with self._hall.archive(read_only=True) as archive:
            for blueprint in blueprints:
                sight = Sight(blueprint.town.name, None, whole=True)
                query = CaseQuery(limit=100)
                while rows := archive.cases(query, sight):
                    for row in rows:
                        found[row.state] = found.get(row.state, 0) + 1
                    query = replace(query, after=rows[-1].cursor)
        return found


def _few(places: Sequence[Unit]) -> list[Unit]:
    """A few villages and communities of a town, half of each where both are there."""
    villages = [unit for unit in places if unit.kind == "village"]
    others = [unit for unit in places if unit.kind != "village"]
    few = villages[: FEW_VILLAGES - min(2, len(others))] + others[:2]
    return [unit for unit in places if unit in few]


def _batches(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    left = iter(entries)
    while batch := list(islice(left, BATCH)):
        yield batch
