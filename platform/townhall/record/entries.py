"""What was booked, and what is asked of the books?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a register. Never edited: a newer version or a counter-entry ends it.

    `values`: by column, as engine values (money in yuan). `key`: the record's key text ("" in a
    journal). `reverses`: the entry this counter-entry takes back. `number` is 0 until kept.
    """

    register: str
    town: str
    unit: str
    values: Mapping[str, Any]
    key: str = ""
    case: str | None = None
    matter_no: str = ""
    effect: str = ""
    row: int = 0
    booked_on: date | None = None
    booked_at: datetime | None = None
    replaces: int | None = None
    reverses: int | None = None
    number: int = 0


@dataclass(frozen=True, slots=True)
class Want:
    """Rows that a formula needs and nobody has fetched yet: by equal columns of a register or form.

    `equals` pairs columns with values; equal wants are one want, so asking twice costs nothing.
    """

    source_kind: str
    source: str
    equals: tuple[tuple[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Booking:
    """What keeping a move must do to the books.

    `entries` are added. `change_of`/`reverse_of` name an effect of the same case whose standing entries
    get a new version (with `change`) or a counter-entry.
    """

    effect: str
    register: str
    entries: tuple[Entry, ...] = ()
    change_of: str | None = None
    reverse_of: str | None = None
    change: Mapping[str, Any] | None = None
