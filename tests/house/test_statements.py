"""Does every act and every page ask the database as often for many rows as for few, and how often is that?

An act is one transaction with a handful of statements, and nothing is asked in a loop: with two rows or with
twenty, with two cases on a list or with twenty, the number is the same. The numbers below are the most there
may be; whoever makes one smaller lowers it here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest

from tests.bench.acts import ACTS, Driver
from tests.bench.sites import Site
from tests.bench.statements import HOUSEKEEPING, overheard
from tests.bench.town import FORM, bench_town
from tests.fixtures_postgres import Cluster
from townhall.office import attaching, drafting, ledgers, looking
from townhall.office.signing_in import begin_session
from townhall.web.app import create_app

FEW, MANY = 2, 20

MOST_OF_AN_ACT: Mapping[str, int] = {
    "begin": 3,
    "save": 5,
    "attach": 3,
    "submit": 11,
    "stamp": 4,
    "approve": 5,
    "opinion": 4,
    "finish": 6,
}
"""By kind of act. Begin and save also draw the sheet again; a file is held against the field that takes it."""

MOST_OF_A_PAGE: Mapping[str, int] = {
    "/desk": 8,
    "/desk?tab=drafts": 9,
    "/desk?tab=copied": 8,
    "/desk?tab=started": 8,
    "/desk?tab=done": 8,
    "/objections": 7,
    "/watch": 9,
    "/start": 7,
    "/case/{case}": 8,
    "/draft/{draft}": 10,
    "/v/{unit}": 4,
    "/v/{unit}/bench_grants": 5,
}
"""By address, with what stands at the door and in the frame: the demo's clock, who it is, what waits."""


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def driver(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Driver]:
    if request.param == "sqlite":
        with bench_town(f"sqlite:///{tmp_path / 'town.sqlite'}") as town:
            yield Driver(town)
        return
    cluster: Cluster = request.getfixturevalue("postgres_cluster")
    with cluster.database() as url, bench_town(url) as town:
        yield Driver(town)


def said(act: Callable[[], Any]) -> list[str]:
    with overheard() as sent:
        act()
    return [one.text for one in sent if one.verb not in HOUSEKEEPING]


def lines(driver: Driver, number: int) -> list[dict[str, str]]:
    first = driver.town.dossier["lines"][0]
    return [{**first, "item": f"{first['item']}{place}"} for place in range(number)]


def case(driver: Driver, rows: int) -> dict[str, list[str]]:
    """What every act of one case said, with so many rows in its table; of acts of one kind the first."""
    heard: dict[str, list[str]] = {}

    def listening(kind: str, act: Callable[[], Any]) -> Any:
        given: list[Any] = []
        heard.setdefault(kind, said(lambda: given.append(act())))
        return given[0] if given else act()

    hall, clerk = driver.town.hall, driver.clerk
    draft: list[str] = []
    heard["begin"] = said(lambda: draft.append(drafting.begin(hall, clerk, FORM, driver.town.unit)))
    filled = {**driver.town.dossier, "lines": lines(driver, rows)}
    heard["save"] = said(lambda: drafting.save(hall, clerk, draft[0], filled, 1))
    heard["attach"] = said(lambda: attaching.attach(hall, clerk, draft[0], "a.pdf", b"%PDF-1.7"))
    id = listening("submit", lambda: driver.submit(draft[0], 2))
    for act in ACTS:
        seq = driver.seq(id)
        listening(act.kind, partial(driver.decide, id, act, seq))
    return heard


def test_no_act_asks_more_for_more_rows(driver: Driver) -> None:
    case(driver, FEW)  # what is looked up once in the life of a process is known from here on
    few, many = case(driver, FEW), case(driver, MANY)
    assert {kind: len(one) for kind, one in many.items()} == {kind: len(one) for kind, one in few.items()}
    for kind, most in MOST_OF_AN_ACT.items():
        assert len(many[kind]) <= most, (kind, many[kind])
    assert set(many) == set(MOST_OF_AN_ACT)


def nobody(kind: str, act: Callable[[], Any]) -> Any:
    return act()


def started(driver: Driver, cases: int) -> tuple[str, str]:
    """So many cases at each of three stages, and as many drafts; a case halfway through and a draft by id."""
    halfway, draft = "", ""
    for _ in range(cases):
        driver.case(nobody, acts=0)
        driver.case(nobody)
        halfway, draft = driver.case(nobody, acts=7), driver.draft()[0]
    return halfway, draft


def asked(site: Site, address: str) -> list[str]:
    site.addresses = cycle([address])
    return said(site.get)


def pages(driver: Driver, seen: Mapping[str, str]) -> dict[str, list[str]]:
    hall = driver.town.hall
    with hall.archive() as archive:
        token = begin_session(hall, archive, driver.clerk.person.id, "bench")
    site = Site(create_app(hall), [], token)
    asked(site, "/desk")  # whether this is a demo is asked once
    return {address: asked(site, address.format(**seen)) for address in MOST_OF_A_PAGE}


def test_no_page_asks_more_for_more_of_what_it_lists(driver: Driver) -> None:
    found = []
    for cases in (FEW, MANY):
        case, draft = started(driver, cases)
        found.append(pages(driver, {"case": case, "draft": draft, "unit": driver.town.unit}))
    few, many = found
    assert {page: len(one) for page, one in many.items()} == {page: len(one) for page, one in few.items()}
    for page, most in MOST_OF_A_PAGE.items():
        assert len(many[page]) <= most, (page, many[page])
    waiting = looking.tasks(driver.town.hall, driver.town.visitor("finance_group_member#1")).lines
    assert len(waiting) >= MANY
    assert len(ledgers.ledger(driver.town.hall, driver.town.unit, "bench_grants").rows) >= MANY
