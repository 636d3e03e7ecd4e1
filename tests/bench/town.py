"""How does the bench town stand on a database: its release in force, everybody at their post?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from tests.bench.places import folder
from townhall.bootstrap import catalog, compiled, open_hall, prepare_database
from townhall.compiler.release import Compiled
from townhall.office.appointing import appoint
from townhall.office.publishing import found_town
from townhall.office.visiting import Visitor, visitor
from townhall.ports.hall import Hall
from townhall.rehearsal.casting import Cast, cast
from townhall.rehearsal.dossiers import typed
from townhall.settings import Settings
from townhall.spec.blueprint import Blueprint
from townhall.spec.catalog import Catalog

DEFINITIONS = Path(__file__).parent / "definitions"
TOWN = "bench_town"
FORM = "bench_matter"
SINCE = date(2020, 1, 1)
MEMBERS = 5


@dataclass(frozen=True, slots=True)
class BenchTown:
    """The bench town on one database. `unit` is the village that plays."""

    hall: Hall
    blueprint: Blueprint
    unit: str
    players: Cast
    dossier: Mapping[str, Any]

    def visitor(self, post: str) -> Visitor:
        """Whoever holds a post: `village_clerk`, `finance_group_member#2`."""
        with self.hall.archive(read_only=True) as archive:
            found = archive.person(self.players.holder(post))
            if found is None:
                raise LookupError(f"nobody holds {post}")
            return visitor(self.hall, archive, found, "bench", TOWN)


@cache
def plugged() -> Catalog:
    """What the shipped plug-ins offer."""
    return catalog(_settings("sqlite://", Path()))


@cache
def compiled_town() -> Compiled:
    """The bench town compiled, with the shipped base below it.

    Raises:
        ValueError: its definitions have problems.
    """
    found = compiled(_settings("sqlite://", Path()), plugged(), TOWN, DEFINITIONS)
    if found.problems:
        raise ValueError("\n".join(str(one) for one in found.problems))
    return found


def _settings(url: str, here: Path) -> Settings:
    told = {
        "TOWNHALL_DATABASE_URL": url,
        "TOWNHALL_SECRET_KEY_FILE": str(here / "secret.key"),
        "TOWNHALL_FILES_DIRECTORY": str(here / "files"),
    }
    return Settings.from_environment(told)


@contextmanager
def bench_town(url: str) -> Iterator[BenchTown]:
    """The bench town, founded on an empty database."""
    found = compiled_town()
    assert found.release is not None
    assert found.blueprint is not None
    with folder() as here:
        settings = _settings(url, here)
        prepare_database(settings)
        hall = open_hall(settings)
        try:
            found_town(hall, found.release, found.blueprint, since=SINCE)
            unit = next(one.code for one in found.blueprint.town.units if one.kind == "village")
            players = cast(found.blueprint, unit, {"finance_group_member": MEMBERS}, SINCE)
            appoint(hall, players.people, players.holdings)
            sheet = found.blueprint.forms[FORM].sheet
            dossier = typed(sheet, found.examples[FORM], lambda name, content: name, str)
            yield BenchTown(hall, found.blueprint, unit, players, dossier)
        finally:
            hall.close()
