"""What was booked, and what is asked of the books?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from townhall.spec.registers import Register


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a register. Never edited: a newer version or a counter-entry ends it.

    `values`: by column, as engine values (money in yuan, secrets opened: so it shows in no repr). `key`:
    the record's key text ("" in a journal): its key values joined by "/", secret ones as their keyed hash;
    storage works it out. `case`, `effect`, `row`: what entered it; a changed version keeps the effect that
    entered the first. `replaces`: the entry this one is a newer version of; `reverses`: the entry this
    counter-entry takes back. `number` is 0 until kept.
    """

    register: str
    town: str
    unit: str
    values: Mapping[str, Any] = field(repr=False)
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

    `equals` pairs columns with values; equal wants are one want, so asking twice costs nothing. Besides
    its columns a register answers to `key`, `entry_no`, `matter_no`, `unit` and `case`.
    """

    source_kind: str
    source: str
    equals: tuple[tuple[str, Any], ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Booking:
    """What keeping a move must do to the books.

    `entries` are added. `change_of`/`reverse_of` name an effect of the same case whose standing entries
    get a new version (with `change`) or a counter-entry.
    """

    effect: str
    spec: Register
    entries: tuple[Entry, ...] = ()
    change_of: str | None = None
    reverse_of: str | None = None
    change: Mapping[str, Any] | None = None
