"""Do the books that stand at the beginning hang together?"""

from collections import Counter
from datetime import date
from random import Random

import pytest

from townhall.kernel.text import Text
from townhall.rehearsal.demo.books import standing
from townhall.rehearsal.demo.budgets import HOME, LINES, VILLAGE
from townhall.rehearsal.demo.economy import companies
from townhall.rehearsal.demo.ground import Ground
from townhall.rehearsal.demo.identity import Numbers
from townhall.rehearsal.demo.population import settled
from townhall.spec.towns import Town, Unit

TODAY = date(2026, 4, 1)
VILLAGES = tuple(Unit(f"42080210220{n}", "village", Text(f"第{n}村", "")) for n in range(1, 5))
RELIEF = Unit("420802102-civil_affairs", "civil_affairs", Text("民政办", ""))
KEEP = Unit("420802102-welfare_home", "welfare_home", Text("福利院", ""))
COOP = Unit("420802102201-coop", "coop", Text("第1村合作社", ""), parent="420802102201")
HALL = Unit("420802102000", "town", Text("漳河镇", ""))


def ground(random: Random, numbers: Numbers) -> Ground:
    return Ground(
        town=Town(
            "zhanghe", Text("漳河镇", ""), "420802102", "town", "", (HALL, RELIEF, KEEP, COOP, *VILLAGES)
        ),
        population=settled(random, numbers, VILLAGES[:3], 600, TODAY),
        companies=companies(numbers),
        years=(2025, 2026),
        on=TODAY,
    )


@pytest.fixture
def books():
    random = Random(5)
    numbers = Numbers(random)
    return dict(standing(random, numbers, ground(random, numbers), {VILLAGES[2].code: "lead"}))


def test_everybody_is_in_the_registers_of_persons_and_households(books):
    persons, households = books["person"], books["household"]
    keys = {one.values["household_no"] for one in households}
    assert len(persons) == 600
    assert {one.values["household"] for one in persons} == keys
    assert len(keys) == len(households)


def test_every_village_where_people_live_has_accounts_and_budgets_of_two_years(books):
    accounts = Counter(one.unit for one in books["account"])
    budgets = Counter((one.unit, one.values["fiscal_year"]) for one in books["budget"])
    for unit in VILLAGES[:3]:
        assert accounts[unit.code] == 2
        assert budgets[unit.code, 2025] == budgets[unit.code, 2026] == len(VILLAGE)
    assert VILLAGES[3].code not in accounts


def test_relief_is_paid_from_the_town(books):
    (account,) = [
        one for one in books["account"] if one.unit == RELIEF.code and one.values["code"] == "relief"
    ]
    lines = [
        one.values
        for one in books["budget"]
        if one.unit == RELIEF.code and one.values["line_code"] == "relief"
    ]
    assert account.values["account_kind"] == "special"
    assert [(one["fiscal_year"], one["source"]) for one in lines] == [(2025, "civil"), (2026, "civil")]


@pytest.mark.parametrize("unit", [RELIEF, KEEP, COOP], ids=lambda unit: unit.kind)
def test_every_other_body_has_an_account_and_its_own_lines(books, unit):
    accounts = [one.values["code"] for one in books["account"] if one.unit == unit.code]
    lines = {one.values["line_code"] for one in books["budget"] if one.unit == unit.code}
    assert "basic" in accounts
    assert lines == set(LINES[unit.kind])


def test_the_home_has_one_line_for_every_source(books):
    sources = [one.source for one in HOME.values()]
    assert len(set(sources)) == len(sources)
    assert {"support", "nursing", "operating", "wages"} == set(sources)


def test_something_lies_in_the_home_s_store(books):
    assert {one.unit for one in books["stock_move"]} == {KEEP.code}
    assert all(one.values["qty"] > 0 for one in books["stock_move"])


def test_no_key_occurs_twice(books):
    keys = {
        "account": ("org", "code"),
        "budget": ("org", "fiscal_year", "line_code"),
        "project": ("code",),
        "programme": ("code",),
        "person": ("person_no",),
    }
    for register, columns in keys.items():
        found = [tuple(one.values[column] for column in columns) for one in books[register]]
        assert len(set(found)) == len(found), register


def test_every_entry_is_of_the_town_and_of_its_own_unit(books):
    for entries in books.values():
        for one in entries:
            assert one.town == "zhanghe"
            assert one.values.get("org", one.unit) == one.unit
