"""Can a visitor of the demo be anybody in three clicks, and move its clock?"""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.journeys.town import Town


@pytest.mark.parametrize("by", ["village_clerk", "finance_group_member#2", "village_director"])
def test_three_clicks_lead_from_the_open_books_to_a_desk(town: Town, desk: BrowserContext, by: str):
    page = town.open(desk, "/")
    page.get_by_role("link", name="工作人员入口").click()
    page.get_by_role("link", name="选择一个人").click()
    page.get_by_role("button", name=town.name(by)).click()
    page.wait_for_url("**/desk")
    expect(page.locator(".rail-foot")).to_contain_text(town.name(by))


def test_the_clock_moves_for_everybody_and_shows_nobody_the_door(
    town: Town, desk: BrowserContext, phone: BrowserContext
):
    page = town.open(desk, "/desk", "village_clerk")
    bar = page.locator(".demo-bar")
    expect(bar.locator("time")).to_contain_text("2026-04-08")
    bar.get_by_role("button", name="快进1天").click()
    expect(bar.locator("time")).to_contain_text("2026-04-09")
    expect(page.locator("#notices")).to_contain_text("已拨快")
    bar.get_by_role("button", name="快进7天").click()
    expect(bar.locator("time")).to_contain_text("2026-04-16")
    expect(page.locator(".rail-foot")).to_contain_text(town.name("village_clerk"))
    seen = town.open(phone, "/town")
    expect(seen.locator(".demo-bar time")).to_contain_text("2026-04-16")
