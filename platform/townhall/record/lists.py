"""What do lists and public pages repeat of a case, so that they need not open it?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from townhall.record.cases import INITIATOR, Case
from townhall.record.tasks import Kind
from townhall.record.trail import Event
from townhall.spec.blueprint import Blueprint


@dataclass(frozen=True, slots=True)
class ListedTask:
    """A task that waits, or a copy, as whoever is asked finds it."""

    town: str
    form: str
    step: str
    round: int
    kind: Kind
    post: str
    unit: str
    person: str | None
    due: datetime | None = None


@dataclass(frozen=True, slots=True)
class ListedPage:
    """A page outside, as whoever looks for it finds it."""

    number: str
    town: str
    unit: str
    step: str
    page: str
    release: str
    title: str
    opened_on: date
    closes_on: date
    is_open: bool
    outcome: str | None
    waits: bool


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
    tasks: frozenset[ListedTask]
    pages: frozenset[ListedPage]


def listed(case: Case, trail: Iterable[Event], blueprint: Blueprint) -> Listed:
    """What must be repeated of a case that these events tell, by the promises it stays on."""
    return Listed(
        town=case.town,
        form=case.form,
        release=case.release,
        matter_no=case.matter_no,
        unit=case.unit,
        initiator=case.initiator.person,
        gist=case.gist,
        state=case.state,
        amount=blueprint.forms[case.form].amount_of(case.values or {}),
        opened_at=case.opened_at,
        ended_at=case.ended_at,
        at=tuple(run.step for run in case.open_runs),
        is_held=case.is_held,
        tasks=frozenset((*_waiting(case), *_copies(case, trail))),
        pages=frozenset(_pages(case, blueprint)),
    )


def _waiting(case: Case) -> Iterator[ListedTask]:
    for run in case.open_runs:
        kind: Kind = "mend" if run.step == INITIATOR else "act"
        for ask in run.asks:
            if ask.person is None or not run.is_answered_by(ask.person):
                yield ListedTask(
                    case.town, case.form, run.step, run.round, kind, ask.post, ask.unit, ask.person, run.due
                )


def _copies(case: Case, trail: Iterable[Event]) -> Iterator[ListedTask]:
    visits: dict[str, int] = {}
    for event in trail:
        if event.kind == "step_opened":
            visits[event.body["step"]] = event.body["round"]
        elif event.kind == "copied":
            step = event.body["step"]
            for to in event.body["to"]:
                yield ListedTask(
                    case.town, case.form, step, visits[step], "copy", to["post"], to["unit"], to["person"]
                )


def _pages(case: Case, blueprint: Blueprint) -> Iterator[ListedPage]:
    chain = blueprint.chain_of(case.form)
    for one in case.publicities:
        yield ListedPage(
            number=one.number,
            town=case.town,
            unit=case.unit,
            step=one.step,
            page=one.page,
            release=case.release,
            title=blueprint.pages[one.page].title.zh,
            opened_on=one.opened_on,
            closes_on=one.closes_on,
            is_open=one.state == "open",
            outcome=one.outcome,
            waits=chain.step(one.step).open_for is not None,
        )
