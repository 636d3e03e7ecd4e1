"""Is a sheet filled in where there is no network kept, sent once, and taken in, on a phone?"""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.journeys.acts import decide
from tests.journeys.town import VILLAGE, Town
from townhall.office import drafting
from townhall.record.trail import Event
from townhall.rehearsal.files import paper

OFFICE = "420802102-fiscal_office"
HERE = {"latitude": 30.965, "longitude": 112.048, "accuracy": 12}
PHOTO = {"name": "site.png", "mimeType": "image/png", "buffer": paper("site.png")}


@pytest.fixture
def sheet(town: Town) -> str:
    """The case of an on-site sheet that waits for the specialist."""
    town.rehearsal.unit = OFFICE
    town.submitted("supervision_task", "fiscal_finance_lead", objects=[{"object": VILLAGE, "matter": "账务"}])
    town.decided("fiscal_director", "accepted")
    specialist = town.person("fiscal_specialist")
    town.decided("fiscal_director", "assigned", fields={"specialist": "fiscal_specialist"})
    visitor = town.rehearsal.visitor("fiscal_specialist")
    return town.rehearsal.begun("onsite_sheet", visitor).id if specialist else ""


@pytest.fixture
def outdoors(phone: BrowserContext, town: Town) -> BrowserContext:
    """A phone that knows where it is."""
    phone.grant_permissions(["geolocation"], origin=town.address)
    phone.set_geolocation(HERE)
    return phone


def taken_along(town: Town, phone: BrowserContext) -> Page:
    """The specialist opens the list before leaving; all pages are kept."""
    page = town.open(phone, "/away/", "fiscal_specialist")
    expect(page.locator("body[data-kept]")).to_be_attached()
    return page


def fill_in(town: Town, page: Page) -> None:
    """All that the sheet asks for, as an inspector does it on the spot."""
    expect(page.locator("#away-sheet[data-ready]")).to_be_attached()
    page.locator("[data-locate]").click()
    expect(page.locator("[name=place]")).to_have_value("30.965000,112.048000")
    page.locator("[name=seen_at]").fill("2026-04-08T08:30")
    people = [town.person("fiscal_specialist"), town.person("fiscal_auditor")]
    page.locator("[name=inspectors]").select_option(people)
    page.locator("input[type=file][name=photos]").set_input_files(PHOTO)
    expect(page.locator("[data-files=photos] li")).to_have_count(1)
    expect(page.locator("[name='checklist.1.item']")).to_have_value("票据是否齐全")
    for row in (0, 1):
        page.locator(f"[name='checklist.{row}.result']").select_option("passed")
    page.locator("[name=interviewee]").fill("村报账员")
    sign(page)


def sign(page: Page) -> None:
    """Whoever was asked signs on the screen."""
    page.get_by_role("button", name="手写签名").click()
    page.locator("canvas.pad").scroll_into_view_if_needed()
    box = page.locator("canvas.pad").bounding_box()
    page.mouse.move(box["x"] + 30, box["y"] + 30)
    page.mouse.down()
    page.mouse.move(box["x"] + 90, box["y"] + 60, steps=5)
    page.mouse.up()
    page.get_by_role("button", name="完成", exact=True).click()
    expect(page.locator("[data-files=signature] li")).to_have_count(1)


