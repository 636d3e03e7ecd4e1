"""Lets a clerk bring the rows of a workbook to a table of a draft, to be checked before they count."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from townhall.engine import forms
from townhall.engine.scopes import formula_of
from townhall.kernel.text import Locale, Text
from townhall.office.attaching import plain_name
from townhall.office.cells import cell_json, meant
from townhall.office.drafting import keep
from townhall.office.kept_rows import importable
from townhall.office.own_drafts import CASE, Paper, own_paper
from townhall.office.showing import FILES
from townhall.office.visiting import Visitor
from townhall.ports.hall import Hall
from townhall.ports.workbooks import Cell, Grid, Limits, Place
from townhall.record.batches import Batch, BatchColumn, BatchRow, Fault, Part
from townhall.record.refusals import BadUpload
from townhall.spec.catalog import Catalog
from townhall.spec.fields import Field

ROWS_IN_PART = 500
"""So many rows are checked at a time: a second's work, after which a page tells how far it is."""
HEAD_WITHIN = 10
"""So many lines may stand above the head: a title, who filled it in."""
FAULT = Text("问题", "What is wrong")
"""What the column of faults is called in a sheet that was handed back."""

FORMULA = Text(
    "这一格是公式，不会计算。请复制后选择“粘贴为数值”",
    "This cell is a formula and is not run. Paste it as a value",
)


def titled(table: Field, locale: Locale) -> str:
    """What the sheet of a table is called in a workbook."""
    return table.title.in_locale(locale)


def asked_columns(table: Field) -> tuple[Field, ...]:
    """The columns that a workbook may fill: what is neither calculated nor given, and no file."""
    return tuple(
        one
        for one in table.columns
        if formula_of(one) is None
        and one.auto is None
        and one.shown is not False
        and not (one.fixed and one.default is not None)
        and one.kind not in FILES
    )


