"""What is kept of the world outside: what is shown there, and what was said to it?"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Protocol

from townhall.ports.questions import PageOfUnit
from townhall.record.cases import Case
from townhall.record.disclosures import Disclosure, Objection
from townhall.record.people import Sight


class Outside(Protocol):
    """The part of an archive that is read without signing in."""

    def disclosure(self, number: str) -> Disclosure | None:
        """The disclosure with that public number."""
        ...

    def disclosures(
        self, town: str, unit: str | None, *, open_on: date | None = None, limit: int = 50
    ) -> tuple[Disclosure, ...]:
        """A unit's disclosures, newest first; with `open_on` only those still open that day."""
        ...

    def due_disclosures(self, day: date) -> tuple[Disclosure, ...]:
        """Open ones whose last day is before `day`, without those that wait for an objection's answer."""
        ...

    def objections(self, case: str) -> tuple[Objection, ...]:
        """What was said to a case's disclosures, oldest first, contact opened."""
        ...

    def open_objections(
        self, sight: Sight, first: Collection[PageOfUnit] = (), limit: int = 50
    ) -> tuple[Objection, ...]:
        """Unanswered ones to cases that sight covers: those against `first`, then others, oldest first."""
        ...

    def objected(self, sight: Sight) -> Mapping[PageOfUnit, int]:
        """How many unanswered ones there are to cases that sight covers, by page and unit."""
        ...

    def disclosed_case(self, number: str) -> Case | None:
        """The case behind an open or closed disclosure; the page decides what of it is shown."""
        ...
