"""Is what was worked out once worked out once, and never shown where it no longer holds?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.halls import OpenHall, compiled
from townhall.adapters.caches import BuiltBlueprints, CachedSeatings, Recent
from townhall.office import appointing, publishing
from townhall.ports.hall import Hall
from townhall.record.people import Holding, Person
from townhall.record.releases import Release
from townhall.spec.blueprint import Blueprint

VILLAGE = "420802102201"


@given(st.lists(st.integers(0, 6), max_size=60), st.integers(1, 5))
def test_the_value_is_always_the_keys_own_and_the_latest_are_kept(keys: list[int], most: int):
    recent: Recent[int] = Recent(most)
    latest: list[int] = []
    for key in keys:
        made: list[int] = []
        assert recent.get(key, making(made, key)) == key * key
        assert bool(made) == (key not in latest)
        latest = [key, *(one for one in latest if one != key)][:most]


def making(made: list[int], key: int) -> Callable[[], int]:
    def make() -> int:
        made.append(key)
        return key * key

    return make


def test_two_threads_get_one_value():
    recent: Recent[object] = Recent(10)
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(lambda _: recent.get("key", object), range(400)))) == 1


def test_what_could_not_be_made_is_not_kept():
    recent: Recent[int] = Recent(10)
    with pytest.raises(ZeroDivisionError):
        recent.get("key", lambda: 1 // 0)
    assert recent.get("key", lambda: 7) == 7


# -- blueprints ------------------------------------------------------------------------------------------


class Building:
    """Builds, and counts what it built."""

    def __init__(self, blueprint: Blueprint) -> None:
        self.blueprint, self.built = blueprint, Counter[str]()

    def __call__(self, release: Release) -> Blueprint:
        self.built[release.id] += 1
        return self.blueprint


@pytest.fixture
def hall(open_hall: OpenHall) -> Hall:
    found = compiled("zhanghe")
    opened = open_hall(found)
    publishing.publish(
        opened, found.release, found.blueprint, since=opened.today(), approved_by="the council"
    )
    return opened


def test_a_release_is_built_once_and_from_the_archive(hall: Hall):
    found = compiled("zhanghe")
    building = Building(found.blueprint)
    built = BuiltBlueprints(building)
    with hall.archive(read_only=True) as archive:
        for _ in range(3):
            assert built.of(archive, found.release.id) is found.blueprint
            assert built.in_force(archive, "zhanghe", hall.today()) == (found.release.id, found.blueprint)
        assert building.built == {found.release.id: 1}
        with pytest.raises(LookupError, match="town/nowhere"):
            built.in_force(archive, "nowhere", hall.today())
        with pytest.raises(LookupError):
            built.in_force(archive, "zhanghe", date(1999, 1, 1))
        with pytest.raises(LookupError):
            built.of(archive, "no release of that id")


# -- seatings --------------------------------------------------------------------------------------------


def appoint(hall: Hall, id: str) -> None:
    holding = Holding(id, "zhanghe", "village_clerk", VILLAGE, hall.today())
    appointing.appoint(hall, [Person(id, "甲", id)], [holding])


def test_a_seating_is_read_again_when_somebody_is_appointed(hall: Hall):
    seatings, blueprint = CachedSeatings(), compiled("zhanghe").blueprint
    with hall.archive(read_only=True) as archive:
        first = seatings.of(archive, blueprint, hall.today())
        assert seatings.of(archive, blueprint, hall.today()) is first
    appoint(hall, "one")
    with hall.archive(read_only=True) as archive:
        second = seatings.of(archive, blueprint, hall.today())
        assert second is not first
        assert second.name("one") == "甲"
        assert seatings.of(archive, blueprint, hall.today()) is second


def test_each_day_and_each_version_of_a_town_has_its_own_seating(hall: Hall):
    seatings, blueprint = CachedSeatings(), compiled("zhanghe").blueprint
    appoint(hall, "one")
    other = replace(blueprint, town=replace(blueprint.town))
    yesterday = hall.today().fromordinal(hall.today().toordinal() - 1)
    with hall.archive(read_only=True) as archive:
        today = seatings.of(archive, blueprint, hall.today())
        assert seatings.of(archive, blueprint, yesterday).day == yesterday
        assert seatings.of(archive, other, hall.today()) is not today
        assert seatings.of(archive, other, hall.today()).town is other.town
