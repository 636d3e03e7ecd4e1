"""Does the database lose nobody's work, let readers by, and have the tables it should?"""

import threading
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.exc import DatabaseError

from tests.storage.builders import EVERYTHING, opening
from townhall.ports.archive import CaseQuery
from townhall.storage import engine, open_archives
from townhall.storage.engine import Unmigrated, engine_for, migrate
from townhall.storage.tables import METADATA


def test_no_update_is_lost(sqlite_url):
    """With the driver's own way of beginning, 499 of 600 were."""
    opened = engine_for(sqlite_url)
    with opened.begin() as connection:
        connection.exec_driver_sql("INSERT INTO setting (name, value) VALUES ('count', '0')")

    def add():
        for _ in range(100):
            with opened.begin() as connection:
                value = connection.exec_driver_sql("SELECT value FROM setting").scalar_one()
                connection.exec_driver_sql("UPDATE setting SET value = ?", (str(int(value) + 1),))

    threads = [threading.Thread(target=add) for _ in range(6)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    with opened.begin() as connection:
        assert connection.exec_driver_sql("SELECT value FROM setting").scalar_one() == "600"
    opened.dispose()


def test_who_only_looks_waits_for_nobody_and_writes_nothing(database_url, vault, catalog):
    archives = open_archives(database_url, vault, catalog)
    seen = []

    def look():
        with archives(read_only=True) as archive:
            seen.append(len(archive.cases(CaseQuery(), EVERYTHING)))

    with archives() as archive:
        archive.keep(opening("c1"))
        reader = threading.Thread(target=look)
        reader.start()
        reader.join(timeout=5)
    look()
    assert seen == [0, 1]
    with pytest.raises(DatabaseError), archives(read_only=True) as archive:
        archive.keep(opening("c2"))
    with archives() as archive:
        archive.keep(opening("c2"))
    archives.close()


def test_a_server_that_hung_up_meanwhile_is_called_again(emptied_postgres, vault, catalog, monkeypatch):
    """As after a restart: nobody at a desk sees an error for it."""
    archives = open_archives(emptied_postgres, vault, catalog)
    with archives() as archive:
        archive.set_setting("demo", "yes")
    other = engine_for(emptied_postgres)
    with other.begin() as connection:
        hang_up = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
        connection.exec_driver_sql(f"{hang_up} AND pid <> pg_backend_pid()")
    other.dispose()
    monkeypatch.setattr(engine, "_REST", 0)
    with archives(read_only=True) as archive:
        assert archive.setting("demo") == "yes"
    archives.close()


def test_sqlite_keeps_what_it_says_it_kept(sqlite_url):
    opened = engine_for(sqlite_url)
    with opened.begin() as connection:
        told = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    opened.dispose()
    assert told == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_the_migrated_tables_are_the_ones_the_code_works_with(database_url):
    opened = engine_for(database_url)
    with opened.connect() as connection:
        settings = {
            "compare_type": True,
            "include_object": lambda thing, name, *rest: name != "alembic_version",
        }
        found = compare_metadata(MigrationContext.configure(connection, opts=settings), METADATA)
    opened.dispose()
    assert found == []


def test_partial_indexes_are_partial_and_guards_are_there(database_url):
    """Neither shows in a comparison of metadata."""
    opened, made = engine_for(database_url), sa.create_engine("sqlite://")
    with opened.connect() as connection, made.connect() as other:
        METADATA.create_all(other)
        if opened.dialect.name == "sqlite":
            told = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql LIKE '%WHERE%'"
            migrated = {row.name: row.sql.split("WHERE")[1] for row in connection.exec_driver_sql(told)}
            created = {row.name: row.sql.split("WHERE")[1] for row in other.exec_driver_sql(told)}
            assert migrated == created
            guards = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'event'"
            wanted = {"event_update", "event_delete", "event_replace"}
        else:
            told = (
                "SELECT indexname FROM pg_indexes WHERE schemaname = 'public' AND indexdef LIKE '%% WHERE %%'"
            )
            migrated = set(connection.exec_driver_sql(told).scalars())
            listed = "SELECT name FROM sqlite_master WHERE type = 'index' AND sql LIKE '%WHERE%'"
            assert migrated >= set(other.exec_driver_sql(listed).scalars())
            guards = "SELECT tgname FROM pg_trigger WHERE tgrelid = 'event'::regclass AND NOT tgisinternal"
            wanted = {"event_update_or_delete_or_truncate"}
        assert set(connection.exec_driver_sql(guards).scalars()) == wanted
    opened.dispose()
    made.dispose()


def test_migrating_again_changes_nothing_and_two_may_migrate_at_once(fresh_url):
    threads = [threading.Thread(target=migrate, args=(fresh_url,)) for _ in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    migrate(fresh_url)
    opened = engine_for(fresh_url)
    assert set(sa.inspect(opened).get_table_names()) == {*METADATA.tables, "alembic_version"}
    opened.dispose()


@pytest.fixture(params=["sqlite", "postgres"])
def fresh_url(request, tmp_path):
    """A database without any table."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'made' / 'on' / 'the' / 'way.sqlite'}"
    return request.getfixturevalue("fresh_postgres_url")


def test_a_database_that_was_not_migrated_is_not_opened(fresh_url, vault, catalog):
    with pytest.raises(Unmigrated, match="run `townhall migrate` first"):
        open_archives(fresh_url, vault, catalog)


def test_other_databases_are_refused(vault, catalog):
    with pytest.raises(ValueError, match="mysql is neither"):
        open_archives("mysql+pymysql://host/base", vault, catalog)


def test_a_file_that_is_no_database(tmp_path: Path, vault, catalog):
    (tmp_path / "x.sqlite").write_text("this is no database, and long enough to tell")
    with pytest.raises(DatabaseError):
        open_archives(f"sqlite:///{tmp_path / 'x.sqlite'}", vault, catalog)
