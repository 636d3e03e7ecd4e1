"""Lets a clerk begin a matter and fill it in, with every keystroke kept by the server."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from townhall.engine import forms
from townhall.engine.scopes import SheetScope, TableRow
from townhall.engine.standing import Circumstances, Standing, standing
from townhall.kernel.text import Locale, Text
from townhall.office.choosing import candidates, without_strays
from townhall.office.commenting import first_words, so_far, sound
from townhall.office.filling import sheet_input
from townhall.office.gathering import circumstances, gathered
from townhall.office.showing import Reader
from townhall.office.views import AttachmentView, Category, DraftRow, DraftView, Matter
from townhall.office.visiting import Visitor, asked_seat, in_force
from townhall.ports.archive import Archive, Overtaken
from townhall.ports.hall import Hall
from townhall.record.cases import INITIATOR, Case
from townhall.record.people import Seat
from townhall.record.refusals import NotAllowed, NotFound, Refused, SavedElsewhere
from townhall.record.submissions import Complaint, Draft
from townhall.record.trail import Actor
from townhall.spec.blueprint import Blueprint
from townhall.spec.fields import Field
from townhall.spec.forms import Form

MOST_PASTED = 500


def categories(hall: Hall, visitor: Visitor) -> tuple[Category, ...]:
    """What the visitor may start, by category."""
    with hall.archive(read_only=True) as archive:
        _, blueprint = in_force(hall, archive, visitor)
    found: dict[str, list[Matter]] = {}
    for form in blueprint.forms.values():
        units = tuple(
            dict.fromkeys(
                (seat.unit, blueprint.unit_titles[seat.unit])
                for seat in _starting_seats(blueprint, form, visitor)
            )
        )
        if units:
            found.setdefault(form.pack, []).append(
                Matter(form.name, form.title, form.code, form.pack, units, form.guide.who)
            )
    return tuple(
        Category(name, pack.title, tuple(found[name]))
        for name, pack in blueprint.packs.items()
        if name in found
    )


def _starting_seats(blueprint: Blueprint, form: Form, visitor: Visitor) -> Iterable[Seat]:
    kinds = {one.code: one.kind for one in blueprint.town.units}
    for seat in visitor.seats:
        if seat.post in form.start.posts and kinds.get(seat.unit) in form.start.at:
            yield seat


def begin(hall: Hall, visitor: Visitor, form: str, unit: str) -> str:
    """Begin a draft; gives its id.

    Raises:
        NotFound: there is no such matter in this town.
        NotAllowed: the visitor may not start it at that unit.
    """
    with hall.archive() as archive:
        _, blueprint = in_force(hall, archive, visitor)
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
            at = _standing(given, draft, {}, None)
            found = forms.defaults(at.sheet)
            at.world.settle()
            return found

        raw = gathered(archive, circumstances(hall, archive, blueprint), begun)
        return archive.save_draft(replace(draft, raw=raw)).id


def seat_to_start(blueprint: Blueprint, form: Form, visitor: Visitor, unit: str) -> Seat:
    """The seat from which the visitor may start a matter at a unit.

    Raises:
        NotAllowed: there is none.
    """
    for seat in _starting_seats(blueprint, form, visitor):
        if seat.unit == unit:
            return seat
    raise NotAllowed


def with_submitted(hall: Hall, draft: Draft, form: Form, case: Case | None) -> Draft:
    """A draft that mends a case, its untouched fields filled with what was submitted."""
    if case is None or case.values is None:
        return draft
    values = forms.from_json(form.sheet, case.values, hall.catalog)
    return replace(draft, raw={**forms.as_typed(form.sheet, values, hall.catalog), **draft.raw})


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
        own = own_draft(archive, visitor, draft)
        return draft_view(hall, archive, visitor, replace(own, raw={**own.raw, **(typed or {})}))


def own_draft(archive: Archive, visitor: Visitor, draft: str) -> Draft:
    """The visitor's own draft.

    Raises:
        NotFound: it is not one's own.
    """
    found = archive.draft(draft, visitor.person.id) or _mending(archive, visitor, draft)
    if found is None or found.town != visitor.town:
        raise NotFound
    return found


def mending_id(case: Case, person: str) -> str:
    """The id of the draft in which a person mends a returned case; a successor begins one of their own."""
    own = f"{case.id}.{case.returns}"
    return own if person == case.initiator.person else f"{own}.{person}"


def _mending(archive: Archive, visitor: Visitor, id: str) -> Draft | None:
    """A returned case as a fresh draft for whoever mends it: what was submitted, to be typed over."""
    case = archive.case(id.partition(".")[0], visitor.sight)
    run = case.open_run(INITIATOR) if case else None
    if case is None or run is None or asked_seat(visitor, run) is None:
        return None
    if id != mending_id(case, visitor.person.id):
        return None
    return Draft(
        id=id,
        town=case.town,
        unit=case.unit,
        form=case.form,
        person=visitor.person.id,
        post=case.initiator.post,
        raw={},
        saved_at=run.opened_at,
        version=0,
        case=case.id,
    )


def save(hall: Hall, visitor: Visitor, draft: str, raw: Mapping[str, Any], version: int) -> DraftView:
    """Keep what was typed, whatever it is.

    Raises:
        NotFound: the draft is not one's own.
        SavedElsewhere: another device saved it since `version`.
    """
    with hall.archive() as archive:
        kept = keep(hall, archive, own_draft(archive, visitor, draft), raw, version)
        return draft_view(hall, archive, visitor, kept)


def keep(hall: Hall, archive: Archive, draft: Draft, raw: Mapping[str, Any], version: int) -> Draft:
    """Keep what was typed over what was typed before; fields that were not sent (hidden now) keep theirs.

    Raises:
        SavedElsewhere: another device saved it since `version`.
    """
    try:
        return archive.save_draft(
            replace(draft, raw={**draft.raw, **raw}, version=version, saved_at=hall.now())
        )
    except Overtaken:
        raise SavedElsewhere from None


def add_row(
    hall: Hall, visitor: Visitor, draft: str, raw: Mapping[str, Any], version: int, table: str
) -> DraftView:
    """Keep what was typed, with one more row in a table."""
    return save(hall, visitor, draft, {**raw, table: [*_rows(raw, table), {}]}, version)


def remove_row(
    hall: Hall, visitor: Visitor, draft: str, raw: Mapping[str, Any], version: int, table: str, index: int
) -> DraftView:
    """Keep what was typed, without one row of a table."""
    rows = _rows(raw, table)
    return save(hall, visitor, draft, {**raw, table: rows[:index] + rows[index + 1 :]}, version)


def paste_rows(
    hall: Hall, visitor: Visitor, draft: str, raw: Mapping[str, Any], version: int, table: str, text: str
) -> DraftView:
    """Keep what was typed, with rows pasted from a workbook (tab-separated) added to a table.

    A first line naming columns by title puts cells under them; otherwise cells fill the columns that can
    be typed, in order. Choices may be pasted by title.

    Raises:
        Refused: more than 500 lines at once.
    """
    with hall.archive(read_only=True) as archive:
        own = own_draft(archive, visitor, draft)
        field = form_of(draft_blueprint(hall, archive, visitor, own)[1], own).field(table)
    if field is None or not field.is_table:
        raise NotFound
    lines = _cells(text)
    if len(lines) > MOST_PASTED:
        raise Refused(
            Text(f"一次最多粘贴{MOST_PASTED}行。", f"No more than {MOST_PASTED} lines can be pasted at once.")
        )
    rows = [row for row in _rows(raw, table) if not forms.is_blank(row)]
    return save(
        hall, visitor, draft, {**raw, table: [*rows, *_pasted(field, lines, visitor.locale)]}, version
    )


def _cells(text: str) -> list[list[str]]:
    """The cells of what was copied from a workbook, line by line; empty lines are none.

    Raises:
        Refused: it cannot be told apart into cells.
    """
    try:
        lines = list(csv.reader(io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n")), delimiter="\t"))
    except csv.Error as failed:
        raise Refused(
            Text("粘贴的内容不是表格，请重新复制。", "What was pasted is no table; copy it again.")
        ) from failed
    return [line for line in lines if any(cell.strip() for cell in line)]


def _pasted(table: Field, lines: list[list[str]], locale: Locale) -> list[dict[str, str]]:
    typed = [one for one in table.columns if one.calculated is None]
    if not lines:
        return []
    titles = {one.title.in_locale(locale): one for one in typed}
    head = [titles.get(cell.strip()) for cell in lines[0]]
    named = any(head)
    columns: list[Field | None] = head if named else list(typed)
    return [
        {
            column.name: _option_named(column, cell.strip(), locale)
            for column, cell in zip(columns, line, strict=False)
            if column is not None
        }
        for line in lines[1 if named else 0 :]
    ]


def _option_named(column: Field, cell: str, locale: Locale) -> str:
    return next((option.name for option in column.options if option.title.in_locale(locale) == cell), cell)


def _rows(raw: Mapping[str, Any], table: str) -> list[Any]:
    rows = raw.get(table)
    return list(rows) if isinstance(rows, list | tuple) else []


def pick(hall: Hall, visitor: Visitor, draft: str, field: str, search: str) -> tuple[tuple[str, str], ...]:
    """What may be picked in a field (`budget_line`, or `labour.0.worker`) that fits what was typed.

    Raises:
        NotFound: it is not one's own draft, or has no such field.
    """
    with hall.archive(read_only=True) as archive:
        own = own_draft(archive, visitor, draft)
        _, blueprint = draft_blueprint(hall, archive, visitor, own)
        table, _, column = field.partition(".")
        found = form_of(blueprint, own).field(table)
        picked = found.column(column.rpartition(".")[2]) if found and found.is_table else found
        if picked is None:
            raise NotFound

        def offered(given: Circumstances) -> tuple[tuple[str, str], ...]:
            at = _standing(given, own, _values(hall, given, own), draft_case(archive, visitor, own))
            options = candidates(archive, at, picked, at.sheet, search.strip(), visitor.locale)
            at.world.settle()
            return options

        return gathered(archive, circumstances(hall, archive, blueprint), offered)


# -- views -----------------------------------------------------------------------------------------------


def draft_blueprint(hall: Hall, archive: Archive, visitor: Visitor, draft: Draft) -> tuple[str, Blueprint]:
    """The definitions a draft is filled under: today's, or those of the returned case it mends."""
    case = draft_case(archive, visitor, draft)
    if case is not None:
        return case.release, hall.blueprints.of(archive, case.release)
    return in_force(hall, archive, visitor)


