"""Lists the sheets that may be taken along to where there is no network, and gives each as it goes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from townhall.office.commenting import first_words
from townhall.office.laying_out import draft_view
from townhall.office.own_drafts import Paper, mending_id, own_paper
from townhall.office.views.away import AwayRow, AwaySheet
from townhall.office.visiting import Visitor, in_force
from townhall.ports.archive import Archive
from townhall.ports.hall import Hall
from townhall.record.refusals import NotFound
from townhall.spec.fields import Sheet

MOST = 200
"""How many of the matters that wait to be filled in are looked at."""


def sheets(hall: Hall, visitor: Visitor) -> tuple[AwayRow, ...]:
    """What is asked of the visitor and may be filled in without a network, then their own drafts of such."""
    with hall.archive(read_only=True) as archive:
        asked = tuple(_asked(hall, archive, visitor))
        _, blueprint = in_force(hall, archive, visitor)
        own = tuple(
            AwayRow(
                draft=one.id,
                title=blueprint.forms[one.form].title,
                gist=first_words(blueprint.forms[one.form].sheet, one.raw),
                matter_no="",
                unit_title=blueprint.unit_title(one.unit),
                due=None,
            )
            for one in archive.drafts(visitor.person.id, visitor.town)
            if one.case is None and one.form in blueprint.forms and blueprint.forms[one.form].works_offline
        )
    return asked + own


def _asked(hall: Hall, archive: Archive, visitor: Visitor) -> list[AwayRow]:
    rows = archive.tasks(visitor.sight, kinds=("mend",), limit=MOST)
    blueprints = {row.release: hall.blueprints.of(archive, row.release) for row in rows}
    rows = tuple(row for row in rows if blueprints[row.release].forms[row.form].works_offline)
    cases = archive.seen_cases({row.task.case for row in rows}, visitor.sight)
    return [
        AwayRow(
            draft=mending_id(cases[row.task.case], visitor.person.id),
            title=blueprints[row.release].forms[row.form].title,
            gist=row.gist,
            matter_no=row.matter_no,
            unit_title=blueprints[row.release].unit_title(row.case_unit),
            due=row.task.due,
        )
        for row in rows
        if row.task.case in cases
    ]


def sheet(hall: Hall, visitor: Visitor, draft: str) -> AwaySheet:
    """One sheet as it goes along.

    Raises:
        NotFound: it is not one's own, or may not be filled in without a network.
    """
    with hall.archive(read_only=True) as archive:
        paper = own_paper(hall, archive, visitor, draft)
        if not paper.form.works_offline:
            raise NotFound
        view = draft_view(hall, archive, visitor, _with_blank_rows(hall, paper), hides=False)
        return AwaySheet(view, paper.release, frozenset(_surely_required(paper.form.sheet)))


def _surely_required(sheet: Sheet) -> Iterator[str]:
    """The places that are required whatever else is filled in: what a phone can tell by itself."""
    for section in sheet.sections:
        for one in section.fields if section.shown is True else ():
            if one.required is True and one.shown is True:
                yield one.name
            for column in one.columns:
                if column.required is True and column.shown is True:
                    yield f"{one.name}.{column.name}"


def _with_blank_rows(hall: Hall, paper: Paper) -> Paper:
    """The draft with one more row in each table: what the phone adds rows from."""
    raw = dict(paper.with_submitted(hall.catalog).raw)
    for one in paper.form.sheet.fields:
        if one.is_table:
            rows = raw.get(one.name)
            raw[one.name] = [*rows, {}] if isinstance(rows, list | tuple) else [{}]
    return replace(paper, draft=replace(paper.draft, raw=raw))