def receive(hall: Hall, visitor: Visitor, draft: str, table: str, name: str, content: bytes) -> str:
    """Read a workbook into a batch beside a draft, not checked yet; gives the batch's id.

    It takes the place of one that waits still and was not taken in.

    Raises:
        NotFound: it is not one's own draft, or has no such table.
        BadUpload: it cannot be read, or its rows have no place in the table; each in words. Nothing is kept.
    """
    with hall.archive(read_only=True) as archive:
        field = importable(own_paper(hall, archive, visitor, draft), table)
    limits = Limits(rows=field.max_rows + HEAD_WITHIN + 1)
    grid = hall.workbooks.read(content, titled(field, visitor.locale), limits)
    laid = _laid_out(field, grid, hall.catalog)
    digest = hall.vault.digest(hashlib.sha256(content).hexdigest())
    with hall.archive() as archive:
        paper = own_paper(hall, archive, visitor, draft)
        field = importable(paper, table)
        batches = [one for one in archive.batches(paper.draft.id, visitor.person.id) if one.table == table]
        _require_room(paper, field, batches, digest, len(laid.rows))
        for one in batches:
            if one.state != "taken":  # nothing of it counts yet: what is mended takes its place
                archive.drop_batch(one.id, visitor.person.id)
        if paper.draft.version == 0:  # a draft that nobody kept yet has nothing beside it
            keep(hall, archive, paper)
        batch = Batch(
            id=hall.names.new(),
            draft=paper.draft.id,
            person=visitor.person.id,
            table=table,
            file=plain_name(name),
            digest=digest,
            columns=laid.columns,
            rows=len(laid.rows),
            parts=-(-len(laid.rows) // ROWS_IN_PART),
            added_at=hall.now(),
        )
        archive.save_batch(batch)
        archive.save_parts(paper.draft.id, _parts(batch.id, laid.rows))
    return batch.id


def _parts(batch: str, rows: Sequence[BatchRow]) -> Iterator[Part]:
    for number, first in enumerate(range(0, len(rows), ROWS_IN_PART)):
        yield Part(batch, number, tuple(rows[first : first + ROWS_IN_PART]))


def _require_room(paper: Paper, table: Field, batches: Sequence[Batch], digest: str, more: int) -> None:
    known = next((one for one in batches if one.digest == digest), None)
    if known is not None:
        raise BadUpload(
            Text(
                f"这份文件已于{known.added_at:%H:%M}上传过，不再重复导入。要重来，请先撤销那一批。",
                f"This file was uploaded at {known.added_at:%H:%M} and is not taken twice. To begin anew,"
                " undo that batch first.",
            )
        )
    typed = sum(not forms.is_blank(row) for row in paper.draft.raw.get(table.name) or ())
    submitted = (paper.case.values or {}).get(table.name) if paper.case else None
    kept = len(submitted or ()) if CASE in paper.sources(table) else 0
    there = typed + kept + sum(one.rows - one.left_out for one in batches if one.state == "taken")
    if there + more > table.max_rows:
        raise BadUpload(
            Text(
                f"这张表最多{table.max_rows}行，现有{there}行，文件有{more}行，放不下。",
                f"This table holds {table.max_rows} rows; there are {there}, and {more} more do not fit.",
            )
        )


# -- from cells to rows ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _LaidOut:
    columns: tuple[BatchColumn, ...]
    rows: tuple[BatchRow, ...]


def _laid_out(table: Field, grid: Grid, catalog: Catalog) -> _LaidOut:
    """The head and the rows of a sheet, each cell as it was meant, with what the sheet itself did wrong.

    Raises:
        BadUpload: there is no head, one of its columns comes twice or is missing, or there is no row.
    """
    asked = asked_columns(table)
    at, fields = _head(asked, grid)
    _require_all(asked, fields)
    titles = ["" if cell is None else str(cell) for cell in grid.rows[at]]
    columns = tuple(
        BatchColumn(title, field.name, field.kind) if field else BatchColumn(title)
        for title, field in zip(titles, fields, strict=True)
    )
    merged = tuple(_merged_below(grid, at))
    rows = []
    for number in range(at + 1, len(grid.rows)):
        cells = _padded(grid.rows[number], len(columns))
        if all(cell is None or cell == "" for cell in cells):
            continue
        understood = tuple(
            meant(field, cell, grid.first_day, catalog) if field else cell
            for field, cell in zip(fields, cells, strict=True)
        )
        faults = (*_of_formulas(number, fields, grid), *_of_merged(number, merged))
        rows.append(BatchRow(number + 1, tuple(map(cell_json, understood)), None, faults))
    if not rows:
        raise BadUpload(
            Text("表头下面没有内容，没有可导入的行。", "Nothing stands below the head: there are no rows.")
        )
    return _LaidOut(columns, tuple(rows))


def _head(asked: tuple[Field, ...], grid: Grid) -> tuple[int, list[Field | None]]:
    """The line with most of the titles, and the field each of its cells names."""
    names = {_title(word): one for one in asked for word in (one.title.zh, one.title.en, one.name)}
    best: tuple[int, int, list[Field | None]] = (0, 0, [])
    for number, row in enumerate(grid.rows[:HEAD_WITHIN]):
        found = [names.get(_title(cell)) for cell in row]
        named = len({one.name for one in found if one})
        if named > best[0]:
            best = (named, number, found)
    named, at, fields = best
    if not named:
        zh, en = _listed(asked)
        raise BadUpload(
            Text(
                f"在工作表“{grid.sheet}”的前{HEAD_WITHIN}行里没有找到表头。表头应有：{zh}。请下载模板填写。",
                f"No head was found in the first {HEAD_WITHIN} lines of the sheet “{grid.sheet}”. It has the"
                f" columns {en}. Fill in the template.",
            )
        )
    return at, fields


def _title(cell: Cell) -> str:
    """A title as it is compared: without spaces, marks and the stars of what is required."""
    return "".join(str(cell or "").split()).strip("*＊:：").casefold()


def _require_all(asked: tuple[Field, ...], fields: Sequence[Field | None]) -> None:
    named = [one.name for one in fields if one]
    twice = [one for one in asked if named.count(one.name) > 1]
    if twice:
        zh, en = _listed(twice)
        raise BadUpload(
            Text(f"表头里这些列出现了两次：{zh}。", f"These columns stand in the head twice: {en}.")
        )
    missing = [one for one in asked if one.required is True and one.name not in named]
    if missing:
        zh, en = _listed(missing)
        raise BadUpload(
            Text(
                f"缺少必填的列：{zh}。请对照模板补上。",
                f"Columns that must be filled in are missing: {en}. See the template.",
            )
        )


def _listed(fields: Iterable[Field]) -> tuple[str, str]:
    shown = tuple(fields)
    return "、".join(one.title.zh for one in shown), ", ".join(one.title.en for one in shown)


def _padded(row: tuple[Cell, ...], width: int) -> tuple[Cell, ...]:
    return (*row[:width], *((None,) * (width - len(row))))


def _of_formulas(number: int, fields: Sequence[Field | None], grid: Grid) -> Iterator[Fault]:
    if not grid.formulas:
        return
    for column, field in enumerate(fields):
        if field and (number, column) in grid.formulas:
            yield Fault(field.name, FORMULA)


def _merged_below(grid: Grid, head: int) -> Iterator[tuple[Place, Place]]:
    """The merged areas that reach below the head."""
    return ((first, last) for first, last in grid.merged if last[0] > head)


def _of_merged(number: int, merged: Iterable[tuple[Place, Place]]) -> Iterator[Fault]:
    for first, last in merged:
        if first[0] <= number <= last[0]:
            area = f"{reference(first)}:{reference(last)}"
            yield Fault(
                "",
                Text(
                    f"{area} 是合并单元格，请取消合并，逐行填写",
                    f"{area} are merged cells; unmerge them and fill in every row",
                ),
            )


def reference(place: Place) -> str:
    """A cell as a workbook names it.

    >>> reference((0, 0)), reference((11, 27))
    ('A1', 'AB12')
    """
    letters, column = "", place[1] + 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{place[0] + 1}"
