"""What does every journey get: a town of its own, served to the browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.fixtures_databases import DATABASES, Templates
from tests.journeys.town import Town, build, raised

PATIENCE = 15_000
"""Milliseconds that two busy cores may take for what a person sees at once."""


LOOKS = frozenset({
    "at_hand", "barriers", "broad_tables", "english", "no_network", "sheets", "told", "two_opinions",
    "unsent", "weight",
})  # fmt: skip
"""Journeys that ask how pages look and what scripts do, which no database changes: they go through SQLite."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Whoever acts in a town does so on each kind of database."""
    if "town_on" in metafunc.fixturenames:
        looks = metafunc.module.__name__.rpartition("test_")[2] in LOOKS
        metafunc.parametrize("town_on", ("sqlite",) if looks else DATABASES)


@pytest.fixture
def town(
    town_on: str,
    templates: Templates,
    tmp_path_factory: pytest.TempPathFactory,
    tmp_path: Path,
) -> Iterator[Town]:
    """A copy of the town for one test; it is built once for a worker and a kind of database."""
    expect.set_options(timeout=PATIENCE)
    template = templates.of(town_on, "journeys", lambda url: build(url, tmp_path_factory.mktemp("ground")))
    with template.copy(tmp_path) as url, raised(template.given, url, tmp_path / "town") as one:
        yield one
