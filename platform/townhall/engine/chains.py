"""Which acts can be done to a case, who may do them, and what must be kept when they are?

Every act answers from its arguments alone: it reads no clock, no table and no request. It gives a `Move`, or
refuses in words, or says which rows it needs first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from townhall.engine import duties, renewing, returning, reviews, settling
from townhall.engine.acts import Act
from townhall.engine.complaints import complaints, still_asked
from townhall.engine.registers import SUBMITTED
from townhall.engine.standing import Circumstances, Standing, standing
from townhall.engine.walking import Walk
from townhall.kernel.text import Text
from townhall.record.cases import INITIATOR, Case
from townhall.record.folds import opened
from townhall.record.moves import Move
from townhall.record.people import Seat
from townhall.record.refusals import Complained, DutiesClash, NotYourTask, Refused
from townhall.record.submissions import Complaint
from townhall.record.trail import SYSTEM, Actor, Event
from townhall.spec.chains import Choice, Step


def submit(circumstances: Circumstances, case: str, actor: Actor, body: Mapping[str, Any]) -> Move:
    """Open a case. `body` is the content of its first event: town, form, release, matter_no, unit,
    opened_on, values (JSON) and gist.

    Raises:
        Wanting: rows are needed first.
    """
    first = Event("submitted", body, circumstances.now, actor)
    act = Act(circumstances, opened(case, first), actor, [first])
    act.book(SUBMITTED)
    Walk(act).begin()
    return act.move(before=None)


def resubmit(
    circumstances: Circumstances, case: Case, actor: Actor, body: Mapping[str, Any], restarts: Iterable[str]
) -> Move:
    """The initiator, or whoever holds the post of one who left, hands a returned case in again. With
    `restarts` (changed fields that send it back to step one) it walks the whole chain again; otherwise it
    goes where the return said. What it entered when it was submitted is taken back and entered anew.

    Raises:
        NotYourTask: the case was not returned to this person.
        Wanting: rows are needed first.
    """
    run = case.open_run(INITIATOR)
    if run is None or not any(
        (ask.post, ask.unit) == (actor.post, actor.unit) and ask.person in (None, actor.person)
        for ask in run.asks
    ):
        raise NotYourTask
    changed = list(restarts)
    resume = None if changed else case.resume
    act = Act(circumstances, case, actor)
    act.emit("resubmitted", {**body, "restarts": changed, "resume": resume})
    act.close(INITIATOR, "resubmitted")
    act.take_back()
    act.book(SUBMITTED)
    walk = Walk(act)
    if resume is None:
        walk.begin()
    else:
        walk.go_to(act.standing.route.step(resume))
    return act.move(before=case)


def decide(
    circumstances: Circumstances,
    case: Case,
    step: str,
    choice: str,
    seat: Seat,
    reason: str = "",
    filled: Mapping[str, Any] | None = None,
    written: Mapping[str, Any] | None = None,
    to: str | None = None,
    unread: tuple[Complaint, ...] = (),
    wrong: tuple[Complaint, ...] = (),
) -> Move:
    """Apply one decision, taken from one seat, to an open step of the case.

    `filled`: engine values of what was filled in at the step; `written`: the same as JSON. `to`: for a
    return, `initiator` or an earlier step (`returning.returnable`) instead of where the choice leads.
    `unread`: what could not even be read; `wrong`: what others found wrong with it.

    Raises:
        NotYourTask: the step does not wait for this seat, or this person has answered.
        DutiesClash: this person acted at a step kept apart from this one, or would judge the own matter.
        Refused: there is no such choice, or no such way back.
        Complained: what was filled in, a demand of the step, or a missing reason stands in the way.
        Wanting: rows are needed first.
    """
    run = case.open_run(step)
    if run is None or step == INITIATOR or not run.waits_for(seat):
        raise NotYourTask
    at = standing(circumstances, case, actor=seat.person, choice=choice)
    promised = at.route.step(step)
    way = promised.choice(choice)
    if way is None:
        raise Refused(Text("这一步没有这个选项，请刷新后重选。", "This step has no such choice; look again."))
    if seat.person in duties.barred(at, promised) or duties.judges_own_matter(at, promised, seat):
        raise DutiesClash
    if to is not None and not _may_go_back_to(at, promised, way, to):
        raise Refused(Text("不能退回到这一步，请重选。", "It cannot go back to that step; choose again."))
    _check(at, promised, choice, reason, filled or {}, unread, wrong)
    act = Act(circumstances, case, Actor(seat.person, seat.full_post, seat.unit), values=at.values)
    is_forward = reviews.is_forward(at.chain, promised, choice)
    act.emit(
        "decided",
        {
            "step": step,
            "round": run.round,
            "choice": choice,
            "reason": reason,
            "fields": written or None,
            "seal": promised.seal if is_forward else None,
            "to": to,
        },
    )
    decided = act.case.open_run(step)
    outcome = settling.settled(at.chain, promised, decided) if decided is not None else None
    if outcome is None:
        act.close_own_task(step)
    else:
        Walk(act).finish(promised, outcome, to)
    return act.move(before=case)


def may_say_where(at: Standing, step: Step) -> bool:
    """Whether who returns the case at a step may say where to: only one whose return settles it by itself."""
    settles = step.mode == "any" or step.dissent == "returns"
    return (
        settles
        and at.route.branch(step) is None
        and any(returning.asks_where(step, choice.name) for choice in step.choices)
    )


def _may_go_back_to(at: Standing, step: Step, way: Choice, to: str) -> bool:
    if not (may_say_where(at, step) and returning.asks_where(step, way.name)):
        return False
    return to == INITIATOR or any(one.path == to for one in returning.returnable(at, step))


def _check(
    at: Standing,
    step: Step,
    choice: str,
    reason: str,
    filled: Mapping[str, Any],
    unread: tuple[Complaint, ...],
    wrong: tuple[Complaint, ...],
) -> None:
    """Complain about everything that stands in the way of a decision.

    What a step asks for is asked of those who carry the case on, and of everyone who gives an opinion; its
    demands only of the former; a reason only of the others.

    Raises:
        Complained: with all of it.
        Wanting: rows are needed to tell.
    """
    is_forward = reviews.is_forward(at.chain, step, choice)
    scope = at.step_scope(step, filled)
    if is_forward or step.sheet.deciding is not None:
        found = [*complaints(scope, at.circumstances.catalog, unread, demands=is_forward), *wrong]
    else:
        found = [*still_asked(scope, unread), *wrong]
    least = at.chain.returns.reason_min
    if not is_forward and len(reason.strip()) < least:
        place = step.sheet.reason.name if step.sheet.reason is not None else "reason"
        words = Text(f"请写明理由，至少{least}个字", f"Give a reason of at least {least} characters")
        if all(one.place != place for one in found):
            found.append(Complaint(place, words))
    at.world.settle()
    if any(not one.warns for one in found):
        raise Complained(tuple(found))


def close_publicity(
    circumstances: Circumstances, case: Case, number: str, outcome: str, actor: Actor, reason: str = ""
) -> Move:
    """End a disclosure: `quiet` when its days are over, `upheld` when an objection was right.

    `reason`: what is said to those the matter goes back to.

    Raises:
        Refused: it is closed already.
        Wanting: rows are needed first.
    """
    shown = next((one for one in case.publicities if one.number == number), None)
    if shown is None or shown.state != "open":
        raise Refused(Text("公示已经结束。", "The publicity has ended already."))
    act = Act(circumstances, case, actor)
    act.close_publicity(number, outcome)
    if case.open_run(shown.step) is not None:
        Walk(act).finish(act.standing.route.step(shown.step), outcome, reason=reason)
    return act.move(before=case)


def opened_ended(circumstances: Circumstances, case: Case, step: str, outcome: str) -> Move | None:
    """Go on from a step whose opened matters are all over; None where it waits no more.

    Raises:
        Wanting: rows are needed first.
    """
    if case.open_run(step) is None:
        return None
    act = Act(circumstances, case, SYSTEM)
    Walk(act).finish(act.standing.route.step(step), outcome)
    return act.move(before=case)


def ask_again(circumstances: Circumstances, case: Case) -> Move | None:
    """Ask anew at steps that are held, or wait for people who are gone; None when nothing changed.

    Raises:
        Wanting: rows are needed first.
    """
    act = Act(circumstances, case, SYSTEM)
    walk = Walk(act)
    for run in case.open_runs:
        if act.case.open_run(run.step) == run:
            renewing.ask_again(walk, run)
    move = act.move(before=case)
    return move if move.events else None
