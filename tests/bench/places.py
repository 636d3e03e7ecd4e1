"""On which databases is measured, and how is one opened without anything between us and the driver?"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from os import environ
from pathlib import Path
from shutil import rmtree
from typing import Any

import psycopg2
from psycopg2 import sql
from psycopg2.extras import execute_batch
from sqlalchemy import make_url

from tests import fixtures_postgres
from tests.bench.statements import Sent


@dataclass(frozen=True, slots=True)
class Place:
    """A kind of database; `fresh` gives the URL of an empty one for as long as a block lasts."""

    title: str
    fresh: Callable[[], AbstractContextManager[str]]


@contextmanager
def folder() -> Iterator[Path]:
    """A folder for as long as the block lasts; TMPDIR says where, and so on which disk."""
    made = Path(tempfile.mkdtemp(prefix="townhall-bench-"))
    made.chmod(0o755)  # the account that root steps down to must be able to walk in
    try:
        yield made
    finally:
        rmtree(made, ignore_errors=True)


@contextmanager
def sqlite_file() -> Iterator[str]:
    """An SQLite file of its own."""
    with folder() as here:
        yield f"sqlite:///{here / 'bench.sqlite'}"


SQLITE = Place("SQLite", sqlite_file)


@contextmanager
def places() -> Iterator[tuple[Place, ...]]:
    """SQLite, and PostgreSQL where its server programs are: a throwaway cluster, as the tests have."""
    with postgres() as cluster:
        yield (SQLITE,) if cluster is None else (SQLITE, Place("PostgreSQL", cluster.database))


@contextmanager
def postgres() -> Iterator[fixtures_postgres.Cluster | None]:
    """The server the environment names, or a throwaway one; None where there are no server programs."""
    given = environ.get(fixtures_postgres.URL_VARIABLE)
    programs = fixtures_postgres.server_programs()
    if given:
        yield fixtures_postgres.Cluster(
            make_url(given).set(drivername="postgresql+psycopg2").render_as_string(False)
        )
    elif programs is None:
        yield None
    else:
        with folder() as here:
            cluster = here / "postgres"
            try:
                yield _careful(fixtures_postgres.Cluster(fixtures_postgres._start(cluster)))
            finally:
                stop = ("pg_ctl", "stop", "--mode=immediate", f"--pgdata={cluster / 'data'}")
                fixtures_postgres._call(programs, cluster, *stop)


def _careful(cluster: fixtures_postgres.Cluster) -> fixtures_postgres.Cluster:
    """Let a throwaway server wait for the disk as a real one does: tests tell theirs not to."""
    for name in ("fsync", "synchronous_commit", "full_page_writes"):
        cluster._run(sql.SQL("ALTER SYSTEM SET {} = 'on'").format(sql.Identifier(name)))
    cluster._run(sql.SQL("SELECT pg_reload_conf()"))
    return cluster


class Bare:
    """A driver's own connection, with the settings the house gives its connections."""

    def __init__(self, url: str, *, acts: bool = False) -> None:
        """Open it: for looking, or for acts (PostgreSQL then serializes, as the house lets it)."""
        address = make_url(url)
        self.is_sqlite = address.get_backend_name() == "sqlite"
        if self.is_sqlite:
            self.connection: Any = sqlite3.connect(str(address.database), isolation_level=None)
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
                self.connection.execute(f"PRAGMA {pragma}")
        else:
            plain = address.set(drivername="postgresql").render_as_string(hide_password=False)
            self.connection = psycopg2.connect(plain)
            self.connection.set_session(isolation_level="SERIALIZABLE" if acts else "READ COMMITTED")
        self.cursor = self.connection.cursor()

    def __enter__(self) -> Bare:
        return self

    def __exit__(self, *failure: object) -> None:
        self.connection.close()

    def write(self, sent: Sequence[Sent]) -> None:
        """Send statements in one transaction, and commit."""
        cursor = self.cursor
        if self.is_sqlite:
            cursor.execute("BEGIN IMMEDIATE")
        for one in sent:
            if not one.many:
                cursor.execute(one.text, one.parameters)
            elif self.is_sqlite:
                cursor.executemany(one.text, one.parameters)
            else:
                execute_batch(cursor, one.text, one.parameters)
        if self.is_sqlite:
            cursor.execute("COMMIT")
        else:
            self.connection.commit()

    def read(self, sent: Sent) -> list[tuple[Any, ...]]:
        """Send one query and fetch all its rows, in a transaction of its own."""
        self.cursor.execute(sent.text, sent.parameters)
        rows: list[tuple[Any, ...]] = self.cursor.fetchall()
        if not self.is_sqlite:
            self.connection.rollback()
        return rows