def form_of(blueprint: Blueprint, draft: Draft) -> Form:
    """The form a draft fills in.

    Raises:
        NotFound: the town has given the matter up since.
    """
    form = blueprint.forms.get(draft.form)
    if form is None:
        raise NotFound
    return form


def draft_case(archive: Archive, visitor: Visitor, draft: Draft) -> Case | None:
    """The returned case a draft mends."""
    return archive.case(draft.case, visitor.sight) if draft.case else None


def draft_view(
    hall: Hall, archive: Archive, visitor: Visitor, draft: Draft, complaints: tuple[Complaint, ...] = ()
) -> DraftView:
    """A draft as inputs, with complaints beside them."""
    _, blueprint = draft_blueprint(hall, archive, visitor, draft)
    form = form_of(blueprint, draft)
    case = draft_case(archive, visitor, draft)
    draft = with_submitted(hall, draft, form, case)
    attachments = attachment_finder(archive, visitor)
    values, unread = forms.read(form.sheet, draft.raw, hall.catalog)

    def viewed(given: Circumstances) -> DraftView:
        at = _standing(given, draft, values, case)
        said = complaints or so_far(at.sheet, unread, hall.catalog)
        at = replace(at, values=sound(at.values, said))
        reader = Reader(blueprint, hall.catalog, given.seating, at.world, "self", visitor.locale, attachments)
        options = option_finder(archive, at, visitor.locale)
        sheet = sheet_input(at.sheet, draft.raw, said, reader, options)
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
            path=tuple(step.title for step in blueprint.chain_of(form.name).steps),
            refused=tuple(one.name for one in complaints if not one.warns),
        )

    return gathered(archive, circumstances(hall, archive, blueprint), viewed)


