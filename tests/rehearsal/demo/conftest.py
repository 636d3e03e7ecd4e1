"""The town on whose definitions the demo is tested, and the demo itself."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import pytest

from townhall import bootstrap
from townhall.kernel.text import Text
from townhall.office import publishing, visiting
from townhall.ports.archive import EntryQuery
from townhall.ports.hall import Hall
from townhall.ports.world import ZONE
from townhall.record.cases import Case
from townhall.record.people import Sight
from townhall.rehearsal.demo import DemoSummary, build_demo
from townhall.rehearsal.playing import StageClock
from townhall.settings import Settings
from townhall.spec.blueprint import Blueprint

NOW = datetime(2026, 6, 17, 10, 30, tzinfo=ZONE)
TOWNS = ("zhanghe", "shuangxi")


@pytest.fixture(scope="session")
def blueprint() -> Blueprint:
    """What 漳河镇 runs."""
    settings = Settings.from_environment({})
    found = bootstrap.compiled(settings, bootstrap.catalog(settings), "zhanghe").blueprint
    assert found is not None
    return found


class Heard:
    """Keeps what the building said of its progress."""

    def __init__(self) -> None:
        self.steps: list[tuple[Text, int, int]] = []

    def step(self, title: Text, done: int, total: int) -> None:
        self.steps.append((title, done, total))


@dataclass
class Demo:
    hall: Hall
    summary: DemoSummary
    heard: Heard

    def visitor(self, login: str, town: str = "zhanghe") -> visiting.Visitor:
        with self.hall.archive(read_only=True) as archive:
            return visiting.visitor(self.hall, archive, archive.person_by_login(login), "test", town)

    def cases(self, town: str = "zhanghe") -> list[Case]:
        whole = Sight(town, None, whole=True)
        with self.hall.archive(read_only=True) as archive:
            return [archive.case(case, whole) for case in archive.case_ids(town)]

    def standing(self, register: str, town: str = "zhanghe") -> list[dict[str, Any]]:
        """The values of every entry of a register that stands."""
        with self.hall.archive(read_only=True) as archive:
            _, blueprint = self.hall.blueprints.in_force(archive, town, NOW.date())
            query = EntryQuery(blueprint.registers[register], town, None, limit=100_000)
            return [entry.values for entry in archive.entries(query).entries]


@pytest.fixture(scope="session")
def demo() -> Iterator[Demo]:
    """The demo with fewer people, so that it is made in seconds, and all of its history."""
    settings = Settings.from_environment({})
    plugged = bootstrap.catalog(settings)
    hall = replace(bootstrap.stage(settings, plugged)(), clock=StageClock(NOW))
    for town in TOWNS:
        found = bootstrap.compiled(settings, plugged, town)
        publishing.found_town(hall, found.release, found.blueprint, since=date(NOW.year - 1, 1, 1))
    heard = Heard()
    yield Demo(hall, build_demo(hall, seed=2026, progress=heard, people=2500), heard)
    hall.close()
