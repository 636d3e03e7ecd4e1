"""How are the cells of a workbook read, and sheets written, without ever running a formula?

python-calamine gives what stands in cells; it gives of a formula only what it last came to, and lays out the
whole rectangle up to the last filled cell. So the sheet's XML is gone through first: it says which cells hold
a formula, which are merged, and how far the sheet reaches.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import BinaryIO

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from townhall.adapters.workbook_leaves import written
from townhall.adapters.workbook_parts import DAMAGED, Attributes, contents, opened, walk
from townhall.kernel.text import Text
from townhall.ports.workbooks import Cell, Grid, Leaf, Limits, Place
from townhall.record.refusals import BadUpload

_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_MIDNIGHT = time()
FILLED = frozenset({"v", "is", "f"})
"""What stands inside a cell that is not empty: a value, a text of its own, a formula."""


@dataclass(slots=True)
class _Survey:
    """How far a sheet reaches, and which of its cells are more than what stands in them."""

    last_row: int = -1
    last_column: int = -1
    formulas: set[Place] = field(default_factory=set)
    merged: list[tuple[Place, Place]] = field(default_factory=list)
    _row: int = -1
    _at: Place = (-1, -1)

    def begins(self, name: str, attributes: Attributes) -> None:
        """Take note of an element."""
        if name == "c":
            reference = attributes.get("r")
            self._at = place(reference) if reference else (self._row, self._at[1] + 1)
        elif name == "row":
            self._row = int(attributes["r"]) - 1 if "r" in attributes else self._row + 1
            self._at = (self._row, -1)
        elif name in FILLED:
            self.last_row = max(self.last_row, self._at[0])
            self.last_column = max(self.last_column, self._at[1])
            if name == "f":
                self.formulas.add(self._at)
        elif name == "mergeCell":
            first, _, last = attributes.get("ref", "").partition(":")
            self.merged.append((place(first), place(last or first)))


def place(reference: str) -> Place:
    """Row and column of a reference, from 0.

    >>> place("A1"), place("AB12")
    ((0, 0), (11, 27))

    Raises:
        ValueError: it is none.
    """
    found = _REFERENCE.fullmatch(reference)
    if not found:
        raise ValueError(f"{reference} is no cell")
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]) - 1, column - 1


class ExcelWorkbooks:
    """Workbooks as Excel and WPS write them."""

    def read(self, content: bytes, sheet: str, limits: Limits) -> Grid:
        """The sheet of that name, or the only one that is shown.

        Raises:
            BadUpload: it cannot be read, in words.
        """
        with opened(content, limits) as archive:
            told = contents(archive)
            name = _chosen(tuple(told.sheets), sheet)
            survey = _survey(archive, told.sheets[name], limits)
        if survey.last_row < 0:
            return Grid(name, ())
        return Grid(
            sheet=name,
            rows=tuple(_row(row) for row in _values(content, name)),
            formulas=frozenset(survey.formulas),
            merged=tuple(survey.merged),
            first_day=date(1904, 1, 1) if told.counts_from_1904 else date(1899, 12, 30),
        )

    def write(self, leaves: Sequence[Leaf], into: BinaryIO) -> None:
        """Write sheets, row by row."""
        written(leaves, into)


def _chosen(sheets: tuple[str, ...], wanted: str) -> str:
    if wanted in sheets:
        return wanted
    if len(sheets) == 1:
        return sheets[0]
    if not sheets:
        raise BadUpload(Text("工作簿里没有工作表。", "There is no sheet in the workbook."))
    shown = sheets[:8]
    zh = "、".join(f"“{one}”" for one in shown)
    en = ", ".join(f"“{one}”" for one in shown)
    raise BadUpload(
        Text(
            f"工作簿里没有名为“{wanted}”的工作表，只有{zh}。请把要导入的工作表改成这个名字，或只留一张工作表。",
            f"No sheet of the workbook is called “{wanted}”; there are {en}. Rename the one to import, or"
            " leave only that one.",
        )
    )


def _survey(archive: zipfile.ZipFile, path: str, limits: Limits) -> _Survey:
    found = _Survey()
    walk(archive, path, found.begins)
    if found.last_row >= limits.rows:
        raise BadUpload(
            Text(
                f"内容一直到第{found.last_row + 1}行，一次最多读{limits.rows}行。请分成几份，"
                "或删去下方多余的内容。",
                f"There is something down to row {found.last_row + 1}; no more than {limits.rows} are read at"
                " once. Split it, or delete what stands further down.",
            )
        )
    if found.last_column >= limits.columns:
        raise BadUpload(
            Text(
                f"内容一直到第{found.last_column + 1}列，最多读{limits.columns}列。请删去多余的列。",
                f"There is something up to column {found.last_column + 1}; no more than {limits.columns} are"
                " read. Delete the others.",
            )
        )
    return found


def _values(content: bytes, name: str) -> list[list[object]]:
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
            sheet: CalamineSheet = workbook.get_sheet_by_name(name)
            return sheet.to_python(skip_empty_area=False)  # type: ignore[return-value]  # cells are of any kind
    except (CalamineError, ValueError) as failed:
        raise BadUpload(DAMAGED) from failed


def _row(cells: list[object]) -> tuple[Cell, ...]:
    end = len(cells)
    while end and cells[end - 1] == "":
        end -= 1
    return tuple([_cell(one) for one in cells[:end]])


def _cell(found: object) -> Cell:
    match found:
        case "":
            return None
        case str() | bool():
            return found
        case float() | int():
            return _number(found)
        case datetime():
            return found.date() if found.time() == _MIDNIGHT else found
        case date():
            return found
        case time() | timedelta():
            return str(found)
        case _:
            return None


def _number(found: float) -> Decimal | None:
    """As the workbook shows it: it keeps 15 significant digits, what comes after them is noise."""
    if found != found or found in (float("inf"), float("-inf")):
        return None
    exact = Decimal(f"{found:.15g}")
    return exact if exact else Decimal(0)
