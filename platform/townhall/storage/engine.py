"""How is a database opened so that two who act at once cannot lose each other's work?

SQLite: a unit of work that writes takes the one write lock when it begins (`BEGIN IMMEDIATE`; the driver's
own way of beginning loses updates without an error), readers go on beside it (write-ahead log), and what
was kept is on the disk before anyone is told so (`synchronous=FULL`). PostgreSQL: SERIALIZABLE for units of
work that write, so that of two that went by what the other changes, one is told to try again.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import psycopg2
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import URL, Connection, Engine
from sqlalchemy.pool import ConnectionPoolEntry

_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON")

_PATIENCE = 15
"""Seconds to wait for SQLite's write lock."""

_REST = 5
"""Seconds after which a connection is asked whether it still is one."""

_RESTED_AT = "townhall_rested_at"

_ONE_AT_A_TIME = 7_046_273
"""PostgreSQL's advisory lock for changes of the schema; the number means nothing."""


class Unmigrated(Exception):
    """The database has not the tables this version works with."""

    def __init__(self, found: str | None) -> None:
        super().__init__(f"the database is at revision {found or 'none'}; run `townhall migrate` first")


def engine_for(url: str | URL) -> Engine:
    """An engine for one database; SQLite's folder is made when it is missing.

    Its errors name no values (`hide_parameters`): what people wrote belongs in no log.

    Raises:
        ValueError: neither SQLite nor PostgreSQL.
    """
    address = sa.make_url(url)
    if address.get_backend_name() == "sqlite":
        return _sqlite(address)
    if address.get_backend_name() == "postgresql":
        return _postgres(address)
    raise ValueError(f"{address.get_backend_name()} is neither sqlite nor postgresql")


def writing(engine: Engine) -> Engine:
    """The same database for units of work that change something: as if one came after the other.

    What an act read (a budget line's balance, an invoice's use) still holds when it is kept, or the act is
    told to try again. SQLite has one writer at a time anyhow.
    """
    if engine.dialect.name == "sqlite":
        return engine
    return engine.execution_options(isolation_level="SERIALIZABLE")


def reading(engine: Engine) -> Engine:
    """The same database for units of work that only look, all at one moment.

    SQLite: over connections of their own, which only ever look. Told so again and again, one that writes too
    would forget each time what it had prepared.
    """
    if engine.dialect.name == "sqlite":
        return _sqlite(engine.url, looks=True)
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def _postgres(address: URL) -> Engine:
    engine = sa.create_engine(
        address,
        hide_parameters=True,
        isolation_level="READ COMMITTED",
        executemany_mode="values_plus_batch",
        pool_size=10,
        max_overflow=20,
    )

    def wake(connection: Any, record: ConnectionPoolEntry, proxy: Any) -> None:
        # A server that was restarted has forgotten us; one that answered a moment ago has not.
        rested_at = record.info.get(_RESTED_AT)
        if rested_at is None or time.monotonic() - rested_at < _REST:
            return
        try:
            engine.dialect.do_ping(connection)
        except psycopg2.Error as failed:
            raise sa.exc.DisconnectionError from failed

    def rest(connection: Any, record: ConnectionPoolEntry) -> None:
        record.info[_RESTED_AT] = time.monotonic()

    sa.event.listen(engine, "checkout", wake)
    sa.event.listen(engine, "checkin", rest)
    return engine


def _sqlite(address: URL, *, looks: bool = False) -> Engine:
    if address.database:
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(
        address,
        hide_parameters=True,
        connect_args={"timeout": _PATIENCE},
        pool_size=10,
        max_overflow=20,
    )
    pragmas = (*_PRAGMAS, "query_only=ON") if looks else _PRAGMAS

    def prepare(connection: Any, record: ConnectionPoolEntry) -> None:
        connection.isolation_level = None
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    def begin(connection: Connection) -> None:
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute("BEGIN" if looks else "BEGIN IMMEDIATE")

    sa.event.listen(engine, "connect", prepare)
    sa.event.listen(engine, "begin", begin)
    return engine


def one_at_a_time(connection: Connection) -> None:
    """Wait until nobody else changes the schema, and keep others out until this transaction ends."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_ONE_AT_A_TIME)))


def migrate(url: str | URL) -> None:
    """Bring a database to the tables of this version; all or nothing, and harmless when it is there."""
    engine = engine_for(url)
    try:
        with engine.begin() as connection:
            one_at_a_time(connection)
            settings = _settings()
            settings.attributes["connection"] = connection
            command.upgrade(settings, "head")
    finally:
        engine.dispose()


def require_migrated(engine: Engine) -> None:
    """Make sure that a database has the tables of this version.

    Raises:
        Unmigrated: it has not.
    """
    with engine.begin() as connection:
        found = MigrationContext.configure(connection).get_current_revision()
    if found != ScriptDirectory.from_config(_settings()).get_current_head():
        raise Unmigrated(found)


def _settings() -> Config:
    settings = Config()
    settings.set_main_option("script_location", "townhall.storage:migrations")
    settings.set_main_option("path_separator", "os")
    return settings
