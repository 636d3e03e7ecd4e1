"""Is a template all that a person needs, and does the error sheet come back as their own rows?"""

from __future__ import annotations

import io
from dataclasses import replace

import pytest

from tests.list_town import TABLE, ListTown, cells, good, list_town, listed
from tests.workbooks import workbook
from townhall.office import taking_in, templating
from townhall.office.templating import Download
from townhall.record.refusals import NotFound

__all__ = ["list_town"]


def content(town: ListTown, download: Download) -> bytes:
    into = io.BytesIO()
    templating.write(town.hall, download, into)
    return into.getvalue()


def test_a_template_has_what_may_be_filled_in_and_nothing_that_is_calculated(list_town: ListTown):
    made = templating.template(list_town.hall, list_town.clerk, list_town.draft(), TABLE)
    leaf, told = made.leaves
    titles = [one.title for one in leaf.columns]
    assert made.name == "测试名单-补贴名单"
    assert "金额" not in "".join(titles)
    columns = {one.title: one for one in leaf.columns}
    assert columns["类别"].choices == ("稻谷", "良种")
    assert columns["脱贫户"].choices == ("是", "否")
    assert columns["姓名"].is_required
    assert not columns["备注"].is_required
    assert [columns[one].shape for one in ("身份证号", "出生日期", "标准（元/亩）", "比例")] == [
        "text", "date", "money", "percent",
    ]  # fmt: skip
    assert "最多20个字" in columns["姓名"].note
    assert "不得重复" in columns["身份证号"].note
    assert "不小于 0.01" in columns["标准（元/亩）"].note
    assert leaf.room == 20_000
    assert [row[0] for row in told.rows] == titles


def test_a_template_speaks_the_readers_language(list_town: ListTown):
    english = replace(list_town.clerk, person=replace(list_town.clerk.person, locale="en"))
    made = templating.template(list_town.hall, english, list_town.draft(), TABLE)
    assert [one.title for one in made.leaves[0].columns][1:3] == ["Name", "Identity number"]


def test_a_template_that_was_filled_in_can_be_uploaded(list_town: ListTown):
    draft = list_town.draft()
    empty = content(list_town, templating.template(list_town.hall, list_town.clerk, draft, TABLE))
    (head,) = cells(empty)
    line = dict(zip(("姓名", "身份证号", "类别", "面积（亩）", "标准（元/亩）"), good(1), strict=True))
    filled = workbook({"补贴名单": [head, [line.get(str(title), "") for title in head]], "填写说明": [["x"]]})
    assert list_town.checked(draft, filled).good == 1


def test_a_small_register_is_a_list_and_a_large_one_is_not(list_town: ListTown):
    made = templating.template(list_town.hall, list_town.clerk, list_town.draft(), TABLE)
    household = next(one for one in made.leaves[0].columns if one.title == "农户")
    assert household.choices == ()
    assert "编号" in household.note


def test_the_error_sheet_holds_ones_own_rows_with_what_is_wrong(list_town: ListTown):
    draft = list_town.draft()
    lines = [[*good(1), "甲组"], [*good(2, 类别="小麦"), "=1+1"], [*good(3), "@x"]]
    head = ["姓名", "身份证号", "类别", "面积（亩）", "标准（元/亩）", "组别"]
    batch = list_town.checked(draft, workbook({"补贴名单": [head, *lines]}))
    made = content(list_town, templating.error_sheet(list_town.hall, list_town.clerk, draft, batch.id))
    found = cells(made)
    assert found[0] == (*head, "问题")
    assert found[1][:2] == ("示例00001", good(1)[1])
    assert found[2][2] == "小麦"
    assert found[2][-1].startswith("类别：请从选项中选一个")
    assert len(found) == 4
    assert [len(row) for row in found] == [7, 6, 7, 6]
    taking_in.take_out(list_town.hall, list_town.clerk, draft, batch.id)
    mended = workbook({"补贴名单": [found[0], *[[*row[:2], "稻谷", *row[3:]] for row in found[1:]]]})
    assert list_town.checked(draft, mended).faulty == 0


def test_of_a_batch_that_was_taken_in_those_left_out_are_in_the_sheet(list_town: ListTown):
    draft = list_town.draft()
    batch = list_town.checked(draft, listed(good(1), good(2, 类别="小麦")))
    taking_in.take_in(list_town.hall, list_town.clerk, draft, batch.id, without_faulty=True)
    made = content(list_town, templating.error_sheet(list_town.hall, list_town.clerk, draft, batch.id))
    assert [row[0] for row in cells(made)] == ["姓名", "示例00002"]


def test_nobody_has_anothers_sheets(list_town: ListTown):
    draft = list_town.draft()
    batch = list_town.checked(draft, listed(good(1)))
    other = list_town.town.visitor("village_director")
    with pytest.raises(NotFound):
        templating.error_sheet(list_town.hall, other, draft, batch.id)
    with pytest.raises(NotFound):
        templating.template(list_town.hall, other, draft, TABLE)
