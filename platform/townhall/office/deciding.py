"""Lets a post agree, return or refuse, and enter what its step asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from townhall.engine import chains, forms, returning
from townhall.engine.sampling import with_drawn
from townhall.engine.standing import Circumstances, standing
from townhall.office import following
from townhall.office.attaching import known_files, named_files, no_pictures, strangers, vouched
from townhall.office.gathering import circumstances, gathered
from townhall.office.insisting import insisting
from townhall.office.unfolding import case_view
from townhall.office.views import CaseView
from townhall.office.visiting import Visitor, asked_seat
from townhall.ports.archive import Archive
from townhall.ports.hall import Hall
from townhall.record.cases import INITIATOR, Case
from townhall.record.moves import Move
from townhall.record.refusals import Complained, NotFound, NotYourTask, Stale
from townhall.record.submissions import Complaint
from townhall.spec.chains import Step


@dataclass(frozen=True, slots=True)
class Undecided:
    """Nothing was decided: the case with what was typed still in it and every complaint beside it.

    `refused`: names of the fields and demands that stood in the way.
    """

    case: CaseView
    refused: tuple[str, ...]


def decide(
    hall: Hall,
    visitor: Visitor,
    case: str,
    step: str,
    choice: str,
    *,
    seq: int,
    reason: str = "",
    raw: Mapping[str, Any] | None = None,
    to: str | None = None,
) -> Undecided | None:
    """Decide at an open step; gives what stood in the way, or None: it is decided.

    `seq`: the case's number of events when the visitor looked. On a step with an opinion sheet the choice
    follows from the opinion. `to`: where a return may say to go; a page sends it with every choice, so it
    counts for nothing with one that leads elsewhere.

    Raises:
        NotFound: the visitor may not see the case.
        NotYourTask, DutiesClash: somebody else must act.
        Stale: the case has moved since, and this visitor's step is no longer open or was seen otherwise.
    """
    typed = raw or {}

    def decided() -> Undecided | None:
        with hall.archive() as archive:
            found = archive.case(case, visitor.sight)
            if found is None:
                raise NotFound
            complaints = _decided(hall, archive, visitor, found, step, choice, seq, reason, typed, to)
            if complaints:
                shown = case_view(hall, archive, visitor, found, typed={step: (typed, reason, complaints)})
                return Undecided(shown, tuple(one.name for one in complaints if not one.warns))
            return None

    return insisting(decided)


def _decided(
    hall: Hall,
    archive: Archive,
    visitor: Visitor,
    case: Case,
    step: str,
    choice: str,
    seq: int,
    reason: str,
    raw: Mapping[str, Any],
    to: str | None,
) -> tuple[Complaint, ...]:
    run = case.open_run(step)
    if run is None or step == INITIATOR:
        raise Stale if case.seq != seq else NotYourTask
    seat = asked_seat(visitor, run)
    if seat is None:
        raise NotYourTask
    if case.seq != seq and _changed_since(archive, case, step, seq):
        raise Stale
    blueprint = hall.blueprints.of(archive, case.release)
    promised = blueprint.chain_of(case.form).step(step)
    raw = with_drawn(blueprint.forms[case.form], case, promised, run, raw, hall.catalog)
    values, unread = forms.read(promised.sheet, raw, hall.catalog)
    chosen, why = _by_opinion(promised, values, choice, reason)
    to = to if returning.asks_where(promised, chosen) else None
    given = circumstances(hall, archive, blueprint)
    known = known_files(archive, visitor, named_files(promised.sheet, values))

    def moved(now: Circumstances) -> Move:
        written: dict[str, Any] = {}
        if promised.sheet.fields:
            at = standing(now, case, actor=seat.person, choice=chosen)
            written = forms.to_json(at.step_scope(promised, values), hall.catalog)
        named = tuple(named_files(promised.sheet, written))
        stray = strangers(known, named, None, case.id) + no_pictures(known, promised.sheet, named)
        move = chains.decide(now, case, step, chosen, seat, why, values, written, to, unread, stray)
        return replace(move, attachments=tuple(id for _, id in named)) if named else move

    try:
        move = gathered(archive, given, moved)
    except Complained as wrong:
        return wrong.complaints
    following.keep(hall, archive, vouched(known, move), given)
    return ()


def _changed_since(archive: Archive, case: Case, step: str, seq: int) -> bool:
    """Whether what the visitor looked at is no longer what is decided about: the matter itself was changed,
    or the step or what it stands in was opened or left. What others do beside it, their stamps and their
    branches, changes nothing. Nobody looked at what has not happened yet.
    """
    if seq > case.seq:
        return True
    around = {step, *(step[:place] for place, letter in enumerate(step) if letter == ".")}
    return any(
        event.kind in ("resubmitted", "returned", "ended")
        or (event.kind in ("step_opened", "step_cancelled") and event.body["step"] in around)
        for event in archive.events(case.id, after=seq)
    )


def _by_opinion(step: Step, values: Mapping[str, Any], choice: str, reason: str) -> tuple[str, str]:
    """The decision and its reason: where a field decides, the choice called as its option, or else the first
    (who agrees with conditions agrees).
    """
    if step.sheet.deciding is None:
        return choice, reason
    chosen = step.choice(str(values.get(step.sheet.deciding.name))) or step.choices[0]
    words = values.get(step.sheet.reason.name) if step.sheet.reason is not None else None
    return chosen.name, str(words or reason)
