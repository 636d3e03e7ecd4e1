"""Which releases are kept, and which is in force for a town on a day?"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa

from townhall.kernel.canonical import in_order, ordered_hash
from townhall.record.releases import Publication, Release
from townhall.spec.registers import Register
from townhall.storage import tables
from townhall.storage.tables import definition
from townhall.storage.work import Work

_RELEASE, _PUBLICATION = tables.release, tables.publication

_BY_ID = sa.select(_RELEASE).where(_RELEASE.c.id == sa.bindparam("of"))
_FIELDS = ("release", "town", "effective_from", "published_at", "approved_by", "note")
_IN_FORCE = (
    sa.select(*(_PUBLICATION.c[name] for name in _FIELDS))
    .where(_PUBLICATION.c.town == sa.bindparam("of"), _PUBLICATION.c.effective_from <= sa.bindparam("on"))
    .order_by(
        _PUBLICATION.c.effective_from.desc(), _PUBLICATION.c.published_at.desc(), _PUBLICATION.c.no.desc()
    )
    .limit(1)
)
_LATEST = (
    sa.func.row_number()
    .over(
        partition_by=_PUBLICATION.c.town,
        order_by=(
            _PUBLICATION.c.effective_from.desc(),
            _PUBLICATION.c.published_at.desc(),
            _PUBLICATION.c.no.desc(),
        ),
    )
    .label("place")
)
_BY_TOWN = (
    sa.select(_PUBLICATION, _LATEST).where(_PUBLICATION.c.effective_from <= sa.bindparam("on")).subquery()
)
_ALL_IN_FORCE = (
    sa.select(*(_BY_TOWN.c[name] for name in _FIELDS)).where(_BY_TOWN.c.place == 1).order_by(_BY_TOWN.c.town)
)
_TOWNS = sa.select(_PUBLICATION.c.town).distinct().order_by(_PUBLICATION.c.town)


class Releases:
    """Releases and publications.

    What is alike in two releases is kept once, under the hash of its text: each definition, and of each kind
    of definition the list of paths and hashes. The row of a release holds the hashes of these lists.
    """

    def __init__(self, work: Work) -> None:
        self._work = work

    def keep_release(self, release: Release, registers: Iterable[Register]) -> None:
        """Keep a release and make the tables of its registers ready."""
        work = self._work
        work.ledgers.prepare([work.shapes.of(register) for register in registers])
        lists = _by_kind(release.manifest)
        wanted = {hash_: release.definitions[path] for path, hash_ in release.manifest.items()}
        wanted |= {ordered_hash(one): one for one in lists.values()}
        there = sa.select(definition.c.hash).where(definition.c.hash.in_(sorted(wanted)))
        missing = wanted.keys() - {row.hash for row in work.rows(there)}
        rows = [{"hash": hash_, "body": in_order(wanted[hash_])} for hash_ in sorted(missing)]
        if rows:
            # Another may be keeping the same at this moment.
            work.connection.execute(work.insert(definition).on_conflict_do_nothing(), rows)
        row = {
            "id": release.id,
            "town": release.town,
            "format": release.format,
            "manifest": in_order({kind: ordered_hash(one) for kind, one in lists.items()}),
        }
        work.connection.execute(work.insert(_RELEASE).on_conflict_do_nothing(), row)

    def release(self, id: str) -> Release:
        """The release of that id."""
        row = self._work.row(_BY_ID, {"of": id})
        if row is None:
            raise LookupError(f"no release {id}")
        lists: dict[str, str] = json.loads(row.manifest)
        kept = self._bodies(lists.values())
        manifest = {path: hash_ for one in lists.values() for path, hash_ in kept[one].items()}
        bodies = self._bodies(manifest.values())
        return Release(
            id=row.id,
            town=row.town,
            format=row.format,
            manifest=manifest,
            definitions={path: bodies[hash_] for path, hash_ in manifest.items()},
        )

    def _bodies(self, hashes: Iterable[str]) -> dict[str, Any]:
        """What is kept under some hashes."""
        wanted = sa.select(definition).where(definition.c.hash.in_(sorted(set(hashes))))
        return {one.hash: json.loads(one.body) for one in self._work.rows(wanted)}

    def publish(self, publication: Publication) -> None:
        """Put a kept release in force for its town from a day on."""
        self._work.add(_PUBLICATION, [{name: getattr(publication, name) for name in _FIELDS}])

    def publication(self, town: str, day: date) -> Publication | None:
        """What is in force on a day."""
        row = self._work.row(_IN_FORCE, {"of": town, "on": day})
        return None if row is None else Publication(*row)

    def publications(self, day: date) -> tuple[Publication, ...]:
        """What is in force on a day in every town."""
        return tuple(Publication(*row) for row in self._work.rows(_ALL_IN_FORCE, {"on": day}))

    def towns(self) -> tuple[str, ...]:
        """Towns that have a release in force or to come."""
        return tuple(row.town for row in self._work.rows(_TOWNS))


def _by_kind(manifest: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """The paths and hashes of a release by kind of definition: towns differ in some kinds, not in others."""
    found: dict[str, dict[str, str]] = {}
    for path, hash_ in manifest.items():
        found.setdefault(path.partition("/")[0], {})[path] = hash_
    return found
