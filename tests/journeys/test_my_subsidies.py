"""Does a villager get a code from the clerk, and read on their own phone, without scripts, what is theirs?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.fixtures_browser import PHONE
from tests.journeys.town import VILLAGE, Town
from townhall.record.entries import Entry

NEXT = "420802102202"


@pytest.fixture
def own(chromium: Browser) -> Iterator[BrowserContext]:
    """A villager's phone; it runs no scripts."""
    context = chromium.new_context(
        viewport=PHONE, device_scale_factor=2, is_mobile=True, locale="zh-CN", java_script_enabled=False
    )
    yield context
    context.close()


def paid(town: Town) -> None:
    """What two households were paid this year."""
    rows = (
        ("张某某", "990101195001010010", f"{VILLAGE}-0001", "1286.40"),
        ("李某某", "990101198803150027", f"{VILLAGE}-0002", "733.10"),
    )
    with town.hall.archive() as archive:
        archive.add_entries(
            town.rehearsal.blueprint.registers["subsidy"],
            [
                Entry(
                    "subsidy",
                    "zhanghe",
                    VILLAGE,
                    {
                        "org": VILLAGE,
                        "programme": "temp_relief",
                        "household": household,
                        "name": name,
                        "id_number": number,
                        "day": date(2026, 3, 2),
                        "amount": Decimal(amount),
                        "state": "paid",
                    },
                )
                for name, number, household, amount in rows
            ],
        )


def given_a_code(town: Town, desk: BrowserContext) -> str:
    """The clerk finds the person and gives a code."""
    page = town.open(desk, "/desk", "village_clerk")
    page.get_by_role("link", name="身份核验码").first.click()
    page.get_by_label("姓名").fill("张")
    page.get_by_role("button", name="查找").click()
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.locator("tbody")).to_contain_text("990101********0010")
    page.get_by_role("button", name="发核验码").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("张某某 的核验码")
    return page.locator("output").inner_text()


def answered(page: Page, name: str, last: str, code: str = "", own: bool = False) -> None:
    page.get_by_label("姓名").fill(name)
    page.get_by_label("身份证号后六位").fill(last)
    if code:
        page.get_by_label("核验码", exact=True).fill(code)
    if own:
        page.get_by_label("这是我自己的手机").check()
    page.get_by_role("button", name="核验").click()


def test_a_villager_proves_who_they_are_and_reads_their_subsidies(
    town: Town, desk: BrowserContext, own: BrowserContext
):
    paid(town)
    code = given_a_code(town, desk)

    page = town.open(own, f"/v/{VILLAGE}")
    page.get_by_role("link", name="今年国家给了我家多少补贴？").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("核验身份")
    answered(page, "张某某", "999999", code)
    expect(page.get_by_role("alert")).to_contain_text("没有核验通过")
    answered(page, "张某某", "010010", code, own=True)
    expect(page.get_by_role("heading", level=1)).to_have_text("今年国家给了我家多少补贴？")
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.locator("main")).to_contain_text("1,286.40")
    expect(page.locator("main")).not_to_contain_text("733.10")
    expect(page.locator("main")).to_contain_text("每次查看都有登记")
    expect(page.locator(".watermark")).to_have_count(1)

    page.get_by_role("link", name="张某某").click()
    expect(page.locator("main")).to_contain_text("这部手机已记住")
    page.get_by_role("button", name="退出", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("您已退出")
    page.goto(f"{town.address}/v/{VILLAGE}/my_subsidies")
    expect(page.locator("main")).to_contain_text("这部手机已经认得您")
    answered(page, "张某某", "010010")
    expect(page.locator("main")).to_contain_text("1,286.40")


def test_a_stranger_reads_nothing(town: Town, desk: BrowserContext, own: BrowserContext):
    paid(town)
    code = given_a_code(town, desk)
    page = town.open(own, f"/v/{VILLAGE}/my_subsidies")
    answered(page, "李某某", "150027", code)
    expect(page.get_by_role("alert")).to_contain_text("没有核验通过")
    page.goto(f"{town.address}/prove/{NEXT}")
    answered(page, "张某某", "010010", code)
    expect(page.get_by_role("alert")).to_contain_text("没有核验通过")
    page.goto(f"{town.address}/v/{VILLAGE}/my_subsidies")
    expect(page.get_by_role("heading", level=1)).to_have_text("核验身份")
    expect(page.locator("body")).not_to_contain_text("1,286.40")
