"""Is any page kind closed to somebody who reads with a screen reader, a keyboard or weak eyes?

axe-core looks at each page in Chromium, at desk and at phone width, in both languages.
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


@pytest.mark.parametrize(("width", "language"), [(DESK, "zh"), (PHONE, "en")])
def test_no_page_has_a_serious_barrier_or_breaks_its_policy(
    chromium: Browser, address: str, axe_script: str, width: Any, language: str
):
    """One browser profile for all pages: opening one for each would take most of the time."""
    context = chromium.new_context(viewport=width, bypass_csp=False)
    context.add_cookies([{"name": "language", "value": language, "url": address}])
    found: dict[str, Any] = {}
    for name in SHOWN:
        page, said = opened(context, address, name)
        too_wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        wrong = [*barriers(page, axe_script), *said, *(["wider than the screen"] if too_wide > 0 else [])]
        if wrong:
            found[name] = wrong
        page.close()
    context.close()
    assert found == {}
