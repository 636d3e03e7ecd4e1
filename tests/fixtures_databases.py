"""On which databases does a suite run, and how does each of its tests get one of its own cheaply?

A suite runs in memory, on SQLite and on PostgreSQL by parametrizing the one fixture that opens its hall with
`KINDS` (or `DATABASES`, where an archive in memory will not do). `pytest -m "not postgres"` leaves PostgreSQL
out. A database is filled once for each worker, and every test gets a copy of it: about 30 ms on PostgreSQL,
and the guards that refuse to change the trail never stand in the way of cleaning up.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from sqlalchemy import make_url

from tests.fixtures_postgres import Cluster
from townhall import bootstrap
from townhall.adapters.passwords import Argon2Passwords
from townhall.adapters.vault import KeyVault
from townhall.compiler.release import Compiled
from townhall.ports.hall import Hall
from townhall.rehearsal.playing import Production
from townhall.settings import Settings
from townhall.spec.catalog import Catalog
from townhall.storage import open_archives
from townhall.storage.engine import migrate

DATABASES = ("sqlite", pytest.param("postgres", marks=pytest.mark.postgres))
KINDS = ("memory", *DATABASES)

QUICK = Argon2Passwords(PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
"""Real argon2id hashes that cost a thousandth: what a guess costs is the matter of one test only."""

COPY = "town.sqlite"

OpenHall = Callable[[Compiled], Hall]
"""Opens a hall that knows a town's release, on a database that nobody else has."""


@cache
def settings() -> Settings:
    """What holds where nothing is set."""
    return Settings.from_environment({})


@cache
def plugged() -> Catalog:
    """What the shipped plug-ins offer."""
    return bootstrap.catalog(settings())


@cache
def compiled(town: str) -> Compiled:
    """A shipped town."""
    return bootstrap.compiled(settings(), plugged(), town)


@cache
def _in_memory(town: str) -> Production:
    """What a shipped town is played with in memory; its stage keeps built blueprints for all its halls."""
    return bootstrap.production(settings(), plugged(), compiled(town))


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


@pytest.fixture(params=KINDS)
def open_hall(
    request: pytest.FixtureRequest, templates: Templates, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[OpenHall]:
    """Opens halls, each on a database of its own of one kind; closes them at the end."""
    with ExitStack() as opened:

        def one(found: Compiled) -> Hall:
            assert found.release is not None
            in_memory = _in_memory(found.release.town).open_hall()
            if request.param == "memory":
                return replace(opened.enter_context(closing(in_memory)), passwords=QUICK)
            folder = tmp_path_factory.mktemp("hall")
            fill = partial(_with_release, found)
            url = opened.enter_context(templates.of(request.param, found.release.id, fill).copy(folder))
            hall = bootstrap.open_hall(on(url, folder))
            # What is built from a release is the same wherever the release is kept.
            hall = replace(hall, passwords=QUICK, blueprints=in_memory.blueprints)
            return opened.enter_context(closing(hall))

        yield one


def on(url: str, folder: Path) -> Settings:
    """The settings of a house whose database is at an address, and whose files and key lie in a folder."""
    return replace(
        settings(),
        database_url=url,
        secret_key_file=folder / "secret.key",
        files_directory=folder / "files",
    )


@contextmanager
def closing(hall: Hall) -> Iterator[Hall]:
    """The hall, closed when the block ends."""
    try:
        yield hall
    finally:
        hall.close()


def _with_release(found: Compiled, url: str) -> None:
    """Migrate a database and make a town's registers ready, so that publishing makes no tables."""
    assert found.release is not None
    assert found.blueprint is not None
    migrate(url)
    archives = open_archives(url, KeyVault.passing(), plugged())  # no secret is written
    with archives() as archive:
        archive.keep_release(found.release, found.blueprint.registers.values())
    archives.close()
