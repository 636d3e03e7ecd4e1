"""What goes along to where there is no network, and what is told of it when it comes back?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from townhall.kernel.text import Text
from townhall.office.views.inputs import DraftView

TOLERATED = timedelta(minutes=5)
"""By how much a device's clock may differ before it is spoken of."""


@dataclass(frozen=True, slots=True)
class AwayRow:
    """A sheet that may be taken along: `draft` for its address, `due` until when it is asked for."""

    draft: str
    title: Text
    gist: str
    matter_no: str
    unit_title: Text
    due: datetime | None


@dataclass(frozen=True, slots=True)
class AwaySheet:
    """A sheet as it is taken along: nothing hidden, one blank row at the end of each table.

    `release`: what it was drawn from, so that it can be told if the matter looks otherwise when it is sent.
    `must`: the fields (`photos`) and columns (`checklist.item`) that are required whatever else is filled in.
    """

    draft: DraftView
    release: str
    must: frozenset[str]


@dataclass(frozen=True, slots=True)
class Receipt:
    """A sheet that was received: the case it belongs to, its number, when; `is_again`: it had been before."""

    case: str
    matter_no: str
    at: datetime
    is_again: bool


@dataclass(frozen=True, slots=True)
class SentNote:
    """How a sheet came that was filled in without a network.

    `filled_at` and `sent_at` are as the device's own clock had them; `received_at` is the office's.
    `accuracy`: to how many metres the device knew each place, by field.
    """

    filled_at: datetime
    sent_at: datetime
    received_at: datetime
    accuracy: Mapping[str, int] = field(default_factory=dict)

    @property
    def fast_minutes(self) -> int:
        """By how many minutes the device's clock was fast (below 0: slow); 0 where it was right enough."""
        gap = self.sent_at - self.received_at
        return 0 if abs(gap) <= TOLERATED else round(gap / timedelta(minutes=1))
