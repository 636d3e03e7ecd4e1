"""Do a village's months read like a village's months, and do payments take from the right budget?"""

from collections import Counter
from datetime import date
from random import Random

import pytest

from tests.rehearsal.demo.test_books import COOP, KEEP, RELIEF, TODAY, VILLAGES, ground
from townhall.rehearsal.demo.budgets import LINES
from townhall.rehearsal.demo.habits import HABITS
from townhall.rehearsal.demo.identity import Numbers
from townhall.rehearsal.demo.months import Month, months

KINDS = {unit.code: unit.kind for unit in (*VILLAGES, RELIEF, KEEP, COOP)}


@pytest.fixture(scope="module")
def lived() -> list[tuple[str, Month]]:
    random = Random(5)
    numbers = Numbers(random)
    return [(unit.code, month) for unit, month in months(random, numbers, ground(random, numbers), 14)]


def test_every_body_has_every_month(lived):
    assert Counter(Counter(unit for unit, _ in lived).values()) == {14: 6}


def test_nothing_happened_today_or_later(lived):
    days = [one.values["day"] for _, month in lived for one in month.fund]
    assert min(days) >= date(2025, 3, 1)
    assert max(days) < TODAY


def test_entries_of_a_month_follow_each_other(lived):
    for _, month in lived:
        days = [one.values["day"] for one in month.fund]
        assert days == sorted(days)
        assert len({(day.year, day.month) for day in days}) <= 1


def test_money_comes_in_and_goes_out_and_every_fen_is_whole(lived):
    found = [one.values for _, month in lived for one in month.fund]
    assert {one["direction"] for one in found} == {"in", "out"}
    assert all(one["amount"] > 0 and one["amount"] * 100 % 1 == 0 for one in found)


def test_a_payment_takes_from_its_own_line_and_a_receipt_from_none(lived):
    for unit, month in lived:
        paid = [one.values for one in month.fund if one.values["direction"] == "out"]
        assert [one.values["amount"] for one in month.moves] == [one["amount"] for one in paid]
        for one in paid:
            org, year, line = one["budget_line"].split("/")
            assert (org, int(year)) == (unit, one["day"].year)
            assert line in LINES[KINDS[unit]]
        assert all(one.values["budget_line"] is None for one in month.fund if one.values["direction"] == "in")


def test_no_line_is_spent_beyond_its_year(lived):
    spent: Counter = Counter()
    for _, month in lived:
        for one in month.moves:
            spent[one.values["budget_line"]] += one.values["amount"]
    for line, amount in spent.items():
        org, _, code = line.split("/")
        assert amount <= LINES[KINDS[org]][code].least, line


def test_seasons_show(lived):
    words = Counter(
        (one.values["purpose"], one.values["day"].month) for _, month in lived for one in month.fund
    )
    for purpose, month in words:
        if "党报" in purpose:
            assert month == 12
        if "重阳" in purpose:
            assert month == 10
    assert any("春节" in purpose for purpose, _ in words)


def test_a_village_begins_with_what_it_had(lived):
    firsts: dict[str, dict] = {}
    for unit, month in lived:
        if month.fund:
            firsts.setdefault(unit, month.fund[0].values)
    carried = {unit for unit, one in firsts.items() if "结转" in one["purpose"]}
    assert carried == {unit.code for unit in VILLAGES[:3]}


def test_what_comes_in_says_of_which_kind_it_is(lived):
    for _, month in lived:
        for one in month.fund:
            assert (one.values["income_type"] is None) == (one.values["direction"] == "out")


@pytest.mark.parametrize("kind", HABITS)
def test_habits_are_whole(kind):
    receipts, payments = HABITS[kind]
    for habit in (*receipts, *payments):
        assert 0 < habit.chance <= 1
        assert habit.least < habit.most
        assert set(habit.months) <= set(range(1, 13))
    assert all(habit.category is None and habit.income_type for habit in receipts)
    for habit in payments:
        line = LINES[kind][habit.line or habit.category]
        assert habit.source == line.source, habit.words
