"""What does the page of one matter show of a table: which of its rows, and what they come to?

What was handed in is shown as it was handed in. Of a long table one page at a time is read; its sums are of
all rows, and they are all that is shown where the page is totals only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from townhall.engine.forms import field_value
from townhall.engine.rows import EntryRow, Reference, referring
from townhall.engine.standing import Standing
from townhall.kernel.text import Text
from townhall.kernel.values import Value
from townhall.office.showing import Reader
from townhall.office.views import Item, TableView
from townhall.spec.fields import Field
from townhall.spec.pages import Page, PageColumn

PAGE = 200
"""Rows of one page."""


def of_the_form(column: PageColumn) -> bool:
    """Whether a column of a page of rows is the form's own, shown once above them."""
    return column.path[0] == "form"


def written_rows(page: Page, at: Standing) -> Sequence[Mapping[str, Any]]:
    """The rows as they were handed in."""
    return (at.case.values or {}).get(page.rows or "") or ()


def table(
    page: Page, at: Standing, reader: Reader, hides_names: bool, start: int
) -> Iterator[Item | TableView]:
    """The rows from `start` on with the sums of all; only these sums where `start` is below 0."""
    rows = written_rows(page, at)
    columns = [one for one in page.columns if not of_the_form(one)]
    columns = [one for one in columns if not (hides_names and one.names_somebody)]
    sums = [_sum(one, rows, reader) for one in columns]
    if start < 0:
        for one, total in zip(columns, sums, strict=True):
            if total:
                yield Item(one.name, one.field.title, total, one.field.kind)
        return
    writers = [reader.writer(one.field, one.mask) for one in columns]
    field = at.form.field(page.rows or "")
    yield TableView(
        name=page.rows or "",
        label=field.title if field is not None else Text("", ""),
        columns=tuple((one.name, one.field.title, one.field.kind) for one in columns),
        rows=tuple(
            tuple(
                Item(one.name, one.field.title, write(_value(one, row, field, at)), one.field.kind)
                for one, write in zip(columns, writers, strict=True)
            )
            for row in rows[start : start + PAGE]
        ),
        totals=tuple(sums),
    )


def _sum(column: PageColumn, rows: Sequence[Mapping[str, Any]], reader: Reader) -> str:
    if column.total != "sum":
        return ""
    kind, (name, *_) = reader.catalog.kind(column.field), column.path
    values = [kind.from_json(row[name]) for row in rows if row.get(name) is not None]
    return kind.shown(sum(values, Decimal(0)), column.field, reader.locale)


def _value(column: PageColumn, row: Mapping[str, Any], field: Field | None, at: Standing) -> Value:
    """What a column of the row says, or what dots lead to from there."""
    first = field.column(column.path[0]) if field is not None else None
    if first is None:
        return None
    written = row.get(first.name)
    value: Value = field_value(first, written, at.circumstances.catalog)
    value = referring(first, value, at.world)
    for name in column.path[1:]:
        value = value.dot(name) if isinstance(value, Reference | EntryRow) else None
    return value.key if isinstance(value, Reference) else value
