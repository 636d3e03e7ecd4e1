"""Where does a matter stand, as its events tell?

A case is nothing but its events folded one by one: `after(case, event)`. The kept row is a projection,
and folding the events again gives the same row. The fold asks no definition and no clock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Literal

from townhall.record.people import Seat
from townhall.record.trail import START, Actor, Event

CaseState = Literal["open", "returned", "approved", "refused", "withdrawn"]
RunState = Literal["open", "closed", "skipped", "cancelled"]

INITIATOR = "initiator"
"""The path of the run in which the initiator mends a returned matter."""


@dataclass(frozen=True, slots=True)
class Ask:
    """Who is asked in a run: one person, or (person None) whoever holds the post at the unit.

    `post` carries its portfolio (`deputy_leader.finance`).
    """

    post: str
    unit: str
    person: str | None = None

    def means(self, seat: Seat) -> bool:
        """Whether whoever sits there is one of those asked."""
        return self.unit == seat.unit and self.post in seat.answers_to and self.person in (None, seat.person)


@dataclass(frozen=True, slots=True)
class Decision:
    """What one person decided in a run. `fields` is what was filled in there, as JSON."""

    choice: str
    actor: Actor
    at: datetime
    reason: str = ""
    fields: Mapping[str, Any] | None = None
    seal: str | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """One visit of a step: from opening to closing. `round` counts visits of the same step from 1.

    `needed`: how many must agree; `is_held`: nobody could be asked when it opened. `why`: why it was
    skipped or cancelled; of a container that closed because somebody in it disagreed, the path of that step.
    """

    step: str
    round: int
    state: RunState
    opened_at: datetime
    asks: tuple[Ask, ...] = ()
    decisions: tuple[Decision, ...] = ()
    closed_at: datetime | None = None
    outcome: str | None = None
    why: str | None = None
    review: int | None = None
    due: datetime | None = None
    needed: int | None = None
    is_held: bool = False

    @property
    def is_open(self) -> bool:
        """Whether the run still waits."""
        return self.state == "open"

    def is_answered_by(self, person: str) -> bool:
        """Whether a person decided in it."""
        return any(decision.actor.person == person for decision in self.decisions)

    def waits_for(self, seat: Seat) -> bool:
        """Whether it asks this seat, and whoever sits there has not answered."""
        return not self.is_answered_by(seat.person) and any(ask.means(seat) for ask in self.asks)


@dataclass(frozen=True, slots=True)
class Publicity:
    """A disclosure this case opened."""

    number: str
    step: str
    page: str
    opened_on: date
    closes_on: date
    state: Literal["open", "closed"] = "open"
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A matter on its way. `values` is what was submitted last, as JSON by field name.

    `resume`: while it is returned, the step it comes straight back to. `mended_by`: who else than the
    initiator handed it in again, in the place of one who had left. `entered`: the effects that booked
    something, each once. `seq` and `head` are the number and hash of its last event. `release` is the
    release the case stays on.
    """

    id: str
    town: str
    form: str
    release: str
    matter_no: str
    unit: str
    initiator: Actor
    opened_at: datetime
    opened_on: date
    state: CaseState = "open"
    values: Mapping[str, Any] | None = None
    gist: str = ""
    runs: tuple[Run, ...] = ()
    resume: str | None = None
    returns: int = 0
    mended_by: tuple[str, ...] = ()
    publicities: tuple[Publicity, ...] = ()
    entered: tuple[str, ...] = ()
    ended_at: datetime | None = None
    seq: int = 0
    head: str = START

    @property
    def submitters(self) -> frozenset[str]:
        """The persons who handed it in, the first time or again."""
        return frozenset((self.initiator.person, *self.mended_by))

    @property
    def is_over(self) -> bool:
        """Whether nothing more can happen to it."""
        return self.state in ("approved", "refused", "withdrawn")

    @property
    def open_runs(self) -> tuple[Run, ...]:
        """The runs that wait for somebody."""
        return tuple(run for run in self.runs if run.is_open)

    @property
    def is_held(self) -> bool:
        """Whether it waits at a step where nobody can be asked."""
        return any(run.is_open and run.is_held for run in self.runs)

    def last_run(self, step: str) -> Run | None:
        """The newest run of a step, or None."""
        return next((run for run in reversed(self.runs) if run.step == step), None)

    def open_run(self, step: str) -> Run | None:
        """The open run of a step, or None."""
        return next((run for run in self.runs if run.step == step and run.is_open), None)


def opened(case: str, event: Event) -> Case:
    """The case that a first event (`submitted`) begins."""
    body = event.body
    return Case(
        id=case,
        town=body["town"],
        form=body["form"],
        release=body["release"],
        matter_no=body["matter_no"],
        unit=body["unit"],
        initiator=event.actor,
        opened_at=event.at,
        opened_on=date.fromisoformat(body["opened_on"]),
        values=body["values"],
        gist=body["gist"],
        seq=event.seq,
        head=event.hash,
    )


def after(case: Case, event: Event) -> Case:
    """The case after one more event.

    Raises:
        LookupError: the event's kind is not known to this version, or it speaks of a run nobody opened.
    """
    changed = _FOLDS[event.kind](case, event)
    return replace(changed, seq=event.seq, head=event.hash)


