"""Which rows of a draft lie beside it, and which of its tables may have rows come from a workbook?

They come from workbooks that were taken in, or from a returned case whose table is too long to be drawn as
inputs. What was typed stands first in a table, what is kept after it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from townhall.engine.kept import KeptColumns, KeptRow, rows_from_written
from townhall.engine.rows import Reference
from townhall.engine.scopes import SheetScope
from townhall.office.own_drafts import CASE, Paper
from townhall.ports.archive import Archive
from townhall.record.batches import Batch
from townhall.record.refusals import NotFound
from townhall.spec.catalog import Catalog
from townhall.spec.fields import Field, Sheet

Kept = Mapping[str, tuple[KeptRow, ...]]
"""Rows kept beside a draft, by table."""


def importable(paper: Paper, name: str) -> Field:
    """A table of the form that takes rows from workbooks.

    Raises:
        NotFound: there is none of that name.
    """
    found = paper.form.field(name)
    if found is None or not (found.is_table and found.importable):
        raise NotFound
    return found


def kept_rows(archive: Archive, catalog: Catalog, paper: Paper) -> Kept:
    """Every row that is kept beside a draft; asks the archive twice, or not at all where there are none."""
    tables = {one.name: paper.sources(one) for one in paper.form.sheet.fields if one.importable}
    named = {source for sources in tables.values() for source in sources if source != CASE}
    of_batch = _of_batches(archive, paper, named, catalog) if named else {}
    found: dict[str, tuple[KeptRow, ...]] = {}
    for name, sources in tables.items():
        table = importable(paper, name)
        rows: list[KeptRow] = []
        for source in sources:
            rows += submitted_rows(paper, table, catalog) if source == CASE else of_batch.get(source, ())
        if rows:
            found[name] = tuple(rows)
    return found


def submitted_rows(paper: Paper, table: Field, catalog: Catalog) -> tuple[KeptRow, ...]:
    """The rows that were handed in with the case a draft mends."""
    written = (paper.case.values or {}).get(table.name) if paper.case else ()
    return rows_from_written(table, written or (), catalog)


def _of_batches(
    archive: Archive, paper: Paper, named: set[str], catalog: Catalog
) -> dict[str, tuple[KeptRow, ...]]:
    own = {one.id: one for one in archive.batches(paper.draft.id, paper.draft.person) if one.id in named}
    found: dict[str, list[KeptRow]] = {id: [] for id in own}
    columns = {id: _columns(paper.form.sheet, batch, catalog) for id, batch in own.items()}
    for part in archive.parts(tuple(own)):
        placed = columns[part.batch]
        found[part.batch] += [KeptRow(placed, row.values or ()) for row in part.rows if row.is_good]
    return {id: tuple(rows) for id, rows in found.items()}


def _columns(sheet: Sheet, batch: Batch, catalog: Catalog) -> KeptColumns:
    table = sheet.field(batch.table)
    names = [(one.field, one.kind) for one in batch.filling]
    return KeptColumns({}, catalog) if table is None else KeptColumns.of(table, names, catalog)


def has_kept(sheet: Sheet, values: Mapping[str, Any]) -> bool:
    """Whether any table has rows that are kept; they stand last."""
    tables = (values.get(one.name) or () for one in sheet.fields if one.importable)
    return any(isinstance(row, KeptRow) for rows in tables for row in rows[-1:])


def look_up(sheet: SheetScope) -> None:
    """Ask for every record that kept rows point to, before anything is made of ten thousand of them.

    Raises:
        Wanting: some are still to be fetched.
    """
    for table in sheet.sheet.fields:
        columns = [one.name for one in table.columns if one.kind == "ref"]
        for row in sheet.rows(table) if columns and table.importable else ():
            for name in columns:
                value = row.value(name)
                if isinstance(value, Reference):
                    value.row()
    sheet.world.settle()


def with_kept(values: Mapping[str, Any], kept: Kept) -> Mapping[str, Any]:
    """The values of a sheet with its kept rows after those that were typed."""
    if not kept:
        return values
    return {**values, **{name: (*(values.get(name) or ()), *rows) for name, rows in kept.items()}}
