"""Where does a matter stand, as its events tell (`record.folds`)?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from townhall.record.people import Seat
from townhall.record.trail import START, Actor

CaseState = Literal["begun", "open", "returned", "approved", "refused", "withdrawn"]
"""`begun`: opened by the calendar or by another matter, and not handed in yet."""
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
class Parent:
    """The run of another case that opened this one and waits for it."""

    case: str
    step: str
    round: int


@dataclass(frozen=True, slots=True)
class Run:
    """One visit of a step: from opening to closing. `round` counts visits of the same step from 1.

    `cases`: the matters it opened and waits for. `drawn`: the numbers, from 1, of the rows it drew by lot.
    `needed`: how many must agree; `is_held`: nobody could be
    asked when it opened. `why`: why it was skipped or cancelled; of a container that closed because somebody
    in it disagreed, the path of that step.
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
    cases: tuple[str, ...] = ()
    drawn: tuple[int, ...] = ()

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
    release the case stays on. `parent`: of a matter that another one opened. The initiator of a matter nobody
    began by hand is the platform, at the post and unit that are asked to fill it in.
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
    parent: Parent | None = None
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
