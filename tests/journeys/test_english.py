"""Does the switch turn every page into English, all but what somebody wrote in Chinese?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.kinds import INVOICE, OBJECTION, SURVEYED, opened
from tests.journeys.town import VILLAGE, Town

CHINESE = re.compile(r"[　-〿一-鿿＀-￯]+")
READ = """() => {
  const body = document.body.cloneNode(true);
  for (const drawn of body.querySelectorAll("svg")) drawn.remove();
  const said = [document.title, body.textContent];
  for (const one of document.body.querySelectorAll("*"))
    for (const name of ["aria-label", "placeholder", "title", "alt"])
      if (one.hasAttribute(name)) said.push(one.getAttribute(name));
  return said.join("\\n");
}"""


def texts(written: Any) -> Iterator[str]:
    """Every text in something written, however deep."""
    if isinstance(written, str):
        yield written
    elif isinstance(written, Mapping):
        for one in written.values():
            yield from texts(one)
    elif isinstance(written, list | tuple):
        for one in written:
            yield from texts(one)


def written_in_chinese(town: Town) -> tuple[str, ...]:
    """What people wrote, what they are called, and the laws; the longest first."""
    blueprint = town.rehearsal.blueprint
    found = [
        "中文",
        "张*某",
        "疾病",  # in a gist, which is kept in the words of the day it was made
        "陆仟捌佰元整",
        "玖佰元整",
        "贰仟元整",
        "另一笔付款",
        "发票影像看不清",
        OBJECTION,
        *texts((SURVEYED, INVOICE)),
        *(one.name for one in town.rehearsal.cast.people),
        *(title.zh for title in blueprint.unit_titles.values()),
        *(law for form in blueprint.forms.values() for law in form.guide.law),
        *texts(town.ground.production.examples),
        *texts(town.ground.scenario.given),
        *(one.title.zh for one in town.ground.neighbour.town.units),
    ]
    return tuple(sorted({one for one in found if CHINESE.search(one)}, key=len, reverse=True))


def chinese_left(page: Page, data: tuple[str, ...]) -> list[str]:
    said = page.evaluate(READ)
    for one in data:
        said = said.replace(one, "")
    return CHINESE.findall(said)


def test_the_switch_leaves_nothing_in_chinese_but_data(town: Town, desk: BrowserContext):
    page = town.open(desk, f"/v/{VILLAGE}")
    page.get_by_role("link", name="English").click()
    expect(page).to_have_url(f"{town.address}/v/{VILLAGE}")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    data = written_in_chinese(town)
    found = {name: left for name, page in opened(town, desk) if (left := chinese_left(page, data))}
    assert found == {}
    page.reload()
    page.get_by_role("link", name="中文").click()
    expect(page.locator("main")).to_contain_text("正在公示")
