"""What does every journey get: a town of its own, served to the browser."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from zlib import crc32

import pytest
from playwright.sync_api import expect

from tests.fixtures_databases import DATABASES, Templates
from tests.journeys.town import Town, build, raised

PATIENCE = 15_000
"""Milliseconds that two busy cores may take for what a person sees at once."""


NAMES = ("sqlite", "postgres")
BOTH = "TOWNHALL_JOURNEYS"
"""Set to `both`, every journey runs on both databases; they take twice as long then."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A journey runs on one of the databases, whichever its name leads to: all of them together try both."""
    if os.environ.get(BOTH) == "both":
        return
    left = [item for item in items if _is_of_the_other_database(item)]
    config.hook.pytest_deselected(items=left)
    others = set(left)
    items[:] = [item for item in items if item not in others]


def _is_of_the_other_database(item: pytest.Item) -> bool:
    if not isinstance(item, pytest.Function) or Path(__file__).parent not in item.path.parents:
        return False
    params = item.callspec.params if hasattr(item, "callspec") else {}
    mine = NAMES[crc32(item.originalname.encode()) % len(NAMES)]
    return params.get("town", mine) != mine


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
