"""Do records that were kept before get into the books, all of a list or nothing of it?"""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.office.conftest import Village
from townhall.office.entering import MOST_TOLD, CannotEnter, enter_rows
from townhall.ports.archive import EntryQuery

HERE = "420802102202"
ACCOUNT = {"org": HERE, "code": "basic", "name": "基本户", "number": "9901010000000010031", "status": "open"}


def kept(village: Village, register: str, unit: str = HERE) -> list[dict[str, object]]:
    spec = village.rehearsal.blueprint.registers[register]
    with village.hall.archive(read_only=True) as archive:
        found = archive.entries(EntryQuery(spec, "zhanghe", (unit,))).entries
    return [dict(one.values) for one in found]


def refused(village: Village, register: str, *rows: dict[str, str]) -> str:
    with pytest.raises(CannotEnter) as wrong:
        enter_rows(village.hall, "zhanghe", register, rows)
    assert "Nothing was entered" in wrong.value.say.en
    return wrong.value.say.en


def test_rows_are_read_as_their_columns_read_them(village: Village):
    assert enter_rows(village.hall, "zhanghe", "account", [ACCOUNT]) == 1
    budget = {
        "单位": HERE, "年度": "2026", "line_code": "office", "名称": "办公", "类别": "办公",
        "来源": "村集体自有", "批复数": "12,000.50", "adjusted": "",
    }  # fmt: skip
    assert enter_rows(village.hall, "zhanghe", "register/budget", [budget]) == 1
    (row,) = kept(village, "budget")
    assert (row["approved"], row["category"], row["source"]) == (Decimal("12000.50"), "office", "own")
    (account,) = kept(village, "account")
    assert account["number"] == "9901010000000010031"


def test_every_fault_is_told_with_its_row_and_nothing_is_entered(village: Village):
    said = refused(
        village,
        "account",
        ACCOUNT,
        {**ACCOUNT, "code": "", "status": "sleeping"},
        {**ACCOUNT, "code": "special", "org": "420804004207", "colour": "red"},
    )
    assert "row 3, Code: Please fill this in" in said
    assert "row 3, Status" in said
    assert "row 4, Unit: the town has no unit 420804004207" in said
    assert "the register has no column 'colour'" in said
    assert kept(village, "account") == []


def test_a_reference_must_lead_somewhere(village: Village):
    person = {"person_no": "p1", "org": HERE, "household": "nobody", "name": "张某某"}
    assert "row 2, Household: there is no nobody" in refused(village, "person", person)
    household = {"household_no": "h1", "org": HERE, "group_no": "1组", "head_name": "张某某"}
    assert enter_rows(village.hall, "zhanghe", "household", [household]) == 1
    assert enter_rows(village.hall, "zhanghe", "person", [{**person, "household": "h1"}]) == 1


def test_a_list_that_is_entered_twice_counts_once(village: Village):
    assert enter_rows(village.hall, "zhanghe", "account", [ACCOUNT]) == 1
    assert f"row 2: {HERE}/basic is in the register already" in refused(village, "account", ACCOUNT)
    assert "row 3: the same as row 2" in refused(
        village, "account", {**ACCOUNT, "code": "new"}, {**ACCOUNT, "code": "new"}
    )
    fund = {"org": HERE, "account": f"{HERE}/basic", "day": "2026-01-01", "direction": "in", "amount": "5000"}
    assert enter_rows(village.hall, "zhanghe", "fund", [fund, fund]) == 2
    assert "has entries in this register already" in refused(village, "fund", fund)


def test_cells_that_shifted_and_heads_that_mean_one_column_are_faults(village: Village):
    household = {"household_no": "h1", "org": HERE, "group_no": "1组", "head_name": "张某某"}
    assert "row 2: more cells than columns" in refused(village, "household", {**household, None: ["李某某"]})  # type: ignore[dict-item]
    both = {**ACCOUNT, "名称": "另一个"}
    assert "'name' and '名称' are the same column" in refused(village, "account", both)


def test_a_row_of_nothing_but_its_unit_is_none(village: Village):
    assert "row 2 is empty" in refused(village, "fund", {"org": HERE})


def test_what_is_not_there_is_said(village: Village):
    assert "There is no register nothing" in str(_wrong(village, "zhanghe", "nothing"))
    assert "no release yet" in str(_wrong(village, "nowhere", "account"))


def test_of_many_faults_the_first_are_told_and_the_rest_counted(village: Village):
    rows = [{**ACCOUNT, "code": str(number), "status": "x"} for number in range(MOST_TOLD + 5)]
    assert "and 5 more" in refused(village, "account", *rows)


def _wrong(village: Village, town: str, register: str) -> str:
    with pytest.raises(CannotEnter) as wrong:
        enter_rows(village.hall, town, register, [ACCOUNT])
    return wrong.value.say.en
