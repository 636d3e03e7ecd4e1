"""What does the office need of workbooks: cells read under limits, and sheets written that run nothing?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import BinaryIO, Literal, Protocol

Cell = str | Decimal | bool | date | datetime | None
"""What stands in a cell. Numbers have at most the 15 significant digits that a workbook keeps; a day that was
typed as one is a `date` or `datetime`; an empty cell is None.
"""

Place = tuple[int, int]
"""Row and column of a cell, both counted from 0."""

Shape = Literal["text", "number", "whole", "money", "date", "moment", "month", "percent", "fault"]
"""How a column of a written sheet is formatted. What is text stays text, whatever it begins with."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What is read at most. `octets` of the file, `unpacked` altogether, `ratio` of the two for any part of
    it; `parts` in the archive; `rows` and `columns` of the sheet, up to its last cell with something in it.
    """

    octets: int = 20 * 1024 * 1024
    unpacked: int = 128 * 1024 * 1024
    ratio: int = 300
    parts: int = 1_000
    rows: int = 20_100
    columns: int = 200


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet as read: `rows[3][0]` is what stands in A4; rows end at their last filled cell.

    `formulas`: cells that hold one; what it last came to stands in `rows`. `merged`: first and last cell of
    each merged area. `first_day`: the day that is number 0 to this workbook.
    """

    sheet: str
    rows: tuple[tuple[Cell, ...], ...] = field(repr=False)
    formulas: frozenset[Place] = frozenset()
    merged: tuple[tuple[Place, Place], ...] = ()
    first_day: date = date(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet to write. `choices` become a drop-down list, `note` a comment on its head."""

    title: str
    shape: Shape = "text"
    width: int = 14
    note: str = ""
    choices: tuple[str, ...] = ()
    is_required: bool = False


@dataclass(frozen=True, slots=True)
class Leaf:
    """A sheet to write: `lead` lines above its head, then its rows, taken one by one.

    `room`: so many rows are prepared for typing, with formats and lists.
    """

    name: str
    columns: tuple[Column, ...]
    rows: Iterable[Sequence[Cell]] = ()
    lead: tuple[str, ...] = ()
    room: int = 0


class Workbooks(Protocol):
    """Reads and writes workbooks in the format .xlsx (ECMA-376, ISO/IEC 29500). No formula is ever run."""

    def read(self, content: bytes, sheet: str, limits: Limits) -> Grid:
        """The sheet of that name, or the only one that is shown.

        What is unpacked is bounded by the archive's own directory before anything is unpacked.

        Raises:
            BadUpload: it is no such workbook, is beyond a limit, is protected by a password, or has several
                sheets and none of that name; each in words.
        """
        ...

    def write(self, leaves: Sequence[Leaf], into: BinaryIO) -> None:
        """Write sheets, row by row, whatever the number of rows."""
        ...
