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


@pytest.fixture(params=DATABASES)
def town(
    request: pytest.FixtureRequest,
    templates: Templates,
    tmp_path_factory: pytest.TempPathFactory,
    tmp_path: Path,
) -> Iterator[Town]:
    """A copy of the town for one test; it is built once for a worker and a kind of database."""
    expect.set_options(timeout=PATIENCE)
    template = templates.of(
        request.param, "journeys", lambda url: build(url, tmp_path_factory.mktemp("ground"))
    )
    with template.copy(tmp_path) as url, raised(template.given, url, tmp_path / "town") as one:
        yield one
