"""Does what one person typed in two sheets of one page outlive the refusal of either?"""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.journeys.acts import fill
from tests.journeys.town import Town

FORM = "project_joint_approval"
WORDS = "方案须补充排水"


@pytest.fixture(params=["desk", "phone"])
def context(request: pytest.FixtureRequest) -> BrowserContext:
    return request.getfixturevalue(request.param)


def test_a_refused_sheet_costs_nothing_typed_in_the_other(town: Town, context: BrowserContext):
    case = town.submitted(FORM)
    for number in (1, 2, 3):
        town.decided(f"finance_group_member#{number}")
    town.decided("village_party_sec")
    page = town.open(context, f"/case/{case}", "construction_head")
    first, second = (
        page.locator("form.act").filter(has=page.locator(f"[name=case-step][value='joint.{step}']"))
        for step in ("establish", "plan")
    )
    fill(second, {"opinion": "disagree", "opinion_text": WORDS})
    fill(first, {"opinion": "agree_with_conditions"})
    first.get_by_role("button", name="提交意见").click()
    expect(first.locator(".complaint").first).to_be_visible()
    expect(second.locator("[name=opinion][value=disagree]")).to_be_checked()
    expect(second.locator("[name=opinion_text]")).to_have_value(WORDS)
    expect(second).to_contain_text("已找回")
    fill(first, {"conditions": "询价不少于三家"})
    first.get_by_role("button", name="提交意见").click()
    expect(page.locator("#notices")).to_contain_text("已办理")
    answer = page.locator("#answer")
    expect(answer.locator("[name=opinion_text]")).to_have_value(WORDS)
    answer.get_by_role("button", name="提交意见").click()
    expect(page.locator("#notices")).to_contain_text("已办理")
