"""Does a village's payment go from the clerk's form to the village's page, stamped by everybody it needs?"""

from __future__ import annotations

from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.acts import begin, decide, field, fill, hand_in, is_saved, send, step
from tests.journeys.town import PASSWORD, VILLAGE, Town

FORM = "village_fund_payment"
WHAT = {
    "subject": "村级道路路灯维修",
    "purpose": "更换主路损坏路灯八盏",
    "expense_category": "maintenance",
    "amount": "6800",
    "fund_source": "own",
    "budget_line": f"{VILLAGE}/2026/maintenance",
}
PAYEE = {
    "pay_account": f"{VILLAGE}/basic",
    "payee_type": "company",
    "payee_name": "示例电器经营部",
    "payee_id": "91990101MA00000022",
    "payee_account": "9901010000000010015",
    "payee_bank": "示例银行漳河支行",
    "related_declared": "false",
    "handler": f"{VILLAGE}-0001-1",
    "witness": f"{VILLAGE}-0002-1",
}
FIRST_INVOICE = {
    "invoices.0.inv_type": "vat_e",
    "invoices.0.inv_no": "26990000000000000001",
    "invoices.0.inv_date": "2026-04-02",
    "invoices.0.seller_name": "示例电器经营部",
    "invoices.0.seller_id": "91990101MA00000022",
    "invoices.0.face_amount": "5000",
    "invoices.0.used_amount": "5000",
}
SECOND_ROW = "数电发票\t\t26990000000000000002\t2026-04-03\t示例电器经营部\t91990101MA00000022\t1800\t1800"


def signed_in(town: Town, context: BrowserContext, by: str) -> Page:
    """By password, through the page of the sign-in."""
    page = town.open(context, "/desk")
    page.get_by_label("账号").fill(town.login(by))
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url("**/desk")
    return page


def filled_in(page: Page) -> None:
    """The form as the clerk fills it, seeing what it calculates and what it asks for."""
    fill(page, WHAT)
    page.locator("[name=pay_method][value=cash]").check()
    expect(field(page, "amount_words").locator("input")).to_have_value("陆仟捌佰元整")
    expect(field(page, "budget_available").locator("input")).to_have_value("120,000.00")
    expect(field(page, "cash_reason")).to_be_visible()
    page.locator("[name=pay_method][value=bank_direct]").check()
    expect(field(page, "cash_reason")).to_have_count(0)
    fill(page, PAYEE)
    table = field(page, "invoices")
    table.get_by_role("button", name="增加一行").click()
    expect(page.locator("[name='invoices.0.inv_no']")).to_be_visible()
    fill(page, FIRST_INVOICE)
    send(page, "invoices.0.image", "first.png")
    table.get_by_text("从Excel粘贴").click()
    page.locator("[name='paste:invoices']").fill(SECOND_ROW)
    table.get_by_role("button", name="填入表格").click()
    expect(page.locator("[name='invoices.1.inv_no']")).to_have_value("26990000000000000002")
    expect(page.locator("[name='invoices.1.inv_type']")).to_have_value("vat_e")
    expect(table.locator("tfoot")).to_contain_text("6,800.00")


def test_a_payment_goes_from_the_form_to_the_public_page(town: Town, desk: BrowserContext):
    page = signed_in(town, desk, "village_clerk")
    page.get_by_role("link", name="发起事项").first.click()
    draft = begin(page, FORM)
    filled_in(page)

    # Handed in with something missing: every complaint at once, each beside its field, nothing lost.
    hand_in(page)
    summary = page.locator("#wrong")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("listitem")).to_have_text(
        ["票据第2行影像：请上传", "验收人：请填写", "现场照片：请上传"]
    )
    for name, words in {"invoices.1.image": "请上传", "acceptor": "请填写", "photos": "请上传"}.items():
        expect(field(page, name).locator(".complaint")).to_contain_text(words)
    summary.get_by_role("link", name="验收人").click()
    expect(page.locator("#f-acceptor")).to_be_focused()
    expect(page.locator("[name=purpose]")).to_have_value(WHAT["purpose"])
    expect(page.locator("[name=payee_account]")).to_have_value(PAYEE["payee_account"])

    fill(page, {"acceptor": f"{VILLAGE}-0003-1"})
    send(page, "invoices.1.image", "second.png")
    send(page, "photos", "before.png", "after.png")
    is_saved(page)
    hand_in(page)
    page.wait_for_url(f"**/case/{draft}")
    expect(page.locator("#notices")).to_contain_text("已提交")
    expect(page.locator(".sheet")).to_contain_text("陆仟捌佰元整")

    stamped_by_the_finance_group(town, page, draft)
    for by, title in (
        ("village_director", "村主任审批"),
        ("village_party_sec", "村书记审签"),
        ("fiscal_specialist", "财政专管员审核"),
        ("fiscal_auditor", "财政所稽核"),
        ("fiscal_director", "财政所长审批"),
    ):
        came_to(town, page, by)
        seals = by in ("village_director", "village_party_sec", "fiscal_director")
        decide(page, "同意并盖章" if seals else "同意")
        expect(step(page, title)).to_contain_text("已办")
        expect(step(page, title)).to_contain_text(town.name(by))
    paid(town, page)
    seen_by_anyone(town, desk)


def stamped_by_the_finance_group(town: Town, page: Page, case: str) -> None:
    members = [f"finance_group_member#{number}" for number in (1, 2, 3)]
    for number, by in enumerate(members):
        came_to(town, page, by)
        missing = page.locator("#status .missing")
        for one in members:
            expected = expect(missing)
            if one in members[number:]:
                expected.to_contain_text(town.name(one))
            else:
                expected.not_to_contain_text(town.name(one))
        decide(page, "同意并盖章")
    assert {run.step for run in town.case(case).open_runs} == {"director"}


def came_to(town: Town, page: Page, by: str) -> None:
    """The next at the desk opens what waits for them: two presses from the list to the stamp."""
    town.seat(page.context, by)
    page.goto(town.address + "/desk")
    page.locator("#list a.gist").click()
    expect(page.locator(".sheet")).to_contain_text("更换主路损坏路灯八盏")


def paid(town: Town, page: Page) -> None:
    came_to(town, page, "fund_accountant")
    decide(page, "已制单")
    came_to(town, page, "fiscal_finance_lead")
    decide(page, "放款")
    came_to(town, page, "fiscal_accountant")
    fill(page, {"bank_ref": "B20260408001"})
    decide(page, "成功")
    expect(page.locator(".head .tag")).to_have_text("已办结")
    sheet = page.locator(".sheet")
    for register in ("资金", "预算", "票据"):
        expect(sheet.get_by_role("heading", name="已记入").filter(has_text=register).first).to_be_visible()
    expect(sheet).to_contain_text("B20260408001")


def seen_by_anyone(town: Town, context: BrowserContext) -> None:
    context.clear_cookies()
    page = town.open(context, f"/v/{VILLAGE}")
    page.get_by_role("link", name="这个月村里收了多少、花了多少").click()
    row = page.locator("table.list tbody tr").filter(has_text="更换主路损坏路灯八盏")
    expect(row).to_contain_text("6,800.00")
    expect(row).to_contain_text("示例电器经营部")
    assert "9901010000000010015" not in page.content()
    assert "91990101MA00000022" not in page.content()
