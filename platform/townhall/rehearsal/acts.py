"""How is each act of a scenario done on the real office?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from townhall.engine import forms
from townhall.engine.standing import standing
from townhall.kernel import durations
from townhall.kernel.text import Text
from townhall.kernel.values import Duration
from townhall.office import deciding, drafting, objecting, submitting, visiting, working
from townhall.office.gathering import circumstances
from townhall.office.own_drafts import mending_id
from townhall.record.cases import INITIATOR, Case, Run
from townhall.record.refusals import NotAllowed, Refused
from townhall.record.trail import SYSTEM
from townhall.rehearsal.casting import Unplayable
from townhall.rehearsal.dossiers import typed
from townhall.rehearsal.stage import Stage, asked
from townhall.spec.scenarios import Play


def submit(stage: Stage, one: Play) -> None:
    """Hand in the specimen dossier of a form, with what is written differently."""
    visitor = stage.visitor(asked(one, "by"))
    form = str(one.what).rpartition("/")[2]
    try:
        draft = drafting.begin(stage.hall, visitor, form, stage.unit)
    except NotAllowed:
        raise NotAllowed(_why_not_here(stage, visitor, asked(one, "by"), form)) from None
    written = {**stage.production.examples.get(form, {}), **one.keys.get("with", {})}
    raw = typed(stage.blueprint.forms[form].sheet, written, stage.attach(visitor, draft), stage.cast.holder)
    _handed_in(stage, submitting.submit(stage.hall, visitor, draft, raw, 1), one)


def _why_not_here(stage: Stage, visitor: visiting.Visitor, by: str, form: str) -> Text:
    """Why a post may not start a matter at the scenario's unit, and which unit would do."""
    blueprint = stage.blueprint
    start, posts = blueprint.forms[form].start, blueprint.posts
    kinds = {one.code: one.kind for one in blueprint.town.units}
    fit = [one.unit for one in visitor.seats if one.post in start.posts and kinds.get(one.unit) in start.at]
    other = [code for code, kind in kinds.items() if kind in start.at]
    instead, unit = next(iter(fit or other), stage.unit), blueprint.unit_titles[stage.unit]
    post = posts[by.partition("#")[0].partition(".")[0]]
    named = [posts[name].title for name in start.posts if name in posts]
    return Text(
        f"“{by}”（{post.title.zh}）不能在{unit.zh}（{stage.unit}）发起此事：只有"
        f"{'、'.join(one.zh for one in named)}可在{'、'.join(start.at)}发起。"
        f'请改by，或在情景里写明单位，如unit: "{instead}"。',
        f"'{by}' ({post.title.en}) may not start this at {unit.en} ({stage.unit}): only"
        f" {', '.join(one.en for one in named)} may, at {', '.join(start.at)}. Change by, or name the unit"
        f' in the scenario, such as unit: "{instead}".',
    )


def fill(stage: Stage, one: Play) -> None:
    """Whoever is asked hands in a matter that was begun for them: what it begins with stands."""
    visitor, form = stage.visitor(asked(one, "by")), str(one.what).rpartition("/")[2]
    case = stage.begun(form, visitor)
    sheet, draft = stage.blueprint.forms[form].sheet, mending_id(case, visitor.person.id)
    specimen = stage.production.examples.get(form, {})
    # A table that begins with rows of a fact still waits for what is found of each.
    begun = {one.name for one in sheet.fields if one.rows_from is not None}
    known = {name for name, value in (case.values or {}).items() if value not in (None, "", [])} - begun
    written = {name: value for name, value in specimen.items() if name not in known}
    view = drafting.view(stage.hall, visitor, draft)
    attach = stage.attach(visitor, draft)
    raw = typed(sheet, {**written, **one.keys.get("with", {})}, attach, stage.cast.holder)
    stage.case = case.id
    _handed_in(stage, submitting.submit(stage.hall, visitor, draft, raw, view.version), one)


def edit(stage: Stage, one: Play) -> None:
    """Whoever started a returned case mends it and hands it in again."""
    case = stage.standing_case()
    by_hand = case.initiator.person != SYSTEM.person
    person = case.initiator.person if by_hand else case.mended_by[-1]
    visitor, draft = stage.visitor_of(person), mending_id(case, person)
    view = drafting.save(stage.hall, visitor, draft, {}, 0)
    raw = typed(
        stage.blueprint.forms[case.form].sheet, one.what, stage.attach(visitor, draft), stage.cast.holder
    )
    _handed_in(stage, submitting.submit(stage.hall, visitor, draft, raw, view.version), one)


