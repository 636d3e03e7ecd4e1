"""Shows a clerk how far a workbook is checked, what is wrong with which row, and which rows were taken in."""

from __future__ import annotations

from collections.abc import Iterator

from townhall.engine import forms
from townhall.engine.standing import Circumstances, standing
from townhall.kernel.text import Locale
from townhall.office.cells import shown
from townhall.office.gathering import circumstances, gathered
from townhall.office.importing import ROWS_IN_PART, asked_columns
from townhall.office.kept_rows import importable, kept_rows, with_kept
from townhall.office.own_drafts import CASE, Paper, own_paper, unborn
from townhall.office.paging import PAGE, page_of, pages_of
from townhall.office.showing import Reader
from townhall.office.views import BatchView, FaultLine, ImportView, RowPage
from townhall.office.visiting import Visitor
from townhall.ports.archive import Archive
from townhall.ports.hall import Hall
from townhall.record.batches import Batch, BatchRow
from townhall.spec.fields import Field

SHOWN_FAULTS = 50
"""So many faulty rows are shown on the page; all of them are in the sheet that may be downloaded."""


def imports(hall: Hall, visitor: Visitor, draft: str, table: str, page: int = 1) -> ImportView:
    """What came with workbooks to one table of a draft, and a page of the rows that were taken in.

    Raises:
        NotFound: it is not one's own draft, or has no such table.
    """
    with hall.archive(read_only=True) as archive:
        paper = own_paper(hall, archive, visitor, draft)
        field = importable(paper, table)
        batches = [one for one in archive.batches(paper.draft.id, paper.draft.person) if one.table == table]
        waiting = next((one for one in batches if one.state != "taken"), None)
        submitted = (paper.case.values or {}).get(table) if paper.case else None
        return ImportView(
            draft=paper.draft.id,
            form_title=paper.form.title,
            table=field,
            asked=asked_columns(field),
            waiting=None if waiting is None else _batch(archive, field, waiting, visitor.locale),
            taken=tuple(batch_view(one) for one in batches if one.state == "taken"),
            submitted=len(submitted or ()) if CASE in paper.sources(field) else 0,
            typed=sum(not forms.is_blank(row) for row in paper.draft.raw.get(table) or ()),
            most=field.max_rows,
            rows=_rows(hall, archive, visitor, paper, field, page),
        )


def progress(hall: Hall, visitor: Visitor, draft: str, table: str) -> ImportView:
    """The same without any row: how far the checking is.

    Raises:
        NotFound: it is not one's own draft, or has no such table.
    """
    return imports(hall, visitor, draft, table, page=0)


def batch_view(batch: Batch, faults: tuple[FaultLine, ...] = ()) -> BatchView:
    """A batch as it is shown."""
    looked_at = min(batch.rows, batch.checked * ROWS_IN_PART)
    return BatchView(
        id=batch.id,
        file=batch.file,
        state=batch.state,
        rows=batch.rows,
        looked_at=looked_at,
        percent=looked_at * 100 // batch.rows,
        good=batch.good,
        faulty=batch.faulty,
        left_out=batch.left_out,
        added_at=batch.added_at,
        taken_at=batch.taken_at,
        faults=faults,
    )


def _batch(archive: Archive, table: Field, batch: Batch, locale: Locale) -> BatchView:
    if batch.state != "checked" or not batch.faulty:
        return batch_view(batch)
    found: list[FaultLine] = []
    for part in archive.parts((batch.id,)):
        for row in part.rows:
            if row.faults and len(found) < SHOWN_FAULTS:
                found.append(FaultLine(row.number, tuple(_faults(table, batch, row, locale))))
    return batch_view(batch, tuple(found))


def _faults(table: Field, batch: Batch, row: BatchRow, locale: Locale) -> Iterator[tuple[str, str, str]]:
    """(column, cell, words); of a secret the cell is left out."""
    places = {one.field: place for place, one in enumerate(batch.columns) if one.field}
    for fault in row.faults:
        column = table.column(fault.field)
        place = places.get(fault.field)
        is_open = column is not None and not column.names_somebody and place is not None
        cell = shown(row.cells[place]) if is_open and place is not None else ""
        yield column.title.in_locale(locale) if column else "", cell, fault.say.in_locale(locale)


def _rows(
    hall: Hall, archive: Archive, visitor: Visitor, paper: Paper, table: Field, page: int
) -> RowPage | None:
    """One page of what a table has beside what was typed."""
    if not page or not paper.sources(table):
        return None
    own = paper.with_submitted(hall.catalog)
    kept = kept_rows(archive, hall.catalog, paper)
    values, _ = forms.read(paper.form.sheet, {**own.raw, table.name: ()}, hall.catalog)
    total = len(kept.get(table.name, ()))
    if not total:
        return None
    page = min(page, pages_of(total))
    first = (page - 1) * PAGE

    def viewed(given: Circumstances) -> RowPage:
        case = paper.case or unborn(given, paper.draft)
        at = standing(given, case, with_kept(values, kept), actor=paper.draft.person)
        reader = Reader(paper.blueprint, hall.catalog, given.seating, at.world, "self", visitor.locale)
        rows = at.sheet.rows(table)[first : first + PAGE]
        written = [
            {one.name: forms.field_json(one, row.value(one.name), hall.catalog) for one in table.columns}
            for row in rows
        ]
        found = reader.table(table, written)
        at.world.settle()
        return page_of(found, total, page)

    return gathered(archive, circumstances(hall, archive, paper.blueprint), viewed)
