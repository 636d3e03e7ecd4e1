"""Does a sheet drawn anew under somebody's hands leave alone where they are and what they type?"""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.journeys.acts import begin, field, fill, is_saved
from tests.journeys.town import Town

FORM = "village_fund_payment"
HERE = """() => {
  const { name, selectionStart, selectionEnd } = document.activeElement;
  return [name, selectionStart, selectionEnd];
}"""


@pytest.fixture(params=["desk", "phone"])
def page(request: pytest.FixtureRequest, town: Town) -> Page:
    """A payment with two rows of invoices, being filled in."""
    opened = town.open(request.getfixturevalue(request.param), "/start", "village_clerk")
    begin(opened, FORM)
    for number in (1, 2):
        opened.locator("button[value='add:invoices']").click()
        expect(opened.locator("#f-invoices tbody tr")).to_have_count(number)
    return opened


def slow(page: Page) -> None:
    """A line on which an answer takes its time, so that people type while it is under way."""

    def answer_late(route: Route) -> None:
        answer = route.fetch()
        page.wait_for_timeout(700)
        route.fulfill(response=answer)

    page.route("**/draft/*", answer_late)


def drawn_anew(page: Page):
    return page.expect_response(lambda answer: answer.request.method == "POST" and "/draft/" in answer.url)


def test_a_figure_typed_while_the_sheet_is_drawn_anew_is_whole(page: Page):
    first, second = (page.locator(f"[name='invoices.0.{one}']") for one in ("face_amount", "used_amount"))
    slow(page)
    second.fill("25")
    with drawn_anew(page):
        first.focus()
        page.keyboard.type("10", delay=60)
    page.keyboard.type("00", delay=60)
    expect(first).to_have_value("1000")
    assert page.evaluate(HERE) == ["invoices.0.face_amount", 4, 4]


def test_what_was_selected_stays_selected_and_is_typed_over(page: Page):
    first, second = (page.locator(f"[name='invoices.0.{one}']") for one in ("face_amount", "used_amount"))
    second.fill("25")
    with drawn_anew(page):
        first.fill("30")
        second.focus()
        second.select_text()
    expect(page.locator("#f-invoices tfoot")).to_contain_text("25.00")
    assert page.evaluate(HERE) == ["invoices.0.used_amount", 0, 2]
    page.keyboard.type("1000")
    expect(second).to_have_value("1000")


def test_the_caret_stays_in_the_midst_of_a_word(page: Page):
    page.locator("[name=subject]").fill("村级路灯")
    with drawn_anew(page):
        page.locator("[name=amount]").fill("6800")
        page.locator("[name=subject]").focus()
        page.locator("[name=subject]").evaluate("one => one.setSelectionRange(2, 2)")
    expect(page.locator("#f-amount_words")).to_have_value("陆仟捌佰元整")
    page.keyboard.type("主路")
    expect(page.locator("[name=subject]")).to_have_value("村级主路路灯")


def test_a_broad_table_stays_where_it_was_scrolled(town: Town, desk: BrowserContext):
    page = town.open(desk, "/start", "village_clerk")
    begin(page, FORM)
    page.locator("button[value='add:invoices']").click()
    wrap = page.locator(".grid-wrap", has=page.locator("#f-invoices"))
    wrap.evaluate("one => { one.scrollLeft = 240; }")
    page.locator("[name='invoices.0.face_amount']").evaluate("one => one.focus({ preventScroll: true })")
    page.keyboard.type("12")
    before = wrap.evaluate("one => one.scrollLeft")
    assert before > 200
    with drawn_anew(page):
        page.locator("[name='invoices.0.used_amount']").evaluate("one => one.focus({ preventScroll: true })")
    expect(page.locator("#version")).to_have_value("3")
    assert wrap.evaluate("one => one.scrollLeft") == before


def test_a_bad_amount_is_told_of_at_once_and_nothing_is_calculated_from_it(page: Page):
    for bad, words in (("六千八", "请填写金额"), ("-5", "不得小于"), ("0", "不得小于")):
        fill(page, {"amount": "6800"})
        page.locator("[name=subject]").focus()
        expect(page.locator("#f-amount_words")).to_have_value("陆仟捌佰元整")
        fill(page, {"amount": bad})
        page.locator("[name=subject]").focus()
        expect(field(page, "amount")).to_contain_text(words)
        expect(page.locator("#f-amount_words")).to_have_value("")
        expect(page.locator("[name=amount]")).to_have_value(bad)
    assert page.locator("#wrong").count() == 0


def test_a_file_that_is_not_taken_is_told_of_beside_its_field_and_is_not_sent_again(page: Page):
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if "/files" in request.url else None)
    bad = {"name": "notes.txt", "mimeType": "text/plain", "buffer": b"nothing to see"}
    field(page, "photos").scroll_into_view_if_needed()
    page.locator("input[type=file][name=photos]").set_input_files(bad)
    told = field(page, "photos").locator(".complaint")
    expect(told).to_contain_text("notes.txt：只能上传")
    expect(told).to_be_in_viewport()
    fill(page, {"amount": "6800"})
    page.locator("[name=subject]").focus()
    expect(page.locator("#f-amount_words")).to_have_value("陆仟捌佰元整")
    assert len(sent) == 1


def test_signing_in_anew_in_another_window_lets_the_page_go_on_saving(town: Town, desk: BrowserContext):
    """The new sign-in has a safety mark of its own; what was typed before is saved with it, unasked."""
    page = town.open(desk, "/start", "village_clerk")
    begin(page, FORM)
    fill(page, {"subject": "登录以前写的"})
    is_saved(page)
    other = town.open(desk, "/demo?town=zhanghe")
    me = town.person("village_clerk")
    other.evaluate(
        "person => { const form = document.querySelector('form[action*=\"/demo/be/\"]');"
        " form.action = `/demo/be/${person}`; form.submit(); }",
        me,
    )
    other.wait_for_url("**/desk")
    fill(page, {"remark": "登录以后写的"})
    expect(page.locator("#saved")).to_contain_text("已保存", timeout=20_000)
    page.wait_for_timeout(3_000)
    again = town.open(desk, page.url.removeprefix(town.address))
    expect(again.locator("[name=remark]")).to_have_value("登录以后写的")
