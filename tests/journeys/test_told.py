"""Do pages say what is so, in words that fit, and say it early enough?"""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.acts import begin, field, fill
from tests.journeys.kinds import SURVEYED
from tests.journeys.town import VILLAGE, Town
from townhall.office import objecting

FORM = "village_fund_payment"


def test_a_draft_handed_in_elsewhere_leads_to_its_case(town: Town, desk: BrowserContext):
    case = town.submitted(FORM)
    page = town.open(desk, f"/draft/{case}", "village_clerk")
    page.wait_for_url(f"**/case/{case}")
    stranger = town.open(desk, f"/draft/{case}", "civil_affairs_clerk")
    expect(stranger.get_by_role("heading", level=1)).to_have_text("没有这个页面")


def test_what_was_not_accepted_is_shown_in_words_not_in_codes(town: Town, desk: BrowserContext):
    """Handed in on another device meanwhile: the draft is none any more, what was chosen in it is told."""
    page = town.open(desk, f"/draft/{town.drafted(FORM)}", "village_clerk")
    case = town.submitted(FORM)
    page.evaluate("id => { document.querySelector('#draft').action = `/draft/${id}`; }", case)
    page.locator("#draft").get_by_role("button", name="保存", exact=True).click()
    shown = page.locator("main .facts")
    expect(shown).to_contain_text("企业")
    expect(shown).not_to_contain_text("company")


def test_what_is_too_much_is_said_while_it_is_typed(town: Town, desk: BrowserContext):
    page = town.open(desk, "/start", "village_clerk")
    begin(page, FORM)
    fill(page, {"amount": "200000", "budget_line": f"{VILLAGE}/2026/maintenance"})
    expect(field(page, "budget_available").locator("input")).to_have_value("120,000.00")
    expect(page.locator("#sheet > .note.warn")).to_contain_text("超出可用预算")
    fill(page, {"amount": "900"})
    page.locator("[name=subject]").focus()
    expect(page.locator("#sheet > .note.warn")).to_have_count(0)
    expect(page.locator("#path li", has_text="镇长审批")).to_contain_text("按现在的填写不需要")
    expect(page.locator("#path li", has_text="财政所长审批")).not_to_contain_text("不需要")


def test_hints_at_a_step_speak_of_its_own_buttons(town: Town, desk: BrowserContext):
    case = town.submitted(FORM)
    page = town.open(desk, f"/case/{case}", "finance_group_member")
    expect(page.locator("#answer .field .mark")).to_have_text("选“退回”或“不予批准”时必填，至少5字")
    expect(page.locator("#answer .keys")).to_contain_text("到“同意”")


def test_days_that_are_over_read_the_same_to_staff_and_villagers(town: Town, desk: BrowserContext):
    relief = town.submitted("temp_relief")
    for by in ("civil_affairs_clerk", "civil_affairs_clerk#2"):
        town.decided(by, fields=SURVEYED)
    town.decided("civil_affairs_head")
    shown = town.case(relief).publicities[0]
    page = town.open(desk, f"/d/{shown.number}", "civil_affairs_head")
    for _ in range((shown.closes_on - town.hall.today() + timedelta(days=1)).days):
        page.get_by_role("button", name="快进1天").click()
    expect(page.locator(".countdown")).to_contain_text("公示天数已满，等待结束")
    page.goto(f"{town.address}/case/{relief}")
    expect(page.locator(".sheet")).to_contain_text("公示天数已满，等待结束")


def test_a_ledger_asks_of_this_month_only_in_this_month(town: Town, desk: BrowserContext):
    page = town.open(desk, f"/v/{VILLAGE}")
    page.locator(f"main a[href='/v/{VILLAGE}/income_expense']").click()
    title = page.get_by_role("heading", level=1)
    expect(title).to_contain_text("这个月")
    page.locator(".switches.line a").nth(1).click()
    expect(title).not_to_contain_text("这个月")
    expect(page.locator("main")).to_contain_text("2026年3月")


def test_objections_that_wait_stand_above_ones_tasks(town: Town, desk: BrowserContext):
    page = town.open(desk, "/desk", "discipline_officer")
    expect(page.locator("main .note")).to_have_count(0)
    from_objection(town)
    page.reload()
    page.get_by_role("link", name="有1条群众异议等您答复").click()
    expect(page.locator("main .caption")).to_contain_text("刘院村")


def from_objection(town: Town) -> None:
    relief = town.submitted("temp_relief")
    for by in ("civil_affairs_clerk", "civil_affairs_clerk#2"):
        town.decided(by, fields=SURVEYED)
    town.decided("civil_affairs_head")
    objecting.object_to(town.hall, town.case(relief).publicities[0].number, "这一户有工资收入，请核实", "")


def test_what_was_found_for_a_shorter_text_cannot_be_chosen(town: Town, desk: BrowserContext):
    page = town.open(desk, "/start", "village_clerk")
    begin(page, FORM)
    search = page.locator("input[type=search][name=contract_ref]")
    found = page.locator("#f-contract_ref-field .picker-found")
    search.press_sequentially("不存在")
    expect(found).to_contain_text("没有找到")
    expect(found).to_have_attribute("aria-busy", "false")
    page.route("**/pick/*", lambda route: (page.wait_for_timeout(1500), route.continue_()))
    search.press_sequentially("的")
    expect(found).to_have_attribute("aria-busy", "true")
    expect(found).to_have_attribute("aria-busy", "false")


def test_a_new_invoice_row_with_its_picture_is_no_taller_than_a_thumb(town: Town, desk: BrowserContext):
    page = town.open(desk, f"/draft/{town.drafted(FORM)}", "village_clerk")
    page.set_viewport_size({"width": 1280, "height": 800})
    row = page.locator("#f-invoices tbody tr").first
    expect(row.get_by_role("checkbox")).to_be_checked()
    assert (row.bounding_box() or {})["height"] < 72


@pytest.mark.parametrize("width", [360, 412])
def test_no_tab_runs_off_the_edge_in_english(town: Town, phone: BrowserContext, width: int):
    page: Page = town.open(phone, "/language?to=en&back=/desk", "village_clerk")
    page.set_viewport_size({"width": width, "height": 740})
    page.goto(f"{town.address}/desk")
    for one in page.locator(".tabs a").all():
        expect(one).to_be_in_viewport(ratio=1)
