"""How does a test open a hall of its own, in memory or on a database?"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Protocol

import pytest
from argon2 import PasswordHasher

from tests.fixtures_databases import KINDS, Templates
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

QUICK = Argon2Passwords(PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
"""Real argon2id hashes that cost a thousandth: what a guess costs is the matter of one test only."""

Furnish = Callable[[Hall], None]
"""Puts into a new hall what is to stand there already."""


class OpenHall(Protocol):
    """Opens a hall that knows a town's release, on a database that nobody else has."""

    def __call__(self, found: Compiled, furnish: Furnish = ..., name: str = ...) -> Hall:
        """The hall as `furnish` leaves it, which is done once for each `name` and kind of database."""
        ...


def _nothing(hall: Hall) -> None:
    """Leave a hall as it is."""


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


@pytest.fixture(params=KINDS)
def open_hall(
    request: pytest.FixtureRequest, templates: Templates, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[OpenHall]:
    """Opens halls, each on a database of its own of one kind; closes them at the end."""
    with ExitStack() as opened:

        def one(found: Compiled, furnish: Furnish = _nothing, name: str = "") -> Hall:
            assert found.release is not None
            in_memory = replace(_in_memory(found.release.town).open_hall(), passwords=QUICK)
            if request.param == "memory":
                furnish(in_memory)
                return opened.enter_context(closing(in_memory))

            def fill(url: str) -> Path:
                key = tmp_path_factory.mktemp("key")
                _with_release(found, url)
                with closing(bootstrap.open_hall(on(url, key))) as hall:
                    furnish(replace(hall, passwords=QUICK, blueprints=in_memory.blueprints))
                return key

            folder = tmp_path_factory.mktemp("hall")
            template = templates.of(request.param, f"{found.release.id[:12]}{name}", fill)
            shutil.copytree(template.given, folder, dirs_exist_ok=True)
            hall = bootstrap.open_hall(on(opened.enter_context(template.copy(folder)), folder))
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
