"""Do closed months follow each other, and is each added up from what moved?"""

from datetime import date
from decimal import Decimal
from random import Random

import pytest

from tests.rehearsal.demo.test_books import TODAY, VILLAGES, ground
from townhall.kernel.values import Period
from townhall.rehearsal.demo.closings import closed_before, closed_villages, closings
from townhall.rehearsal.demo.ground import Ground
from townhall.rehearsal.demo.identity import Numbers

LAST = Period(2026, 2)


@pytest.fixture(scope="module")
def here() -> Ground:
    random = Random(5)
    return ground(random, Numbers(random))


def moved(day: date, direction: str, amount: int) -> dict:
    return {"day": day, "direction": direction, "amount": Decimal(amount)}


def test_a_month_without_money_is_closed_too(here):
    found = [
        one.values
        for one in closings(
            here,
            VILLAGES[0],
            [
                moved(date(2025, 11, 3), "in", 900),
                moved(date(2025, 11, 9), "out", 200),
                moved(date(2026, 1, 9), "out", 100),
            ],
            LAST,
        )
    ]
    assert [str(one["period"]) for one in found] == ["2025-11", "2025-12", "2026-01", "2026-02"]
    assert [one["book_balance"] for one in found] == [700, 700, 600, 600]
    assert [one["opening_balance"] for one in found] == [0, 700, 700, 600]
    assert (found[0]["income"], found[0]["expense"]) == (900, 200)


def test_where_nothing_moved_nothing_is_closed(here):
    assert list(closings(here, VILLAGES[0], [], LAST)) == []


def test_nothing_is_booked_after_today(here):
    found = list(closings(here, VILLAGES[0], [moved(date(2025, 11, 3), "in", 900)], LAST))
    assert all(one.booked_on <= TODAY for one in found)


@pytest.mark.parametrize(("day", "month"), [(30, 2), (31, 3)])
def test_the_history_closes_what_the_calendar_asks_for(day, month):
    assert closed_before(date(2026, 3, day)) == Period(2026, month - 1)


def test_one_village_of_three_closes_its_first_month_later(here):
    assert closed_villages(here) == VILLAGES[:2]
