"""What stands in the books of the demo when its history has been played?"""

from collections import Counter
from itertools import pairwise
from typing import Any

import pytest

from tests.rehearsal.demo.conftest import NOW
from townhall.office import ledgers


@pytest.mark.parametrize(
    ("unit", "page"),
    [
        ("420802102-welfare_home", "home_account"),
        ("420802102-fiscal_office", "office_account"),
        ("420802102201", "assets"),
        ("420802102201", "resources"),
        ("420802102201", "contracts"),
        ("420802102201", "projects"),
    ],
)
def test_other_pages_show_something_too(demo, unit, page):
    view = ledgers.ledger(demo.hall, unit, page)
    assert view.rows or view.totals


def test_some_of_what_is_due_is_paid_some_open_and_some_late(demo):
    found = demo.standing("receivable")
    assert {"paid", "partial", "open"} <= {one["state"] for one in found}
    assert any(one["state"] == "open" and one["due_on"] < NOW.date() for one in found)
    assert any(one["state"] == "open" and one["due_on"] > NOW.date() for one in found)


def test_some_of_what_villages_own_is_let_and_some_idle(demo):
    contracts = {one["contract_no"]: one for one in demo.standing("contract")}
    for register in ("asset", "resource"):
        found = demo.standing(register)
        assert {"let", "idle"} <= {one["state"] for one in found}
        assert all(one["contract"] in contracts for one in found if one["state"] == "let")
    assert {one["state"] for one in contracts.values()} >= {"live", "renewed", "ended"}


def test_projects_stand_at_every_stage_and_some_went_through_all(demo):
    found = demo.standing("project")
    assert {"approved", "awarded", "building"} <= {one["state"] for one in found}
    paid = {one["project"] for one in demo.standing("fund") if one["project"]}
    changed = {one["project"] for one in demo.standing("project_change")}
    assert {one["project"] for one in demo.standing("bidder") if one["won"]} & paid & changed


def test_closed_months_follow_each_other_and_end_with_what_the_next_begins_with(demo):
    by_unit: dict[str, list[dict[str, Any]]] = {}
    for one in sorted(demo.standing("closing"), key=lambda one: one["period"]):
        by_unit.setdefault(one["org"], []).append(one)
    assert len(by_unit) > 25
    for months in by_unit.values():
        for before, after in pairwise(months):
            assert after["period"] == before["period"] + 1
            assert after["opening_balance"] == before["book_balance"]
        for one in months:
            assert one["opening_balance"] + one["income"] - one["expense"] == one["book_balance"] > 0


def test_the_home_s_store_came_in_went_out_and_was_counted(demo):
    moves = demo.standing("stock_move")
    assert {one["stock_move"] for one in moves} == {"in", "out", "count", "loss"}
    held: Counter = Counter()
    for one in moves:
        held[one["item"]] += one["qty"]
    assert all(quantity > 0 for quantity in held.values())
