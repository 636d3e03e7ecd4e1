"""What does a sheet look like while it is being filled in: which inputs, with what in them, and what is
wrong?
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from townhall.engine.complaints import MISSING
from townhall.engine.forms import Raw, is_blank, typed
from townhall.engine.kept import KeptRow
from townhall.engine.scopes import SheetScope, TableRow
from townhall.kernel.expressions import Formula
from townhall.kernel.text import Text
from townhall.office.choosing import keys_of
from townhall.office.showing import FILES, Reader, total
from townhall.office.views import AttachmentView, Input, SectionInput, SheetInput, TableInput
from townhall.record.submissions import Complaint
from townhall.spec.fields import Field, Sheet

Options = Callable[[Field, SheetScope | TableRow], tuple[tuple[str, str], ...]]
"""The records, persons or units that may be picked in a field."""

PICKED = ("ref", "person", "unit")
NO_FILE = Text("请上传", "Please upload this")


def sheet_input(
    scope: SheetScope,
    raw: Raw,
    complaints: Iterable[Complaint],
    reader: Reader,
    options: Options,
    *,
    hides: bool = True,
) -> SheetInput:
    """A sheet as inputs. Hidden fields are not in it, unless nothing `hides` them; calculated ones show their
    value.
    """
    said = _by_place(complaints, scope.sheet, reader)
    live = live_names(scope.sheet)
    sections = []
    for section in scope.sheet.sections:
        items = tuple(
            _table_input(one, scope, raw, said, reader, options, hides)
            if one.is_table
            else _input(one, one.name, scope, raw.get(one.name), said, reader, options, one.name in live)
            for one in section.fields
            if (not hides or scope.is_shown(one.name)) and one.auto is None
        )
        if items:
            sections.append(SectionInput(section.name, section.title, section.help, items))
    listed = tuple((place, words, warns) for place, all_said in said.items() for words, warns in all_said)
    return SheetInput(tuple(sections), listed)


def _by_place(
    complaints: Iterable[Complaint], sheet: Sheet, reader: Reader
) -> dict[str, list[tuple[str, bool]]]:
    found: dict[str, list[tuple[str, bool]]] = {}
    for one in complaints:
        say = NO_FILE if one.say == MISSING and _is_for_files(sheet, one.place) else one.say
        found.setdefault(one.place, []).append((say.in_locale(reader.locale), one.warns))
    return found


def _is_for_files(sheet: Sheet, place: str) -> bool:
    """Whether files belong at a place: a field (`photos`) or a cell (`invoices.0.image`)."""
    name, _, cell = place.partition(".")
    field = sheet.field(name)
    if field is not None and cell:
        column = cell.partition(".")[2]
        field = next((one for one in field.columns if one.name == column), None)
    return field is not None and field.kind in FILES


def _input(
    one: Field,
    place: str,
    scope: SheetScope | TableRow,
    raw: Any,
    said: Mapping[str, list[tuple[str, bool]]],
    reader: Reader,
    options: Options,
    is_live: bool,
) -> Input:
    is_calculated = one.calculated is not None
    is_given = (one.fixed and one.default is not None) or one.drawn
    value = scope.value(one.name) if is_calculated or is_given else None
    shown = reader.shown(one, value) if (is_calculated or one.drawn) and value is not None else ""
    if is_calculated or is_given:  # whatever was sent: it is not for anyone to type
        raw = None if is_calculated or value is None else typed(one, value, reader.catalog)
    about = said.get(place, ())
    return Input(
        name=place,
        field=one,
        raw="" if raw is None else raw,
        shown=shown,
        required=scope.holds(one.required),
        calculated=is_calculated or is_given,
        is_live=is_live,
        options=() if is_calculated or one.drawn else _options(one, scope, raw, reader, options),
        complaints=tuple(words for words, warns in about if not warns),
        warnings=tuple(words for words, warns in about if warns),
        attachments=_attached(one, raw, reader),
    )


def _attached(one: Field, raw: Any, reader: Reader) -> tuple[AttachmentView, ...]:
    if one.kind not in FILES or not raw:
        return ()
    ids = raw if isinstance(raw, list | tuple) else (raw,)
    return tuple(found for found in map(reader.attachments, ids) if found is not None)


def _options(
    one: Field, scope: SheetScope | TableRow, raw: Any, reader: Reader, options: Options
) -> tuple[tuple[str, str, bool], ...]:
    chosen = {str(item) for item in raw} if isinstance(raw, list | tuple) else {str(raw or "")}
    if one.options:
        return tuple(
            (option.name, option.title.in_locale(reader.locale), option.name in chosen)
            for option in one.offered
            if option.until is None or option.name in chosen or option.until >= reader.world.today.isoformat()
        )
    if one.kind not in PICKED:
        return ()
    offered = dict(options(one, scope))
    may_be_named = chosen if one.kind != "ref" else chosen & keys_of(scope.value(one.name))
    for value in may_be_named - {""} - set(offered):
        title = reader.shown(one, value)
        if title:
            offered[value] = title
    return tuple((value, title, value in chosen) for value, title in offered.items())


def typed_rows(
    table: Field, scope: SheetScope, raw: Raw
) -> Iterator[tuple[Mapping[str, Any], TableRow, bool]]:
    """Each row of a table as it was typed, as formulas see it, and whether it is among the values.

    A blank row is shown but is not among the values, so the two are counted apart.
    """
    valued = scope.rows(table)
    kept = 0
    raw_rows = (row for row in raw.get(table.name) or () if isinstance(row, Mapping))
    for number, raw_row in enumerate(raw_rows):
        is_kept = not is_blank(raw_row) and kept < len(valued)
        yield raw_row, valued[kept] if is_kept else TableRow(table, {}, scope, number), is_kept
        kept += is_kept


def _table_input(
    table: Field,
    scope: SheetScope,
    raw: Raw,
    said: Mapping[str, list[tuple[str, bool]]],
    reader: Reader,
    options: Options,
    hides: bool,
) -> TableInput:
    live = live_columns(table)
    valued = scope.rows(table)
    rows = []
    for number, (raw_row, row, is_kept) in enumerate(typed_rows(table, scope, raw)):
        places = f"{table.name}.{row.number}" if is_kept else ""
        moved = {
            f"{table.name}.{number}.{place.rpartition('.')[2]}": words
            for place, words in said.items()
            if places and place.startswith(places + ".")
        }
        rows.append(
            tuple(
                _input(
                    column,
                    f"{table.name}.{number}.{column.name}",
                    row,
                    raw_row.get(column.name),
                    moved,
                    reader,
                    options,
                    column.name in live,
                )
                for column in table.columns
                if not hides or row.is_shown(column.name) or not is_kept
            )
        )
    about = [words for words, _ in said.get(table.name, ())]
    about += [
        f"{number + 1}: {words}"
        for number in (range(len(valued)) if said else ())
        for words, _ in said.get(f"{table.name}.{number}", ())
    ]
    totals = tuple(
        (column.name, shown)
        for column in table.columns
        if column.is_totalled
        for shown in (total(column, [row.value(column.name) for row in valued], reader),)
        if shown
    )
    kept = sum(isinstance(row.values, KeptRow) for row in valued)
    return TableInput(table.name, table, tuple(rows), totals, tuple(about), kept=kept)


def live_names(sheet: Sheet) -> frozenset[str]:
    """The fields on which others hang: a change of one of them changes what the sheet shows."""
    names = {
        path[0] if path[0] != "form" else path[-1] for formula in _formulas(sheet) for path in formula.names
    }
    return frozenset(names)


def live_columns(table: Field) -> frozenset[str]:
    """The columns of a table on which other columns or the form hang; all of them count as live when a
    column is calculated.
    """
    return frozenset(
        path[0] for column in table.columns for formula in _of_field(column) for path in formula.names
    ) | (frozenset(one.name for one in table.columns if one.kind in ("money", "number", "integer", "area")))


def _formulas(sheet: Sheet) -> Iterable[Formula]:
    for section in sheet.sections:
        if isinstance(section.shown, Formula):
            yield section.shown
        for one in section.fields:
            yield from _of_field(one)
            for column in one.columns:
                yield from _of_field(column)
    for fact in sheet.facts:
        yield from (formula for _, formula in fact.match)


def _of_field(one: Field) -> Iterable[Formula]:
    for formula in (one.shown, one.required, one.calculated, one.minimum, one.maximum, one.where):
        if isinstance(formula, Formula):
            yield formula