def test_a_sheet_is_filled_in_without_a_network_and_sent_later(
    town: Town, sheet: str, outdoors: BrowserContext
):
    page = taken_along(town, outdoors)
    outdoors.set_offline(True)
    page.locator("a[data-take]").click()
    fill_in(town, page)
    address = page.url
    page.close()
    page = outdoors.new_page()
    page.goto(address)
    expect(page.locator("[name=interviewee]")).to_have_value("村报账员")
    expect(page.locator("[data-files=photos] li")).to_have_count(1)
    page.locator("#finish").click()
    expect(page.locator("#waiting li")).to_contain_text("待发送")
    outdoors.set_offline(False)
    expect(page.locator("#notices")).to_contain_text("已收到，编号")
    expect(page.locator("#waiting li")).to_have_count(0)
    assert town.case(sheet).values["place"] == "30.965000,112.048000"
    for by in ("fiscal_specialist", "fiscal_auditor"):
        decide(town.open(outdoors, f"/case/{sheet}", by), "签字")
    decide(town.open(outdoors, f"/case/{sheet}", "village_director"), "确认")
    finished = town.case(sheet)
    assert finished.state == "approved"
    task = town.case(finished.parent.case)
    assert [run.step for run in task.open_runs] == ["report"]
    town.decided("fiscal_specialist", "reported", fields={"conclusion": "ok"})
    town.decided("fiscal_director", "agree")
    assert town.case(task.id).state == "approved"


def waiting(town: Town, phone: BrowserContext) -> Page:
    """A sheet all filled in that waits to be sent, on a phone without a network."""
    page = taken_along(town, phone)
    phone.set_offline(True)
    page.locator("a[data-take]").click()
    fill_in(town, page)
    page.locator("#finish").click()
    expect(page.locator("#waiting li")).to_contain_text("待发送")
    return page


def test_a_sheet_that_is_sent_twice_is_taken_once(town: Town, sheet: str, outdoors: BrowserContext):
    """The answer to the first sending never reaches the phone."""
    page = waiting(town, outdoors)
    lost = []

    def lose(route: Route) -> None:
        lost.append(route.fetch().status)
        route.abort()

    page.route(
        "**/away/*", lambda route: lose(route) if route.request.method == "POST" else route.continue_()
    )
    outdoors.set_offline(False)
    expect(page.locator("#waiting li")).to_contain_text("没有网络，已存在本机")
    assert lost == [200]
    page.unroute("**/away/*")
    page.get_by_role("button", name="立即发送").click()
    expect(page.locator("#notices")).to_contain_text("没有重复登记")
    expect(page.locator("#waiting li")).to_have_count(0)
    events = [one.kind for one in events_of(town, sheet)]
    assert events.count("resubmitted") == 1


def test_what_one_person_filled_in_another_neither_sees_nor_sends(
    town: Town, sheet: str, outdoors: BrowserContext
):
    page = waiting(town, outdoors)
    address = page.url
    town.seat(outdoors, "fiscal_auditor")
    outdoors.set_offline(False)
    page.get_by_role("button", name="立即发送").click()
    expect(page.locator("#waiting li")).to_contain_text("现在登录的是别人")
    other = town.open(outdoors, "/away/")
    expect(other.locator("body[data-kept]")).to_be_attached()
    expect(other.locator("#none-waiting")).to_be_visible()
    expect(other.locator("#waiting li")).to_have_count(0)
    assert town.case(sheet).state == "begun"
    outdoors.set_offline(True)
    other.goto(address)
    expect(other.locator("#waiting li")).to_have_count(0)
    outdoors.set_offline(False)
    town.seat(outdoors, "fiscal_specialist")
    other.goto(address)
    expect(other.locator("#notices")).to_contain_text("已收到，编号")


def test_a_sign_in_that_has_ended_costs_nothing(town: Town, sheet: str, outdoors: BrowserContext):
    page = waiting(town, outdoors)
    outdoors.clear_cookies()
    outdoors.set_offline(False)
    expect(page.locator("#waiting li")).to_contain_text("登录已过期")
    town.seat(outdoors, "fiscal_specialist")
    page.get_by_role("button", name="立即发送").click()
    expect(page.locator("#notices")).to_contain_text("已收到，编号")
    assert town.case(sheet).state == "open"


