"""Which town do the journeys go through? A village with its books and every post it can reach, served.

The town is built once and copied for each test, so that journeys run at the same time and in any order. Its
clock stands at a working day of the pilot's year when a journey begins and runs on from there, and may be
moved forward on screen: the database is marked demo.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from threading import Thread
from typing import Any

from playwright.sync_api import BrowserContext, Page
from werkzeug.serving import make_server

from tests.halls import compiled, on, plugged
from townhall import bootstrap
from townhall.adapters.shifted_clock import ShiftedClock
from townhall.kernel.marks import NOWHERE
from townhall.office import attaching, demonstrating, drafting, looking, publishing, working
from townhall.office.views import CaseView
from townhall.ports.hall import Hall
from townhall.ports.world import ZONE
from townhall.record.cases import Case
from townhall.rehearsal.dossiers import typed
from townhall.rehearsal.playing import Production, Rehearsal
from townhall.spec.blueprint import Blueprint
from townhall.spec.scenarios import Play
from townhall.web.app import create_app

VILLAGE = "420802102201"
PASSWORD = "four unlike words here"
MORNING = datetime(2026, 4, 8, 9, 30, tzinfo=ZONE)
"""A Wednesday; the village's books are of that year."""

SCENARIO = "small_payment_is_paid"
"""Whose stage it is: 刘院村 before anything happens."""

OF_THE_COOPERATIVE = "coop_lets_its_pond"
"""The same with the books of its cooperative."""

LAST_MONTH = tuple(
    {
        "org": VILLAGE,
        "account": f"{VILLAGE}/basic",
        "day": f"2026-03-{1 + number % 31:02}",
        "direction": "in" if number % 5 == 0 else "out",
        "amount": f"{100 + number * 37}.50",
        "category": ("maintenance", "office", "utilities", "worktime")[number % 4],
        "source": "own",
        "purpose": f"村级日常收支第{number + 1}笔，按月公开供村民查阅",
        "counterparty": "示例电器经营部" if number % 2 else "张某某",
        "method": "bank_direct",
    }
    for number in range(230)
)
"""More rows of money than one page shows, in the month before the journeys."""

CHECKLIST = tuple(
    {"standard": "村账2026版", "item": item, "requirement": requirement}
    for item, requirement in (("收支是否入账", "当月收支当月入账"), ("票据是否齐全", "一笔一票"))
)
"""What an inspector of village books looks at."""


@dataclass(frozen=True, slots=True)
class Ground:
    """The town as built once: the folder of its key and files, and what it was built from."""

    folder: Path
    production: Production
    scenario: Any
    neighbour: Blueprint


class RunningClock:
    """Begins at a set moment and runs as fast as any clock."""

    def __init__(self, begins: datetime) -> None:
        self._lead = begins - datetime.now(ZONE)

    def now(self) -> datetime:
        return datetime.now(ZONE) + self._lead


def build(url: str, folder: Path) -> Ground:
    """Publish the release, fill the posts, put the books in: the state before each journey."""
    found, neighbour = compiled("zhanghe"), compiled("shuangxi")
    assert (*found.problems, *neighbour.problems) == ()
    settings = on(url, folder)
    bootstrap.prepare_database(settings)
    hall = bootstrap.open_hall(settings)
    publishing.found_town(hall, neighbour.release, neighbour.blueprint, since=date(2026, 1, 1))
    production = replace(bootstrap.production(settings, plugged(), found), open_hall=lambda: hall)
    staged = next(one for one in found.scenarios if one.name == SCENARIO)
    coop = next(one for one in found.scenarios if one.name == OF_THE_COOPERATIVE)
    given = {**coop.given, "register/fund": LAST_MONTH, "register/standard_item": CHECKLIST}
    scenario = replace(staged, play=(), given=given)
    rehearsal = Rehearsal(scenario, production)
    rehearsal.set_up()
    hashed = hall.passwords.hash(PASSWORD)
    with hall.archive() as archive:
        archive.set_setting(demonstrating.DEMO, "yes")
        for person in rehearsal.cast.people:
            archive.set_password(person.id, hashed)
    hall.close()
    return Ground(folder, production, scenario, neighbour.blueprint)


