"""What does every journey get: a town of its own, served to the browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.town import Ground, Town, build, raised

PATIENCE = 15_000
"""Milliseconds that two busy cores may take for what a person sees at once."""


@pytest.fixture(scope="session")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    """The town as built once for a worker."""
    expect.set_options(timeout=PATIENCE)
    return build(tmp_path_factory.mktemp("ground"))


@pytest.fixture
def town(ground: Ground, tmp_path: Path) -> Iterator[Town]:
    """A copy of the town for one test."""
    with raised(ground, tmp_path / "town") as one:
        yield one
