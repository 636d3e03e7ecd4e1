"""What does each event do to a case?

A case is nothing but its events folded one by one: `after(case, event)`. The kept row is a projection, and
folding the events again gives the same row. The fold asks no definition and no clock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any, TypeAlias

from townhall.record.cases import INITIATOR, Ask, Case, CaseState, Decision, Parent, Publicity, Run
from townhall.record.trail import SYSTEM, Actor, Event

BEGUN = "opened"
"""The first event of a matter that nobody began by hand."""

Changed: TypeAlias = dict[str, Any]
"""What an event changes in a case or a run, by field name."""


def opened(case: str, event: Event) -> Case:
    """The case that a first event begins: `submitted` by somebody, or `opened` for somebody to fill in."""
    body = event.body
    is_begun = event.kind == BEGUN
    told = body.get("parent")
    return Case(
        id=case,
        town=body["town"],
        form=body["form"],
        release=body["release"],
        matter_no=body["matter_no"],
        unit=body["unit"],
        initiator=_asked_to_fill(body["asked"]) if is_begun else event.actor,
        opened_at=event.at,
        opened_on=date.fromisoformat(body["opened_on"]),
        values=body["values"],
        gist=body["gist"],
        state="begun" if is_begun else "open",
        parent=Parent(**told) if told else None,
        seq=event.seq,
        head=event.hash,
    )


def _asked_to_fill(asked: Mapping[str, Any]) -> Actor:
    """The platform, at the post and unit that are asked."""
    return replace(SYSTEM, post=asked["post"], unit=asked["unit"])


def after(case: Case, event: Event) -> Case:
    """The case after one more event.

    Raises:
        LookupError: the event's kind is not known to this version, or it speaks of a run nobody opened.
    """
    return replace(case, **_FOLDS[event.kind](case, event), seq=event.seq, head=event.hash)


def foreseen(case: Case, event: Event) -> Case:
    """The case as an event will leave it that has neither number nor hash yet; the case keeps its own.

    Raises:
        LookupError: as `after` does.
    """
    return replace(case, **_FOLDS[event.kind](case, event))


def folded(case: str, events: Iterable[Event]) -> Case:
    """The case its events tell, from the first."""
    rest = iter(events)
    told = opened(case, next(rest))
    for event in rest:
        told = after(told, event)
    return told


def _resubmitted(case: Case, event: Event) -> Changed:
    body, person = event.body, event.actor.person
    return {
        "values": body["values"],
        "gist": body["gist"],
        "resume": None,
        "state": "open",
        "mended_by": case.mended_by if person in case.submitters else (*case.mended_by, person),
    }


def _step_opened(case: Case, event: Event) -> Changed:
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
        cases=tuple(body.get("cases", ())),
        drawn=tuple(body.get("drawn", ())),
    )
    return {"runs": (*case.runs, run)}


def _step_reasked(case: Case, event: Event) -> Changed:
    body = event.body
    return _on_run(
        case,
        _run(case, event),
        asks=_asks(body),
        review=body["review"],
        needed=body["needed"],
        is_held=body["held"],
    )


def _asks(body: Mapping[str, Any]) -> tuple[Ask, ...]:
    return tuple(Ask(one["post"], one["unit"], one["person"]) for one in body["asks"])


def _step_skipped(case: Case, event: Event) -> Changed:
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
    return {"runs": (*case.runs, run)}


def _decided(case: Case, event: Event) -> Changed:
    body, run = event.body, _run(case, event)
    decision = Decision(
        choice=body["choice"],
        actor=event.actor,
        at=event.at,
        reason=body["reason"],
        fields=body["fields"],
        seal=body["seal"],
    )
    return _on_run(case, run, decisions=(*run.decisions, decision))


def _step_closed(case: Case, event: Event) -> Changed:
    body = event.body
    return _on_run(
        case, _run(case, event), state="closed", closed_at=event.at, outcome=body["outcome"], why=body["by"]
    )


def _step_cancelled(case: Case, event: Event) -> Changed:
    return _on_run(case, _run(case, event), state="cancelled", closed_at=event.at, why=event.body["why"])


def _returned(case: Case, event: Event) -> Changed:
    body = event.body
    state: CaseState = "returned" if body["to"] == INITIATOR else case.state
    return {"state": state, "resume": body["resume"], "returns": case.returns + 1}


def _publicity_opened(case: Case, event: Event) -> Changed:
    body = event.body
    begun = Publicity(
        number=body["number"],
        step=body["step"],
        page=body["page"],
        opened_on=date.fromisoformat(body["opened_on"]),
        closes_on=date.fromisoformat(body["closes_on"]),
    )
    return {"publicities": (*case.publicities, begun)}


def _publicity_closed(case: Case, event: Event) -> Changed:
    body = event.body
    return {
        "publicities": tuple(
            replace(one, state="closed", outcome=body["outcome"]) if one.number == body["number"] else one
            for one in case.publicities
        )
    }


def _entered(case: Case, event: Event) -> Changed:
    effect = event.body["effect"]
    return {} if effect in case.entered else {"entered": (*case.entered, effect)}


def _ended(case: Case, event: Event) -> Changed:
    del case
    return {"state": event.body["state"], "ended_at": event.at}


def _told_only(case: Case, event: Event) -> Changed:
    """An event that is part of the trail and changes nothing in the case (copied, objected, …)."""
    del case, event
    return {}


def _on_run(case: Case, run: Run, **changed: Any) -> Changed:
    """The case's runs, with changes in one of them."""
    return {"runs": tuple(replace(run, **changed) if one is run else one for one in case.runs)}


def _run(case: Case, event: Event) -> Run:
    """The run that an event speaks of."""
    step, visit = event.body["step"], event.body["round"]
    for run in reversed(case.runs):  # it is nearly always one of the last
        if run.step == step and run.round == visit:
            return run
    raise LookupError(f"case {case.id} has no run {visit} of {step}")


_FOLDS: Mapping[str, Callable[[Case, Event], Changed]] = {
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

EVENT_KINDS: frozenset[str] = frozenset({"submitted", BEGUN, *_FOLDS})
"""Every kind of event this version writes; the decision record says what later kinds will be."""
