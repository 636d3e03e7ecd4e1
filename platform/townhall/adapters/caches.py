"""What is worked out once and kept: blueprints by their release, seatings until an appointment changes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import date
from threading import Lock
from typing import Generic, TypeVar

from townhall.ports.archive import Archive
from townhall.record.people import Seating
from townhall.record.releases import Release
from townhall.spec.blueprint import Blueprint

Kept = TypeVar("Kept")


class Recent(Generic[Kept]):
    """Keeps the values asked for most recently; safe between threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, Kept] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], Kept]) -> Kept:
        """The value of a key, made if it is not kept. Two threads may make it twice; both get one."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = make()
        with self._lock:
            kept = self._kept.setdefault(key, made)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
            return kept


class BuiltBlueprints:
    """Builds each release once. A release never changes, so what is built never goes stale."""

    def __init__(self, build: Callable[[Release], Blueprint]) -> None:
        self._build = build
        self._built: Recent[Blueprint] = Recent(200)

    def of(self, archive: Archive, release: str) -> Blueprint:
        """The blueprint of a kept release."""
        return self._built.get(release, lambda: self._build(archive.release(release)))

    def in_force(self, archive: Archive, town: str, day: date) -> tuple[str, Blueprint]:
        """The release id and blueprint in force for a town on a day.

        Raises:
            LookupError: nothing is in force there.
        """
        found = archive.publication(town, day)
        if found is None:
            raise LookupError(f"no release is in force for town/{town} on {day}")
        return found.release, self.of(archive, found.release)


class CachedSeatings:
    """Reads a town's holdings again only when its appointments' version or the day has changed."""

    def __init__(self) -> None:
        self._seated: Recent[Seating] = Recent(400)

    def of(self, archive: Archive, blueprint: Blueprint, day: date) -> Seating:
        """The seating of the blueprint's town on a day."""
        town = blueprint.town.name
        # A kept seating holds its town, so the id of a town cannot come to mean another one.
        key = (town, archive.appointments_version(town), day, id(blueprint.town))
        return self._seated.get(
            key, lambda: Seating(blueprint.town, day, archive.holdings(town), archive.names(town))
        )
