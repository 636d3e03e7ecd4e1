"""Do rows come in from a workbook over HTTP, step by step, and do lists go out as they may be seen?"""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from werkzeug.test import TestResponse

from tests.list_town import TABLE, ListTown, cells, good, list_town, listed
from tests.web.pages import Page
from tests.web.square import Browser
from tests.workbooks import HOSTILE
from townhall.office import drafting, submitting

__all__ = ["list_town"]

HX = {"HX-Request": "true"}


@pytest.fixture(scope="module")
def clerk(list_town: ListTown) -> Browser:
    return list_town.browser()


def here(draft: str) -> str:
    return f"/draft/{draft}/import/{TABLE}"


def upload(clerk: Browser, draft: str, content: bytes, name: str = "名单.xlsx") -> TestResponse:
    return clerk.post(f"{here(draft)}/file", {"workbook": (BytesIO(content), name)})


def batch_on(page: str) -> str:
    return next(one["value"] for one in Page(page).of("input") if one.get("name") == "batch")


def test_the_draft_leads_to_its_workbooks_and_keeps_what_was_typed(list_town: ListTown, clerk: Browser):
    draft = list_town.draft()
    page = clerk.get(f"/draft/{draft}").text
    assert f'formaction="{here(draft)}"' in page
    answer = clerk.post(
        here(draft), {"sheet-version": "2", "programme": "改了名", "sheet-do": "import:lines"}
    )
    assert (answer.status_code, answer.location) == (303, here(draft))
    assert "改了名" in clerk.get(f"/draft/{draft}").text


def test_a_workbook_is_checked_with_a_bar_taken_in_and_undone(list_town: ListTown, clerk: Browser):
    draft = list_town.draft()
    answer = upload(clerk, draft, listed(*(good(number) for number in range(1600))))
    assert answer.status_code == 303
    page = clerk.get(here(draft)).text
    assert '<progress max="100" value="31"' in page
    assert "已核对 500 行，共 1,600 行" in page  # the first part was checked when it came
    batch = batch_on(page)
    shown = [clerk.post(f"{here(draft)}/check", {"batch": batch}, headers=HX).text for _ in range(3)]
    assert [re.findall(r'value="(\d+)" aria', one) for one in shown] == [["62"], ["93"], []]
    assert "1,600 行全部核对通过" in shown[2]
    assert clerk.post(f"{here(draft)}/take", {"batch": batch}).status_code == 303
    page = clerk.get(here(draft)).text
    assert "第 1 页，共 32 页 1,600 行" in page
    assert page.count("<tr>") == 52
    page = clerk.get(f"/draft/{draft}").text
    assert "已从 Excel 导入 1,600 行" in page
    assert "示例00007" not in page
    assert len(page) < 60_000
    assert clerk.post(f"{here(draft)}/undo", {"batch": batch}).status_code == 303
    assert "已从 Excel 导入" not in clerk.get(f"/draft/{draft}").text


def test_faults_are_shown_and_the_error_sheet_is_the_way_on(list_town: ListTown, clerk: Browser):
    draft = list_town.draft()
    upload(clerk, draft, listed(good(1), good(2, 身份证号="123", 类别="小麦"), good(3)))
    page = clerk.get(here(draft)).text
    assert "2 行通过，1 行有问题" in page
    assert "小麦" in page
    assert "现在是3位" in page
    assert "<td>123</td>" not in page  # of what is masked the cell is not shown
    (address,) = [one["href"] for one in Page(page).of("a") if "/faults/" in one.get("href", "")]
    sheet = clerk.get(address)
    assert sheet.headers["Content-Disposition"].startswith("attachment")
    assert cells(sheet.data)[2][-1].startswith("身份证号：")
    batch = batch_on(page)
    assert clerk.post(f"{here(draft)}/take", {"batch": batch}).status_code == 409
    assert clerk.post(f"{here(draft)}/take", {"batch": batch, "only": "good"}).status_code == 303
    assert "留下 1 行未收入" in clerk.get(here(draft)).text


def test_the_template_is_a_workbook(list_town: ListTown, clerk: Browser):
    answer = clerk.get(f"{here(list_town.draft())}/template.xlsx")
    assert answer.status_code == 200
    assert "姓名" in cells(answer.data)[0]


