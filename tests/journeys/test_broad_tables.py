"""Is a table broader than the page in reach: its buttons, and what it says must be filled in?"""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.journeys.acts import begin, field, fill
from tests.journeys.town import Town

FORM = "village_fund_payment"
ON_TOP = """one => {
  const box = one.getBoundingClientRect();
  return one.contains(document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2));
}"""


@pytest.fixture
def page(request: pytest.FixtureRequest, town: Town, desk: BrowserContext) -> Page:
    """A payment for work, with one row of it."""
    return _with_a_row(town, desk)


def _with_a_row(town: Town, context: BrowserContext) -> Page:
    opened = town.open(context, "/start", "village_clerk")
    begin(opened, FORM)
    fill(opened, {"expense_category": "worktime"})
    opened.locator("button[value='add:labour']").click()
    expect(opened.locator("#f-labour tbody tr")).to_have_count(1)
    return opened


def box(one: Locator) -> dict[str, float]:
    found = one.bounding_box()
    assert found is not None
    return dict(found)


def test_a_row_can_be_removed_without_looking_for_the_button(page: Page):
    wrap = page.locator(".grid-wrap").filter(has=page.locator("#f-labour"))
    assert wrap.evaluate("one => one.scrollWidth > one.clientWidth")
    remove = wrap.get_by_role("button", name="删除")
    remove.scroll_into_view_if_needed()
    assert wrap.evaluate("one => one.scrollLeft") == 0
    expect(remove).to_be_in_viewport(ratio=1)
    assert box(remove)["x"] + box(remove)["width"] <= box(wrap)["x"] + box(wrap)["width"]
    assert remove.evaluate(ON_TOP)
    assert "gradient" in wrap.locator("tbody .do").evaluate("one => getComputedStyle(one).backgroundImage")


@pytest.mark.parametrize("media", ["screen", "print"])
def test_the_name_of_a_file_stands_within_its_cell(town: Town, desk: BrowserContext, media: str):
    opened = town.open(desk, f"/case/{town.submitted(FORM)}", "village_clerk")
    opened.emulate_media(media=media)
    cell = opened.locator(".sheet .grid td").filter(has=opened.locator(".files"))
    words = cell.locator(".files a").evaluate(
        "one => { const all = document.createRange(); all.selectNodeContents(one);"
        " const { right, bottom } = all.getBoundingClientRect(); return [right, bottom]; }"
    )
    around = box(cell)
    assert words[0] <= around["x"] + around["width"]
    assert words[1] <= around["y"] + around["height"]


def test_a_column_says_that_it_must_be_filled_in(page: Page):
    heads = page.locator("#f-labour thead th")
    expect(heads.filter(has_text="用工人员")).to_contain_text("必填")
    expect(heads.filter(has_text="天数")).not_to_contain_text("必填")


def test_a_card_says_what_must_be_filled_in(town: Town, phone: BrowserContext):
    page = _with_a_row(town, phone)
    said = "one => getComputedStyle(one, '::before').content"
    assert "必填" in field(page, "labour.0.worker").evaluate(said)
    assert "必填" not in field(page, "labour.0.days").evaluate(said)
