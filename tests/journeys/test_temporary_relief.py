"""Does relief go from the clerk to two surveyors, past the villagers' eyes, to the payment?

A villager objects without signing in: once with a browser that runs no scripts. The days of the notice pass
on the demo's clock, which is moved on screen.
"""

from __future__ import annotations

import cv2
import numpy
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.fixtures_browser import PHONE
from tests.journeys.acts import begin, decide, fill, hand_in, send, step
from tests.journeys.town import VILLAGE, Town

FORM = "temp_relief"
RELIEF = {
    "applicant": f"{VILLAGE}-0001",
    "relief_reason": "illness",
    "purpose": "户主住院手术，自付费用较高",
    "income": "1800",
    "assets_check": "无商品房、机动车，存款低于标准",
    "amount": "2000",
    "budget_line": "420802102-civil_affairs/2026/relief",
    "pay_method": "bank_direct",
    "pay_account": "420802102-civil_affairs/relief",
    "payee_name": "张某某",
    "payee_id": "990101195001010010",
    "payee_account": "9901010000000010023",
    "payee_bank": "示例银行漳河支行",
    "related_declared": "false",
}
OBJECTION = "这一户有工资收入，请核实"


def test_relief_is_asked_for_objected_to_and_paid(town: Town, desk: BrowserContext, chromium: Browser):
    page = town.open(desk, "/start", "village_clerk")
    case = begin(page, FORM)
    fill(page, RELIEF)
    send(page, "proof", "diagnosis.pdf")
    hand_in(page)
    page.wait_for_url(f"**/case/{case}")

    surveyed(town, page)
    came_to(town, page, "civil_affairs_head")
    decide(page, "同意")
    address = scanned(page)
    assert address == f"{town.address}/d/{town.case(case).publicities[0].number}"

    objected(chromium, address)
    town.seat(desk, "discipline_officer")
    page.goto(town.address + "/objections")
    expect(page.locator("main")).to_contain_text(OBJECTION)
    expect(page.locator("main")).to_contain_text("13900000000")
    page.get_by_label("核查情况和答复").fill("经核实无工资收入")
    page.get_by_role("button", name="答复并继续公示").click()
    expect(page.locator("#notices")).to_contain_text("已答复")
    expect(page.locator("main")).to_contain_text("异议不成立")
    expect(step(page, "公示")).to_contain_text("正在办理")

    forward(page, "快进7天")
    assert town.work().ended == 0, "the last day is a day of the notice"
    forward(page, "快进1天")
    assert town.work().ended == 1

    came_to(town, page, "deputy_leader.civil")
    decide(page, "同意")
    came_to(town, page, "fund_accountant")
    decide(page, "已制单")
    came_to(town, page, "fiscal_finance_lead")
    decide(page, "放款")
    came_to(town, page, "fiscal_accountant")
    fill(page, {"bank_ref": "B20260416001"})
    decide(page, "成功")
    expect(page.locator(".head .tag")).to_have_text("已办结")
    expect(page.locator(".sheet")).to_contain_text("已发放")

    page.goto(address)
    expect(page.locator(".countdown")).to_contain_text("公示已结束")
    expect(page.locator("#object")).to_have_count(0)


def came_to(town: Town, page: Page, by: str) -> None:
    town.seat(page.context, by)
    page.goto(town.address + "/desk")
    page.locator("#list a.gist").click()
    expect(page.locator(".sheet h1")).to_have_text("临时救助")


def surveyed(town: Town, page: Page) -> None:
    came_to(town, page, "civil_affairs_clerk")
    decide_with_record(page, "入户查看，情况属实")
    expect(step(page, "两人入户调查").locator(".missing")).to_contain_text(town.name("civil_affairs_clerk#2"))
    came_to(town, page, "civil_affairs_clerk#2")
    page.locator("#answer").get_by_role("button", name="同意", exact=True).click()
    complaint = page.locator("#f-record-field .complaint")
    expect(complaint).to_contain_text("请填写")
    decide_with_record(page, "邻里反映属实")
    expect(step(page, "民政办审核")).to_contain_text("正在办理")


def decide_with_record(page: Page, record: str) -> None:
    fill(page, {"record": record})
    decide(page, "同意")


def scanned(page: Page) -> str:
    """The address in the code on the page, read from its picture as a camera would."""
    code = page.locator("img.code").screenshot(scale="device")
    picture = cv2.imdecode(numpy.frombuffer(code, numpy.uint8), cv2.IMREAD_GRAYSCALE)
    larger = cv2.resize(picture, None, fx=4, fy=4, interpolation=cv2.INTER_NEAREST)
    text, _, _ = cv2.QRCodeDetectorAruco().detectAndDecode(larger)
    return str(text)


def objected(chromium: Browser, address: str) -> None:
    """A villager's phone, nobody signed in: first one that runs scripts, then one that does not."""
    for runs_scripts in (True, False):
        villager = chromium.new_context(
            viewport=PHONE, device_scale_factor=2, is_mobile=True, java_script_enabled=runs_scripts
        )
        page = villager.new_page()
        page.goto(address)
        shown = page.locator("main")
        expect(shown).to_contain_text("张*某")
        expect(shown).not_to_contain_text("张某某")
        expect(shown).to_contain_text("2,000.00")
        expect(shown).to_contain_text("1组")
        expect(page.locator(".countdown")).to_contain_text("还剩7天")
        if not runs_scripts:
            page.get_by_label("您认为哪里不对").fill(OBJECTION)
            page.get_by_label("怎么联系您").fill("13900000000")
            page.get_by_role("button", name="提交异议").click()
            expect(page.locator("main")).to_contain_text("异议已收到")
            expect(page.locator("main")).to_contain_text("已收到1条异议")
        assert page.locator("main").inner_text().count("13900000000") == 0
        villager.close()


def forward(page: Page, words: str) -> None:
    """Move the demo's clock on screen; whoever sits at it stays signed in."""
    before = page.locator(".demo-bar time").get_attribute("datetime")
    page.locator(".demo-bar").get_by_role("button", name=words).click()
    expect(page.locator(".demo-bar time")).not_to_have_attribute("datetime", str(before))
    expect(page.locator(".rail-foot strong")).to_be_visible()
