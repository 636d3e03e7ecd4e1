"""How is an archive opened, for a running house and for a rehearsal?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError

from townhall.ports.archive import Archive, Overtaken
from townhall.ports.world import Vault
from townhall.spec.catalog import Catalog
from townhall.storage.archive import SqlArchive
from townhall.storage.engine import engine_for, reading, require_migrated, writing
from townhall.storage.ledgers import Ledgers
from townhall.storage.shapes import Shapes
from townhall.storage.work import Work

COLLIDED = ("40001", "40P01")
"""PostgreSQL's codes for a serialization failure and for a deadlock: do it again."""


class Archives:
    """Opens units of work on one database: a `ports.archive.OpenArchive` that can be closed.

    `engine`, `looking`: the database itself, where it is written and where it is only looked at, for whoever
    watches over it (metrics, tests).
    """

    def __init__(self, engine: Engine, vault: Vault, catalog: Catalog) -> None:
        self.engine = engine
        self.looking = reading(engine)
        self._writing = writing(engine)
        self._vault = vault
        self._shapes = Shapes(catalog)
        self._ledgers: dict[str, sa.Table] = {}

    @contextmanager
    def __call__(self, *, read_only: bool = False) -> Iterator[Archive]:
        """One unit of work: kept whole when the block ends, undone whole when it raises.

        Raises:
            Overtaken: what it read was changed by another before it was kept.
        """
        try:
            with (self.looking if read_only else self._writing).begin() as connection:
                ledgers = Ledgers(connection, self._ledgers)
                yield SqlArchive(Work(connection, self._vault, self._shapes, ledgers))
        except DBAPIError as failed:
            if getattr(failed.orig, "pgcode", None) in COLLIDED:
                raise Overtaken from failed
            raise

    def close(self) -> None:
        """Let go of the database's connections."""
        self.looking.dispose()
        self.engine.dispose()


def open_archives(url: str, vault: Vault, catalog: Catalog) -> Archives:
    """Archives in the database at an address (`sqlite:///…`, `postgresql+psycopg2://…`).

    Raises:
        Unmigrated: the database has not the tables of this version.
        ValueError: neither SQLite nor PostgreSQL.
    """
    with ExitStack() as unless_good:
        archives = Archives(engine_for(url), vault, catalog)
        unless_good.callback(archives.close)
        require_migrated(archives.looking)
        unless_good.pop_all()
    return archives
