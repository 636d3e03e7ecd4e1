"""Does every page work as plain forms, in a browser that runs no scripts?"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.fixtures_browser import DESK
from tests.journeys.acts import field, fill
from tests.journeys.town import PASSWORD, VILLAGE, Town
from townhall.rehearsal.files import paper

WHAT = {
    "subject": "复印村务资料",
    "purpose": "复印村务公开资料二百份",
    "expense_category": "office",
    "amount": "980",
    "fund_source": "own",
    "budget_line": f"{VILLAGE}/2026/maintenance",
    "pay_method": "cash",
    "pay_account": f"{VILLAGE}/basic",
}
PAYEE = {
    "cash_reason": "对方没有银行账户",
    "payee_type": "person",
    "payee_name": "张某某",
    "payee_id": "990101195001010010",
    "payee_account": "9901010000000010023",
    "payee_bank": "示例银行漳河支行",
    "related_declared": "false",
    "handler": f"{VILLAGE}-0001-1",
    "witness": f"{VILLAGE}-0002-1",
}
RECEIPT = {
    "invoices.0.inv_type": "village_receipt",
    "invoices.0.inv_no": "SJ-0001",
    "invoices.0.inv_date": "2026-04-02",
    "invoices.0.face_amount": "980",
    "invoices.0.used_amount": "980",
}


@pytest.fixture
def plain(chromium: Browser) -> Iterator[BrowserContext]:
    """A browser profile without scripts."""
    context = chromium.new_context(viewport=DESK, locale="zh-CN", java_script_enabled=False)
    yield context
    context.close()


def test_a_payment_is_filled_in_and_stamped_by_plain_forms(town: Town, plain: BrowserContext):
    page = town.open(plain, "/desk")
    page.get_by_label("账号").fill(town.login("village_clerk"))
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.get_by_role("link", name="发起事项").first.click()
    page.locator("form[action$='/start/village_fund_payment']").get_by_role("button").click()
    filled_in(page)
    button(page, "提交").click()
    case = page.url.rpartition("/")[2]
    assert town.case(case).state == "open"
    expect(page.locator("#notices")).to_contain_text("已提交")

    for number in (1, 2, 3):
        town.seat(plain, f"finance_group_member#{number}")
        page.goto(town.address + "/desk")
        page.locator("#list a.gist").click()
        page.locator("#answer").get_by_role("button", name="同意并盖章").click()
        expect(page.locator("#notices")).to_contain_text("已办理")

    # A return without its reason comes back with a complaint beside the place for it.
    town.seat(plain, "village_director")
    page.goto(f"{town.address}/case/{case}")
    page.locator("#answer").get_by_role("button", name="退回").click()
    expect(page.locator("#answer .complaint").first).to_be_visible()
    page.locator("#answer [name=case-reason]").fill("请补充复印资料的清单")
    page.locator("#answer").get_by_role("button", name="退回").click()
    expect(page.locator(".head .tag")).to_have_text("已退回")
    assert town.case(case).state == "returned"


def button(page: Page, words: str) -> Locator:
    return page.locator("#draft").get_by_role("button", name=words, exact=True)


def filled_in(page: Page) -> None:
    """All that scripts would do at once takes a press of a button here."""
    fill(page, WHAT)
    button(page, "保存").click()
    expect(field(page, "amount_words").locator("input")).to_have_value("玖佰捌拾元整")
    fill(page, PAYEE)
    field(page, "invoices").get_by_role("button", name="增加一行").click()
    fill(page, RECEIPT)
    picture = {"name": "receipt.png", "mimeType": "image/png", "buffer": paper("receipt.png")}
    page.locator("input[type=file][name='invoices.0.image']").set_input_files(picture)
    # Handed in too early, everything comes back, the file too.
    fill(page, {"witness": ""})
    button(page, "提交").click()
    expect(page.locator("#wrong")).to_contain_text("证明人：请填写")
    expect(field(page, "invoices").get_by_role("link", name="receipt.png")).to_be_visible()
    fill(page, {"witness": PAYEE["witness"]})
