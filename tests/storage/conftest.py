"""Every kind of archive, empty, with the registers of `builders` made ready."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.storage.builders import REGISTERS
from townhall.adapters.plugins import load_catalog
from townhall.adapters.vault import KeyVault
from townhall.ports.archive import OpenArchive
from townhall.record.releases import released
from townhall.settings import shipped
from townhall.spec.catalog import Catalog
from townhall.storage import open_archives, open_memory_archives
from townhall.storage.engine import migrate


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return load_catalog([shipped("plugins")], installed=False)


@pytest.fixture(scope="session")
def vault() -> KeyVault:
    return KeyVault.passing()


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy: quicker than migrating for each test."""
    path = tmp_path_factory.mktemp("migrated") / "empty.sqlite"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture
def sqlite_url(migrated_sqlite: Path, tmp_path: Path) -> str:
    path = tmp_path / "town.sqlite"
    shutil.copy(migrated_sqlite, path)
    return f"sqlite:///{path}"


@pytest.fixture(scope="session")
def migrated_postgres(postgres_url: str) -> str:
    migrate(postgres_url)
    return postgres_url


@pytest.fixture
def emptied_postgres(migrated_postgres: str) -> str:
    """The worker's PostgreSQL database with nothing in it."""
    engine = sa.create_engine(migrated_postgres)
    with engine.begin() as connection:
        connection.exec_driver_sql("SET session_replication_role = replica")  # or the guards would object
        names = sa.inspect(connection).get_table_names()
        for name in names:
            if name.startswith("reg_"):
                connection.exec_driver_sql(f'DROP TABLE "{name}"')
        kept = [f'"{one}"' for one in names if not one.startswith("reg_") and one != "alembic_version"]
        connection.exec_driver_sql(f"TRUNCATE {', '.join(kept)} RESTART IDENTITY")
    engine.dispose()
    return migrated_postgres


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A migrated, empty database."""
    return request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "emptied_postgres")


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def archives(request: pytest.FixtureRequest, vault: KeyVault, catalog: Catalog) -> Iterator[OpenArchive]:
    """Each kind of archive in turn."""
    if request.param == "memory":
        opened = open_memory_archives(vault, catalog)
    else:
        name = "sqlite_url" if request.param == "sqlite" else "emptied_postgres"
        opened = open_archives(request.getfixturevalue(name), vault, catalog)
    with opened() as archive:
        archive.keep_release(released("zhanghe", {}), REGISTERS.values())
    yield opened
    opened.close()
