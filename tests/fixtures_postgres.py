"""Where does a test get a PostgreSQL database of its own?

From the server named in TOWNHALL_TEST_POSTGRES_URL, or from a throwaway cluster made with the server programs
that Debian's `postgresql` package brings. One cluster serves all workers of a run; every worker, or every
test that wants one, gets a fresh database in it.
"""

import fcntl
import os
import pwd
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg2
import pytest
from psycopg2 import sql
from sqlalchemy import make_url

URL_VARIABLE = "TOWNHALL_TEST_POSTGRES_URL"
# Set once by the process that starts the run; workers inherit it and so find the same folder.
RUN_VARIABLE = "TOWNHALL_TEST_RUN_DIRECTORY"

NO_PROGRAMS = (
    "this test needs PostgreSQL. On Debian: apt-get install postgresql (no server has to run); "
    f"elsewhere put initdb and pg_ctl on PATH, or set {URL_VARIABLE} "
    "to a server where databases may be created"
)

# Nothing here outlives the run, so nothing is worth a wait for the disk.
CONFIGURATION = """
listen_addresses = ''
unix_socket_directories = '{directory}'
max_connections = 200
fsync = off
synchronous_commit = off
full_page_writes = off
timezone = 'Asia/Shanghai'
"""


class Cluster:
    """A server on which databases may be made and dropped at will; `url` names its maintenance database."""

    def __init__(self, url: str) -> None:
        self.url = url

    @contextmanager
    def database(self, like: str = "template1") -> Iterator[str]:
        """A new database for as long as the block lasts; gives its SQLAlchemy URL.

        It is empty, or a copy of the database that `like` names, to which nobody may be connected. Files
        are copied rather than logged page by page: half the time where nothing need survive a crash.
        """
        name = f"townhall_test_{uuid.uuid4().hex[:16]}"
        create = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy")
        self._run(create.format(sql.Identifier(name), sql.Identifier(like)))
        try:
            yield make_url(self.url).set(database=name).render_as_string(hide_password=False)
        finally:
            self._run(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def _run(self, statement: sql.Composed) -> None:
        plain = make_url(self.url).set(drivername="postgresql").render_as_string(hide_password=False)
        connection = psycopg2.connect(plain)
        try:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(statement)
        finally:
            connection.close()


def server_programs() -> Path | None:
    """The folder with initdb and pg_ctl: Debian's newest, else wherever PATH finds them."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if debian:
        return debian[-1].parent
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def _account() -> str | None:
    """Who runs the server: PostgreSQL refuses to run as root, so root steps down."""
    if os.geteuid() != 0:
        return None
    accounts = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in accounts else "nobody"


def _call(programs: Path, directory: Path, *command: str) -> None:
    """Run one server program, with its words going to a log that is shown when it fails."""
    log = directory / "programs.log"
    with log.open("ab") as sink:
        done = subprocess.run(
            [str(programs / command[0]), *command[1:]],
            cwd=directory,
            stdin=subprocess.DEVNULL,
            stdout=sink,
            stderr=sink,
            user=_account(),
            extra_groups=[] if _account() else None,
            check=False,
        )
    if done.returncode != 0:
        server_log = directory / "server.log"
        said = log.read_text() + (server_log.read_text() if server_log.exists() else "")
        pytest.fail(f"{' '.join(command)} failed:\n{said}", pytrace=False)


def _start(directory: Path) -> str:
    """Make and start a cluster in `directory`; gives the URL of its maintenance database."""
    programs = server_programs()
    if programs is None:
        pytest.fail(NO_PROGRAMS, pytrace=False)
    directory.mkdir(mode=0o755)
    account = _account()
    if account:
        shutil.chown(directory, user=account)
    data = directory / "data"
    _call(
        programs, directory, "initdb", f"--pgdata={data}", "--username=townhall", "--auth=trust",
        "--encoding=UTF8", "--no-locale", "--no-sync",
    )  # fmt: skip
    with (data / "postgresql.conf").open("a") as settings:
        settings.write(CONFIGURATION.format(directory=directory))
    log = directory / "server.log"
    _call(programs, directory, "pg_ctl", "start", "--wait", f"--pgdata={data}", f"--log={log}")
    return f"postgresql+psycopg2://townhall@/postgres?host={directory}"


def pytest_configure(config: pytest.Config) -> None:
    """Before workers start, choose the folder they will share."""
    if not hasattr(config, "workerinput"):
        run = Path(tempfile.mkdtemp(prefix="townhall-"))
        # The account that root steps down to must be able to walk in.
        run.chmod(0o755)
        os.environ[RUN_VARIABLE] = str(run)


def pytest_unconfigure(config: pytest.Config) -> None:
    """The process that chose the folder stops the cluster, if one was started, and removes the folder."""
    if hasattr(config, "workerinput"):
        return
    run = Path(os.environ.pop(RUN_VARIABLE))
    cluster = run / "postgres"
    programs = server_programs()
    if programs and (cluster / "data" / "postmaster.pid").exists():
        _call(programs, cluster, "pg_ctl", "stop", "--mode=immediate", f"--pgdata={cluster / 'data'}")
    shutil.rmtree(run)


@pytest.fixture(scope="session")
def postgres_cluster() -> Cluster:
    """The server of this run, started by whichever worker needs it first."""
    given = os.environ.get(URL_VARIABLE)
    if given:
        return Cluster(make_url(given).set(drivername="postgresql+psycopg2").render_as_string(False))
    run = Path(os.environ[RUN_VARIABLE])
    note = run / "postgres.url"
    with (run / "postgres.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not note.exists():
            note.write_text(_start(run / "postgres"))
    return Cluster(note.read_text())


@pytest.fixture(scope="session")
def postgres_url(postgres_cluster: Cluster) -> Iterator[str]:
    """One database per worker, empty at the start; tests that share it clean up after themselves."""
    with postgres_cluster.database() as url:
        yield url


@pytest.fixture
def fresh_postgres_url(postgres_cluster: Cluster) -> Iterator[str]:
    """A database for this test alone, empty; about 50 ms to make and drop."""
    with postgres_cluster.database() as url:
        yield url
