"""The fuse box: the only room that knows all the others, and puts them together."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path

from townhall.adapters.caches import BuiltBlueprints, CachedSeatings
from townhall.adapters.clock import SystemClock
from townhall.adapters.codes import QrCodes
from townhall.adapters.files import FolderFiles, MemoryFiles
from townhall.adapters.names import SortableNames
from townhall.adapters.passwords import Argon2Passwords
from townhall.adapters.plugins import load_catalog
from townhall.adapters.shifted_clock import ShiftedClock
from townhall.adapters.vault import BadKeys, KeyVault
from townhall.adapters.workbooks import ExcelWorkbooks
from townhall.compiler.building import Workshop
from townhall.compiler.checking import checker_for
from townhall.compiler.explaining import Explained
from townhall.compiler.explaining import explained as explain
from townhall.compiler.finding import Lost
from townhall.compiler.gathering import gathered
from townhall.compiler.reading import Source
from townhall.compiler.release import Checked, Compiled, compile_town, look_over, towns_of
from townhall.kernel.text import Text
from townhall.office.demonstrating import CLOCK, DEMO
from townhall.office.insisting import insisting
from townhall.ports.archive import OpenArchive
from townhall.ports.hall import Hall
from townhall.rehearsal.playing import Production
from townhall.settings import Settings, shipped
from townhall.spec.catalog import Catalog
from townhall.storage import open_archives, open_memory_archives
from townhall.storage.engine import migrate

KEY_MARK = "key"
"""The setting by which a database knows its key again."""


def catalog(settings: Settings) -> Catalog:
    """What the plug-ins offer."""
    return load_catalog((shipped("plugins"), settings.plugins_directory))


def open_hall(settings: Settings) -> Hall:
    """The hall on the settings' database, which must have been migrated.

    The key file is made when it is missing; whoever loses it loses every secret kept under it.

    Raises:
        Unmigrated: the database has not the tables of this version.
        BadKeys: the key file cannot be used, or the database's secrets were kept under another one.
    """
    plugged = catalog(settings)
    vault = KeyVault.from_file(settings.secret_key_file)
    archives = open_archives(settings.database_url, vault, plugged)
    _require_own_key(archives, vault)
    clock = ShiftedClock(SystemClock(), lambda: _demo_ahead(archives))
    clock.attend()
    return Hall(
        settings=settings,
        archive=archives,
        clock=clock,
        names=SortableNames(),
        vault=vault,
        files=FolderFiles(settings.files_directory),
        passwords=Argon2Passwords(),
        codes=QrCodes(),
        workbooks=ExcelWorkbooks(),
        catalog=plugged,
        blueprints=BuiltBlueprints(Workshop(plugged).build),
        seatings=CachedSeatings(),
        attend=clock.attend,
        close=archives.close,
    )


def _require_own_key(archives: OpenArchive, vault: KeyVault) -> None:
    """See that secrets are kept under one key: a mistyped path would begin a second one without a word.

    Whoever only comes back just looks: nobody who starts waits for who is writing.

    Raises:
        BadKeys: it was opened with another key before, or cases are in it and nothing tells under which key.
    """
    with archives(read_only=True) as archive:
        kept = archive.setting(KEY_MARK)
    if kept is None or vault.marked(kept) != kept:
        insisting(lambda: _remember_key(archives, vault))


def _remember_key(archives: OpenArchive, vault: KeyVault) -> None:
    """Let the database know its key from now on; of two that come first at once, one is the first."""
    with archives() as archive:
        kept = archive.setting(KEY_MARK)
        if kept is None and archive.case_count():
            raise BadKeys(
                Text(
                    "这个数据库里已有办件，却没有密钥的标记，无法知道是用哪个密钥加密的：请从备份完整恢复。",
                    "cases are in this database, but no mark of the key they were kept under: restore it"
                    " whole from a backup",
                )
            )
        archive.set_setting(KEY_MARK, vault.marked(kept or ""))


def _demo_ahead(archives: OpenArchive) -> timedelta:
    with archives(read_only=True) as archive:
        if archive.setting(DEMO) != "yes":
            return timedelta(0)
        return timedelta(minutes=int(archive.setting(CLOCK) or 0))


def stage(settings: Settings, plugged: Catalog) -> Callable[[], Hall]:
    """Opens halls for rehearsals: all in memory, nothing kept, one key for all of them."""
    vault = KeyVault.passing()
    blueprints = BuiltBlueprints(Workshop(plugged).build)
    passwords, codes, clock = Argon2Passwords(), QrCodes(), SystemClock()
    workbooks = ExcelWorkbooks()

    def opened() -> Hall:
        archives = open_memory_archives(vault, plugged)
        return Hall(
            settings=settings,
            archive=archives,
            clock=clock,
            names=SortableNames(),
            vault=vault,
            files=MemoryFiles(),
            passwords=passwords,
            codes=codes,
            workbooks=workbooks,
            catalog=plugged,
            blueprints=blueprints,
            seatings=CachedSeatings(),
            attend=lambda: None,
            close=archives.close,
        )

    return opened


def compiled(settings: Settings, plugged: Catalog, town: str, *more: Path) -> Compiled:
    """One town's definitions compiled, from the settings' folder and any others given."""
    return compile_town(Source.read((settings.definitions_directory, *more)), town, plugged)


def towns(settings: Settings, *more: Path) -> tuple[str, ...]:
    """The towns that the settings' definitions, and any others given, describe."""
    return towns_of(Source.read((settings.definitions_directory, *more)))


def explained(
    settings: Settings, towns: Iterable[str], path: str, on: date, *more: Path
) -> tuple[tuple[Explained | Lost, ...], int]:
    """What stands at a path of the definitions of some towns, and how many problems those have meanwhile."""
    plugged = catalog(settings)
    source = Source.read((settings.definitions_directory, *more))
    shelf = gathered(source, checker_for(plugged))
    told = tuple(explain(shelf, source.tables, town, path, plugged, on) for town in towns)
    wrong = dict.fromkeys((*shelf.problems, *(one for _, found in told for one in found)))
    return tuple(one for one, _ in told), len(wrong)


def today() -> date:
    """The day by the machine's clock, in the office's zone."""
    return SystemClock().now().date()


def checked(
    roots: tuple[Path, ...], plugged: Catalog, step: Callable[[int, int], None] = lambda done, total: None
) -> Checked:
    """What is wrong with the definitions below some folders, and which packs no town adopts.

    `step` hears of each town that is done.
    """
    return look_over(Source.read(roots), plugged, step)


def production(settings: Settings, plugged: Catalog, found: Compiled) -> Production:
    """What a town's scenarios are played with.

    Raises:
        LookupError: the town did not compile.
    """
    if found.release is None or found.blueprint is None:
        raise LookupError("a town with problems cannot be rehearsed")
    return Production(found.release, found.blueprint, found.examples, stage(settings, plugged))


def prepare_database(settings: Settings) -> None:
    """Bring the database to this version's tables; for SQLite, make its folder first."""
    url = settings.database_url
    if url.startswith("sqlite:///"):
        Path(url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
    migrate(url)
