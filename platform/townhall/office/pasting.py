"""Lets a clerk paste rows from a workbook into a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import Any

from townhall.engine import forms
from townhall.kernel.text import Locale, Text
from townhall.office.drafting import rows_of, save
from townhall.office.own_drafts import own_paper
from townhall.office.views import DraftView
from townhall.office.visiting import Visitor
from townhall.ports.hall import Hall
from townhall.record.refusals import NotFound, Refused
from townhall.spec.fields import Field

MOST_PASTED = 500


def paste_rows(
    hall: Hall, visitor: Visitor, draft: str, raw: Mapping[str, Any], version: int, table: str, text: str
) -> DraftView:
    """Keep what was typed, with rows pasted from a workbook (tab-separated) added to a table.

    A first line naming columns by title puts cells under them; otherwise cells fill the columns that can
    be typed, in order. Choices may be pasted by title.

    Raises:
        Refused: more than 500 lines at once.
    """
    with hall.archive(read_only=True) as archive:
        field = own_paper(hall, archive, visitor, draft).form.field(table)
    if field is None or not field.is_table:
        raise NotFound
    lines = _cells(text)
    if len(lines) > MOST_PASTED:
        raise Refused(
            Text(f"一次最多粘贴{MOST_PASTED}行。", f"No more than {MOST_PASTED} lines can be pasted at once.")
        )
    rows = [row for row in rows_of(raw, table) if not forms.is_blank(row)]
    return save(
        hall, visitor, draft, {**raw, table: [*rows, *_pasted(field, lines, visitor.locale)]}, version
    )


def _cells(text: str) -> list[list[str]]:
    """The cells of what was copied from a workbook, line by line; empty lines are none.

    Raises:
        Refused: it cannot be told apart into cells.
    """
    try:
        lines = list(csv.reader(io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n")), delimiter="\t"))
    except csv.Error as failed:
        raise Refused(
            Text("粘贴的内容不是表格，请重新复制。", "What was pasted is no table; copy it again.")
        ) from failed
    return [line for line in lines if any(cell.strip() for cell in line)]


def _pasted(table: Field, lines: list[list[str]], locale: Locale) -> list[dict[str, str]]:
    typed = [one for one in table.columns if one.calculated is None]
    if not lines:
        return []
    titles = {one.title.in_locale(locale): one for one in typed}
    head = [titles.get(cell.strip()) for cell in lines[0]]
    named = any(head)
    columns: list[Field | None] = head if named else list(typed)
    return [
        {
            column.name: _option_named(column, cell.strip(), locale)
            for column, cell in zip(columns, line, strict=False)
            if column is not None
        }
        for line in lines[1 if named else 0 :]
    ]


def _option_named(column: Field, cell: str, locale: Locale) -> str:
    return next((option.name for option in column.options if option.title.in_locale(locale) == cell), cell)
