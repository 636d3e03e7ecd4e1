"""What is an archive asked for in lists, what comes back on each line, and what may go wrong?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from townhall.kernel.expressions import Formula
from townhall.record.entries import Entry
from townhall.spec.registers import Register


class Overtaken(Exception):
    """Somebody else changed the same thing since it was read."""


@dataclass(frozen=True, slots=True)
class CaseQuery:
    """Which cases a list asks for. `after` is the cursor of the last row already shown.

    `text` searches matter number and gist; `started_by` and `acted_by` name a person.
    """

    state: Literal["open", "over", "any"] = "any"
    form: str | None = None
    unit: str | None = None
    started_by: str | None = None
    acted_by: str | None = None
    text: str = ""
    after: str | None = None
    limit: int = 50


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case as lists show it; `amount` in fen; `at` the steps it waits at."""

    id: str
    town: str
    form: str
    release: str
    matter_no: str
    unit: str
    gist: str
    state: str
    amount: int | None
    opened_at: datetime
    ended_at: datetime | None
    at: tuple[str, ...]
    cursor: str


@dataclass(frozen=True, slots=True)
class Counts:
    """How much waits for a viewer; each counted no further than 1,000."""

    todo: int
    copied: int
    drafts: int
    objections: int


PageOfUnit = tuple[str, str, str]
"""A page as a release has it, and the unit whose matters it shows, (release, page, unit): what says which
post answers an objection.
"""


@dataclass(frozen=True, slots=True)
class EntryQuery:
    """Which standing entries of a register a page asks for.

    `equals`: column → value (None: the empty ones); `among`: column → values of which one must be there;
    `where`: a formula over the row's own open columns, judged in the database, with `params` giving what
    else it names (`today`, `param` as a mapping);
    `between`: a date column and its first and last day; `contains`: a text column and a piece of its text,
    small and capital letters alike; `sort`: column names, `-` for descending, empty ones last, the entry
    number last of all and the same way as the column before it. `after`: cursor. `units`: whose entries;
    None, which must be said, means all units of the town.
    """

    register: Register
    town: str
    units: tuple[str, ...] | None
    equals: tuple[tuple[str, Any], ...] = ()
    among: tuple[tuple[str, tuple[Any, ...]], ...] = ()
    where: Formula | None = None
    params: Mapping[str, Any] = field(default_factory=dict)
    between: tuple[str, date, date] | None = None
    contains: tuple[str, str] | None = None
    sort: tuple[str, ...] = ()
    after: str | None = None
    limit: int = 50


@dataclass(frozen=True, slots=True)
class EntryPage:
    """Entries in order, and the cursor that continues after them (None: no more)."""

    entries: tuple[Entry, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class CellPage:
    """Columns of entries in order, each the engine values in it, and the cursor that continues after them."""

    columns: tuple[tuple[Any, ...], ...]
    next: str | None


class ColumnChanged(Exception):
    """A register's column would be stored as another type than before; it needs a new name."""

    def __init__(self, register: str, column: str, was: str, now: str) -> None:
        super().__init__(f"register/{register} column {column}: {was} cannot become {now}")
        self.register, self.column, self.was, self.now = register, column, was, now


class NoDatabaseForm(ValueError):
    """A part of a formula over entries that no database can judge, such as a total or a dot after a ref."""

    def __init__(self, formula: str, part: str) -> None:
        super().__init__(
            f"no database can judge '{part}' in '{formula}': keep it as a column, or say it simpler"
        )
        self.formula, self.part = formula, part


class BadCursor(ValueError):
    """A list was asked to go on from a place that no list of ours gave out."""
