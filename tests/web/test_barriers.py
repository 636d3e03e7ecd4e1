"""Is any page kind closed to somebody who reads with a screen reader, a keyboard or weak eyes?

axe-core looks at every page kind at desk width in Chinese, and in English at those that a phone lays out
anew.
"""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

from tests.fixtures_browser import DESK, PHONE
from tests.web.gallery import SHOWN

SERIOUS = ("serious", "critical")
LOOK = """async () => (await axe.run({ resultTypes: ["violations"] })).violations
  .map(one => [one.impact, one.id, one.nodes.map(node => node.target.join(" ")).slice(0, 5)])"""


def opened(context: BrowserContext, address: str, name: str) -> tuple[Page, list[str]]:
    page = context.new_page()
    said: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            said.append(message.text)

    page.on("console", listen)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{address}/specimen/{name}")
    return page, said


def barriers(page: Page, axe_script: str) -> list[Any]:
    page.evaluate(axe_script)
    return [one for one in page.evaluate(LOOK) if one[0] in SERIOUS]


TELLING = ("desk-todo", "draft-wrong", "case-asked", "case-rich", "village", "notice", "ledger")
"""Pages that the narrow screen lays out anew; the others only grow longer there."""


@pytest.mark.parametrize(
    ("width", "language", "looked_at"), [(DESK, "zh", tuple(SHOWN)), (PHONE, "en", TELLING)]
)
def test_no_page_has_a_serious_barrier_or_breaks_its_policy(
    chromium: Browser, address: str, axe_script: str, width: Any, language: str, looked_at: tuple[str, ...]
):
    """One browser profile for all pages: opening one for each would take most of the time."""
    context = chromium.new_context(viewport=width)
    context.add_cookies([{"name": "language", "value": language, "url": address}])
    found: dict[str, Any] = {}
    for name in SHOWN:
        page, said = opened(context, address, name)
        wrong: list[Any] = [*said]
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            wrong.append("wider than the screen")
        if name in looked_at:
            wrong += barriers(page, axe_script)
        if wrong:
            found[name] = wrong
        page.close()
    context.close()
    assert found == {}
