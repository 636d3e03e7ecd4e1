"""What must be kept, all or nothing, when somebody acted on a case?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from townhall.record.cases import Ask, Case, Parent
from townhall.record.disclosures import Disclosure, Objection
from townhall.record.entries import Booking
from townhall.record.tasks import Task
from townhall.record.trail import Event


@dataclass(frozen=True, slots=True)
class Closing:
    """Open tasks that end: those of a run, or only one person's among them."""

    step: str
    round: int
    person: str | None = None

    def ends(self, task: Task) -> bool:
        """Whether it ends a task of its case."""
        is_of_run = (self.step, self.round) == (task.step, task.round)
        return is_of_run and self.person in (None, task.person)


@dataclass(frozen=True, slots=True)
class Opening:
    """A matter to be begun for somebody to fill in, once for each `id`.

    `values`: engine values it begins with, by field name. `ask`: who fills it in, until `due`.
    """

    id: str
    form: str
    unit: str
    ask: Ask
    values: Mapping[str, Any]
    due: datetime | None = None
    parent: Parent | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """One act and all that follows from it.

    `before` is the case as it was read (None: a new case); keeping fails if it has moved since. `after`
    is the case as the events leave it, its `seq` and `head` still those of `before`: numbers and hashes
    are given when the events are sealed and kept. What `closes` is kept before what `opens`. `begins`:
    other matters that this act begins. `amount` in fen, for lists: of what is handed in, so it counts only
    where the case's values change. `draft` is used up;
    `had_batches`: whether rows of workbooks may lie beside it.
    """

    before: Case | None
    after: Case
    events: tuple[Event, ...]
    opens: tuple[Task, ...] = ()
    closes: tuple[Closing, ...] = ()
    bookings: tuple[Booking, ...] = ()
    discloses: tuple[Disclosure, ...] = ()
    undiscloses: tuple[tuple[str, str], ...] = ()
    objections: tuple[Objection, ...] = ()
    attachments: tuple[str, ...] = ()
    begins: tuple[Opening, ...] = ()
    draft: str | None = None
    had_batches: bool = False
    amount: int | None = None
