"""How is a sheet written so that it can be typed into, and nothing in it is ever taken for a formula?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, BinaryIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from townhall.ports.workbooks import Cell, Column, Leaf, Shape

FORMATS: dict[Shape, str] = {
    "text": "@",
    "number": "General",
    "whole": "0",
    "money": "#,##0.00",
    "date": "yyyy-mm-dd",
    "moment": "yyyy-mm-dd hh:mm",
    "month": "yyyy-mm",
    "percent": "0.00%",
    "fault": "@",
}
LISTED = 200
"""Characters of a drop-down list that fit into the cell itself (Excel: 255); a longer one has a sheet."""
LONGEST_NAME, LONGEST_CELL = 31, 32_767
"""Characters of a sheet's name and of a cell, as Excel has it."""
FIRST_YEAR = 1900
"""Excel knows no day before it."""
_NOT_IN_NAMES = str.maketrans("", "", "[]:*?/\\'")
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def sheet_name(title: str) -> str:
    """A title as Excel takes one for a sheet.

    >>> sheet_name("用工/明细[1]")
    '用工明细1'
    """
    return title.translate(_NOT_IN_NAMES).strip()[:LONGEST_NAME] or "1"


def written(leaves: Sequence[Leaf], into: BinaryIO) -> None:
    """Write sheets, row by row; lists that are long come on a hidden sheet after them."""
    with xlsxwriter.Workbook(into, OPTIONS) as workbook:
        formats = {
            shape: workbook.add_format({"num_format": told, **_LOOKS.get(shape, {})})
            for shape, told in FORMATS.items()
        }
        head = workbook.add_format({"bold": True, "bg_color": "#E8ECF2", "border": 1, "text_wrap": True})
        must = workbook.add_format(
            {"bold": True, "bg_color": "#F6E3D8", "border": 1, "text_wrap": True, "font_color": "#8A1F11"}
        )
        lists: list[tuple[str, ...]] = []
        for leaf in leaves:
            _leaf(workbook.add_worksheet(sheet_name(leaf.name)), leaf, formats, (head, must), lists)
        if lists:
            _lists(workbook.add_worksheet("_lists"), lists)


_LOOKS: dict[Shape, dict[str, Any]] = {"fault": {"font_color": "#B3261E", "text_wrap": True}}


def _leaf(
    sheet: Worksheet,
    leaf: Leaf,
    formats: dict[Shape, Format],
    heads: tuple[Format, Format],
    lists: list[tuple[str, ...]],
) -> None:
    for number, column in enumerate(leaf.columns):
        sheet.set_column(number, number, column.width, formats[column.shape])
    at = 0
    for words in leaf.lead:
        sheet.write_string(at, 0, words[:LONGEST_CELL])
        at += 1
    for number, column in enumerate(leaf.columns):
        sheet.write_string(at, number, column.title, heads[column.is_required])
        if column.note:
            sheet.write_comment(at, number, column.note, {"x_scale": 2, "y_scale": 1.4})
        if column.choices and leaf.room:
            _offer(sheet, column, (at + 1, number), leaf.room, lists)
    sheet.freeze_panes(at + 1, 0)
    first = at
    for row in leaf.rows:
        at += 1
        for number, (cell, column) in enumerate(zip(row, leaf.columns, strict=True)):
            _write(sheet, at, number, cell, formats[column.shape])
    if at > first:
        sheet.autofilter(first, 0, at, len(leaf.columns) - 1)


def _offer(
    sheet: Worksheet, column: Column, at: tuple[int, int], room: int, lists: list[tuple[str, ...]]
) -> None:
    if len(",".join(column.choices)) <= LISTED and not any("," in one for one in column.choices):
        source: Any = list(column.choices)
    else:
        lists.append(column.choices)
        letter = xlsxwriter.utility.xl_col_to_name(len(lists) - 1)
        source = f"=_lists!${letter}$1:${letter}${len(column.choices)}"
    # A word that is not in the list is warned of, not refused: the office reads titles in either language.
    told = {"validate": "list", "source": source, "error_type": "warning"}
    sheet.data_validation(at[0], at[1], at[0] + room - 1, at[1], told)


def _lists(sheet: Worksheet, lists: list[tuple[str, ...]]) -> None:
    sheet.hide()
    for row in range(max(map(len, lists))):
        for column, words in enumerate(lists):
            if row < len(words):
                sheet.write_string(row, column, words[row])


def _write(sheet: Worksheet, row: int, column: int, cell: Cell, told: Format) -> None:
    match cell:
        case None | "":
            return
        case bool():
            sheet.write_boolean(row, column, cell)
        case Decimal():
            sheet.write_number(row, column, cell, told)
        case datetime() if cell.year >= FIRST_YEAR:
            sheet.write_datetime(row, column, cell.replace(tzinfo=None), told)
        case date() if cell.year >= FIRST_YEAR:
            sheet.write_datetime(row, column, cell, told)
        case date():
            sheet.write_string(row, column, cell.isoformat(), told)
        case _:
            sheet.write_string(row, column, cell[:LONGEST_CELL], told)
