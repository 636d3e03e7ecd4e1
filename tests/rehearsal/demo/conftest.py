"""The town on whose definitions the demo is tested."""

import pytest

from townhall import bootstrap
from townhall.settings import Settings
from townhall.spec.blueprint import Blueprint


@pytest.fixture(scope="session")
def blueprint() -> Blueprint:
    """What 漳河镇 runs."""
    settings = Settings.from_environment({})
    found = bootstrap.compiled(settings, bootstrap.catalog(settings), "zhanghe").blueprint
    assert found is not None
    return found
