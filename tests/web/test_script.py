"""Does the page's own script save, keep and guard what people type, in a real browser?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from time import sleep

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, Request, Route, expect

from tests.web import specimens
from tests.web.gallery import fragment

SOON = 8000


class Office:
    """Answers the requests of a draft's page as the office would, and remembers them."""

    def __init__(self, app: Flask, page: Page) -> None:
        self.app, self.version, self.waits = app, 7, 0.0
        self.sent: list[str] = []
        page.route("**/draft/D1**", self.answer)

    def answer(self, route: Route, request: Request) -> None:
        self.sent.append(request.post_data or "")
        self.version += 1
        sleep(self.waits)
        view = replace(specimens.draft(), version=self.version)
        is_autosave = "autosave" in self.sent[-1]
        template = "counter/_saved.html" if is_autosave else "counter/_sheet.html"
        html = fragment(self.app, template, draft=view, is_version_only=is_autosave)
        route.fulfill(status=200, content_type="text/html; charset=utf-8", body=html)


@pytest.fixture
def page(desk: BrowserContext, address: str) -> Iterator[Page]:
    opened = desk.new_page()
    opened.goto(f"{address}/specimen/draft")
    yield opened
    opened.close()


@pytest.fixture
def office(app: Flask, page: Page) -> Office:
    return Office(app, page)


def test_what_is_typed_is_saved_by_itself(page: Page, office: Office):
    page.locator("#f-account").fill("6222 0000")
    expect(page.locator("#saved")).to_have_text("有改动尚未保存")
    expect(page.locator("#saved")).to_contain_text("已保存", timeout=SOON)
    assert "6222 0000" in office.sent[0]
    assert 'name="sheet-version"\r\n\r\n7' in office.sent[0]
    assert page.locator("#version").input_value() == "8"
    assert page.locator("#f-account").input_value() == "6222 0000"


def test_a_change_on_which_others_hang_draws_the_sheet_anew_and_loses_nothing(page: Page, office: Office):
    office.waits = 0.4
    page.locator("#f-amount").fill("99.00")
    page.locator("#f-account").focus()
    page.wait_for_timeout(150)
    page.locator("#f-account").fill("typed meanwhile")
    expect(page.locator("#version")).to_have_value("8", timeout=SOON)
    assert "99.00" in office.sent[0]
    assert page.locator("#f-account").input_value() == "typed meanwhile"
    assert page.evaluate("document.activeElement.id") == "f-account"


PICKER = """<span class="picker"><input type="search" id="who" name="who" hx-post="/draft/D1/pick/who"
hx-trigger="input changed delay:50ms" hx-target="next .picker-found"><span class="picker-found" tabindex="-1">
</span></span>"""
ON_TOP = """one => {
  const box = one.getBoundingClientRect();
  return one.contains(document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2));
}"""


def test_what_is_found_floats_over_the_table(page: Page):
    names = "".join(
        f"<button type=button>王某{number}（420802102201-00{number}-3）</button>" for number in "123"
    )
    page.route("**/pick/who", lambda route: route.fulfill(content_type="text/html", body=names))
    cell = page.locator("#f-labour-0-worker-field")
    cell.evaluate("(one, html) => { one.innerHTML = html; htmx.process(one); }", PICKER)
    row = page.locator("#f-labour tbody tr").first
    before = row.bounding_box()
    who, found, options = cell.locator("#who"), cell.locator(".picker-found"), cell.get_by_role("button")
    who.press_sequentially("王")
    expect(options).to_have_count(3)
    expect(options.last).to_be_visible()
    assert row.bounding_box()["height"] == before["height"]
    assert [options.nth(number).evaluate(ON_TOP) for number in range(3)] == [True] * 3
    assert all(one.evaluate("one => one.scrollHeight <= one.clientHeight") for one in options.all())
    page.mouse.wheel(0, 60)
    page.wait_for_timeout(300)
    below = found.bounding_box()["y"] - who.bounding_box()["y"] - who.bounding_box()["height"]
    above = who.bounding_box()["y"] - found.bounding_box()["y"] - found.bounding_box()["height"]
    assert 0 <= max(below, above) <= 8
    page.locator("#f-account").focus()
    expect(options.last).to_be_hidden()


