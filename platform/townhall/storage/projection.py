"""How is a case written down beside its events, so that nobody has to fold them to look at it?

`written` and `read` are each other's inverse, offsets of moments included: a kept case equals the one its
events tell. What was filled in is kept apart (`filled`), because few acts change it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from townhall.kernel.canonical import canonical
from townhall.record.cases import Ask, Case, Decision, Publicity, Run
from townhall.record.trail import Actor


def written(case: Case) -> str:
    """A sealed case as canonical JSON, without what was filled in."""
    return canonical(
        {
            "id": case.id,
            "town": case.town,
            "form": case.form,
            "release": case.release,
            "matter_no": case.matter_no,
            "unit": case.unit,
            "initiator": case.initiator.to_json(),
            "opened_at": case.opened_at.isoformat(),
            "opened_on": case.opened_on.isoformat(),
            "state": case.state,
            "gist": case.gist,
            "runs": [_run(run) for run in case.runs],
            "resume": case.resume,
            "returns": case.returns,
            "publicities": [_publicity(one) for one in case.publicities],
            "entered": list(case.entered),
            "ended_at": _text(case.ended_at),
            "seq": case.seq,
            "head": case.head,
        }
    )


def filled(case: Case) -> str:
    """What was submitted last, sealed, as canonical JSON."""
    return canonical(case.values)


def read(written: str, filled: str) -> Case:
    """The case that was written, still sealed."""
    told = json.loads(written)
    return Case(
        id=told["id"],
        town=told["town"],
        form=told["form"],
        release=told["release"],
        matter_no=told["matter_no"],
        unit=told["unit"],
        initiator=Actor(**told["initiator"]),
        opened_at=datetime.fromisoformat(told["opened_at"]),
        opened_on=date.fromisoformat(told["opened_on"]),
        state=told["state"],
        values=json.loads(filled),
        gist=told["gist"],
        runs=tuple(_read_run(one) for one in told["runs"]),
        resume=told["resume"],
        returns=told["returns"],
        publicities=tuple(_read_publicity(one) for one in told["publicities"]),
        entered=tuple(told["entered"]),
        ended_at=_moment(told["ended_at"]),
        seq=told["seq"],
        head=told["head"],
    )


def _text(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _run(run: Run) -> dict[str, Any]:
    return {
        "step": run.step,
        "round": run.round,
        "state": run.state,
        "opened_at": run.opened_at.isoformat(),
        "asks": [[ask.post, ask.unit, ask.person] for ask in run.asks],
        "decisions": [_decision(one) for one in run.decisions],
        "closed_at": _text(run.closed_at),
        "outcome": run.outcome,
        "why": run.why,
        "review": run.review,
        "due": _text(run.due),
        "needed": run.needed,
    }


def _read_run(told: Mapping[str, Any]) -> Run:
    return Run(
        step=told["step"],
        round=told["round"],
        state=told["state"],
        opened_at=datetime.fromisoformat(told["opened_at"]),
        asks=tuple(Ask(*one) for one in told["asks"]),
        decisions=tuple(_read_decision(one) for one in told["decisions"]),
        closed_at=_moment(told["closed_at"]),
        outcome=told["outcome"],
        why=told["why"],
        review=told["review"],
        due=_moment(told["due"]),
        needed=told["needed"],
    )


def _decision(decision: Decision) -> dict[str, Any]:
    return {
        "choice": decision.choice,
        "actor": decision.actor.to_json(),
        "at": decision.at.isoformat(),
        "reason": decision.reason,
        "fields": decision.fields,
        "seal": decision.seal,
    }


def _read_decision(told: Mapping[str, Any]) -> Decision:
    return Decision(
        choice=told["choice"],
        actor=Actor(**told["actor"]),
        at=datetime.fromisoformat(told["at"]),
        reason=told["reason"],
        fields=told["fields"],
        seal=told["seal"],
    )


def _publicity(one: Publicity) -> dict[str, Any]:
    return {
        "number": one.number,
        "step": one.step,
        "page": one.page,
        "opened_on": one.opened_on.isoformat(),
        "closes_on": one.closes_on.isoformat(),
        "state": one.state,
        "outcome": one.outcome,
    }


def _read_publicity(told: Mapping[str, Any]) -> Publicity:
    return Publicity(
        **{
            **told,
            "opened_on": date.fromisoformat(told["opened_on"]),
            "closes_on": date.fromisoformat(told["closes_on"]),
        }
    )
