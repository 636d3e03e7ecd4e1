"""What do the tests of the pages share: the application without an office, and its specimens served?"""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.halls import open_hall
from tests.web.gallery import gallery, served
from tests.web.square import raised, square

__all__ = ["address", "app", "client", "open_hall", "raised", "square"]


@pytest.fixture(scope="session")
def app() -> Flask:
    return gallery()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture(scope="session")
def address(app: Flask) -> Iterator[str]:
    with served(app) as at:
        yield at
