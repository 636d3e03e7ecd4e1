"""Checks the rows that a workbook brought, some hundred at a time, with the form's own checks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from townhall.engine import forms
from townhall.engine.complaints import is_empty, row_complaints
from townhall.engine.forms import keyed
from townhall.engine.scopes import TableRow
from townhall.engine.standing import Circumstances, standing
from townhall.kernel.canonical import Json
from townhall.kernel.text import Text
from townhall.office.cells import cell_from_json, typed
from townhall.office.gathering import circumstances, gathered
from townhall.office.kept_rows import importable, kept_rows, with_kept
from townhall.office.naming_records import Named, named_records
from townhall.office.own_drafts import Paper, own_paper, unborn
from townhall.office.visiting import Visitor
from townhall.ports.archive import Archive
from townhall.ports.hall import Hall
from townhall.record.batches import Batch, BatchRow, Fault, Part
from townhall.record.refusals import NotFound
from townhall.record.submissions import Complaint
from townhall.spec.catalog import Catalog, Unreadable
from townhall.spec.fields import Field


def check_next(hall: Hall, visitor: Visitor, draft: str, batch: str) -> Batch:
    """Check the next rows of a batch; gives it as it stands then. One that is checked is left as it is.

    Raises:
        NotFound: it is not one's own.
        Overtaken: another tab checked them meanwhile.
    """
    with hall.archive() as archive:
        paper = own_paper(hall, archive, visitor, draft)
        found = own_batch(archive, paper, batch)
        if found.state != "checking":
            return found
        (part,) = archive.parts((found.id,), (found.checked,))
        table = importable(paper, found.table)
        rows = _checked(hall, archive, paper, table, found, part)
        archive.save_parts(paper.draft.id, (Part(found.id, part.number, rows),))
        found = replace(found, checked=found.checked + 1, faulty=found.faulty + _faulty(rows))
        if found.checked == found.parts:
            found = _with_repeats(hall, archive, paper, table, found)
        return archive.save_batch(found)


def own_batch(archive: Archive, paper: Paper, id: str) -> Batch:
    """A batch of one's own draft.

    Raises:
        NotFound: there is none.
    """
    own = archive.batches(paper.draft.id, paper.draft.person)
    found = next((one for one in own if one.id == id), None)
    if found is None:
        raise NotFound
    return found


def _faulty(rows: Iterable[BatchRow]) -> int:
    return sum(bool(row.faults) for row in rows)


# -- rows by themselves ----------------------------------------------------------------------------------


def _checked(
    hall: Hall, archive: Archive, paper: Paper, table: Field, batch: Batch, part: Part
) -> tuple[BatchRow, ...]:
    own = paper.with_submitted(hall.catalog)
    others, _ = forms.read(paper.form.sheet, {**own.raw, table.name: ()}, hall.catalog)
    kept = {
        name: rows for name, rows in kept_rows(archive, hall.catalog, paper).items() if name != table.name
    }
    around = with_kept(others, kept)
    fields = [table.column(one.field) for one in batch.columns]
    cells = [_typed(fields, row, hall.catalog) for row in part.rows]
    names, known = named_records(hall, archive, paper, table, [raw for raw, _ in cells])
    read = [_read(table, number, raw, names, hall.catalog) for number, (raw, _) in enumerate(cells)]
    values = tuple(one for one, _ in read)
    unread = tuple(complaint for _, complaints in read for complaint in complaints)

    def judged(given: Circumstances) -> tuple[Complaint, ...]:
        case = paper.case or unborn(given, paper.draft)
        at = standing(given, case, {**around, table.name: values}, actor=paper.draft.person)
        rows = [TableRow(table, row, at.sheet, number) for number, row in enumerate(values)]
        said = row_complaints(table, rows, hall.catalog, unread)
        at.world.settle()
        return said

    said: dict[int, list[Fault]] = {}
    given = replace(circumstances(hall, archive, paper.blueprint), known=known)
    for one in gathered(archive, given, judged):
        if not one.warns:
            _, number, *column = one.place.split(".")
            said.setdefault(int(number), []).append(Fault("".join(column), one.say))
    return tuple(
        replace(
            row,
            values=_kept(table, batch, values[number], hall.catalog),
            faults=_faults(row.faults, cells[number][1], said.get(number, ())),
        )
        for number, row in enumerate(part.rows)
    )


def _typed(
    fields: Sequence[Field | None], row: BatchRow, catalog: Catalog
) -> tuple[dict[str, Any], list[Fault]]:
    """A row as somebody would have typed it, and what the workbook has changed for good."""
    raw: dict[str, Any] = {}
    faults: list[Fault] = []
    for field, cell in zip(fields, row.cells, strict=True):
        if field is None:
            continue
        try:
            raw[field.name] = typed(field, cell_from_json(cell), catalog)
        except Unreadable as changed:
            faults.append(Fault(field.name, changed.say))
    return raw, faults


def _read(
    table: Field, number: int, raw: Mapping[str, Any], names: Named, catalog: Catalog
) -> tuple[dict[str, Any], list[Complaint]]:
    complaints: list[Complaint] = []
    keys = {}
    for name, word in raw.items():
        found = names.get(name, {}).get(word) if isinstance(word, str) else None
        if isinstance(found, Text):
            complaints.append(Complaint(f"{table.name}.{number}.{name}", found))
        keys[name] = found if isinstance(found, str) else word
    return forms.read_row(table, keys, number, catalog, complaints), complaints


def _faults(before: Sequence[Fault], changed: Sequence[Fault], said: Iterable[Fault]) -> tuple[Fault, ...]:
    """All that is wrong with a row; of a cell that cannot be what was typed, nothing more is said."""
    first = (*before, *changed)
    told = {one.field for one in first if one.field}
    return (*first, *(one for one in said if one.field not in told))


def _kept(table: Field, batch: Batch, values: Mapping[str, Any], catalog: Catalog) -> tuple[Json, ...]:
    kept = []
    for one in batch.filling:
        column = table.column(one.field)
        value = None if column is None else values.get(one.field)
        kept.append(None if column is None or value is None else catalog.kind(column).to_json(keyed(value)))
    return tuple(kept)


# -- rows among each other -------------------------------------------------------------------------------


def _with_repeats(hall: Hall, archive: Archive, paper: Paper, table: Field, batch: Batch) -> Batch:
    """The batch with every row looked at; what comes twice in a column that is `unique` is told of."""
    found = replace(batch, state="checked")
    columns = [one for one in table.columns if one.unique]
    if not columns:
        return found
    seen = _there_already(hall, archive, paper, table, columns)
    places = {one.field: place for place, one in enumerate(batch.filling)}
    changed, more = [], 0
    for part in archive.parts((batch.id,)):
        rows = tuple(_told_of_repeats(row, columns, places, seen) for row in part.rows)
        if rows != part.rows:
            more += _faulty(rows) - _faulty(part.rows)
            changed.append(replace(part, rows=rows))
    archive.save_parts(paper.draft.id, changed)
    return replace(found, faulty=found.faulty + more)


Seen = dict[tuple[str, Json], Text]
"""Where a value of a column stood before."""


def _there_already(
    hall: Hall, archive: Archive, paper: Paper, table: Field, columns: Sequence[Field]
) -> Seen:
    own = paper.with_submitted(hall.catalog)
    values, _ = forms.read(paper.form.sheet, {table.name: own.raw.get(table.name)}, hall.catalog)
    there = with_kept(values, kept_rows(archive, hall.catalog, paper))[table.name]
    return {
        (one.name, hall.catalog.kind(one).to_json(value)): Text(
            f"与表里已有的第{number}行重复", f"The same as in row {number} of the table"
        )
        for number, row in enumerate(there, start=1)
        for one in columns
        for value in (row.get(one.name),)
        if not is_empty(value)
    }


def _told_of_repeats(
    row: BatchRow, columns: Sequence[Field], places: Mapping[str, int], seen: Seen
) -> BatchRow:
    told = tuple(_repeats(row, columns, places, seen))
    return replace(row, faults=(*row.faults, *told)) if told else row


def _repeats(
    row: BatchRow, columns: Sequence[Field], places: Mapping[str, int], seen: Seen
) -> Iterator[Fault]:
    for one in columns:
        value = None if row.values is None or one.name not in places else row.values[places[one.name]]
        if value is None:
            continue
        before = seen.setdefault(
            (one.name, value),
            Text(f"与文件第{row.number}行重复", f"The same as in line {row.number} of the file"),
        )
        if not before.zh.startswith(f"与文件第{row.number}行"):
            yield Fault(one.name, before)
