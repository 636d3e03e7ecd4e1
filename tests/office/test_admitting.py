"""Does a page show villagers what is theirs, neighbours what neighbours see, others what anyone sees?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Literal

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
    subsidy,
    villager,
)
from townhall.office import disclosing, ledgers
from townhall.office.admitting import ProveFirst, Reader
from townhall.office.views import Item, LedgerView
from townhall.ports.archive import Archive
from townhall.ports.hall import Blueprints
from townhall.record.refusals import NotAllowed, NotFound
from townhall.spec.blueprint import Blueprint


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


@dataclass(frozen=True, slots=True)
class Opened:
    """The blueprints of a hall in which P2's rows are on a page for everybody, too (P3)."""

    whole: Blueprints
    rows_of: Literal["village", "town"] = "village"

    def _opened(self, found: Blueprint) -> Blueprint:
        mine = found.pages["my_subsidies"]
        ours = replace(
            mine, name="subsidies", opens_to="anyone", rows_of=self.rows_of, sort=("amount",),
            columns=tuple(one for one in mine.columns if one.name != "household"),
        )  # fmt: skip
        return replace(found, pages={**found.pages, "subsidies": ours})

    def of(self, archive: Archive, release: str) -> Blueprint:
        return self._opened(self.whole.of(archive, release))

    def in_force(self, archive: Archive, town: str, day: date) -> tuple[str, Blueprint]:
        release, found = self.whole.in_force(archive, town, day)
        return release, self._opened(found)


def opened(here: Village, reader: Reader, **keys: Any) -> LedgerView:
    hall = replace(here.hall, blueprints=Opened(here.hall.blueprints, **keys))
    return ledgers.ledger(hall, VILLAGE, "subsidies", reader=reader)


def test_on_an_open_page_one_reads_ones_own_whole_and_neighbours_by_name(here: Village) -> None:
    def told(view: LedgerView) -> list[tuple[str, str]]:
        names = [name for name, _, _ in view.columns]
        return [(row[names.index("name")], row[names.index("id_number")]) for row in view.rows]

    hidden = "•••"
    anyone, neighbour = opened(here, None), opened(here, villager(here, ZHANG))
    assert told(anyone) == [("李*某", hidden), ("张*某", hidden), ("李*某", hidden), ("赵*某", hidden)]
    assert anyone.stamp is None
    assert [name for name, _ in told(neighbour)] == ["李某某", "张某某", "李某某", "赵某某"]
    assert neighbour.stamp is not None
    stranger = replace(villager(here, ZHANG), unit=NEXT_VILLAGE, person="p", household=None, number="0")
    assert told(opened(here, stranger)) == told(anyone)
    assert opened(here, stranger).stamp is None


def test_rows_of_other_villages_are_read_as_anyone_reads_them(here: Village) -> None:
    booked(here, "subsidy", subsidy("周某某", "990101197001030011", None, "9.99"), unit=NEXT_VILLAGE)
    booked(here, "subsidy", subsidy("张某某", "990101195001010010", None, "8.88"), unit=NEXT_VILLAGE)
    view = opened(here, villager(here, ZHANG), rows_of="town")
    names = [row[[name for name, _, _ in view.columns].index("name")] for row in view.rows]
    assert names[:2] == ["张某某", "周*某"]
    assert names[2:] == ["李某某", "张某某", "李某某", "赵某某"]


def test_where_neighbours_see_no_more_than_anyone_nothing_is_noted(here: Village) -> None:
    booked(here, "fund", FUND)
    zhang = villager(here, ZHANG)
    before = len(book(here))
    view = look(here, zhang, "income_expense")
    assert view.rows == look(here, None, "income_expense").rows
    assert view.stamp is None
    assert len(book(here)) == before


def test_a_look_is_noted_and_stamped_before_it_is_shown(here: Village) -> None:
    zhang = villager(here, ZHANG)
    stamp = look(here, zhang).stamp
    assert stamp is not None
    kind, who, what = book(here)[-1]
    assert (kind, who) == ("looked", ZHANG)
    told = {"unit": VILLAGE, "page": "my_subsidies", "as": "self", "rows": 1}
    assert {name: what[name] for name in told} == told
    assert stamp.scan.startswith(f"{VILLAGE}-{len(book(here))}-")


def test_a_proof_that_ended_meanwhile_shows_nothing_and_stays_ended(here: Village) -> None:
    zhang = villager(here, ZHANG)
    with here.hall.archive() as archive:
        archive.end_proofs("zhanghe", ZHANG, here.hall.now())
    with pytest.raises(ProveFirst):
        look(here, zhang)
    with here.hall.archive(read_only=True) as archive:
        kept = archive.proof(zhang.proof.id)
    assert kept is not None
    assert kept.ended_at is not None
    assert [kind for kind, _, _ in book(here)] == ["code_issued", "proven"]


def test_a_look_keeps_the_proof_awake(here: Village) -> None:
    zhang = villager(here, ZHANG)
    here.rehearsal.clock.moment += (zhang.proof.seen_at - zhang.proof.proven_at) + MINUTES
    look(here, zhang)
    with here.hall.archive(read_only=True) as archive:
        kept = archive.proof(zhang.proof.id)
    assert kept is not None
    assert kept.seen_at == here.hall.now()


MINUTES = timedelta(minutes=10)


# -- notices ---------------------------------------------------------------------------------------------


@pytest.fixture
def noticed(raise_village: Callable[..., Village]) -> tuple[Village, str]:
    """Relief that Zhang's household asks for, while it is public."""
    grown = settled(raise_village(people={"civil_affairs_clerk": 2}))
    grown.submit("form/temp_relief")
    for by in ("civil_affairs_clerk", "civil_affairs_clerk#2"):
        grown.decide(by, fields={"record": "入户查看，情况属实"})
    grown.decide("civil_affairs_head")
    return grown, grown.case().publicities[-1].number


def test_a_notice_names_somebody_to_neighbours_and_to_themselves(noticed: tuple[Village, str]) -> None:
    here, number = noticed
    stranger = replace(villager(here, WANG), unit=NEXT_VILLAGE, household=None)

    def name(reader: Reader) -> tuple[str, bool]:
        view = disclosing.notice(here.hall, number, reader=reader)
        shown = [one.shown for one in view.items if isinstance(one, Item) and one.name.endswith("head_name")]
        return shown[0], view.stamp is not None

    assert name(None) == ("张*某", False)
    assert name(stranger) == ("张*某", False)
    assert name(villager(here, LI)) == ("张某某", True)
    assert name(villager(here, ZHANG)) == ("张某某", True)
    assert [(kind, what.get("as")) for kind, _, what in book(here)[-1:]] == [("looked", "self")]


def test_names_are_past_for_neighbours_and_not_for_oneself(noticed: tuple[Village, str]) -> None:
    here, number = noticed
    here.rehearsal.clock.moment += timedelta(days=500)

    def has_name(reader: Reader) -> bool:
        return "某某" in repr(disclosing.notice(here.hall, number, reader=reader).items)

    assert not has_name(None)
    assert not has_name(villager(here, LI))
    assert has_name(villager(here, ZHANG))