def _return_reason(archive: Archive, case: Case) -> str:
    for event in reversed(archive.events(case.id)):
        if event.kind == "returned":
            return str(event.body["reason"])
    return ""


def option_finder(archive: Archive, at: Standing, locale: Locale) -> Any:
    """What `filling.sheet_input` asks for the options of pickers; equal questions are asked once."""
    asked: dict[tuple[str, ...], tuple[tuple[str, str], ...]] = {}

    def options(field: Field, scope: SheetScope | TableRow) -> tuple[tuple[str, str], ...]:
        key = (field.kind, field.to or "", field.holds or "", field.where.source if field.where else "")
        if key not in asked:
            asked[key] = candidates(archive, at, field, scope, "", locale)
        return asked[key]

    return options


def attachment_finder(archive: Archive, visitor: Visitor) -> Any:
    """What readers ask for a file's name and size."""

    def found(id: str) -> AttachmentView | None:
        one = archive.attachment(id, visitor.sight)
        return None if one is None else AttachmentView(one.id, one.name, one.media_type, one.size)

    return found


def _values(hall: Hall, given: Circumstances, draft: Draft) -> Mapping[str, Any]:
    return forms.read(given.blueprint.forms[draft.form].sheet, draft.raw, hall.catalog)[0]


def _standing(given: Circumstances, draft: Draft, values: Mapping[str, Any], case: Case | None) -> Standing:
    at = standing(given, case or unborn(given, draft), values, actor=draft.person)
    return replace(at, values=without_strays(at.sheet, values))


def unborn(given: Circumstances, draft: Draft) -> Case:
    """The case a draft would open, before it is opened."""
    return Case(
        id="",
        town=draft.town,
        form=draft.form,
        release="",
        matter_no="",
        unit=draft.unit,
        initiator=Actor(draft.person, draft.post, draft.unit),
        opened_at=given.now,
        opened_on=given.now.date(),
    )
