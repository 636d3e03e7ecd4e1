"""Is a workbook taken only if its rows have a place in the table, and nothing kept where they have none?"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from tests.list_town import HEAD, ListTown, good, list_town, listed
from tests.workbooks import HOSTILE, workbook
from townhall.office import importing
from townhall.record.refusals import BadUpload, NotFound

__all__ = ["list_town"]


def refused(town: ListTown, draft: str, content: bytes, name: str = "a.xlsx") -> str:
    """What is said of it; nothing is kept."""
    before = kept(town, draft)
    with pytest.raises(BadUpload) as said:
        town.received(draft, content, name)
    assert said.value.say.en
    assert kept(town, draft) == before
    return said.value.say.zh


def kept(town: ListTown, draft: str) -> tuple[object, ...]:
    with town.hall.archive(read_only=True) as archive:
        return (*archive.batches(draft, town.clerk.person.id), archive.draft(draft, town.clerk.person.id))


@pytest.mark.parametrize(("make", "word"), HOSTILE.values(), ids=HOSTILE)
def test_what_is_hostile_is_refused_and_nothing_is_kept(
    list_town: ListTown, make: Callable[[], bytes], word: str
):
    assert word in refused(list_town, list_town.draft(), make())


@pytest.mark.parametrize(
    ("rows", "word"),
    [
        ([], "没有找到表头"),
        ([["甲", "乙"], ["1", "2"]], "没有找到表头"),
        ([HEAD], "没有可导入的行"),
        ([HEAD, ["", "", "", "", ""]], "没有可导入的行"),
        ([HEAD[:-1], good(1)[:-1]], "缺少必填的列：标准（元/亩）"),
        ([[*HEAD, "姓名"], [*good(1), "x"]], "出现了两次：姓名"),
    ],
)
def test_a_sheet_without_the_right_head_is_refused(list_town: ListTown, rows: Sequence, word: str):
    assert word in refused(list_town, list_town.draft(), workbook({"补贴名单": rows}))


def test_of_several_sheets_the_tables_own_is_taken(list_town: ListTown):
    draft = list_town.draft()
    assert "补贴名单" in refused(list_town, draft, workbook({"a": [HEAD, good(1)], "b": []}))
    assert list_town.checked(draft, workbook({"说明": [["x"]], "补贴名单": [HEAD, good(1)]})).rows == 1


def test_titles_may_stand_in_either_language_below_a_headline_and_with_stars(list_town: ListTown):
    head = ["Name*", " 身份证号 ", "category", "面积（亩）＊", "Rate (yuan per mu)", "序号"]
    rows = [["某某村补贴名单"], [], head, [*good(1), 1], ["", "", "", "", "", ""], [*good(2), 2]]
    found = list_town.checked(list_town.draft(), workbook({"补贴名单": rows}))
    assert (found.rows, found.faulty) == (2, 0)
    assert [one.field for one in found.columns] == ["name", "id_number", "category", "area", "rate", ""]


def test_one_file_is_taken_once(list_town: ListTown):
    draft = list_town.draft()
    content = listed(good(1))
    list_town.received(draft, content)
    assert "上传过" in refused(list_town, draft, content)
    list_town.checked(draft, listed(good(2)), "b.xlsx")
    list_town.taken(draft, content)  # it was given up for the other, and that one for it
    assert "上传过" in refused(list_town, draft, content)


def test_what_is_mended_takes_the_place_of_what_was_not(list_town: ListTown):
    draft = list_town.draft()
    first = list_town.taken(draft, listed(good(1)))
    list_town.checked(draft, listed(good(2, 类别="小麦")), "b.xlsx")
    mended = list_town.checked(draft, listed(good(2)), "b-问题.xlsx")
    with list_town.hall.archive(read_only=True) as archive:
        batches = archive.batches(draft, list_town.clerk.person.id)
        parts = archive.parts([one.id for one in batches])
    assert [one.id for one in batches] == [first.id, mended.id]
    assert {one.batch for one in parts} == {first.id, mended.id}


def test_no_more_rows_than_the_table_holds(list_town: ListTown):
    many = [["x", "1", "稻谷", 1, 1] for _ in range(20_001)]
    assert "20000行" in refused(list_town, list_town.draft(), listed(*many))


def test_only_tables_that_say_so_take_workbooks_and_only_ones_own(list_town: ListTown):
    draft = list_town.draft()
    for table in ("programme", "nothing", "kept:lines"):
        with pytest.raises(NotFound):
            importing.receive(list_town.hall, list_town.clerk, draft, table, "a.xlsx", listed(good(1)))
    other = list_town.town.visitor("village_director")
    with pytest.raises(NotFound):
        importing.receive(list_town.hall, other, draft, "lines", "a.xlsx", listed(good(1)))
