"""What do lists and public pages repeat of a case, so that they need not open it?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from townhall.record.cases import INITIATOR, Case
from townhall.record.tasks import Kind


@dataclass(frozen=True, slots=True)
class Waiting:
    """An open task, as whoever is asked finds it."""

    step: str
    round: int
    kind: Kind
    post: str
    unit: str
    person: str | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A page outside, as whoever looks for it finds it."""

    number: str
    step: str
    page: str
    opened_on: date
    closes_on: date
    is_open: bool
    outcome: str | None


@dataclass(frozen=True, slots=True)
class Listed:
    """All that is repeated of a case; `amount` in fen, `at` the steps it waits at."""

    town: str
    form: str
    release: str
    matter_no: str
    unit: str
    initiator: str
    gist: str
    state: str
    amount: int | None
    opened_at: datetime
    ended_at: datetime | None
    at: tuple[str, ...]
    is_held: bool
    waiting: frozenset[Waiting]
    shown: frozenset[Shown]


def listed(case: Case, amount: int | None) -> Listed:
    """What must be repeated of a case; its amount is where its form says."""
    return Listed(
        town=case.town,
        form=case.form,
        release=case.release,
        matter_no=case.matter_no,
        unit=case.unit,
        initiator=case.initiator.person,
        gist=case.gist,
        state=case.state,
        amount=amount,
        opened_at=case.opened_at,
        ended_at=case.ended_at,
        at=tuple(run.step for run in case.open_runs),
        is_held=case.is_held,
        waiting=frozenset(
            Waiting(
                run.step,
                run.round,
                "mend" if run.step == INITIATOR else "act",
                ask.post,
                ask.unit,
                ask.person,
            )
            for run in case.open_runs
            for ask in run.asks
            if ask.person is None or not run.is_answered_by(ask.person)
        ),
        shown=frozenset(
            Shown(
                one.number, one.step, one.page, one.opened_on, one.closes_on, one.state == "open", one.outcome
            )
            for one in case.publicities
        ),
    )
