"""Lets a clerk hand a matter in: everything checked at once, everything kept together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from townhall.engine import chains, forms
from townhall.engine.complaints import complaints
from townhall.engine.saying import sentence
from townhall.engine.standing import Circumstances, standing
from townhall.office import following
from townhall.office.attaching import known_files, named_files, no_pictures, strangers, vouched
from townhall.office.drafting import keep, typed_over
from townhall.office.gathering import circumstances, gathered, informed
from townhall.office.insisting import insisting
from townhall.office.kept_rows import Kept, has_kept, kept_rows, look_up, with_kept
from townhall.office.laying_out import draft_view
from townhall.office.numbering import matter_number
from townhall.office.own_drafts import Paper, own_paper, unborn
from townhall.office.starting import seat_to_start
from townhall.office.views import DraftView
from townhall.office.visiting import Visitor
from townhall.ports.archive import Archive
from townhall.ports.hall import Hall
from townhall.record.cases import Case
from townhall.record.moves import Move
from townhall.record.refusals import NotAllowed, NotFound
from townhall.record.submissions import Complaint, Draft
from townhall.record.trail import Actor

Read = tuple[Mapping[str, Any], tuple[Complaint, ...]]
"""What was typed as engine values, and what of it could not be read."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A filled form: what is wrong with it, or all that a case needs of it."""

    complaints: tuple[Complaint, ...]
    values: Mapping[str, Any]
    gist: str
    amount: int | None

    @property
    def is_good(self) -> bool:
        """Whether nothing but warnings stands in the way."""
        return all(one.warns for one in self.complaints)


def submit(hall: Hall, visitor: Visitor, draft: str, raw: Mapping[str, Any], version: int) -> str | DraftView:
    """Hand a draft in; gives the case's id, or the draft with everything that is wrong with it.

    Handing in twice has one effect: the draft is used up, and its id is the case's.

    Raises:
        NotFound: it is not one's own draft.
        NotAllowed: the visitor no longer holds the post it was begun at, or it may not start this any more.
        SavedElsewhere, Stale: another device saved the draft, or the case moved, since.
    """

    def handed_in() -> str | DraftView:
        with hall.archive() as archive:
            return submitted(hall, archive, visitor, draft, raw, version, {})

    return insisting(handed_in)


def submitted(
    hall: Hall,
    archive: Archive,
    visitor: Visitor,
    id: str,
    raw: Mapping[str, Any],
    version: int,
    told: Mapping[str, Any],
) -> str | DraftView:
    """Hand a draft in, in a unit of work of the caller's; `told` is kept in the event that does.

    Raises:
        Overtaken: others came between; and what `submit` raises.
    """
    try:
        paper = own_paper(hall, archive, visitor, id)
    except NotFound:
        earlier = _case_of(archive, visitor, id)
        if earlier is None:
            raise
        return earlier.id
    if visitor.seat_at(paper.draft.post, paper.draft.unit) is None:
        raise NotAllowed
    paper = typed_over(paper, raw, version)
    case, form = paper.case, paper.form
    if case is None:
        seat_to_start(paper.blueprint, form, visitor, paper.draft.unit)
    own = paper.with_submitted(hall.catalog)
    given = circumstances(hall, archive, paper.blueprint)
    number = case.matter_no if case else ""
    kept = kept_rows(archive, hall.catalog, paper)
    typed = _typed(own, given, kept)
    checked, given = informed(archive, given, lambda now: _checked(now, own, case, number, typed))
    named = tuple(named_files(form.sheet, checked.values))
    known = known_files(archive, visitor, named)
    stray = strangers(known, named, own.id, case.id if case else None)
    stray += no_pictures(known, form.sheet, named)
    if stray or not checked.is_good:
        return draft_view(hall, archive, visitor, keep(hall, archive, paper), (*checked.complaints, *stray))
    if own.version == 0:  # a draft that nobody kept yet cannot be used up
        keep(hall, archive, paper)
    move = _opening(archive, own, kept, checked, paper, given, told)
    return following.keep(hall, archive, vouched(known, move), given).id


def _opening(
    archive: Archive,
    draft: Draft,
    kept: Kept,
    found: Checked,
    paper: Paper,
    given: Circumstances,
    told: Mapping[str, Any],
) -> Move:
    """What opens a case from a draft that was found good, or hands a returned one in again."""
    day, form, case = given.now.date(), paper.form, paper.case
    number = case.matter_no if case else matter_number(archive, draft.town, form.code, day)
    shows_number = any(one.auto is not None for one in form.sheet.fields)
    actor = Actor(draft.person, draft.post, draft.unit)

    def moved(now: Circumstances) -> Move:
        # What was found good has no number yet, which only a field that shows it can tell.
        checked = _checked(now, draft, case, number, _typed(draft, now, kept)) if shows_number else found
        body = {**told, "values": checked.values, "gist": checked.gist}
        if case is not None:
            restarts = forms.restarting(form.sheet, case.values or {}, checked.values)
            move = chains.resubmit(now, case, actor, body, restarts)
        else:
            opening = {
                **body,
                "town": draft.town,
                "form": draft.form,
                "release": paper.release,
                "matter_no": number,
                "unit": draft.unit,
                "opened_on": day.isoformat(),
            }
            move = chains.submit(now, draft.id, actor, opening)
        return replace(
            move,
            attachments=tuple(id for _, id in named_files(form.sheet, checked.values)),
            amount=checked.amount,
            draft=draft.id,
            had_batches=any(one.importable for one in form.sheet.fields),
        )

    return gathered(archive, given, moved)


def handed_in_as(hall: Hall, visitor: Visitor, draft: str) -> str | None:
    """The case that the visitor's own draft became when they handed it in; None where they handed in none."""
    with hall.archive(read_only=True) as archive:
        case = _case_of(archive, visitor, draft)
    return case.id if case and visitor.person.id in case.submitters else None


def _case_of(archive: Archive, visitor: Visitor, draft: str) -> Case | None:
    return archive.case(draft.partition(".")[0], visitor.sight)


def _typed(draft: Draft, given: Circumstances, kept: Kept) -> Read:
    typed, unread = forms.read(given.blueprint.forms[draft.form].sheet, draft.raw, given.catalog)
    return with_kept(typed, kept), unread


def _checked(given: Circumstances, draft: Draft, case: Case | None, number: str, typed: Read) -> Checked:
    form = given.blueprint.forms[draft.form]
    values, unread = {**typed[0]}, typed[1]
    for one in form.sheet.fields:
        if one.auto is not None:
            values[one.name] = number or None
    at = standing(given, case or unborn(given, draft), values, actor=draft.person)
    if has_kept(form.sheet, values):
        look_up(at.sheet)
    wrong = complaints(at.sheet, given.catalog, unread)
    written = forms.to_json(at.sheet, given.catalog)
    gist = sentence(form.gist, at.sheet) if form.gist else form.title.zh
    at.world.settle()
    return Checked(wrong, written, gist[:200], form.amount_of(written))
