"""Does a picker offer what may be picked, and nothing else, however much stands before it?"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.office.conftest import Village
from townhall.office import drafting
from townhall.record.entries import Entry
from townhall.record.refusals import NotFound


def kept(village: Village, register: str, *rows: dict[str, Any]) -> None:
    spec = village.rehearsal.blueprint.registers[register]
    with village.hall.archive() as archive:
        archive.add_entries(
            spec, [Entry(register, "zhanghe", row.get("org", village.rehearsal.unit), row) for row in rows]
        )


def account(village: Village, number: int, status: str, name: str = "") -> dict[str, Any]:
    return {
        "org": village.rehearsal.unit,
        "code": f"a{number:03}",
        "name": name or f"账户{number:03}",
        "bank": "示例银行",
        "account_kind": "general",
        "status": status,
    }


@pytest.fixture
def draft(village: Village) -> str:
    clerk = village.visitor("village_clerk")
    return drafting.begin(village.hall, clerk, "village_fund_payment", village.rehearsal.unit)


def picked(village: Village, draft: str, field: str, search: str = "") -> list[str]:
    clerk = village.visitor("village_clerk")
    return [title for _, title in drafting.pick(village.hall, clerk, draft, field, search)]


def test_what_fits_is_found_behind_much_that_does_not(village: Village, draft: str) -> None:
    kept(village, "account", *(account(village, number, "closed") for number in range(150)))
    kept(village, "account", account(village, 999, "open", "账户最后一个"))
    assert "账户最后一个" in picked(village, draft, "pay_account")
    assert not any(title.startswith("账户0") for title in picked(village, draft, "pay_account"))


def test_no_more_than_twenty_at_once_and_a_search_finds_the_rest(village: Village, draft: str) -> None:
    kept(village, "account", *(account(village, number, "open") for number in range(60)))
    assert len(picked(village, draft, "pay_account")) == 20
    assert picked(village, draft, "pay_account", "账户057") == ["账户057"]


def test_another_villages_budget_is_not_offered(village: Village, draft: str) -> None:
    line = {
        "org": "420802102202",
        "fiscal_year": 2026,
        "line_code": "x",
        "name": "别村的预算",
        "category": "office",
        "source": "own",
        "approved": Decimal(1),
        "adjusted": Decimal(0),
    }
    kept(village, "budget", line)
    assert "别村的预算" not in picked(village, draft, "budget_line")


def test_another_villages_record_is_not_offered_where_the_definition_forgets_to_say_so(
    village: Village,
) -> None:
    """Relief asks for any civil budget: the row filter still keeps other villages out."""
    clerk = village.visitor("village_clerk")
    draft = drafting.begin(village.hall, clerk, "temp_relief", village.rehearsal.unit)
    line = {
        "org": "420802102202",
        "fiscal_year": 2026,
        "line_code": "x",
        "name": "别村的救助",
        "category": "relief",
        "source": "civil",
        "approved": Decimal(1),
        "adjusted": Decimal(0),
    }
    kept(village, "budget", line, {**line, "org": village.rehearsal.unit, "name": "本村的救助"})
    offered = picked(village, draft, "budget_line")
    assert any("本村的救助" in one for one in offered)
    assert not any("别村的救助" in one for one in offered)


def test_a_field_nobody_knows(village: Village, draft: str) -> None:
    with pytest.raises(NotFound):
        picked(village, draft, "nothing.0.here")
