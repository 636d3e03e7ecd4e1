"""What was filled in, and what is wrong with it?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from townhall.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Complaint:
    """One thing wrong with one input. `place`: `amount`, `labour.2.days` (rows count from 0), or "" for
    the whole sheet. `warns`: it may be submitted all the same. `demand`: the `must` that is not met.
    """

    place: str
    say: Text
    warns: bool = False
    demand: str = ""

    @property
    def name(self) -> str:
        """What stands in the way: the demand's name, or the field's."""
        return self.demand or self.place.rpartition(".")[2] or self.place


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody is still filling in: kept as typed, so nothing is lost.

    `raw`: by field name; text, lists of text, or lists of rows, just as the browser sent them; under
    `kept:<table>` the ids of batches whose rows are the table's, too. `case` is
    set while a returned matter is being mended. `version` guards two devices against each other.
    """

    id: str
    town: str
    unit: str
    form: str
    person: str
    post: str
    raw: Mapping[str, Any] = field(repr=False)
    saved_at: datetime
    version: int = 1
    case: str | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file somebody attached. Bytes are kept apart, under their SHA-256."""

    id: str
    town: str
    person: str
    name: str
    media_type: str
    size: int
    sha256: str
    added_at: datetime
    draft: str | None = None
    case: str | None = None
