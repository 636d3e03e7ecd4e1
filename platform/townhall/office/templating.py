"""Makes workbooks of a form's table: empty ones, and the person's own with what is wrong beside each row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from townhall.engine import forms
from townhall.engine.scopes import TableRow
from townhall.engine.standing import Circumstances
from townhall.engine.world import judged
from townhall.kernel.expressions import Formula
from townhall.kernel.text import Locale, Text
from townhall.office.cells import cell_from_json
from townhall.office.checking_rows import own_batch
from townhall.office.choosing import candidates
from townhall.office.gathering import circumstances, gathered
from townhall.office.importing import FAULT, asked_columns, titled
from townhall.office.kept_rows import importable
from townhall.office.laying_out import draft_standing
from townhall.office.own_drafts import Paper, own_paper
from townhall.office.visiting import Visitor
from townhall.ports.archive import Archive
from townhall.ports.hall import Hall
from townhall.ports.workbooks import Cell, Column, Leaf, Shape
from townhall.record.batches import Batch, Part
from townhall.spec.catalog import Catalog
from townhall.spec.fields import Field

SHAPES: Mapping[str, Shape] = {
    "money": "money",
    "number": "number",
    "area": "number",
    "integer": "whole",
    "percent": "percent",
    "date": "date",
    "datetime": "moment",
    "period": "month",
}
"""How columns of a kind are formatted; every other kind is text, so that no digit of it is lost."""
EXAMPLES: Mapping[str, str] = {
    "money": "1234.50",
    "number": "12.5",
    "area": "3.2",
    "integer": "3",
    "percent": "30%",
    "date": "2026-07-01",
    "period": "2026-07",
    "id_card": "990101199001010019",
    "phone": "13900000000",
}
OFFERED = {"ref": 20, "unit": 100, "person": 100}
"""With so many to pick from there may be more, and no list is made of them."""
YES_NO = (Text("是", "Yes"), Text("否", "No"))


@dataclass(frozen=True, slots=True)
class Download:
    """A workbook to be handed over: its name without the ending, and its sheets."""

    name: str
    leaves: tuple[Leaf, ...]


def write(hall: Hall, download: Download, into: BinaryIO) -> None:
    """Write it, row by row."""
    hall.workbooks.write(download.leaves, into)


def template(hall: Hall, visitor: Visitor, draft: str, table: str) -> Download:
    """An empty workbook for a table: titles, lists, formats and notes, and a sheet that explains them.

    Raises:
        NotFound: it is not one's own draft, or has no such table.
    """
    with hall.archive(read_only=True) as archive:
        paper = own_paper(hall, archive, visitor, draft)
        field = importable(paper, table)
        locale = visitor.locale
        own = paper.with_submitted(hall.catalog)

        def made(given: Circumstances) -> tuple[Column, ...]:
            values, _ = forms.read(paper.form.sheet, own.raw, hall.catalog)
            at = draft_standing(given, paper, values)
            row = TableRow(field, {}, at.sheet, 0)
            columns = tuple(
                _column(one, row, _choices(archive, at, one, row, locale), hall.catalog, locale)
                for one in asked_columns(field)
            )
            at.world.settle()
            return columns

        columns = gathered(archive, circumstances(hall, archive, paper.blueprint), made)
    title = titled(field, locale)
    words = _told(columns, locale)
    return Download(
        f"{paper.form.title.in_locale(locale)}-{title}",
        (Leaf(title, columns, room=field.max_rows), Leaf(_say("填写说明", "How to fill in", locale), *words)),
    )


def _say(zh: str, en: str, locale: Locale) -> str:
    return zh if locale == "zh" else en


def _choices(archive: Archive, at: object, one: Field, row: TableRow, locale: Locale) -> tuple[str, ...]:
    if one.many:
        return ()
    if one.options:
        return tuple(option.title.in_locale(locale) for option in one.offered if option.until is None)
    if one.kind == "bool":
        return tuple(word.in_locale(locale) for word in YES_NO)
    most = OFFERED.get(one.kind)
    if most is None:
        return ()
    found = candidates(archive, at, one, row, "", locale)  # type: ignore[arg-type]
    titles = tuple(key if one.kind == "ref" else title for key, title in found)
    return titles if len(titles) < most else ()


def _column(one: Field, row: TableRow, choices: tuple[str, ...], catalog: Catalog, locale: Locale) -> Column:
    return Column(
        title=one.title.in_locale(locale),
        shape="text" if one.many else SHAPES.get(one.kind, "text"),
        width=max(12, min(30, 2 * len(one.title.zh) + 4)),
        note="\n".join(_notes(one, row, choices, catalog, locale)),
        choices=choices,
        is_required=one.required is True,
    )


def _notes(
    one: Field, row: TableRow, choices: tuple[str, ...], catalog: Catalog, locale: Locale
) -> Iterator[str]:
    """What is to be known of a column, line by line."""
    kind = catalog.kind(one)
    yield kind.title.in_locale(locale)
    if one.required is True:
        yield _say("必填", "Must be filled in", locale)
    elif isinstance(one.required, Formula):
        yield _say("有的情形必填", "Must be filled in in some cases", locale)
    if one.help:
        yield one.help.in_locale(locale)
    if one.kind == "ref":
        yield _say(
            "填编号；没有同名时也可填名称", "The number; or the name, where it is the only one", locale
        )
    if one.many:
        yield _say("多项用“、”分开", "Several are parted by ;", locale)
    if one.unique:
        yield _say("不得重复", "No two alike", locale)
    if one.max_length:
        yield _say(f"最多{one.max_length}个字", f"{one.max_length} characters at most", locale)
    for limit, zh, en in ((one.minimum, "不小于", "Not less than"), (one.maximum, "不大于", "Not more than")):
        bound = None if limit is None else judged(limit, row)
        if bound is not None:
            told = kind.shown(bound, one, locale)
            yield _say(f"{zh} {told}", f"{en} {told}", locale)
    if choices and len(choices) <= 12:
        yield _say("可选：", "One of: ", locale) + _say("、", ", ", locale).join(choices)
    if one.kind in EXAMPLES:
        yield _say("例：", "For example: ", locale) + EXAMPLES[one.kind]


def _told(
    columns: tuple[Column, ...], locale: Locale
) -> tuple[tuple[Column, ...], tuple[tuple[Cell, ...], ...], tuple[str, ...]]:
    """The sheet that explains: its columns, its rows, and the lines above them."""
    heads = (
        Column(_say("列", "Column", locale), width=20),
        Column(_say("要求", "What is asked", locale), width=90),
    )
    rows = tuple((one.title, one.note.replace("\n", _say("；", "; ", locale))) for one in columns)
    lead = (
        _say(
            "只填第一张工作表。不要用公式、不要合并单元格；身份证号、账号等长号码请按文本填写。",
            "Fill in the first sheet only. No formulas, no merged cells; type long numbers as text.",
            locale,
        ),
    )
    return heads, rows, lead


# -- the person's own rows with what is wrong --------------------------------------------------------------


def error_sheet(hall: Hall, visitor: Visitor, draft: str, batch: str) -> Download:
    """The rows of a batch as they stood in the workbook, what is wrong beside each; of one that was taken in,
    those that were left out. Mended, it can be uploaded as it is: the added column is passed over.

    Raises:
        NotFound: it is not one's own.
    """
    with hall.archive(read_only=True) as archive:
        paper = own_paper(hall, archive, visitor, draft)
        found = own_batch(archive, paper, batch)
        field = importable(paper, found.table)
        parts = archive.parts((found.id,))
    locale = visitor.locale
    columns = (
        *(_own_column(field, one.title, one.field) for one in found.columns),
        Column(FAULT.in_locale(locale), "fault", width=60),
    )
    rows = _with_faults(paper, field, found, parts, locale)
    stem = found.file.rpartition(".")[0] or found.file
    name = f"{stem}-{FAULT.in_locale(locale)}"
    return Download(name, (Leaf(titled(field, locale), columns, rows),))


def _own_column(table: Field, title: str, name: str) -> Column:
    column = table.column(name)
    return Column(title, "text" if column is None or column.many else SHAPES.get(column.kind, "text"))


def _with_faults(
    paper: Paper, table: Field, batch: Batch, parts: tuple[Part, ...], locale: Locale
) -> Iterator[tuple[Cell, ...]]:
    titles = {one.name: one.title.in_locale(locale) for one in table.columns}
    for part in parts:
        for row in part.rows:
            if batch.state == "taken" and not row.faults:
                continue
            words = [
                f"{titles[fault.field]}：{fault.say.zh}"
                if locale == "zh" and fault.field in titles
                else f"{titles[fault.field]}: {fault.say.en}"
                if fault.field in titles
                else fault.say.in_locale(locale)
                for fault in row.faults
            ]
            yield (*map(cell_from_json, row.cells), _say("；", "; ", locale).join(words))
