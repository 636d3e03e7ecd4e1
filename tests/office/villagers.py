"""Who are the villagers of a test, what was paid to whom, and how do they come in?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from tests.office.village import Village
from townhall.office import proving, vouching
from townhall.office.admitting import Villager
from townhall.record.entries import Entry

VILLAGE, NEXT_VILLAGE, COOP = "420802102201", "420802102202", "420802102201-coop"
ZHANG, LI, WANG = (f"{VILLAGE}-000{number}-1" for number in (1, 2, 3))
NAMES = {ZHANG: ("张某某", "010010"), LI: ("李某某", "150027"), WANG: ("王某某", "200033")}
NEIGHBOUR = ("周某某", "030011")
"""Somebody of the next village."""
PHONE = "WeChat 微信 · Android"


def booked(village: Village, register: str, *rows: Mapping[str, Any], unit: str = VILLAGE) -> None:
    """Rows of a register, as they were kept before."""
    with village.hall.archive() as archive:
        archive.add_entries(
            village.rehearsal.blueprint.registers[register],
            [
                Entry(register, "zhanghe", unit, {"org": unit, **row}, booked_on=date(2026, 4, 1))
                for row in rows
            ],
        )


def subsidy(
    name: str, number: str, household: str | None, amount: str, state: str = "paid"
) -> dict[str, Any]:
    """What somebody was paid in March."""
    return {
        "programme": "temp_relief", "household": household, "name": name, "id_number": number,
        "day": date(2026, 3, 2), "amount": Decimal(amount), "state": state,
    }  # fmt: skip


def settled(village: Village) -> Village:
    """A village with subsidies of three people, a member of the cooperative, and somebody next door."""
    booked(
        village,
        "subsidy",
        subsidy("张某某", "990101195001010010", f"{VILLAGE}-0001", "1111.11"),
        subsidy("李某某", "990101198803150027", f"{VILLAGE}-0002", "2222.22"),
        subsidy("李某某", "990101198803150027", None, "333.33", "recovering"),
        subsidy("赵某某", "990101196001010016", None, "4444.44"),
    )
    next_door = {"household": None, "name": NEIGHBOUR[0], "id_number": "990101197001030011"}
    booked(village, "person", {**next_door, "person_no": f"{NEXT_VILLAGE}-0001-1"}, unit=NEXT_VILLAGE)
    booked(village, "member", {"person": LI, "since": date(2025, 1, 1)}, unit=COOP)
    booked(
        village, "member", {"person": WANG, "since": date(2020, 1, 1), "until": date(2025, 12, 31)}, unit=COOP
    )
    return village


def code_for(village: Village, person: str) -> str:
    """The code that the clerk gives somebody."""
    return vouching.issue(village.hall, village.visitor("village_clerk"), person).code


def prove(village: Village, person: str, code: str, **changed: Any) -> str:
    """The token of a proof."""
    name, last = NAMES[person]
    given: dict[str, Any] = {
        "unit": VILLAGE, "name": name, "last": last, "code": code, "device": PHONE, "own_phone": False,
        "token": "", **changed,
    }  # fmt: skip
    return proving.prove(village.hall, **given)[0]


def villager(village: Village, person: str, **changed: Any) -> Villager:
    """Somebody who has proved who they are."""
    found = proving.villager_of(village.hall, prove(village, person, code_for(village, person), **changed))
    assert found is not None
    return found


def book(village: Village, unit: str = VILLAGE) -> list[tuple[str, str, dict[str, Any]]]:
    """The visitors' book of a unit: (kind, who, what)."""
    with village.hall.archive(read_only=True) as archive:
        return [(one.kind, one.actor.person, dict(one.body)) for one in archive.visits("zhanghe", unit)]
