"""On which databases does a suite run, and how does each of its tests get one of its own cheaply?

A suite runs in memory, on SQLite and on PostgreSQL by parametrizing the one fixture that opens its hall with
`KINDS` (or `DATABASES`, where an archive in memory will not do). `pytest -m "not postgres"` leaves PostgreSQL
out. A database is filled once for each worker, and every test gets a copy of it: about 30 ms on PostgreSQL,
and the guards that refuse to change the trail never stand in the way of cleaning up.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import make_url

from tests.fixtures_postgres import Cluster

DATABASES = ("sqlite", pytest.param("postgres", marks=pytest.mark.postgres))
KINDS = ("memory", *DATABASES)

COPY = "town.sqlite"
"""What SQLite's copy is called in its test's folder."""


@dataclass(frozen=True, slots=True)
class Template:
    """A database that was filled once. `given` is what its filling gave."""

    url: str
    given: Any
    cluster: Callable[[], Cluster]

    def copy(self, folder: Path) -> AbstractContextManager[str]:
        """The URL of a copy, for as long as the block lasts; SQLite's lies in the folder."""
        url = make_url(self.url)
        assert url.database is not None
        if url.get_backend_name() == "postgresql":
            return self.cluster().database(like=url.database)
        shutil.copy(url.database, folder / COPY)
        return nullcontext(f"sqlite:///{folder / COPY}")


@dataclass(slots=True)
class Templates:
    """The databases of one worker that tests get copies of."""

    folder: Path
    cluster: Callable[[], Cluster]
    kept: ExitStack
    made: dict[tuple[str, str], Template] = field(default_factory=dict)

    def of(self, kind: str, name: str, fill: Callable[[str], Any]) -> Template:
        """The template of a kind ("sqlite" or "postgres") that `fill(url)` makes of an empty database.

        `name` tells one filling from another; the same one is filled once.
        """
        if (kind, name) not in self.made:
            url = f"sqlite:///{self.folder / name}.sqlite"
            if kind == "postgres":
                url = self.kept.enter_context(self.cluster().database())
            self.made[kind, name] = Template(url, fill(url), self.cluster)
        return self.made[kind, name]


@pytest.fixture(scope="session")
def templates(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Templates]:
    """This worker's templates; PostgreSQL is started when the first test asks for it."""
    with ExitStack() as kept:
        folder = tmp_path_factory.mktemp("templates")
        yield Templates(folder, lambda: request.getfixturevalue("postgres_cluster"), kept)