def test_a_lost_signal_keeps_the_page_and_saves_when_it_is_back(
    page: Page, office: Office, desk: BrowserContext
):
    page.unroute("**/draft/D1**")
    desk.set_offline(True)
    page.locator("#f-account").fill("on the bus")
    expect(page.locator("#saved")).to_contain_text("网络不通", timeout=SOON)
    assert page.locator("#f-account").input_value() == "on the bus"
    page.route("**/draft/D1**", office.answer)
    desk.set_offline(False)
    expect(page.locator("#saved")).to_contain_text("已保存", timeout=SOON)
    assert "on the bus" in office.sent[-1]


def test_rows_are_added_without_leaving_the_page(page: Page, office: Office):
    page.get_by_role("button", name="增加一行").click()
    expect(page.locator("#version")).to_have_value("8", timeout=SOON)
    assert "add:labour" in office.sent[0]


def test_a_button_pressed_right_after_typing_is_not_lost(page: Page, office: Office):
    """Leaving a field asks for the sheet anew, just as the finger comes down on a button of that sheet."""
    page.locator("#f-amount").fill("77.00")
    page.get_by_role("button", name="增加一行").click(delay=200)
    expect(page.locator("#version")).to_have_value("8", timeout=SOON)
    assert ["add:labour" in one for one in office.sent] == [True]
    assert "77.00" in office.sent[0]


def test_a_button_pressed_while_the_sheet_is_under_way_is_pressed_again(page: Page, office: Office):
    office.waits = 0.4
    page.locator("#f-amount").fill("77.00")
    page.locator("#f-account").focus()
    page.wait_for_timeout(150)
    page.get_by_role("button", name="增加一行").click()
    expect(page.locator("#version")).to_have_value("9", timeout=SOON)
    assert ["add:labour" in one for one in office.sent] == [False, True]


def test_a_chosen_file_is_sent_at_once(page: Page, office: Office):
    paper = {"name": "发票.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"}
    page.locator("#f-invoice").set_input_files(paper)
    expect(page.locator("#version")).to_have_value("8", timeout=SOON)
    assert "%PDF-1.7" in office.sent[0]


def test_enter_in_a_field_hands_nothing_in(page: Page, office: Office):
    page.locator("#f-account").press("Enter")
    page.wait_for_timeout(300)
    assert page.url.endswith("/specimen/draft")
    assert office.sent == []


@pytest.fixture
def case(desk: BrowserContext, address: str) -> Iterator[Page]:
    opened = desk.new_page()
    opened.route("**/case/C1/decide", lambda route: route.fulfill(status=204))
    opened.goto(f"{address}/specimen/case-asked")
    yield opened
    opened.close()


def posted(page: Page) -> list[str]:
    """The addresses posted to from now on."""
    found: list[str] = []
    page.on("request", lambda request: found.append(request.url) if request.method == "POST" else None)
    return found


def test_a_return_without_a_reason_is_asked_for_one(case: Page):
    asked = posted(case)
    case.get_by_role("button", name="退回", exact=True).first.click()
    case.wait_for_timeout(300)
    assert asked == []
    assert case.evaluate("document.activeElement.name") == "case-reason"
    case.locator("[name=case-reason]").fill("发票金额不符")
    case.get_by_role("button", name="退回", exact=True).first.click()
    case.wait_for_timeout(300)
    assert [url.rpartition("/")[2] for url in asked] == ["decide"]


def test_a_stamp_pressed_twice_is_sent_once(case: Page):
    asked = posted(case)
    case.locator("#answer [data-agree]").dblclick()
    case.wait_for_timeout(300)
    assert len(asked) == 1


def test_the_list_is_walked_by_keys(desk: BrowserContext, address: str):
    page = desk.new_page()
    page.goto(f"{address}/specimen/desk-todo")
    for key in "jjjk":
        page.keyboard.press(key)
    assert page.evaluate("document.activeElement.getAttribute('href')") == "/case/C1"
    page.close()
