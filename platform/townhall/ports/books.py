"""What is asked of registers: the entries that stand, by what they say, in pages and in sums?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from townhall.ports.questions import CellPage, EntryPage, EntryQuery
from townhall.record.entries import Entry, Want
from townhall.spec.registers import Register


class Books(Protocol):
    """The registers' part of an archive."""

    def rows(
        self, town: str, registers: Mapping[str, Register], wants: Sequence[Want]
    ) -> Mapping[Want, tuple[Entry, ...]]:
        """The standing entries each want names, in entry order: one query per register and column set.

        A want with an empty value finds nothing.

        Raises:
            LookupError: a column that is not there, or is secret and not searchable.
        """
        ...

    def entries(self, query: EntryQuery) -> EntryPage:
        """One page of standing entries.

        Raises:
            NoDatabaseForm: a part of `where` that no database can judge.
            BadCursor: `after` is no cursor of this list.
            LookupError: a column that is not there, or is secret and not searchable.
        """
        ...

    def cells(self, query: EntryQuery, names: Sequence[str]) -> CellPage:
        """The same page, but only these kept columns of it (or `entry_no`, `matter_no`, `booked_on`).

        For long lists: each value that comes more than once is read once. Raises what `entries` raises.
        """
        ...

    def totals(
        self, query: EntryQuery, by: Sequence[str], measure: Sequence[str]
    ) -> tuple[tuple[Any, ...], ...]:
        """Grouped sums over standing entries: (…group values, count, …sums), in group order.

        An empty cell adds nothing to a sum; the sum of none is zero.
        """
        ...

    def add_entries(self, register: Register, entries: Iterable[Entry]) -> int:
        """Book many entries at once (imports, demo, given rows of a scenario); how many were added."""
        ...

    def booked(self, register: Register, case: str) -> Mapping[int, tuple[int, str]]:
        """What the entries of a case say now: for each event that booked some, how many, and their digest.

        `register` as the case's release has it; equals `rows` and `digest` of the event `entered`.
        """
        ...
