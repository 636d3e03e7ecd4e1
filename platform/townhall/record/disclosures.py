"""What was shown outside, and what did people say to it?"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class Disclosure:
    """A page of one case, open for days. `number` is the public, unguessable name in its address."""

    number: str
    town: str
    unit: str
    case: str
    step: str
    page: str
    release: str
    title: str
    opened_on: date
    closes_on: date
    is_open: bool = True
    outcome: str | None = None
    waits: bool = True


@dataclass(frozen=True, slots=True)
class Objection:
    """What somebody outside said to a disclosure. `contact` is optional and secret."""

    id: str
    disclosure: str
    case: str
    town: str
    content: str
    contact: str = field(repr=False)
    made_at: datetime
    state: Literal["open", "upheld", "dismissed"] = "open"
    answer: str = ""
    answered_by: str = ""
    answered_at: datetime | None = None
