"""What does a draft look like as inputs, with what may be picked in them?"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from townhall.engine import forms
from townhall.engine.scopes import SheetScope, TableRow
from townhall.engine.standing import Circumstances, Standing, standing
from townhall.engine.world import judged
from townhall.kernel.text import Locale, Text
from townhall.office.attaching import file_views, named_files
from townhall.office.choosing import candidates, without_strays
from townhall.office.commenting import so_far, sound
from townhall.office.filling import Options, sheet_input
from townhall.office.gathering import circumstances, gathered
from townhall.office.kept_rows import kept_rows, with_kept
from townhall.office.own_drafts import Paper, unborn
from townhall.office.showing import Reader
from townhall.office.status import is_spared
from townhall.office.views import DraftView
from townhall.office.visiting import Visitor
from townhall.ports.archive import Archive
from townhall.ports.hall import Hall
from townhall.record.cases import INITIATOR, Case
from townhall.record.submissions import Complaint
from townhall.spec.chains import Step
from townhall.spec.fields import Field


def draft_view(
    hall: Hall,
    archive: Archive,
    visitor: Visitor,
    paper: Paper,
    complaints: tuple[Complaint, ...] = (),
    *,
    hides: bool = True,
) -> DraftView:
    """A draft as inputs, with complaints beside them; all of them where nothing `hides` what is not shown."""
    blueprint, form, case = paper.blueprint, paper.form, paper.case
    draft = paper.with_submitted(hall.catalog)
    typed, unread = forms.read(form.sheet, draft.raw, hall.catalog)
    values = with_kept(typed, kept_rows(archive, hall.catalog, paper))
    attachments = file_views(archive, visitor, named_files(form.sheet, values))

    def viewed(given: Circumstances) -> DraftView:
        at = draft_standing(given, replace(paper, draft=draft), values)
        _ask_ahead(at)
        said = complaints or so_far(at.sheet, unread, hall.catalog)
        at = _over(at, sound(at.values, said))
        _ask_ahead(at)
        reader = Reader(
            blueprint, hall.catalog, given.seating, at.world, "self", visitor.locale, attachments.get
        )
        options = option_finder(archive, at, visitor.locale)
        sheet = sheet_input(at.sheet, draft.raw, said, reader, options, hides=hides)
        path = tuple(_ahead(at, blueprint.chain_of(form.name).steps))
        at.world.settle()
        returned = case.last_run(INITIATOR) if case else None
        return DraftView(
            id=draft.id,
            version=draft.version,
            form=form.name,
            title=form.title,
            code=form.code,
            unit=draft.unit,
            unit_title=blueprint.unit_title(draft.unit),
            sheet=sheet,
            saved_at=draft.saved_at,
            case=draft.case,
            return_reason=_return_reason(archive, case) if case and returned else "",
            path=path,
            refused=tuple(one.name for one in complaints if not one.warns),
            works_offline=form.works_offline,
        )

    return gathered(archive, circumstances(hall, archive, blueprint), viewed)


def _ahead(
    at: Standing, steps: Iterable[Step], is_within_spared: bool = False
) -> Iterator[tuple[Text, bool]]:
    """The steps ahead, those of inserted chains too, and whether what is filled in spares them."""
    for step in steps:
        spared = is_within_spared or is_spared(at, step)
        if step.verb == "steps":
            yield from _ahead(at, step.steps, spared)
        else:
            yield step.title, spared


def _ask_ahead(at: Standing) -> None:
    """Ask for whatever is still to be fetched before more is made of the sheet: it would be made for nothing.

    Who must come again anyway asks at once for what the sheet's demands will need, too.
    """
    scope = at.sheet
    for one in scope.sheet.fields:
        if one.calculated is not None and scope.is_shown(one.name):
            scope.value(one.name)
    if at.world.missing:
        for demand in scope.sheet.must:
            judged(demand.that, scope)
    at.world.settle()


def draft_standing(given: Circumstances, paper: Paper, values: Mapping[str, Any]) -> Standing:
    """What a draft's formulas see, without what may not be picked in it."""
    draft = paper.draft
    at = standing(given, paper.case or unborn(given, draft), values, actor=draft.person)
    return _over(at, without_strays(at.sheet, values))


def _over(at: Standing, values: Mapping[str, Any]) -> Standing:
    """A standing over these values; the one there is, with all it worked out, where they are its own."""
    return at if values is at.values else replace(at, values=values)


def _return_reason(archive: Archive, case: Case) -> str:
    returned = archive.events(case.id, kind="returned")
    return str(returned[-1].body["reason"]) if returned else ""


def option_finder(archive: Archive, at: Standing, locale: Locale) -> Options:
    """What `filling.sheet_input` asks for the options of pickers; equal questions are asked once."""
    asked: dict[tuple[Hashable, ...], tuple[tuple[str, str], ...]] = {}

    def options(field: Field, scope: SheetScope | TableRow) -> tuple[tuple[str, str], ...]:
        where = field.where.source if field.where else ""
        key = (field.kind, field.to, field.holds, where, *_of_row(field, scope))
        if key not in asked:
            asked[key] = candidates(archive, at, field, scope, "", locale)
        return asked[key]

    return options


def _of_row(field: Field, scope: SheetScope | TableRow) -> tuple[Hashable, ...]:
    """What tells a row's question from that of other rows: nothing, unless its `where` looks at the row."""
    if field.where is None or not isinstance(scope, TableRow):
        return ()
    columns, facts = scope.table.columns, scope.table.facts
    own = {"this", *(one.name for one in columns), *(one.name for one in facts)}
    if own.isdisjoint(path[0] for path in field.where.names):
        return ()
    return (scope.table.name, *sorted(scope.values.items()))
