"""Does everybody sit where definitions allow, and can everybody be told apart?"""

from collections import Counter
from datetime import date
from itertools import count
from random import Random

import pytest

from townhall import bootstrap
from townhall.office.appointing import check
from townhall.rehearsal.demo.identity import Numbers
from townhall.rehearsal.demo.population import PLACES, settled
from townhall.rehearsal.demo.staffing import Staff, Staffing
from townhall.settings import Settings
from townhall.spec.blueprint import Blueprint

SINCE = date(2024, 1, 1)


@pytest.fixture(scope="module")
def towns() -> dict[str, Blueprint]:
    settings = Settings.from_environment({})
    plugged = bootstrap.catalog(settings)
    return {town: bootstrap.compiled(settings, plugged, town).blueprint for town in ("zhanghe", "shuangxi")}


@pytest.fixture(scope="module")
def staff(towns) -> dict[str, Staff]:
    random = Random(9)
    numbers = Numbers(random)
    staffing = Staffing(random, numbers, (f"person-{number:04}" for number in count()), SINCE)
    units = {name: blueprint.town.units for name, blueprint in towns.items()}
    large = settled(random, numbers, units["zhanghe"], 4000, SINCE).by_unit()
    places = [unit for unit in units["shuangxi"] if unit.kind in PLACES][:4]
    few = settled(random, numbers, places, 300, SINCE).by_unit()
    return {
        "zhanghe": staffing.staffed(towns["zhanghe"], large),
        "shuangxi": staffing.staffed(towns["shuangxi"], few, is_small=True, suffix="@shuangxi"),
    }


def test_about_three_hundred_and_eighty_work_in_the_first_town(staff):
    assert 350 <= len(staff["zhanghe"].people) <= 420
    assert 30 <= len(staff["shuangxi"].people) <= 70


def test_every_holding_is_one_that_the_office_would_make(towns, staff):
    for name, blueprint in towns.items():
        standing = []
        for one in staff[name].holdings:
            check(blueprint, standing, one)
            standing.append(one)


def test_every_post_but_handlers_is_held(towns, staff):
    for name, blueprint in towns.items():
        kinds = {unit.kind for unit in blueprint.town.units}
        wanted = {post.name for post in blueprint.posts.values() if kinds & set(post.at)}
        held = {one.post for one in staff[name].holdings}
        assert wanted - held <= {"project_manager"}


def test_every_portfolio_is_held_once(towns, staff):
    held = Counter(one.portfolio for one in staff["zhanghe"].holdings if one.post == "deputy_leader")
    assert held == dict.fromkeys(("finance", "agri", "civil", "build"), 1)


def test_logins_are_typeable_and_nobody_shares_one(staff):
    logins = [person.login for one in staff.values() for person in one.people]
    assert len(set(logins)) == len(logins)
    assert all(login.isascii() and login == login.lower() and " " not in login for login in logins)
    assert {"clerk.201", "member.201.1", "deputy.finance", "specialist.1", "mayor", "mayor@shuangxi"} <= set(
        logins
    )


def test_a_finance_group_has_three_to_five_who_neither_ask_nor_approve(towns, staff):
    for unit in towns["zhanghe"].town.units:
        if unit.kind not in PLACES:
            continue
        here = [one for one in staff["zhanghe"].holdings if one.unit == unit.code]
        members = {one.person for one in here if one.post == "finance_group_member"}
        leads = {
            one.person
            for one in here
            if one.post in ("village_clerk", "village_director", "village_party_sec")
        }
        assert 3 <= len(members) <= 5
        assert not members & leads
        assert {one.person for one in here if one.post == "finance_group_leader"} < members


def test_in_some_villages_one_person_leads_committee_and_branch(staff):
    leads: dict[str, set[str]] = {}
    for one in staff["zhanghe"].holdings:
        if one.post in ("village_director", "village_party_sec"):
            leads.setdefault(one.unit, set()).add(one.person)
    assert Counter(map(len, leads.values())).keys() == {1, 2}


def test_every_unit_has_exactly_one_specialist(towns, staff):
    for name, blueprint in towns.items():
        shares = Counter(code for one in staff[name].holdings for code in one.responsible_for)
        kinds = blueprint.posts["fiscal_specialist"].responsible_for
        assert shares == dict.fromkeys([unit.code for unit in blueprint.town.units if unit.kind in kinds], 1)


def test_the_district_works_for_both_towns(staff):
    first, second = (
        {one.person for one in staff[name].holdings if one.post.startswith("district_")}
        for name in ("zhanghe", "shuangxi")
    )
    assert first == second
    assert not first & {person.id for person in staff["shuangxi"].people}


def test_villages_are_led_by_people_who_live_there(towns, staff):
    random = Random(9)
    numbers = Numbers(random)
    people = settled(random, numbers, towns["zhanghe"].town.units, 4000, SINCE)
    residents = {(one.unit, one.name) for one in people.villagers}
    names = {person.id: person.name for person in staff["zhanghe"].people}
    directors = [one for one in staff["zhanghe"].holdings if one.post == "village_director"]
    assert len(directors) == 43
    assert all((one.unit, names[one.person]) in residents for one in directors)


def test_a_village_where_nobody_lives_has_no_staff(towns, staff):
    held = {one.unit for one in staff["shuangxi"].holdings}
    places = [unit.code for unit in towns["shuangxi"].town.units if unit.kind in PLACES]
    assert len(held & set(places)) == 4
