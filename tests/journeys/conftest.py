"""What does every journey get: a town of its own, served to the browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.town import Ground, Town, build, raised


@pytest.fixture(scope="session")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    """The town as built once for a worker."""
    return build(tmp_path_factory.mktemp("ground"))


@pytest.fixture
def town(ground: Ground, tmp_path: Path) -> Iterator[Town]:
    """A copy of the town for one test."""
    with raised(ground, tmp_path / "town") as one:
        yield one