@pytest.mark.parametrize("name", ["zip bomb", "csv renamed", "password"])
def test_what_is_hostile_costs_nothing(list_town: ListTown, clerk: Browser, name: str):
    make, word = HOSTILE[name]
    draft = list_town.draft()
    answer = upload(clerk, draft, make())
    assert answer.status_code == 422
    assert word in answer.text
    assert "现有内容没有变动" in answer.text
    assert list_town.version(draft) == 2


def test_no_file_no_batch_no_page(list_town: ListTown, clerk: Browser):
    draft = list_town.draft()
    assert clerk.post(f"{here(draft)}/file").status_code == 422
    for act in ("check", "take"):
        assert clerk.post(f"{here(draft)}/{act}", {"batch": "none"}).status_code == 404
    assert clerk.post(f"{here(draft)}/undo").status_code == 404
    assert clerk.get(f"{here(draft)}?page=x").status_code == 400
    assert clerk.get(f"{here(draft)}?page=9999").status_code == 200
    assert clerk.get(f"/draft/{draft}/import/programme").status_code == 404


def test_handing_in_tells_which_of_the_rows_is_wrong(list_town: ListTown, clerk: Browser):
    draft = list_town.draft()
    list_town.taken(draft, listed(*(good(number) for number in range(150))))
    answer = clerk.post(
        f"/draft/{draft}/submit", {"sheet-version": str(list_town.version(draft)), "cap": "100"}
    )
    assert answer.status_code == 422
    assert "补贴名单第1行" in answer.text
    assert "还有50处" in answer.text
    assert answer.text.count('href="#f-lines"') == 100


def test_a_long_table_of_a_case_is_leafed_through_and_exported(list_town: ListTown, clerk: Browser):
    draft = list_town.draft()
    list_town.taken(draft, listed(*(good(number) for number in range(130))))
    case = submitting.submit(list_town.hall, list_town.clerk, draft, {}, list_town.version(draft))
    page = clerk.get(f"/case/{case}").text
    assert "共 130 行，这里列出前 50 行" in page
    assert "示例00049" in page
    assert "示例00050" not in page
    director = list_town.browser("village_director")
    leaf = director.get(f"/case/{case}/table/{TABLE}?page=3").text
    assert "示例00129" in leaf
    assert "第 3 页，共 3 页 130 行" in leaf
    answer = director.get(f"/case/{case}/table/{TABLE}.xlsx")
    assert len(cells(answer.data)) == 132
    assert answer.headers["Cache-Control"] == "no-store"


def test_lists_go_out_as_they_are_searched(list_town: ListTown, clerk: Browser):
    draft = list_town.draft(programme="只此一件")
    list_town.taken(draft, listed(good(1)))
    submitting.submit(list_town.hall, list_town.clerk, draft, {}, list_town.version(draft))
    director = list_town.browser("village_director")
    found = cells(director.post("/desk/export", {"tab": "todo", "text": "只此一件"}).data, "待办")
    assert len(found) == 3
    assert "只此一件" in str(found[2][2])
    assert list_town.town.visitor("village_director").person.name in str(found[0][0])
    started = cells(clerk.post("/desk/export", {"tab": "started", "text": "只此一件"}).data, "办件")
    assert started[2][5] == "办理中"
    assert cells(director.post("/watch/export", {"text": "只此一件", "state": "over"}).data, "办件")[2:] == ()
    assert director.post("/desk/export", {"tab": "drafts"}).status_code == 404


def test_a_draft_with_many_rows_is_saved_without_them(list_town: ListTown, clerk: Browser):
    draft = list_town.draft()
    list_town.taken(draft, listed(*(good(number) for number in range(150))))
    sent = {"sheet-version": str(list_town.version(draft)), "programme": "又改", "sent:lines": ""}
    answer = clerk.post(f"/draft/{draft}", sent, headers=HX)
    assert answer.status_code == 200
    assert "已从 Excel 导入 150 行" in answer.text
    drafting.drop(list_town.hall, list_town.clerk, draft)
    assert clerk.get(here(draft)).status_code == 404
