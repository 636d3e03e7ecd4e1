"""Is any page of the real office closed to who reads with a screen reader, a keyboard or weak eyes?"""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage

from tests.fixtures_browser import DESK, PHONE
from tests.journeys.kinds import opened
from tests.journeys.town import Town

SERIOUS = ("serious", "critical")
LOOK = """async () => (await axe.run({ resultTypes: ["violations"] })).violations
  .map(one => [one.impact, one.id, one.nodes.map(node => node.target.join(" ")).slice(0, 5)])"""


@pytest.mark.parametrize("width", [DESK, PHONE], ids=["desk", "phone"])
def test_no_page_of_the_office_has_a_serious_barrier(
    town: Town, chromium: Browser, axe_script: str, width: Any
):
    """Nor is any wider than its screen, nor does any break its own policy."""
    context = chromium.new_context(viewport=width, locale="zh-CN")
    said: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            said.append(message.text)

    context.on("console", listen)
    context.on("weberror", lambda error: said.append(str(error.error)))
    found: dict[str, Any] = {}
    for name, page in opened(town, context):
        page.evaluate(axe_script)
        wrong = [one for one in page.evaluate(LOOK) if one[0] in SERIOUS]
        if page.evaluate("document.documentElement.scrollWidth - window.innerWidth") > 0:
            wrong.append("wider than the screen")
        if wrong or said:
            found[name] = [*wrong, *said]
            said.clear()
    context.close()
    assert found == {}
