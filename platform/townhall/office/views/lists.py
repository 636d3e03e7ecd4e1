"""What stands on one line of a list?"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, TypeVar

from townhall.kernel.text import Text

Line = TypeVar("Line")


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A draft in a list. `gist`: the first words filled in, "" where there are none yet."""

    id: str
    form: str
    title: Text
    gist: str
    unit_title: Text
    saved_at: datetime
    case: str | None


@dataclass(frozen=True, slots=True)
class Matter:
    """A matter somebody may start, at one of `units` (code, title)."""

    form: str
    title: Text
    code: str
    pack: str
    units: tuple[tuple[str, Text], ...]
    who: Text


@dataclass(frozen=True, slots=True)
class Category:
    """One of the six categories, with the matters the visitor may start."""

    pack: str
    title: Text
    matters: tuple[Matter, ...]


@dataclass(frozen=True, slots=True)
class TaskItem:
    """A line of the task list. `amount` is shown money or ""."""

    case: str
    step_title: Text
    form_title: Text
    matter_no: str
    gist: str
    unit_title: Text
    amount: str
    since: datetime
    due: datetime | None
    is_overdue: bool
    kind: str


@dataclass(frozen=True, slots=True)
class CaseItem:
    """A line of a case list."""

    case: str
    form_title: Text
    matter_no: str
    gist: str
    unit_title: Text
    amount: str
    state: str
    at: tuple[Text, ...]
    opened_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Listing(Generic[Line]):
    """A page of a list and the cursor that continues it (None: no more)."""

    lines: tuple[Line, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class DeviceView:
    """A sign-in of one's own."""

    id: str
    device: str
    signed_in_at: datetime
    is_this: bool


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody a visitor of the demo may be."""

    id: str
    name: str
    post: Text
    unit_title: Text
    waiting: int = field(default=0)
