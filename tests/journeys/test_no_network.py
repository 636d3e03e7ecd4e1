"""Does a page without a network keep what is typed, also where somebody tries to send it?"""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.journeys.acts import begin, fill, hand_in, is_saved
from tests.journeys.town import Town

FORM = "village_fund_payment"
LAST = "断网以后写的"
AUTOSAVED = 20_000


@pytest.fixture(params=["desk", "phone"])
def context(request: pytest.FixtureRequest) -> BrowserContext:
    return request.getfixturevalue(request.param)


@pytest.mark.parametrize("button", ["提交", "保存"])
def test_a_draft_sent_without_a_network_stays_on_the_page(town: Town, context: BrowserContext, button: str):
    page = town.open(context, "/start", "village_clerk")
    draft = begin(page, FORM)
    context.set_offline(True)
    fill(page, {"remark": LAST})
    page.locator("#draft").get_by_role("button", name=button, exact=True).click()
    expect(page.locator("#saved")).to_contain_text("网络不通，内容留在本页，恢复后自动保存")
    expect(page.locator("#saved")).to_contain_text("没有提交")
    expect(page.locator("[name=remark]")).to_have_value(LAST)
    assert page.url == f"{town.address}/draft/{draft}"
    context.set_offline(False)
    is_saved(page)
    hand_in(page)
    expect(page.locator("#wrong")).to_be_focused()
    expect(page.locator("[name=remark]")).to_have_value(LAST)


def test_a_draft_is_held_where_the_house_does_not_answer_and_goes_when_it_does(
    town: Town, context: BrowserContext
):
    """A signal without a way to the house: the browser itself knows of nothing wrong."""
    page = town.open(context, "/start", "village_clerk")
    begin(page, FORM)
    page.route("**/*", lambda route: route.abort())
    fill(page, {"remark": LAST})
    expect(page.locator("#saved")).to_contain_text("网络不通", timeout=AUTOSAVED)
    hand_in(page)
    expect(page.locator("#saved")).to_contain_text("没有提交")
    expect(page.locator("[name=remark]")).to_have_value(LAST)
    page.unroute("**/*")
    hand_in(page)
    expect(page.locator("#wrong")).to_be_focused()
    expect(page.locator("[name=remark]")).to_have_value(LAST)


def test_a_decision_without_a_network_stays_on_the_page(town: Town, context: BrowserContext):
    case = town.submitted(FORM)
    page = town.open(context, f"/case/{case}", "finance_group_member")
    answer = page.locator("#answer")
    answer.locator("[name=case-reason]").fill(LAST)
    context.set_offline(True)
    agree = answer.get_by_role("button", name="同意并盖章")
    agree.click()
    expect(answer.get_by_role("alert")).to_contain_text("网络不通，内容留在本页")
    expect(answer.locator("[name=case-reason]")).to_have_value(LAST)
    context.set_offline(False)
    expect(answer.get_by_role("alert")).to_have_count(0)
    agree.click()
    expect(page.locator("#notices")).to_contain_text("已办理")
