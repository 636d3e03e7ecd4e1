"""What does an archive in memory hold?"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any

from townhall.record.batches import Batch, Part
from townhall.record.cases import Case
from townhall.record.disclosures import Disclosure, Objection
from townhall.record.people import Holding, Person
from townhall.record.proofs import Code, Proof
from townhall.record.releases import Publication, Release
from townhall.record.sessions import Session
from townhall.record.submissions import Attachment, Draft
from townhall.record.tasks import Task
from townhall.record.trail import Event
from townhall.storage.columns import Stored


@dataclass
class Shelves:
    """Everything an archive in memory holds. Values are never changed, only replaced.

    `releases`: without their definitions, whose texts are in `definitions`, by hash; `amounts`: in fen, by
    case; `forms`: by register and column.
    """

    releases: dict[str, Release] = field(default_factory=dict)
    definitions: dict[str, str] = field(default_factory=dict)
    publications: list[Publication] = field(default_factory=list)
    people: dict[str, Person] = field(default_factory=dict)
    passwords: dict[str, str] = field(default_factory=dict)
    holdings: list[Holding] = field(default_factory=list)
    versions: dict[str, int] = field(default_factory=dict)
    sessions: dict[str, Session] = field(default_factory=dict)
    settings: dict[str, str] = field(default_factory=dict)
    numbers: dict[tuple[str, str, int], int] = field(default_factory=dict)
    cases: dict[str, Case] = field(default_factory=dict)
    amounts: dict[str, int | None] = field(default_factory=dict)
    trails: dict[str, tuple[Event, ...]] = field(default_factory=dict)
    tasks: dict[str, Task] = field(default_factory=dict)
    books: dict[str, list[Stored]] = field(default_factory=dict)
    forms: dict[tuple[str, str], str] = field(default_factory=dict)
    drafts: dict[str, Draft] = field(default_factory=dict)
    batches: dict[str, Batch] = field(default_factory=dict)
    parts: dict[tuple[str, int], Part] = field(default_factory=dict)
    attachments: dict[str, Attachment] = field(default_factory=dict)
    disclosures: dict[str, Disclosure] = field(default_factory=dict)
    objections: dict[str, Objection] = field(default_factory=dict)
    codes: dict[tuple[str, str], Code] = field(default_factory=dict)
    proofs: dict[str, Proof] = field(default_factory=dict)
    visits: dict[tuple[str, str], tuple[Event, ...]] = field(default_factory=dict)

    def copied(self) -> Shelves:
        """The same values on shelves of their own."""
        own: dict[str, Any] = {one.name: getattr(self, one.name).copy() for one in fields(self)}
        own["books"] = {name: rows.copy() for name, rows in self.books.items()}
        return Shelves(**own)
