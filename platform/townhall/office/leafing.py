"""Leafs through a case's long table, page by page, and hands all of it over as a workbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from townhall.engine.forms import field_value
from townhall.engine.standing import Circumstances, standing
from townhall.kernel.text import Text
from townhall.office.exporting import MOST, exported, note
from townhall.office.gathering import circumstances, gathered
from townhall.office.paging import PAGE, page_of, pages_of
from townhall.office.showing import FILES, Reader
from townhall.office.templating import SHAPES, Download
from townhall.office.unfolding import handles
from townhall.office.views import RowPage
from townhall.office.visiting import Visitor
from townhall.ports.archive import Archive
from townhall.ports.hall import Hall
from townhall.ports.workbooks import Cell, Column, Leaf
from townhall.record.cases import Case
from townhall.record.refusals import NotFound
from townhall.spec.fields import Field

Written = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class CaseTable:
    """A page of a case's table, and whose it is."""

    case: str
    matter_no: str
    form_title: Text
    rows: RowPage


def case_table(hall: Hall, visitor: Visitor, case: str, table: str, page: int) -> CaseTable:
    """One page of a table of a case, as this visitor may see it.

    Raises:
        NotFound: there is no such case in sight, or it has no such table.
    """
    with hall.archive(read_only=True) as archive:
        found, field, written = _table(hall, archive, visitor, case, table)
        page = min(max(page, 1), pages_of(len(written)))
        first = (page - 1) * PAGE

        def viewed(given: Circumstances) -> RowPage:
            reader = _reader(hall, visitor, found, given)
            shown = reader.table(field, written[first : first + PAGE])
            reader.world.settle()
            return page_of(shown, len(written), page)

        blueprint = hall.blueprints.of(archive, found.release)
        rows = gathered(archive, circumstances(hall, archive, blueprint), viewed)
        return CaseTable(found.id, found.matter_no, blueprint.forms[found.form].title, rows)


def exported_table(hall: Hall, visitor: Visitor, case: str, table: str) -> Download:
    """All rows of a case's table as a workbook, as this visitor may see them; secret columns are not in it.

    Raises:
        NotFound: there is no such case in sight, or it has no such table.
    """
    with hall.archive(read_only=True) as archive:
        found, field, written = _table(hall, archive, visitor, case, table)
        columns = [one for one in field.columns if not one.secret and one.kind not in FILES]
        locale = visitor.locale

        def rows(given: Circumstances) -> tuple[tuple[Cell, ...], ...]:
            reader = _reader(hall, visitor, found, given)
            cells = tuple(_cells(reader, columns, written[:MOST]))
            reader.world.settle()
            return cells

        blueprint = hall.blueprints.of(archive, found.release)
        cells = gathered(archive, circumstances(hall, archive, blueprint), rows)
        title = field.title.in_locale(locale)
        leaf = Leaf(
            title,
            tuple(Column(one.title.in_locale(locale), _shape(one)) for one in columns),
            cells,
            note(hall, visitor, len(cells), len(written) > MOST),
        )
        return Download(f"{found.matter_no}-{title}", (leaf,))


def _table(
    hall: Hall, archive: Archive, visitor: Visitor, id: str, table: str
) -> tuple[Case, Field, Written]:
    case = archive.case(id, visitor.sight)
    if case is None:
        raise NotFound
    field = hall.blueprints.of(archive, case.release).forms[case.form].field(table)
    if field is None or not field.is_table:
        raise NotFound
    return case, field, (case.values or {}).get(table) or ()


def _reader(hall: Hall, visitor: Visitor, case: Case, given: Circumstances) -> Reader:
    at = standing(given, case, actor=visitor.person.id)
    viewer = visitor.viewer(handles(visitor, case))
    return Reader(given.blueprint, hall.catalog, given.seating, at.world, viewer, visitor.locale)


def _shape(one: Field) -> Any:
    return "text" if one.many or one.names_somebody else SHAPES.get(one.kind, "text")


def _cells(reader: Reader, columns: Sequence[Field], written: Written) -> Iterator[tuple[Cell, ...]]:
    """Each row as cells: numbers and days as such where nothing of them is masked, all else in words."""
    writers = [None if _shape(one) != "text" else reader.writer(one) for one in columns]
    for row in written:
        values = [field_value(one, row.get(one.name), reader.catalog) for one in columns]
        yield tuple(
            exported(value) if write is None else write(value)
            for write, value in zip(writers, values, strict=True)
        )