def folded(case: str, events: Iterable[Event]) -> Case:
    """The case its events tell, from the first."""
    rest = iter(events)
    told = opened(case, next(rest))
    for event in rest:
        told = after(told, event)
    return told


def _resubmitted(case: Case, event: Event) -> Case:
    body, person = event.body, event.actor.person
    return replace(
        case,
        values=body["values"],
        gist=body["gist"],
        resume=None,
        state="open",
        mended_by=case.mended_by if person in case.submitters else (*case.mended_by, person),
    )


def _step_opened(case: Case, event: Event) -> Case:
    body = event.body
    run = Run(
        step=body["step"],
        round=body["round"],
        state="open",
        opened_at=event.at,
        asks=_asks(body),
        review=body["review"],
        due=None if body["due"] is None else datetime.fromisoformat(body["due"]),
        needed=body["needed"],
        is_held=body["held"],
    )
    return replace(case, runs=(*case.runs, run))


def _step_reasked(case: Case, event: Event) -> Case:
    body = event.body
    return _on_run(
        case,
        event,
        lambda run: replace(
            run, asks=_asks(body), review=body["review"], needed=body["needed"], is_held=body["held"]
        ),
    )


def _asks(body: Mapping[str, Any]) -> tuple[Ask, ...]:
    return tuple(Ask(one["post"], one["unit"], one["person"]) for one in body["asks"])


def _step_skipped(case: Case, event: Event) -> Case:
    body = event.body
    run = Run(
        step=body["step"],
        round=body["round"],
        state="skipped",
        opened_at=event.at,
        closed_at=event.at,
        why=body["why"],
        decisions=tuple(
            Decision(one["choice"], Actor(**one["actor"]), event.at, seal=one["seal"])
            for one in body["counts"]
        ),
        review=body["review"],
    )
    return replace(case, runs=(*case.runs, run))


def _decided(case: Case, event: Event) -> Case:
    body = event.body
    decision = Decision(
        choice=body["choice"],
        actor=event.actor,
        at=event.at,
        reason=body["reason"],
        fields=body["fields"],
        seal=body["seal"],
    )
    return _on_run(case, event, lambda run: replace(run, decisions=(*run.decisions, decision)))


def _step_closed(case: Case, event: Event) -> Case:
    outcome, why = event.body["outcome"], event.body["by"]
    return _on_run(
        case, event, lambda run: replace(run, state="closed", closed_at=event.at, outcome=outcome, why=why)
    )


def _step_cancelled(case: Case, event: Event) -> Case:
    why = event.body["why"]
    return _on_run(case, event, lambda run: replace(run, state="cancelled", closed_at=event.at, why=why))


def _returned(case: Case, event: Event) -> Case:
    body = event.body
    state: CaseState = "returned" if body["to"] == INITIATOR else case.state
    return replace(case, state=state, resume=body["resume"], returns=case.returns + 1)


def _publicity_opened(case: Case, event: Event) -> Case:
    body = event.body
    begun = Publicity(
        number=body["number"],
        step=body["step"],
        page=body["page"],
        opened_on=date.fromisoformat(body["opened_on"]),
        closes_on=date.fromisoformat(body["closes_on"]),
    )
    return replace(case, publicities=(*case.publicities, begun))


def _publicity_closed(case: Case, event: Event) -> Case:
    body = event.body
    return replace(
        case,
        publicities=tuple(
            replace(one, state="closed", outcome=body["outcome"]) if one.number == body["number"] else one
            for one in case.publicities
        ),
    )


def _entered(case: Case, event: Event) -> Case:
    effect = event.body["effect"]
    return case if effect in case.entered else replace(case, entered=(*case.entered, effect))


def _ended(case: Case, event: Event) -> Case:
    return replace(case, state=event.body["state"], ended_at=event.at)


def _told_only(case: Case, event: Event) -> Case:
    """An event that is part of the trail and changes nothing in the case (copied, objected, …)."""
    del event
    return case


def _on_run(case: Case, event: Event, change: Callable[[Run], Run]) -> Case:
    step, visit = event.body["step"], event.body["round"]
    for place in range(len(case.runs) - 1, -1, -1):  # it is nearly always one of the last
        run = case.runs[place]
        if (run.step, run.round) == (step, visit):
            return replace(case, runs=(*case.runs[:place], change(run), *case.runs[place + 1 :]))
    raise LookupError(f"case {case.id} has no run {visit} of {step}")


_FOLDS: Mapping[str, Callable[[Case, Event], Case]] = {
    "resubmitted": _resubmitted,
    "step_opened": _step_opened,
    "step_reasked": _step_reasked,
    "step_skipped": _step_skipped,
    "decided": _decided,
    "step_closed": _step_closed,
    "step_cancelled": _step_cancelled,
    "returned": _returned,
    "copied": _told_only,
    "publicity_opened": _publicity_opened,
    "publicity_closed": _publicity_closed,
    "objected": _told_only,
    "objection_answered": _told_only,
    "entered": _entered,
    "ended": _ended,
}

EVENT_KINDS: frozenset[str] = frozenset({"submitted", *_FOLDS})
"""Every kind of event this version writes; the decision record says what later kinds will be."""