@dataclass(slots=True)
class Town:
    """A served copy of the town."""

    address: str
    hall: Hall
    ground: Ground
    rehearsal: Rehearsal

    # -- people ----------------------------------------------------------------------------------------

    def person(self, by: str) -> str:
        """Who holds a post: `village_clerk`, `finance_group_member#2`, `deputy_leader.finance`."""
        return self.rehearsal.cast.holder(by)

    def name(self, by: str) -> str:
        """What they are called."""
        wanted = self.person(by)
        return next(one.name for one in self.rehearsal.cast.people if one.id == wanted)

    def login(self, by: str) -> str:
        wanted = self.person(by)
        return str(next(one.login for one in self.rehearsal.cast.people if one.id == wanted))

    def seat(self, context: BrowserContext, by: str, device: str = "Chrome") -> None:
        """Let somebody sit down at a browser, signed in already."""
        token = demonstrating.sign_in_as(self.hall, self.person(by), device)
        context.add_cookies([{"name": "visit", "value": token, "url": self.address}])

    def open(self, context: BrowserContext, path: str, by: str | None = None) -> Page:
        """A new page at an address of the town, as somebody or as nobody."""
        if by is not None:
            self.seat(context, by)
        page = context.new_page()
        page.goto(self.address + path)
        return page

    # -- what happened before the journey --------------------------------------------------------------

    def submitted(self, form: str, by: str = "village_clerk", **changed: Any) -> str:
        """The specimen dossier of a form, handed in; gives the case's id."""
        self._play("submit", f"form/{form}", {"by": by, "with": changed})
        return self.rehearsal.case

    def drafted(self, form: str, by: str = "village_clerk") -> str:
        """The specimen dossier of a form, all filled in and not yet handed in; gives the draft's id."""
        visitor = self.rehearsal.visitor(by)
        draft = drafting.begin(self.hall, visitor, form, VILLAGE)

        def attached(name: str, content: bytes) -> str:
            return attaching.attach(self.hall, visitor, draft, name, content).id

        sheet = self.rehearsal.blueprint.forms[form].sheet
        raw = typed(sheet, self.ground.production.examples[form], attached, self.person)
        drafting.save(self.hall, visitor, draft, raw, 1)
        return draft

    def decided(self, by: str, choice: str = "agree", **keys: Any) -> None:
        """One more decision in the case handed in last."""
        self._play("decide", choice, {"by": by, **keys})

    def filled(self, form: str, by: str, **changed: Any) -> None:
        """A matter that waits for somebody, filled in from the specimen and handed in."""
        self._play("fill", f"form/{form}", {"by": by, "with": changed})

    def _play(self, act: str, what: Any, keys: Mapping[str, Any]) -> None:
        self.rehearsal.clock.moment = self.hall.now()
        failures = tuple(self.rehearsal.played(Play(act, what, keys, {}, NOWHERE)))
        assert failures == ()
        assert not self.rehearsal.is_refused, self.rehearsal.refused

    # -- what came of it -------------------------------------------------------------------------------

    def case(self, id: str) -> Case:
        self.rehearsal.case = id
        return self.rehearsal.standing_case()

    def cases(self) -> int:
        """How many cases the village clerk has started."""
        visitor = self.rehearsal.visitor("village_clerk")
        return len(looking.cases(self.hall, visitor, which="all").lines)

    def seen(self, id: str, by: str) -> CaseView:
        """A case as somebody sees it."""
        return looking.case(self.hall, self.rehearsal.visitor(by), id)

    def work(self) -> working.Worked:
        """One round of what no person is asked to do."""
        self.hall.attend()
        return working.work(self.hall)


class Doorstep:
    """Answers for an application that is not there yet: its address must be known to make it."""

    app: Callable[..., Any]

    def __call__(self, environ: Any, start_response: Any) -> Any:
        return self.app(environ, start_response)


@contextmanager
def raised(ground: Ground, url: str, folder: Path) -> Iterator[Town]:
    """A copy of the town, its database at `url`, in a folder of its own, served from a free port here."""
    shutil.copytree(ground.folder, folder, dirs_exist_ok=True)
    doorstep = Doorstep()
    server = make_server("127.0.0.1", 0, doorstep, threaded=True)
    address = f"http://127.0.0.1:{server.server_port}"
    opened = bootstrap.open_hall(replace(on(url, folder), public_base_url=address))
    clock = ShiftedClock(RunningClock(MORNING), lambda: _ahead(opened))
    hall = replace(opened, clock=clock, attend=clock.attend)
    production = replace(ground.production, open_hall=lambda: hall)
    doorstep.app = create_app(hall)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Town(address, hall, ground, Rehearsal(ground.scenario, production))
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        hall.close()


def _ahead(hall: Hall) -> timedelta:
    with hall.archive(read_only=True) as archive:
        return timedelta(minutes=int(archive.setting(demonstrating.CLOCK) or 0))
