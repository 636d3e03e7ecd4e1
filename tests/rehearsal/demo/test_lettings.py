"""Does what villages own hang together with what is let, due and paid?"""

from collections import Counter
from datetime import date
from random import Random

import pytest

from tests.rehearsal.demo.test_books import TODAY, VILLAGES, ground
from townhall.rehearsal.demo.identity import Numbers
from townhall.rehearsal.demo.lettings import Let, let

SINCE = date(2025, 3, 1)


@pytest.fixture(scope="module")
def found() -> Let:
    random = Random(5)
    numbers = Numbers(random)
    return let(random, numbers, ground(random, numbers), SINCE)


def test_no_key_occurs_twice(found):
    for entries, columns in (
        (found.asset, ("code",)),
        (found.resource, ("code",)),
        (found.contract, ("contract_no",)),
        (found.receivable, ("contract", "due_on")),
    ):
        keys = [tuple(one.values[column] for column in columns) for one in entries]
        assert len(set(keys)) == len(keys)


def test_every_village_has_something_idle_and_something_let(found):
    states = {(one.unit, one.values["state"]) for one in found.resource}
    assert {(unit.code, state) for unit in VILLAGES[:3] for state in ("idle", "let")} <= states


def test_whatever_is_let_is_let_under_a_contract_of_its_village(found):
    contracts = {one.values["contract_no"]: one.unit for one in found.contract}
    for one in (*found.asset, *found.resource):
        is_let = one.values["state"] == "let"
        assert (contracts.get(one.values["contract"]) == one.unit) == is_let
    under = Counter(
        one.values["contract"] for one in (*found.asset, *found.resource) if one.values["contract"]
    )
    assert under == dict.fromkeys(contracts, 1)


def test_what_is_due_adds_up_to_the_contract(found):
    for contract in found.contract:
        due = [
            one.values for one in found.receivable if one.values["contract"] == contract.values["contract_no"]
        ]
        assert sum(one["amount"] for one in due) == contract.values["total"]
        assert contract.values["start_on"] < TODAY < contract.values["end_on"]


def test_nothing_is_paid_before_its_day_and_a_state_says_what_was_received(found):
    for one in (entry.values for entry in found.receivable):
        match one["state"]:
            case "paid":
                assert one["received"] == one["amount"]
            case "partial":
                assert 0 < one["received"] < one["amount"]
            case _:
                assert one["received"] == 0
        assert one["due_on"] < TODAY or one["state"] == "open"
        assert one["due_on"] >= SINCE or one["state"] == "paid"


def test_what_was_received_is_in_the_books(found):
    assert found.fund
    for one in (entry.values for entry in found.fund):
        assert SINCE <= one["day"] < TODAY
        assert one["income_type"] == "rent"
    received = {one.values["contract"]: one.values["received"] for one in found.receivable}
    assert {one.values["contract"] for one in found.fund} <= set(received)
