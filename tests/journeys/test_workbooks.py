"""Can a clerk bring ten thousand lines in from a workbook, mend what is wrong, and hand them in?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from werkzeug.serving import make_server

from tests.bench.lists import line, workbook_of
from tests.journeys.acts import is_saved
from tests.journeys.imports import LONG, open_imports, take_in, upload, wait_until_checked
from tests.list_town import ListTown, cells, good, list_town, listed
from townhall.office import signing_in
from townhall.web.app import create_app

__all__ = ["list_town"]

LINES = 10_000
FAULTY = (0, 4_000, 9_999)


@pytest.fixture
def address(list_town: ListTown) -> Iterator[str]:
    with served(list_town) as found:
        yield found


@contextmanager
def served(town: ListTown) -> Iterator[str]:
    """The town behind a door of its own."""
    server = make_server("127.0.0.1", 0, create_app(town.hall), threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def seat(town: ListTown, context: BrowserContext, address: str, post: str) -> None:
    with town.hall.archive() as archive:
        token = signing_in.begin_session(town.hall, archive, town.town.players.holder(post), "Chrome")
    context.add_cookies([{"name": "visit", "value": token, "url": address}])


def opened(town: ListTown, context: BrowserContext, address: str, draft: str) -> Page:
    seat(town, context, address, "village_clerk")
    page = context.new_page()
    page.goto(f"{address}/draft/{draft}")
    return page


def test_ten_thousand_lines_come_in_and_are_handed_in(
    list_town: ListTown, desk: BrowserContext, address: str, tmp_path: Path
):
    lines = [line(number) for number in range(LINES)]
    for number in FAULTY:
        lines[number][4] = "小麦"
    page = opened(list_town, desk, address, list_town.draft())
    page.locator("[name=programme]").fill("耕地地力保护补贴（改）")
    open_imports(page, "lines")
    with page.expect_download() as told:
        page.get_by_role("link", name="下载模板").click()
    assert "姓名" in cells(Path(told.value.path()).read_bytes())[0]

    upload(page, workbook_of(lines), "一稿.xlsx")
    expect(page.locator("#batch progress")).to_be_visible()
    wait_until_checked(page)
    expect(page.locator("#batch h2")).to_have_text("9,997 行通过，3 行有问题")
    expect(page.locator(".faults tbody tr")).to_have_count(3)
    with page.expect_download() as told:
        page.get_by_role("link", name="下载问题清单").click()
    errors = cells(Path(told.value.path()).read_bytes())
    assert len(errors) == LINES + 1
    assert errors[1][-1].startswith("类别：请从选项中选一个")
    page.get_by_role("button", name="放弃这一份").click()
    expect(page.locator("#upload-title")).to_be_visible()

    for number in FAULTY:
        lines[number][4] = "稻谷"
    upload(page, workbook_of(lines), "二稿.xlsx")
    expect(page.locator("#batch progress")).to_be_visible()
    page.goto(f"{address}/desk")  # one may leave while it is checked
    page.go_back()
    wait_until_checked(page)
    take_in(page)
    expect(page.locator(".kept")).to_contain_text("已从 Excel 导入 10,000 行")
    expect(page.locator("[name=programme]")).to_have_value("耕地地力保护补贴（改）")
    assert page.locator("input").count() < 60
    page.locator("[name=programme]").fill("耕地地力保护补贴")
    is_saved(page)

    page.get_by_role("button", name="提交", exact=True).click()
    page.wait_for_url("**/case/*", timeout=LONG)
    expect(page.locator(".sheet tbody tr")).to_have_count(50)
    page.get_by_role("link", name="逐页查看全部").click()
    expect(page.locator(".pager")).to_contain_text("第 1 页，共 200 页 10,000 行")
    page.get_by_role("link", name="下一页").click()
    expect(page.locator("tbody tr").first).to_contain_text("示例00050")
    with page.expect_download(timeout=LONG) as told:
        page.get_by_role("link", name="导出 Excel").click()
    assert len(cells(Path(told.value.path()).read_bytes())) == LINES + 2


def test_a_batch_is_undone_on_a_phone(list_town: ListTown, phone: BrowserContext, address: str):
    draft = list_town.draft()
    list_town.taken(draft, listed(good(1), good(2)))
    page = opened(list_town, phone, address, draft)
    expect(page.locator(".kept")).to_contain_text("2 行")
    page.get_by_role("link", name="查看、撤销").click()
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="撤销这一批").click()
    expect(page.locator("#upload-title")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.get_by_role("link", name="返回填写").first.click()
    expect(page.locator(".kept")).to_have_count(0)


def test_a_list_is_exported_as_it_is_searched(list_town: ListTown, desk: BrowserContext, address: str):
    page = opened(list_town, desk, address, list_town.draft())
    page.goto(f"{address}/desk?tab=started")
    page.locator("#search").fill("没有这一件")
    with page.expect_download() as told:
        page.get_by_role("button", name="导出 Excel").click()
    assert cells(Path(told.value.path()).read_bytes(), "办件")[2:] == ()
    expect(page.locator("#search")).to_have_value("没有这一件")