def test_what_is_wrong_is_told_place_by_place_and_nothing_is_lost(
    town: Town, sheet: str, outdoors: BrowserContext
):
    page = taken_along(town, outdoors)
    outdoors.set_offline(True)
    page.locator("a[data-take]").click()
    fill_in(town, page)
    page.locator("[name='checklist.0.result']").select_option("failed")
    page.locator("#finish").click()
    outdoors.set_offline(False)
    expect(page.locator("#waiting li")).to_contain_text("已存为您的草稿，还有2处要改")
    page.locator("#waiting a").click()
    row = page.locator("[data-table=checklist] [data-row='0']")
    expect(row.locator(".complaint")).to_contain_text("请上传")
    row.locator("input[type=file]").set_input_files(PHOTO)
    page.locator("[data-table=findings] [data-add-row]").click()
    page.locator("[name='findings.0.finding']").fill("两笔支出无票据")
    page.locator("[name='findings.0.severity']").select_option("yellow")
    page.locator("#finish").click()
    expect(page.locator("#notices")).to_contain_text("已收到，编号")
    values = town.case(sheet).values
    assert [row["finding"] for row in values["findings"]] == ["两笔支出无票据"]
    assert len(values["photos"]) == 1


def test_a_sheet_that_somebody_handed_in_meanwhile_stays_on_the_phone(
    town: Town, sheet: str, outdoors: BrowserContext
):
    page = waiting(town, outdoors)
    town.rehearsal.clock.moment = town.hall.now()
    town.filled("onsite_sheet", "fiscal_specialist")
    outdoors.set_offline(False)
    expect(page.locator("#waiting li")).to_contain_text("这一份没有采用")
    with page.expect_download() as saved:
        page.get_by_role("button", name="存成文件").click()
    assert "收支是否入账" in saved.value.path().read_text("utf-8")
    page.on("dialog", lambda one: one.accept())
    page.get_by_role("button", name="从本机删除").click()
    expect(page.locator("#waiting li")).to_have_count(0)


def test_of_two_places_the_person_says_which_counts(town: Town, sheet: str, outdoors: BrowserContext):
    page = waiting(town, outdoors)
    visitor = town.rehearsal.visitor("fiscal_specialist")
    draft = page.locator("a[data-take]").get_attribute("href").rpartition("/")[2]
    drafting.save(town.hall, visitor, draft, {"standard": "村账2027版"}, 0)
    outdoors.set_offline(False)
    expect(page.locator("#waiting li")).to_contain_text("在别处改过")
    page.get_by_role("button", name="以本机为准再发").click()
    expect(page.locator("#notices")).to_contain_text("已收到，编号")
    assert town.case(sheet).values["standard"] == "村账2026版"


def test_both_clocks_are_shown_where_they_differ(town: Town, sheet: str, outdoors: BrowserContext):
    """The phone's own clock tells today; the town's stands in the April of its books."""
    page = waiting(town, outdoors)
    outdoors.set_offline(False)
    expect(page.locator("#notices")).to_contain_text("已收到，编号")
    page.goto(f"{town.address}/case/{sheet}")
    expect(page.locator("article")).to_contain_text("离线填写：手机时间")
    expect(page.locator("article")).to_contain_text("手机时钟快")
    expect(page.locator("article")).to_contain_text("定位精度约12米")


def events_of(town: Town, case: str) -> tuple[Event, ...]:
    with town.hall.archive(read_only=True) as archive:
        return archive.events(case)


def test_any_page_of_the_office_sends_what_waits(town: Town, sheet: str, outdoors: BrowserContext):
    waiting(town, outdoors).close()
    outdoors.set_offline(False)
    page = town.open(outdoors, "/desk")
    expect(page.locator("#notices")).to_contain_text("已收到，编号")
    assert town.case(sheet).state == "open"


def test_who_signs_out_leaves_no_page_behind(town: Town, sheet: str, outdoors: BrowserContext):
    taken_along(town, outdoors)
    page = town.open(outdoors, "/menu")
    page.locator("form[data-forgets] button").first.click()
    page.wait_for_url("**/town")
    kept = page.evaluate("caches.keys()")
    assert [name for name in kept if name.startswith("away:")] == []
    outdoors.set_offline(True)
    page.goto(f"{town.address}/away/")
    expect(page.locator("body")).to_contain_text("这一页没有存在本机")
