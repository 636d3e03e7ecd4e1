"""What do the tests of the pages share: the application without an office, and its specimens served?"""

from collections.abc import Iterator
from typing import Any, ClassVar

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.halls import open_hall
from tests.office.conftest import raise_village
from tests.web.gallery import gallery, served
from tests.web.square import raised, square
from townhall.web import app as web
from townhall.web.names import OneWorld

__all__ = ["address", "app", "client", "open_hall", "raise_village", "raised", "square"]


class CompilingOnce(OneWorld):
    """Compiles a template once for all applications of a worker: that is half a second of each."""

    compiled: ClassVar[dict[Any, Any]] = {}

    def compile(self, source: Any, name: Any = None, filename: Any = None, *more: Any, **keys: Any) -> Any:
        """The code of a template."""
        key = (source, name, filename, more, *keys.items())
        if key not in self.compiled:
            self.compiled[key] = super().compile(source, name, filename, *more, **keys)
        return self.compiled[key]


@pytest.fixture(scope="session", autouse=True)
def compiling_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(web, "OneWorld", CompilingOnce)
        yield


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
