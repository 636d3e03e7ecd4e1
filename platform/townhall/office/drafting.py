"""Lets a clerk begin a matter and fill it in, with every keystroke kept by the server."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from townhall.engine import forms
from townhall.engine.scopes import SheetScope, TableRow
from townhall.engine.standing import Circumstances
from townhall.office.choosing import candidates
from townhall.office.commenting import first_words
from townhall.office.filling import typed_rows
from townhall.office.gathering import circumstances, gathered
from townhall.office.laying_out import draft_standing, draft_view
from townhall.office.own_drafts import Paper, own_paper
from townhall.office.starting import seat_to_start
from townhall.office.views import DraftRow, DraftView
from townhall.office.visiting import Visitor, in_force
from townhall.ports.archive import Archive, Overtaken
from townhall.ports.hall import Hall
from townhall.record.refusals import NotFound, SavedElsewhere
from townhall.record.submissions import Draft
from townhall.spec.fields import Field


def begin(hall: Hall, visitor: Visitor, form: str, unit: str) -> str:
    """Begin a draft; gives its id.

    Raises:
        NotFound: there is no such matter in this town.
        NotAllowed: the visitor may not start it at that unit.
    """
    with hall.archive() as archive:
        release, blueprint = in_force(hall, archive, visitor)
        if form not in blueprint.forms:
            raise NotFound
        seat = seat_to_start(blueprint, blueprint.forms[form], visitor, unit)
        draft = Draft(
            id=hall.names.new(),
            town=visitor.town,
            unit=unit,
            form=form,
            person=visitor.person.id,
            post=seat.post,
            raw={},
            saved_at=hall.now(),
            version=0,
        )

        def begun(given: Circumstances) -> dict[str, Any]:
            at = draft_standing(given, Paper(draft, None, release, blueprint), {})
            found = forms.defaults(at.sheet)
            at.world.settle()
            return found

        raw = gathered(archive, circumstances(hall, archive, blueprint), begun)
        return archive.save_draft(replace(draft, raw=raw)).id


def drafts(hall: Hall, visitor: Visitor) -> tuple[DraftRow, ...]:
    """One's own drafts, newest first."""
    with hall.archive(read_only=True) as archive:
        _, blueprint = in_force(hall, archive, visitor)
        return tuple(
            DraftRow(
                id=one.id,
                form=one.form,
                title=blueprint.forms[one.form].title,
                gist=first_words(blueprint.forms[one.form].sheet, one.raw),
                unit_title=blueprint.unit_title(one.unit),
                saved_at=one.saved_at,
                case=one.case,
            )
            for one in archive.drafts(visitor.person.id, visitor.town)
            if one.form in blueprint.forms
        )


def drop(hall: Hall, visitor: Visitor, draft: str) -> None:
    """Forget a draft."""
    with hall.archive() as archive:
        archive.drop_draft(draft, visitor.person.id)


def view(hall: Hall, visitor: Visitor, draft: str, typed: Mapping[str, Any] | None = None) -> DraftView:
    """A draft as inputs, without complaints yet; what was typed on a page stands over what is kept.

    Raises:
        NotFound: it is not one's own.
    """
    with hall.archive(read_only=True) as archive:
        paper = own_paper(hall, archive, visitor, draft)
        filled = replace(paper.draft, raw={**paper.draft.raw, **(typed or {})})
        return draft_view(hall, archive, visitor, replace(paper, draft=filled))


def save(hall: Hall, visitor: Visitor, draft: str, raw: Mapping[str, Any], version: int) -> DraftView:
    """Keep what was typed, whatever it is.

    Raises:
        NotFound: the draft is not one's own.
        SavedElsewhere: another device saved it since `version`.
    """
    with hall.archive() as archive:
        paper = typed_over(own_paper(hall, archive, visitor, draft), raw, version)
        return draft_view(hall, archive, visitor, keep(hall, archive, paper))


def typed_over(paper: Paper, raw: Mapping[str, Any], version: int) -> Paper:
    """What was typed over what was typed before; fields that were not sent (hidden now) keep theirs.

    Raises:
        SavedElsewhere: another device saved it since `version`.
    """
    if paper.draft.version != version:
        raise SavedElsewhere
    return replace(paper, draft=replace(paper.draft, raw={**paper.draft.raw, **raw}))


def keep(hall: Hall, archive: Archive, paper: Paper) -> Paper:
    """Keep a draft as it is now.

    Raises:
        SavedElsewhere: another device saved it since it was read.
    """
    try:
        kept = archive.save_draft(replace(paper.draft, saved_at=hall.now()))
    except Overtaken:
        raise SavedElsewhere from None
    return replace(paper, draft=kept)


def add_row(
    hall: Hall, visitor: Visitor, draft: str, raw: Mapping[str, Any], version: int, table: str
) -> DraftView:
    """Keep what was typed, with one more row in a table."""
    return save(hall, visitor, draft, {**raw, table: [*rows_of(raw, table), {}]}, version)


def remove_row(
    hall: Hall, visitor: Visitor, draft: str, raw: Mapping[str, Any], version: int, table: str, index: int
) -> DraftView:
    """Keep what was typed, without one row of a table."""
    rows = rows_of(raw, table)
    return save(hall, visitor, draft, {**raw, table: rows[:index] + rows[index + 1 :]}, version)


def rows_of(raw: Mapping[str, Any], table: str) -> list[Any]:
    """The rows of a table as they were typed."""
    rows = raw.get(table)
    return list(rows) if isinstance(rows, list | tuple) else []


def pick(hall: Hall, visitor: Visitor, draft: str, field: str, search: str) -> tuple[tuple[str, str], ...]:
    """What may be picked in a field (`budget_line`, or `labour.0.worker`) that fits what was typed.

    Raises:
        NotFound: it is not one's own draft, or has no such field.
    """
    with hall.archive(read_only=True) as archive:
        paper = own_paper(hall, archive, visitor, draft)
        name, _, cell = field.partition(".")
        row, _, column = cell.rpartition(".")
        found = paper.form.field(name)
        picked = found.column(column) if found and found.is_table else found
        if found is None or picked is None:
            raise NotFound
        raw = paper.with_submitted(hall.catalog).raw

        def offered(given: Circumstances) -> tuple[tuple[str, str], ...]:
            values, _ = forms.read(paper.form.sheet, raw, hall.catalog)
            at = draft_standing(given, paper, values)
            scope = _row(found, at.sheet, raw, row) if found.is_table else at.sheet
            options = candidates(archive, at, picked, scope, search.strip(), visitor.locale)
            at.world.settle()
            return options

        return gathered(archive, circumstances(hall, archive, paper.blueprint), offered)


def _row(table: Field, scope: SheetScope, raw: Mapping[str, Any], number: str) -> TableRow:
    """A row of a table, by its number on the page; one that was not kept yet is blank."""
    rows = enumerate(typed_rows(table, scope, raw))
    return next((row for place, (_, row, _) in rows if str(place) == number), TableRow(table, {}, scope, 0))
