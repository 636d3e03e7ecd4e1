"""Is what somebody types kept by itself, and does it follow them from device to device?"""

from __future__ import annotations

from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.journeys.acts import begin, field, fill, hand_in, send
from tests.journeys.town import VILLAGE, Town

FORM = "village_fund_payment"


def saved_by_itself(page: Page) -> None:
    """The mark goes from unsaved to saved, with nothing pressed."""
    expect(page.locator("#saved")).to_contain_text("尚未保存")
    expect(page.locator("#saved")).to_contain_text("已保存")


def test_a_draft_begun_at_a_desk_is_gone_on_with_on_a_phone(
    town: Town, desk: BrowserContext, phone: BrowserContext
):
    page = town.open(desk, "/start", "village_clerk")
    begin(page, FORM)
    fill(page, {"amount": "6800", "subject": "村级道路路灯维修"})
    expect(page.locator("#f-amount_words")).to_have_value("陆仟捌佰元整")
    fill(page, {"purpose": "更换主路损坏路灯八盏"})
    saved_by_itself(page)
    page.close()

    held = town.open(phone, "/desk?tab=drafts", "village_clerk")
    held.locator("#list a.gist").tap()
    held.wait_for_url("**/draft/*")
    expect(held.locator("[name=subject]")).to_have_value("村级道路路灯维修")
    expect(held.locator("[name=purpose]")).to_have_value("更换主路损坏路灯八盏")
    expect(held.locator("#f-amount_words")).to_have_value("陆仟捌佰元整")
    fill(held, {"budget_line": f"{VILLAGE}/2026/maintenance"})
    expect(held.locator("#f-budget_available")).to_have_value("120,000.00")


def test_what_two_devices_type_at_once_is_told_of_and_not_lost(
    town: Town, desk: BrowserContext, phone: BrowserContext
):
    page = town.open(desk, "/start", "village_clerk")
    draft = begin(page, FORM)
    held = town.open(phone, f"/draft/{draft}", "village_clerk")
    fill(held, {"subject": "手机上的标题", "remark": "手机上的备注"})
    saved_by_itself(held)

    fill(page, {"subject": "电脑上的标题", "purpose": "电脑上的事由"})
    expect(page.locator("#notices")).to_contain_text("另一台设备上改过")
    expect(page.locator("#saved")).to_contain_text("尚未保存")
    expect(page.locator("[name=subject]")).to_have_value("电脑上的标题")

    page.locator("#draft").get_by_role("button", name="保存", exact=True).click()
    told = page.locator("#wrong")
    expect(told).to_be_focused()
    expect(told).to_contain_text("另一台设备上改过")
    expect(page.locator("#saved")).to_contain_text("尚未保存")
    with page.expect_popup() as popup:
        told.get_by_role("link", name="在新窗口查看最新情况").click()
    expect(popup.value.locator("[name=subject]")).to_have_value("手机上的标题")
    expect(page.locator("[name=subject]")).to_have_value("电脑上的标题")
    expect(page.locator("[name=purpose]")).to_have_value("电脑上的事由")

    page.locator("#draft").get_by_role("button", name="保存", exact=True).click()
    page.wait_for_url(f"**/draft/{draft}")
    page.reload()
    expect(page.locator("[name=subject]")).to_have_value("电脑上的标题")
    expect(page.locator("[name=purpose]")).to_have_value("电脑上的事由")


def test_what_is_handed_in_while_it_is_being_saved_is_handed_in_once(town: Town, desk: BrowserContext):
    """A slow line: the sheet is still being drawn anew when the clerk presses the button."""
    page = town.open(desk, "/start", "village_clerk")
    draft = begin(page, FORM)
    fill(page, {"subject": "村级道路路灯维修"})

    def answer_late(route: Route) -> None:
        answer = route.fetch()
        page.wait_for_timeout(800)
        route.fulfill(response=answer)

    page.route(f"**/draft/{draft}", answer_late)
    with page.expect_request(f"**/draft/{draft}"):
        fill(page, {"amount": "6800", "expense_category": "maintenance"})
    posted: list[str] = []
    page.on("request", lambda request: posted.append(request.url) if "/submit" in request.url else None)
    hand_in(page)
    expect(page.locator("#wrong")).to_be_focused()
    expect(page.locator("#wrong")).to_contain_text("事由：请填写")
    expect(page.locator("[name=amount]")).to_have_value("6800")
    expect(page.locator("[name=expense_category]")).to_have_value("maintenance")
    assert len(posted) == 1


def test_a_file_chosen_while_the_sheet_is_drawn_anew_arrives_once(town: Town, desk: BrowserContext):
    page = town.open(desk, "/start", "village_clerk")
    draft = begin(page, FORM)
    page.route(f"**/draft/{draft}", lambda route: (page.wait_for_timeout(500), route.continue_()))
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if "/files" in request.url else None)
    with page.expect_request(f"**/draft/{draft}"):
        fill(page, {"amount": "6800", "subject": "村级道路路灯维修"})
    send(page, "photos", "before.png")
    expect(field(page, "photos").get_by_role("listitem")).to_have_count(1)
    expect(page.locator("#f-amount_words")).to_have_value("陆仟捌佰元整")
    assert len(sent) == 1


def test_a_tick_set_while_the_sheet_is_drawn_anew_stays(town: Town, desk: BrowserContext):
    page = town.open(desk, "/start", "village_clerk")
    draft = begin(page, FORM)
    page.route(f"**/draft/{draft}", lambda route: (page.wait_for_timeout(400), route.continue_()))
    fill(page, {"amount": "6800"})
    with page.expect_response(f"**/draft/{draft}"):
        page.locator("[name=amount]").blur()
        page.wait_for_timeout(150)
        page.locator("[name=payee_type][value=company]").check()
    expect(page.locator("#f-amount_words")).to_have_value("陆仟捌佰元整")
    expect(page.locator("[name=payee_type][value=company]")).to_be_checked()
