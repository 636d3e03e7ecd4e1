"""Is what was typed or sent before kept when something fails, or when somebody leaves before it is sent?"""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.journeys.acts import begin, field, fill, is_saved, send
from tests.journeys.town import Town
from townhall.rehearsal.files import paper

FORM = "village_fund_payment"
WORDS = "发票影像看不清，请重新拍照"


@pytest.fixture(params=["desk", "phone"])
def context(request: pytest.FixtureRequest) -> BrowserContext:
    return request.getfixturevalue(request.param)


def choose(page: Page, name: str, content: bytes) -> None:
    picture = {"name": name, "mimeType": "image/png", "buffer": content}
    page.locator("input[type=file][name=photos]").set_input_files(picture)


def refuse(route: Route) -> None:
    route.fulfill(status=404, content_type="text/html", body="<p>nothing</p>")


@pytest.mark.parametrize("failure", ["not_found", "no_line", "wrong_type"])
def test_a_failed_upload_costs_no_file_that_was_kept(town: Town, context: BrowserContext, failure: str):
    page = town.open(context, "/start", "village_clerk")
    begin(page, FORM)
    send(page, "photos", "before.png")
    told = field(page, "photos").locator(".progress")
    match failure:
        case "not_found":
            page.route("**/files", refuse)
            choose(page, "after.png", paper("after.png"))
            expect(told).to_contain_text("没有传上")
        case "no_line":
            page.route("**/files", lambda route: route.abort())
            choose(page, "after.png", paper("after.png"))
            expect(told).to_contain_text("没有传上")
        case _:
            choose(page, "after.png", b"no picture at all")
            expect(field(page, "photos").locator(".complaint")).to_contain_text("after.png")
    with page.expect_response(lambda one: "autosave" in (one.request.post_data or ""), timeout=20_000):
        fill(page, {"remark": "上传失败以后写的"})
    is_saved(page)
    page.reload()
    expect(page.locator("[name=remark]")).to_have_value("上传失败以后写的")
    expect(field(page, "photos").get_by_role("listitem")).to_have_count(1)
    expect(field(page, "photos").get_by_role("link", name="before.png")).to_be_visible()


def test_what_was_said_of_one_file_is_not_said_beside_the_next(town: Town, context: BrowserContext):
    page = town.open(context, "/start", "village_clerk")
    begin(page, FORM)
    frame = field(page, "photos")
    choose(page, "first.png", b"no picture at all")
    expect(frame.locator(".complaint")).to_contain_text("first.png")
    page.route("**/files", lambda route: route.abort())
    choose(page, "second.png", paper("second.png"))
    expect(frame.locator(".progress")).to_contain_text("没有传上")
    expect(frame.locator(".complaint")).to_have_count(0)


def test_a_file_still_chosen_when_the_page_saves_by_itself_costs_no_file_that_was_kept(
    town: Town, context: BrowserContext
):
    """The answer to the upload is long in coming, or never comes."""
    page = town.open(context, "/start", "village_clerk")
    begin(page, FORM)
    send(page, "photos", "before.png")
    page.evaluate(
        "document.querySelector('#f-photos-field')"
        ".addEventListener('change', (one) => one.stopPropagation(), true)"
    )
    choose(page, "after.png", paper("after.png"))
    with page.expect_response(lambda one: "autosave" in (one.request.post_data or ""), timeout=20_000):
        fill(page, {"remark": "还没有传完"})
    page.reload()
    expect(page.locator("[name=remark]")).to_have_value("还没有传完")
    expect(field(page, "photos").get_by_role("link", name="before.png")).to_be_visible()


def test_what_was_typed_at_a_step_is_asked_about_and_found_again(town: Town, context: BrowserContext):
    case = town.submitted(FORM)
    page = town.open(context, f"/case/{case}", "finance_group_member")
    reason = page.locator("#answer [name=case-reason]")
    reason.fill(WORDS)
    asked: list[str] = []
    page.on("dialog", lambda one: (asked.append(one.type), one.accept()))
    page.get_by_role("link", name="返回列表").click()
    page.wait_for_url("**/desk")
    assert asked == ["beforeunload"]
    page.goto(f"{town.address}/case/{case}")
    expect(reason).to_have_value(WORDS)
    expect(page.locator("#answer")).to_contain_text("已找回")
    page.locator("#answer").get_by_role("button", name="退回", exact=True).click()
    expect(page.locator("#notices")).to_contain_text("已办理")
    assert page.evaluate("Object.keys(sessionStorage).filter((key) => key.startsWith('typed:'))") == []
    assert asked == ["beforeunload"]


def test_what_one_typed_is_not_found_by_another(town: Town, desk: BrowserContext):
    case = town.submitted(FORM)
    page = town.open(desk, f"/case/{case}", "finance_group_member")
    page.locator("#answer [name=case-reason]").fill(WORDS)
    town.seat(desk, "finance_group_member#2")
    page.goto(f"{town.address}/case/{case}")
    expect(page.locator("#answer [name=case-reason]")).to_have_value("")


def test_signing_out_forgets_what_was_typed(town: Town, context: BrowserContext):
    """On a machine that others use nothing of it stays in the tab."""
    case = town.submitted(FORM)
    page = town.open(context, f"/case/{case}", "finance_group_member")
    page.locator("#answer [name=case-reason]").fill(WORDS)
    kept = "Object.keys(sessionStorage).filter((key) => key.startsWith('typed:')).length"
    assert page.evaluate(kept) == 1
    page.get_by_role("button", name="退出登录").click()
    page.wait_for_url("**/town")
    assert page.evaluate(kept) == 0


def test_what_was_typed_outlives_what_a_colleague_decides_meanwhile(town: Town, desk: BrowserContext):
    case = town.submitted(FORM)
    page = town.open(desk, f"/case/{case}", "finance_group_member")
    page.locator("#answer [name=case-reason]").fill(WORDS)
    town.decided("finance_group_member#2")
    page.reload()
    expect(page.locator("#answer [name=case-reason]")).to_have_value(WORDS)
