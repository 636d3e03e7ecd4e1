"""What does every act of the office get: the hall it stands in?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from townhall.ports.archive import Archive, OpenArchive
from townhall.ports.workbooks import Workbooks
from townhall.ports.world import Clock, Codes, Files, Names, Passwords, Vault
from townhall.record.people import Seating
from townhall.settings import Settings
from townhall.spec.blueprint import Blueprint
from townhall.spec.catalog import Catalog


class Blueprints(Protocol):
    """Builds releases into blueprints, once each."""

    def of(self, archive: Archive, release: str) -> Blueprint:
        """The blueprint of a kept release, cached by its id."""
        ...

    def in_force(self, archive: Archive, town: str, day: date) -> tuple[str, Blueprint]:
        """The release id and blueprint in force for a town on a day. Raises LookupError."""
        ...


class Seatings(Protocol):
    """Knows who sits where, cached until an appointment changes."""

    def of(self, archive: Archive, blueprint: Blueprint, day: date) -> Seating:
        """The seating of the blueprint's town on a day."""
        ...


@dataclass(frozen=True, slots=True)
class Hall:
    """Everything an act needs. Opened by `bootstrap.open_hall`, and nowhere else kept.

    `attend` looks up what another process may have changed for all (the clock of a demo); a request calls
    it once, before its first unit of work.
    """

    settings: Settings
    archive: OpenArchive
    clock: Clock
    names: Names
    vault: Vault
    files: Files
    passwords: Passwords
    codes: Codes
    workbooks: Workbooks
    catalog: Catalog
    blueprints: Blueprints
    seatings: Seatings
    attend: Callable[[], None]
    close: Callable[[], None]

    def now(self) -> datetime:
        """The moment, in the office's zone."""
        return self.clock.now()

    def today(self) -> date:
        """The day in the office's zone."""
        return self.clock.now().date()
