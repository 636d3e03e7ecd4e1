"""Is what people need at hand: the ways out, a return's reason, a villager's answer, every room?"""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.acts import step
from tests.journeys.kinds import OBJECTION, SURVEYED
from tests.journeys.town import Town
from townhall.office import objecting

REASON = "发票影像看不清，请重新拍照"
ANSWER = "已入户核实，收入低于标准，公示继续。"
CONTACT = "13900000000"


@pytest.fixture(params=["desk", "phone"])
def context(request: pytest.FixtureRequest) -> BrowserContext:
    return request.getfixturevalue(request.param)


def width(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth"))


# -- the sheet and the ways out --------------------------------------------------------------------------


def test_the_ways_out_are_at_hand_wherever_one_reads(town: Town, context: BrowserContext):
    case = town.submitted("village_fund_payment")
    page = town.open(context, f"/case/{case}", "finance_group_member")
    stamp = page.locator(".thumb").get_by_role("button", name="同意并盖章")
    expect(stamp).to_be_in_viewport(ratio=1)
    page.mouse.wheel(0, 700)
    expect(stamp).to_be_in_viewport(ratio=1)
    stamp.click()
    expect(page.locator("#notices")).to_contain_text("已办理")


def test_at_a_desk_the_bar_gives_way_to_the_ways_out_themselves(town: Town, desk: BrowserContext):
    case = town.submitted("village_fund_payment")
    page = town.open(desk, f"/case/{case}", "finance_group_member")
    expect(page.locator(".thumb")).to_be_visible()
    page.locator("#answer .ways").scroll_into_view_if_needed()
    expect(page.locator(".thumb")).to_be_hidden()


def test_no_table_is_cut_and_no_number_broken(town: Town, context: BrowserContext):
    case = town.submitted("village_fund_payment")
    page = town.open(context, f"/case/{case}", "finance_group_member")
    at_a_desk = page.viewport_size["width"] > 720  # type: ignore[index]
    cut = page.locator(".sheet .grid-wrap").evaluate_all(
        "all => all.filter((one) => one.scrollWidth > one.clientWidth).length"
    )
    assert cut == 0 or not at_a_desk
    numbers = page.locator(".sheet .narrow, .sheet .money")
    heights = numbers.evaluate_all(
        "all => all.filter((one) => one.innerText.trim()).map((one) => {"
        " const all = document.createRange(); all.selectNodeContents(one);"
        " return [one.innerText, all.getBoundingClientRect().height]; })"
    )
    assert len(heights) > 8
    assert any(len(text) == 20 for text, _ in heights)
    assert [text for text, height in heights if height > 30] == []


# -- returns ---------------------------------------------------------------------------------------------


def test_a_return_and_its_reason_are_seen_by_the_initiator_and_by_whoever_comes_later(
    town: Town, context: BrowserContext
):
    case = town.submitted("village_fund_payment")
    town.decided("finance_group_member", "return", reason=REASON)
    page = town.open(context, f"/case/{case}", "village_clerk")
    expect(page.locator(".note.warn")).to_contain_text(REASON)
    expect(page.locator(".note.warn")).to_contain_text(town.name("finance_group_member"))
    expect(step(page, "经办人修改")).to_contain_text(REASON)
    page.get_by_role("link", name="修改并重新提交").click()
    expect(page.locator(".note.warn")).to_contain_text(REASON)
    page.locator("#draft").get_by_role("button", name="重新提交").click()
    page.wait_for_url("**/case/*")

    page = town.open(context, f"/case/{case}", "finance_group_member#2")
    told = step(page, "理财小组会签")
    expect(told).to_contain_text("此前退回")
    expect(told).to_contain_text(REASON)
    assert width(page) <= page.viewport_size["width"]  # type: ignore[index]


# -- objections ------------------------------------------------------------------------------------------


def objected(town: Town) -> tuple[str, str]:
    """Relief on show, to which somebody objected: the case and its notice."""
    case = town.submitted("temp_relief")
    for by in ("civil_affairs_clerk", "civil_affairs_clerk#2"):
        town.decided(by, fields=SURVEYED)
    town.decided("civil_affairs_head")
    number = town.case(case).publicities[0].number
    objecting.object_to(town.hall, number, OBJECTION, CONTACT)
    return case, number


def test_an_answered_objection_is_answered_in_public(town: Town, context: BrowserContext):
    case, number = objected(town)
    page = town.open(context, "/objections", "discipline_officer")
    expect(page.locator("main")).to_contain_text("由您的岗位答复")
    page.locator("[name=words]").fill(ANSWER)
    page.get_by_role("button", name="答复并继续公示").click()
    page.wait_for_url(f"**/case/{case}")
    page.goto(f"{town.address}/d/{number}")
    told = page.locator("main")
    expect(told).to_contain_text(ANSWER)
    expect(told).to_contain_text("异议不成立")
    expect(told).to_contain_text("纪委书记（专干） · 2026-04-08")
    for secret in (OBJECTION, CONTACT, town.name("discipline_officer")):
        expect(page.locator("body")).not_to_contain_text(secret)
    assert width(page) <= page.viewport_size["width"]  # type: ignore[index]


def test_days_that_are_over_with_an_objection_unanswered_say_what_is_waited_for(
    town: Town, context: BrowserContext
):
    case, number = objected(town)
    closes = town.case(case).publicities[0].closes_on
    days = (closes - town.hall.today() + timedelta(days=1)).days
    page = town.open(context, f"/d/{number}", "civil_affairs_head")
    for _ in range(days):
        page.get_by_role("button", name="快进1天").click()
    town.work()
    page.goto(f"{town.address}/d/{number}")
    expect(page.locator(".countdown")).to_contain_text("公示天数已满，等待答复异议")
    page.goto(f"{town.address}/case/{case}")
    expect(page.locator(".sheet")).to_contain_text("公示天数已满，等待答复异议")


def test_who_may_not_answer_has_no_number_beside_the_word(town: Town, desk: BrowserContext):
    objected(town)
    rail = town.open(desk, "/desk", "discipline_officer").locator(".rail a[href='/objections']")
    expect(rail.locator(".count")).to_have_text("1")
    page = town.open(desk, "/objections", "civil_affairs_head")
    expect(page.locator(".rail a[href='/objections'] .count")).to_have_count(0)
    expect(page.locator("main")).not_to_contain_text("由您的岗位答复")
    expect(page.locator("main [name=words]")).to_have_count(0)


# -- finding one's way -----------------------------------------------------------------------------------


def test_on_a_phone_every_room_is_two_taps_away(town: Town, phone: BrowserContext):
    page = town.open(phone, "/desk", "village_clerk")
    rail = page.locator(".rail nav a").evaluate_all("all => all.map((one) => one.getAttribute('href'))")
    assert {"/objections", "/town/zhanghe", "/devices", "/password"} <= set(rail)
    page.locator("nav.bar").get_by_role("link", name="全部").tap()
    page.wait_for_url("**/menu")
    shown = page.locator(".rooms a").evaluate_all("all => all.map((one) => one.getAttribute('href'))")
    assert shown == rail
    for address in ("/objections", "/devices", "/password", "/town/zhanghe"):
        page.goto(town.address + "/menu")
        page.locator(f".rooms a[href='{address}']").tap()
        page.wait_for_url(f"**{address}")
        assert width(page) <= 390


def test_an_address_that_only_a_form_may_ask_leads_to_its_page(town: Town, desk: BrowserContext):
    case = town.submitted("village_fund_payment")
    draft = town.drafted("village_fund_payment")
    page = town.open(desk, "/desk", "village_clerk")
    for address, where in (
        (f"/draft/{draft}/submit", f"/draft/{draft}"),
        (f"/case/{case}/decide", f"/case/{case}"),
        ("/demo/clock", "/demo"),
    ):
        page.goto(town.address + address)
        assert page.url.removeprefix(town.address) == where


def test_the_chooser_says_for_whom_something_waits(town: Town, desk: BrowserContext):
    town.submitted("village_fund_payment")
    page = town.open(desk, "/demo?town=zhanghe")
    member = page.locator("form", has=page.get_by_text(town.name("finance_group_member"), exact=True)).last
    expect(member).to_contain_text("待办1件")


def test_what_is_searched_for_stands_in_no_address(town: Town, desk: BrowserContext):
    case = town.submitted("village_fund_payment")
    page = town.open(desk, "/desk?tab=started", "village_clerk")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator("#search").press_sequentially(town.case(case).gist[:4])
    expect(page.locator("#list a.gist")).to_have_count(1)
    page.locator("#search").fill("没有这件事")
    expect(page.locator("#list")).to_contain_text("没有符合条件的事项")
    page.locator("#search").press("Enter")
    page.wait_for_timeout(300)
    assert asked
    assert [url for url in asked if "text=" in url] == []
    assert "text=" not in page.url
