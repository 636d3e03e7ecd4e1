"""Are sensitive programmes summed and never listed, are names dropped in time, and can a page be narrowed?"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.office.conftest import Village
from townhall.kernel.values import Period
from townhall.office import ledgers
from townhall.record.entries import Entry


def put(village: Village, register: str, *rows: dict[str, Any], unit: str = "") -> None:
    unit = unit or village.rehearsal.unit
    with village.hall.archive() as archive:
        archive.add_entries(
            village.rehearsal.blueprint.registers[register],
            [Entry(register=register, town="zhanghe", unit=unit, values=row) for row in rows],
        )


def line(village: Village, programme: str, day: date, name: str, amount: str, group: str = "1组") -> None:
    row = {
        "org": village.rehearsal.unit,
        "programme": programme,
        "period": Period.of(day),
        "name": name,
        "id_number": "990101198803150027",
        "group_no": group,
        "day": day,
        "amount": Decimal(amount),
        "account": "9901010000000010023",
        "state": "paid",
    }
    put(village, "subsidy", row)


@pytest.fixture
def subsidies(village: Village) -> Village:
    put(
        village,
        "programme",
        {"code": "old_age", "name": "高龄津贴", "sensitive": False},
        {"code": "orphan", "name": "孤儿基本生活费", "sensitive": True},
        {"code": "unsaid", "name": "其他补贴"},
    )
    line(village, "old_age", date(2026, 3, 1), "张某某", "100")
    line(village, "old_age", date(2026, 2, 1), "李某某", "100", "2组")
    line(village, "orphan", date(2026, 3, 1), "赵某某", "1200")
    line(village, "unsaid", date(2026, 3, 1), "钱某某", "55")
    line(village, "old_age", date(2025, 2, 1), "孙某某", "80")
    return village


def look(village: Village, **keys: Any) -> ledgers.LedgerView:
    return ledgers.ledger(village.hall, village.rehearsal.unit, "village_subsidies", **keys)


def names(view: ledgers.LedgerView) -> list[str]:
    place = [name for name, _, _ in view.columns].index("name")
    return [row[place] for row in view.rows]


def test_a_sensitive_programme_is_summed_and_not_listed(subsidies: Village) -> None:
    view = look(subsidies)
    assert names(view) == ["张*某", "李*某"]
    assert {title.zh: shown for title, shown in view.totals} == {
        "高龄津贴": "200.00",
        "孤儿基本生活费": "1,200.00",
        "其他补贴": "55.00",
    }


def test_it_can_be_asked_for_and_still_lists_nothing(subsidies: Village) -> None:
    view = look(subsidies, filters={"programme": "orphan"})
    assert (view.rows, len(view.totals)) == ((), 1)


def test_what_nobody_said_of_a_programme_is_not_listed(subsidies: Village) -> None:
    assert names(look(subsidies, filters={"programme": "unsaid"})) == []


def test_names_are_shown_for_twelve_months(subsidies: Village) -> None:
    assert names(look(subsidies, span="2025")) == [""]
    assert [row[-2] for row in look(subsidies, span="2025").rows] == ["80.00"]


def test_a_page_is_narrowed_by_programme_and_by_group(subsidies: Village) -> None:
    view = look(subsidies, filters={"group_no": "2组"})
    assert names(view) == ["李*某"]
    offered = {name: [value for value, _, _ in options] for name, _, options in view.filters}
    assert offered["group_no"] == ["1组", "2组"]
    assert {"old_age", "orphan", "unsaid"} <= {*offered["programme"]}
    assert names(look(subsidies, filters={"group_no": "nowhere"})) == ["张*某", "李*某"]


def test_no_number_and_no_account_is_there(subsidies: Village) -> None:
    told = repr(look(subsidies))
    for word in ("990101198803150027", "9901010000000010023", "张某某", "赵", "钱某"):
        assert word not in told, word