def _handed_in(stage: Stage, result: Any, one: Play) -> None:
    if isinstance(result, str):
        stage.case = result
        stage.named[str(one.keys.get("as", ""))] = result
    else:
        stage.is_refused, stage.refused = True, result.refused


def decide(stage: Stage, one: Play) -> None:
    """One person, or everyone of a post who has not answered yet, makes a choice."""
    by = asked(one, "by")
    people = _everyone(stage, by) if one.keys.get("everyone") else [stage.cast.holder(by)]
    for person in people:
        _decided(stage, person, str(one.what), one)


def _everyone(stage: Stage, by: str) -> list[str]:
    runs = stage.standing_case().open_runs
    answered = {decision.actor.person for run in runs for decision in run.decisions}
    return [one for one in stage.cast.holders(by) if one not in answered]


def answer(stage: Stage, one: Play) -> None:
    """Enter by hand what a hook would have answered."""
    _decided(stage, stage.cast.holder(asked(one, "by")), asked(one, "outcome"), one)


def _decided(stage: Stage, person: str, choice: str, one: Play) -> None:
    visitor = stage.visitor_of(person)
    case = stage.standing_case()
    run = _run(case, visitor, one.keys.get("at"))
    step = stage.blueprint.chain_of(case.form).step(run.step)
    raw = typed(step.sheet, one.keys.get("fields", {}), stage.attach(visitor, case.id), stage.cast.holder)
    result = deciding.decide(
        stage.hall,
        visitor,
        case.id,
        step.path,
        choice,
        seq=case.seq,
        reason=str(one.keys.get("reason", "")),
        raw={**_defaults(stage, case, step.path), **raw},
        to=one.keys.get("to"),
    )
    if isinstance(result, deciding.Undecided):
        stage.is_refused, stage.refused = True, result.refused


def _defaults(stage: Stage, case: Case, step: str) -> dict[str, Any]:
    """What the page would show already filled in at a step."""
    with stage.hall.archive(read_only=True) as archive:
        given = circumstances(stage.hall, archive, stage.blueprint)
    at = standing(given, case)
    return forms.defaults(at.step_scope(stage.blueprint.chain_of(case.form).step(step)))


def _run(case: Case, visitor: visiting.Visitor, at: str | None) -> Run:
    """The step a person acts at: the one named, or the first that asks them, or that asks anybody."""
    mine = (
        run
        for run in case.open_runs
        if run.step != INITIATOR
        and (at is None or run.step == at or run.step.endswith(f".{at}"))
        and visiting.asked_seat(visitor, run) is not None
    )
    found = next(mine, None) or next((run for run in case.open_runs if run.asks), None)
    if found is None:
        raise Refused(Text("此件没有等待办理的环节。", "Nothing of this case waits for anybody."))
    return found


def object_to(stage: Stage, one: Play) -> None:
    """A villager objects to what is made public."""
    objecting.object_to(stage.hall, stage.publicity(), str(one.what))


def uphold(stage: Stage, one: Play) -> None:
    """The first open objection is upheld or dismissed."""
    with stage.hall.archive(read_only=True) as archive:
        found = next((item for item in archive.objections(stage.case) if item.state == "open"), None)
    if found is None:
        raise Unplayable(Text("此件没有待答复的异议。", "No objection to this case waits for an answer."))
    visitor, reason = stage.visitor(asked(one, "by")), str(one.keys.get("reason", ""))
    objecting.answer_objection(stage.hall, visitor, found.id, stage.case, bool(one.what), reason)


def wait(stage: Stage, one: Play) -> None:
    """Time passes, and the worker comes round."""
    length = Duration.parse(str(one.what))
    moved = durations.moved(stage.clock.moment, length, stage.blueprint.calendar)
    if not isinstance(moved, datetime):
        raise Unplayable(Text("等待的时间算不出来。", "That length of time cannot be worked out."))
    # Publicity that ends on a day ends at the start of the next: the worker comes round then.
    whole_days = length.unit in ("day", "workday", "month", "year")
    stage.clock.moment = moved + timedelta(days=1) if whole_days else moved
    working.work(stage.hall)


ACTS: Mapping[str, Callable[[Stage, Play], None]] = {
    "submit": submit,
    "fill": fill,
    "edit": edit,
    "decide": decide,
    "answer": answer,
    "object": object_to,
    "uphold": uphold,
    "wait": wait,
}
"""What each word of a play does.

Raises:
    Refused: the office did not do it.
    Unplayable: the play speaks of something that is not there.
"""
