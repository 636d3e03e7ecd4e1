"""Do the people of a town live as people live: in households, in villages of many sizes, of every age?"""

from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from townhall.kernel.checksums import is_id_card
from townhall.kernel.text import Text
from townhall.rehearsal.demo.identity import Numbers
from townhall.rehearsal.demo.population import Population, settled, shared_out
from townhall.spec.towns import Unit

TODAY = date(2026, 4, 1)


def units() -> list[Unit]:
    villages = [Unit(f"420802102{201 + n}", "village", Text("刘院村", "")) for n in range(8)]
    communities = [Unit(f"42080210200{n + 1}", "community", Text("胜利社区", "")) for n in range(2)]
    return [*communities, *villages, Unit("420802102000", "town", Text("漳河镇", ""))]


@pytest.fixture(scope="module")
def town() -> Population:
    random = Random(11)
    return settled(random, Numbers(random), units(), 9000, TODAY)


def test_everybody_is_settled_and_only_where_people_live(town):
    assert town.count == 9000
    assert set(town.by_unit()) == {unit.code for unit in units() if unit.kind != "town"}


def test_a_household_has_about_three_members(town):
    assert 3.0 < town.count / len(town.households) < 3.35


def test_communities_are_larger_than_villages(town):
    sizes = {unit: sum(len(one.members) for one in households) for unit, households in town.by_unit().items()}
    communities = [size for unit, size in sizes.items() if unit[-3] == "0"]
    assert min(communities) > max(size for unit, size in sizes.items() if unit[-3] != "0")


def test_numbers_are_nobodys_and_nobody_shares_one(town):
    numbers = [one.id_number for one in town.villagers]
    assert all(is_id_card(number) for number in numbers)
    assert {number[:6] for number in numbers} == {"990101"}
    assert len(set(numbers)) == len(numbers)


def test_a_number_says_when_and_as_what_somebody_was_born(town):
    for one in town.villagers:
        assert one.id_number[6:14] == f"{one.born:%Y%m%d}"
        assert int(one.id_number[16]) % 2 == one.is_male


def test_nobody_is_unborn_or_a_hundred_and_ten(town):
    ages = [one.age_on(TODAY) for one in town.villagers]
    assert min(ages) == 0
    assert max(ages) < 105
    assert sum(age < 16 for age in ages) > 900
    assert sum(age > 65 for age in ages) > 900


def test_the_head_of_a_household_is_grown_up(town):
    assert min(household.head.age_on(TODAY) for household in town.households) >= 18


def test_no_two_of_a_household_are_called_alike(town):
    for household in town.households:
        assert len({one.name for one in household.members}) == len(household.members)


def test_keys_name_village_household_and_person(town):
    first = town.households[0]
    assert first.number == f"{first.unit}-0001"
    assert first.head.number == f"{first.number}-1"
    numbers = [one.number for one in town.villagers]
    assert len(set(numbers)) == len(numbers)


def test_groups_count_from_one_without_gaps(town):
    for households in town.by_unit().values():
        groups = {int(one.group.removesuffix("组")) for one in households}
        assert groups == set(range(1, len(groups) + 1))


def test_a_village_is_full_of_its_namesakes(town):
    lius = sum(one.head.name.startswith("刘") for one in town.by_unit()["420802102201"])
    assert lius / len(town.by_unit()["420802102201"]) > 0.2


def test_the_same_seed_settles_the_same_people(town):
    random = Random(11)
    assert settled(random, Numbers(random), units(), 9000, TODAY) == town


def test_nobody_can_live_where_there_is_no_village():
    random = Random(1)
    with pytest.raises(ValueError, match="no village"):
        settled(random, Numbers(random), units()[-1:], 10, TODAY)


@given(st.integers(0, 100_000), st.lists(st.floats(0.1, 10), min_size=1, max_size=60))
def test_parts_are_fair_and_nothing_is_lost(total, weights):
    parts = shared_out(total, weights)
    assert sum(parts) == total
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - total * weight / sum(weights)) < 1.01
