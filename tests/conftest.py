"""What holds for every test: the example generator's profile, the markers, and the shared fixtures."""

import os

import pytest
from hypothesis import settings

pytest_plugins = ["tests.fixtures_postgres", "tests.fixtures_databases", "tests.fixtures_browser"]

# Two cores under load make a deadline a coin toss; in CI the same examples are drawn every time.
settings.register_profile("desk", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
# For a long look by hand: pytest --hypothesis-profile=deep tests/engine/test_soundness.py
settings.register_profile("deep", deadline=None, max_examples=5000)
settings.load_profile("ci" if os.environ.get("CI") else "desk")

MARKER_OF_FIXTURE = {"postgres_cluster": "postgres", "chromium": "browser"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark a test by what it asks for, so that nobody has to remember the marker."""
    for item in items:
        for fixture, marker in MARKER_OF_FIXTURE.items():
            if fixture in getattr(item, "fixturenames", ()):
                item.add_marker(marker)
