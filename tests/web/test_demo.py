"""Is the clock of a demo looked at with every page, and that of a house in earnest with none?"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.web.gallery import NoArchive, bare_hall
from townhall.web.app import create_app


@pytest.mark.parametrize(("mark", "looks"), [("yes", 2), (None, 0)])
def test_only_a_demo_attends_to_its_clock_and_the_mark_is_read_once(mark: str | None, looks: int) -> None:
    asked, attended = [], []

    class Marked(NoArchive):
        def setting(self, name: str) -> str | None:
            asked.append(name)
            return mark

    archive: Any = Marked
    hall = replace(bare_hall(), archive=archive, attend=lambda: attended.append("now"))
    client = create_app(hall).test_client()
    for address in ("/sign-in", "/static/mark.svg", "/sign-in"):
        with client.get(address) as answer:
            assert answer.status_code == 200
    assert asked == ["demo"]
    assert len(attended) == looks
