"""Is every row that a workbook brings checked as the form checks it, and is each fault told beside it?"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from tests.bench.lists import id_number
from tests.list_town import ListTown, good, list_town, listed
from tests.workbooks import workbook

__all__ = ["list_town"]

BAD_CARD = "身份证号是18位数字（末位可为X），现在是3位，请核对"


def test_good_rows_are_good(list_town: ListTown):
    found = list_town.checked(list_town.draft(), listed(good(1), good(2), good(3)))
    assert (found.state, found.rows, found.faulty, found.good) == ("checked", 3, 0, 3)
    assert list_town.values(found)[0] == {
        "name": "示例00001",
        "id_number": id_number(1),
        "category": "rice",
        "area": "6.30",
        "rate": 9000,
    }


@pytest.mark.parametrize(
    ("column", "cell", "field", "words"),
    [
        ("姓名", "", "name", "请填写"),
        ("姓名", "长" * 21, "name", "20"),
        ("身份证号", "123", "id_number", BAD_CARD),
        ("身份证号", 990101199001010019, "id_number", "第16至18位已被 Excel 改成0"),
        ("类别", "小麦", "category", "稻谷"),
        ("面积（亩）", 0, "area", "不得小于"),
        ("面积（亩）", "很多", "area", ""),
        ("标准（元/亩）", "=1+1", "rate", "公式"),
        ("标准（元/亩）", 90.123, "rate", "两位小数"),
        ("面积（亩）", 6000, "", "超过每户上限"),
    ],
)
def test_a_fault_is_told_beside_its_row(list_town: ListTown, column: str, cell: Any, field: str, words: str):
    found = list_town.checked(list_town.draft(), listed(good(1), good(2, **{column: cell}), good(3)))
    (told,) = list_town.faults(found)[3]
    assert told[0] == field
    assert words in told[1]
    assert found.faulty == 1


@pytest.mark.parametrize(
    ("column", "cell", "value"),
    [
        ("标准（元/亩）", "９０．５０", 9050),
        ("标准（元/亩）", "1,090.50元", 109050),
        ("标准（元/亩）", "￥９０", 9000),
        ("面积（亩）", "６．３", "6.30"),
        ("类别", " 稻谷 ", "rice"),
        ("类别", "Rice", "rice"),
        ("类别", "rice", "rice"),
        ("姓名", 12345, "12345"),
    ],
)
def test_what_people_type_is_read_as_they_meant_it(list_town: ListTown, column: str, cell: Any, value: Any):
    found = list_town.checked(list_town.draft(), listed(good(1, **{column: cell})))
    assert list_town.faults(found) == {}
    assert value in list_town.values(found)[0].values()


@pytest.mark.parametrize(
    "cell",
    [
        "2026-7-1", "2026/7/1", "2026年7月1日", "20260701", "２０２６年７月１日", "2026.07.01", 46204,
        20260701,
        datetime(2026, 7, 1),  # noqa: DTZ001 - a workbook knows no zones
    ],
)  # fmt: skip
def test_a_day_may_be_written_in_many_ways(list_town: ListTown, cell: Any):
    head = ["姓名", "身份证号", "类别", "面积（亩）", "标准（元/亩）", "出生日期"]

    def furnish(made):
        if isinstance(cell, datetime):
            sheet = made.get_worksheet_by_name("补贴名单")
            sheet.write_datetime(1, 5, cell, made.add_format({"num_format": "yyyy/m/d"}))

    rows = [head, [*good(1), "" if isinstance(cell, datetime) else cell]]
    found = list_town.checked(list_town.draft(), workbook({"补贴名单": rows}, furnish))
    assert list_town.values(found)[0]["born"] == "2026-07-01"


def test_shares_and_claims(list_town: ListTown):
    head = ["姓名", "身份证号", "类别", "面积（亩）", "标准（元/亩）", "比例", "脱贫户"]
    rows = [head, [*good(1), 0.15, True], [*good(2), "15%", "否"], [*good(3), "15", "√"]]
    found = list_town.checked(list_town.draft(), workbook({"补贴名单": rows}))
    assert list_town.faults(found) == {}
    assert [row["share"] for row in list_town.values(found)] == ["0.15"] * 3
    assert [row["poor"] for row in list_town.values(found)] == [True, False, True]


def test_a_record_is_named_by_its_number_or_by_its_name(list_town: ListTown):
    head = ["农户", "姓名", "身份证号", "类别", "面积（亩）", "标准（元/亩）"]
    rows = [head, ["H00003", *good(1)], ["示例户主4", *good(2)], ["H99999", *good(3)]]
    found = list_town.checked(list_town.draft(), workbook({"补贴名单": rows}))
    assert [row["household"] for row in list_town.values(found)] == ["H00003", "H00004", "H99999"]
    assert list_town.faults(found) == {4: (("household", "请从列表中选一个"),)}


def test_no_two_rows_are_alike_where_none_may_be(list_town: ListTown):
    draft = list_town.draft()
    list_town.taken(draft, listed(good(1)))
    lines = [good(number) for number in range(2, 600)]
    found = list_town.checked(draft, listed(*lines, good(2), good(1)), "b.xlsx")
    faults = list_town.faults(found)
    assert faults[600] == (("id_number", "与文件第2行重复"),)
    assert faults[601] == (("id_number", "与表里已有的第1行重复"),)
    assert found.faulty == len(faults) == 2


def test_merged_cells_are_told_of_at_each_row(list_town: ListTown):
    content = workbook(
        {
            "补贴名单": [
                ["姓名", "身份证号", "类别", "面积（亩）", "标准（元/亩）"],
                good(1),
                good(2),
                good(3),
            ]
        },
        lambda made: made.get_worksheet_by_name("补贴名单").merge_range("C3:C4", "稻谷"),
    )
    faults = list_town.faults(list_town.checked(list_town.draft(), content))
    assert set(faults) == {3, 4}
    assert all("C3:C4" in told[0][1] for told in faults.values())


def test_checking_goes_on_where_it_was_left(list_town: ListTown):
    draft = list_town.draft()
    batch = list_town.received(draft, listed(*(good(number) for number in range(1200))))
    with list_town.hall.archive(read_only=True) as archive:
        (kept,) = archive.batches(draft, list_town.clerk.person.id)
    assert (kept.parts, kept.checked, kept.state) == (3, 0, "checking")
    assert list_town.checked_more(draft, batch).checked == 1
    assert list_town.checked_more(draft, batch).checked == 2
    assert list_town.checked_more(draft, batch).state == "checked"
    assert list_town.checked_more(draft, batch).checked == 3
