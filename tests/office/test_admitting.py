"""Does a page show villagers what is theirs, neighbours what neighbours see, others what anyone sees?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.office.conftest import Village
from tests.office.villagers import (
    COOP,
    LI,
    NEXT_VILLAGE,
    VILLAGE,
    WANG,
    ZHANG,
    book,
    booked,
    settled,
    villager,
)
from townhall.office import ledgers
from townhall.office.admitting import ProveFirst, Reader
from townhall.office.views import LedgerView
from townhall.record.refusals import NotAllowed, NotFound


@pytest.fixture
def here(village: Village) -> Village:
    return settled(village)


def look(village: Village, reader: Reader, page: str = "my_subsidies", **keys: Any) -> LedgerView:
    return ledgers.ledger(village.hall, keys.pop("unit", VILLAGE), page, reader=reader, **keys)


def amounts(view: LedgerView) -> set[str]:
    place = [name for name, _, _ in view.columns].index("amount")
    return {row[place] for row in view.rows}


def test_one_sees_ones_own_rows_and_those_of_ones_household(here: Village) -> None:
    assert amounts(look(here, villager(here, ZHANG))) == {"1,111.11"}
    assert amounts(look(here, villager(here, LI))) == {"2,222.22", "333.33"}
    view = look(here, villager(here, WANG))  # lives in Li's household
    assert amounts(view) == {"2,222.22"}
    assert [shown for _, shown in view.totals] == ["2,222.22"]


def test_filters_and_spans_widen_nothing(here: Village) -> None:
    zhang = villager(here, ZHANG)
    for keys in (
        {"filters": {"state": "recovering"}},
        {"filters": {"household": f"{VILLAGE}-0002", "id_number": "990101198803150027"}},
        {"span": "2025"},
        {"by": "year", "span": "2026"},
    ):
        assert amounts(look(here, zhang, **keys)) <= {"1,111.11"}


def test_ones_own_row_is_shown_whole_but_for_the_number(here: Village) -> None:
    (row,) = look(here, villager(here, ZHANG)).rows
    assert "张某某" in row
    assert "990101********0010" in row


def test_nobody_else_gets_in(here: Village) -> None:
    with pytest.raises(ProveFirst) as first:
        look(here, None)
    assert first.value.unit == VILLAGE
    with pytest.raises(ProveFirst):
        look(here, here.visitor("village_clerk"))
    with pytest.raises(NotAllowed):
        look(here, villager(here, ZHANG), unit=NEXT_VILLAGE)
    with pytest.raises(NotFound):
        look(here, villager(here, ZHANG), unit=COOP)


def test_of_another_town_is_from_elsewhere(here: Village) -> None:
    stranger = replace(villager(here, ZHANG), town="shuangxi")
    with pytest.raises(NotAllowed):
        look(here, stranger)
    booked(here, "fund", FUND, unit=COOP)
    with pytest.raises(NotAllowed):
        look(here, replace(villager(here, LI), town="shuangxi"), "coop_account", unit=COOP)


FUND = {
    "day": date(2026, 4, 2), "direction": "out", "category": "production", "amount": Decimal("86.00"),
    "purpose": "有机肥", "counterparty": "孙某某", "counterparty_id": "990101196001010016",
}  # fmt: skip


def test_the_account_of_a_cooperative_is_for_its_members(here: Village) -> None:
    booked(here, "fund", FUND, unit=COOP)
    assert amounts(look(here, villager(here, LI), "coop_account", unit=COOP)) == {"86.00"}
    for reader in (villager(here, ZHANG), villager(here, WANG)):  # never a member; a member no more
        with pytest.raises(NotAllowed, match="members"):
            look(here, reader, "coop_account", unit=COOP)
    with pytest.raises(ProveFirst) as first:
        look(here, None, "coop_account", unit=COOP)
    assert first.value.unit == VILLAGE


def test_staff_read_it_as_far_as_they_see(here: Village) -> None:
    booked(here, "fund", FUND, unit=COOP)
    assert amounts(look(here, here.visitor("fiscal_director"), "coop_account", unit=COOP)) == {"86.00"}
    with pytest.raises(ProveFirst):
        look(here, here.visitor("village_clerk"), "coop_account", unit=COOP)


# -- open pages ------------------------------------------------------------------------------------------


def test_an_open_page_opens_further_to_people_of_the_village(here: Village) -> None:
    booked(here, "fund", FUND)
    payee = [name for name, _, _ in look(here, None, "income_expense").columns].index("counterparty")
    zhang = villager(here, ZHANG)
    assert look(here, None, "income_expense").rows[0][payee] == "孙*某"
    assert look(here, zhang, "income_expense").rows[0][payee] == "孙*某"  # of payees neighbours see no more
    assert look(here, zhang, "income_expense").stamp is not None
    assert look(here, None, "income_expense").stamp is None


def test_a_look_is_noted_and_stamped_before_it_is_shown(here: Village) -> None:
    zhang = villager(here, ZHANG)
    stamp = look(here, zhang).stamp
    assert stamp is not None
    kind, who, what = book(here)[-1]
    assert (kind, who) == ("looked", ZHANG)
    told = {"unit": VILLAGE, "page": "my_subsidies", "as": "self", "rows": 1}
    assert {name: what[name] for name in told} == told
    assert stamp.scan.startswith(f"{VILLAGE}-{len(book(here))}-")


def test_a_look_keeps_the_proof_awake(here: Village) -> None:
    zhang = villager(here, ZHANG)
    here.rehearsal.clock.moment += (zhang.proof.seen_at - zhang.proof.proven_at) + MINUTES
    look(here, zhang)
    with here.hall.archive(read_only=True) as archive:
        kept = archive.proof(zhang.proof.id)
    assert kept is not None
    assert kept.seen_at == here.hall.now()


MINUTES = timedelta(minutes=10)
