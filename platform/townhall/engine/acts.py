"""What does one act leave behind: which events, tasks, bookings and disclosures?

An act becomes events; every event is folded into the case as it is written, so that whoever goes on
deciding sees what a replay will see.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from townhall.engine import registers, sampling
from townhall.engine.asking import Asking
from townhall.engine.standing import Circumstances, Standing, standing
from townhall.record.cases import INITIATOR, Ask, Case, Run
from townhall.record.disclosures import Disclosure
from townhall.record.entries import Booking
from townhall.record.folds import foreseen
from townhall.record.moves import Closing, Move, Opening
from townhall.record.tasks import Kind, Task
from townhall.record.trail import SYSTEM, Actor, Event
from townhall.spec.chains import Step
from townhall.spec.pages import Page

STOPPED = "stopped"
"""The outcome of a publicity that a return or the end of the matter cut short."""


@dataclass(slots=True)
class Act:
    """One act being worked out: the case so far, and all that must be kept with it. `values` are the form's
    engine values where somebody has read them already.
    """

    circumstances: Circumstances
    case: Case
    actor: Actor
    events: list[Event] = field(default_factory=list)
    opens: list[Task] = field(default_factory=list)
    closes: list[Closing] = field(default_factory=list)
    bookings: list[Booking] = field(default_factory=list)
    discloses: list[Disclosure] = field(default_factory=list)
    undiscloses: list[tuple[str, str]] = field(default_factory=list)
    begins: list[Opening] = field(default_factory=list)
    values: Mapping[str, Any] | None = None
    _standing: Standing | None = None

    @property
    def standing(self) -> Standing:
        """The case as formulas see it now."""
        if self._standing is None:
            self._standing = standing(self.circumstances, self.case, self.values, actor=self.actor.person)
        self._standing.moved_to(self.case)
        return self._standing

    def emit(self, kind: str, body: Mapping[str, Any], actor: Actor | None = None) -> None:
        """Write one event and fold it."""
        event = Event(kind, body, self.circumstances.now, actor or self.actor)
        self.events.append(event)
        self.case = foreseen(self.case, event)

    def move(self, before: Case | None) -> Move:
        """All that must be kept.

        Raises:
            Wanting: some formula on the way lacked rows.
        """
        if self._standing is not None:
            self._standing.world.settle()
        return Move(
            before=before,
            after=self.case,
            events=tuple(self.events),
            opens=tuple(self.opens),
            closes=tuple(self.closes),
            bookings=tuple(self.bookings),
            discloses=tuple(self.discloses),
            undiscloses=tuple(self.undiscloses),
            begins=tuple(self.begins),
        )

    # -- runs ------------------------------------------------------------------------------------------

    def open(self, step: Step) -> None:
        """Open a run that asks nobody: of a container, a publicity, a copy."""
        self._open(step.path, Asking(review=step.review), None)

    def ask(self, step: Step, found: Asking, due: datetime | None) -> None:
        """Open a run, and a task for everyone asked; held where nobody is."""
        self._open(step.path, found, due)
        self._offer(step.path, found.asks, "act", due)

    def ask_instead(self, run: Run, found: Asking) -> None:
        """Ask others in a run that goes on; who is asked no more has nothing to do there any more."""
        body = {
            "step": run.step,
            "round": run.round,
            "review": found.review,
            "needed": found.needed,
            "held": found.is_held,
        }
        self.emit("step_reasked", {**body, "asks": [_written(ask) for ask in found.asks]}, SYSTEM)
        for ask in run.asks:
            if ask not in found.asks:
                self._shut(Closing(run.step, run.round, ask.person))
        kind: Kind = "mend" if run.step == INITIATOR else "act"
        self._offer(run.step, (ask for ask in found.asks if ask not in run.asks), kind, run.due)

    def hold(self, step: Step) -> None:
        """Open a run that waits until it can be told how to go on."""
        self._open(step.path, Asking(review=step.review, is_held=True), None)

    def ask_initiator(self) -> None:
        """Open the run in which the initiator mends the matter; of one that nobody began by hand, whoever
        holds the post.
        """
        initiator = self.case.initiator
        person = None if initiator.person == SYSTEM.person else initiator.person
        self.ask_to_fill(Ask(initiator.post, initiator.unit, person), None)

    def ask_to_fill(self, ask: Ask, due: datetime | None) -> None:
        """Open the run in which the matter is filled in or mended."""
        self._open(INITIATOR, Asking((ask,)), due)
        self._offer(INITIATOR, (ask,), "mend", due)

    def begin(self, step: Step, openings: Sequence[Opening]) -> None:
        """Open a run that waits for other matters, which this act begins."""
        self._open(step.path, Asking(review=step.review), None, tuple(one.id for one in openings))
        self.begins.extend(openings)

    def next_round(self, path: str) -> int:
        """Which visit of a step the next one is."""
        last = self.case.last_run(path)
        return 1 if last is None else last.round + 1

    def _open(self, path: str, found: Asking, due: datetime | None, cases: tuple[str, ...] = ()) -> None:
        visit = self.next_round(path)
        step = self.circumstances.blueprint.chain_of(self.case.form).by_path.get(path)
        lots = sampling.drawn(self.standing, step, visit) if step is not None and step.sample else ()
        waits = {"cases": list(cases)} if cases else {}
        self.emit(
            "step_opened",
            {
                **waits,
                **({"drawn": list(lots)} if lots else {}),
                "step": path,
                "round": visit,
                "asks": [_written(ask) for ask in found.asks],
                "review": found.review,
                "due": due.isoformat() if due else None,
                "needed": found.needed,
                "held": found.is_held,
            },
            SYSTEM,
        )

    def skip(self, step: Step, why: str, found: Asking | None = None) -> None:
        """Pass a step over."""
        self.emit(
            "step_skipped",
            {
                "step": step.path,
                "round": self.next_round(step.path),
                "why": why,
                "review": found.review if found else step.review,
                "counts": [
                    {"choice": one.choice, "seal": one.seal, "actor": one.actor.to_json()}
                    for one in (found.counts if found else ())
                ],
            },
            SYSTEM,
        )

    def close(self, path: str, outcome: str, by: Step | None = None) -> None:
        """Close the open run of a step. `by`: the step in it that disagreed."""
        run = self._run(path)
        body = {"step": path, "round": run.round, "outcome": outcome, "by": by.path if by else None}
        self.emit("step_closed", body, SYSTEM)
        self._close_tasks(run)

    def cancel(self, run: Run, why: str) -> None:
        """Cancel an open run that no longer matters, and stop the publicity it was waiting for."""
        self.emit("step_cancelled", {"step": run.step, "round": run.round, "why": why}, SYSTEM)
        self._close_tasks(run)
        for one in self.case.publicities:
            if one.step == run.step and one.state == "open":
                self.close_publicity(one.number, STOPPED, SYSTEM)

    def close_own_task(self, path: str) -> None:
        """Close the actor's task at a step that goes on waiting for others."""
        self._shut(Closing(path, self._run(path).round, self.actor.person))

    def _close_tasks(self, run: Run) -> None:
        if run.asks:
            self._shut(Closing(run.step, run.round))

    def _shut(self, closing: Closing) -> None:
        """Close tasks kept before, and forget those that this very act opened."""
        self.closes.append(closing)
        self.opens = [task for task in self.opens if not closing.ends(task)]

    def _run(self, path: str) -> Run:
        run = self.case.open_run(path)
        if run is None:
            raise LookupError(f"{path} is not open")
        return run

    # -- tasks -----------------------------------------------------------------------------------------

    def copy(self, step: Step, asks: tuple[Ask, ...]) -> None:
        """Give everyone told a copy, which waits for nothing."""
        self.open(step)
        self.emit("copied", {"step": step.path, "to": [_written(ask) for ask in asks]})
        self._offer(step.path, asks, "copy", None)
        self.close(step.path, "told")

    def _offer(self, path: str, asks: Iterable[Ask], kind: Kind, due: datetime | None) -> None:
        visit, event = self._run(path).round, self.case.seq + len(self.events)
        for number, ask in enumerate(asks):
            self.opens.append(
                Task(
                    id=f"{self.case.id}:{event}:{number}",
                    case=self.case.id,
                    town=self.case.town,
                    step=path,
                    round=visit,
                    kind=kind,
                    post=ask.post,
                    unit=ask.unit,
                    person=ask.person,
                    opened_at=self.circumstances.now,
                    due=due,
                )
            )

    # -- books and pages -------------------------------------------------------------------------------

    def book(self, *moments: str) -> None:
        """Book what the form enters at these moments."""
        for booking in registers.bookings(self.standing, moments):
            self._enter(booking)

    def take_back(self) -> None:
        """Take back what was entered when the matter was submitted."""
        for booking in registers.taken_back(self.standing):
            self._enter(booking)

    def _enter(self, booking: Booking) -> None:
        self.bookings.append(booking)
        self.emit("entered", {"effect": booking.effect, "register": booking.spec.name})

    def disclose(self, step: Step, page: Page, closes_on: date, *, waits: bool) -> None:
        """Open a page outside, under a number not used before."""
        number = self.circumstances.spare[len(self.discloses)]
        today = self.circumstances.now.date()
        self.discloses.append(
            Disclosure(
                number=number,
                town=self.case.town,
                unit=self.case.unit,
                case=self.case.id,
                step=step.path,
                page=page.name,
                release=self.case.release,
                title=page.title.zh,
                opened_on=today,
                closes_on=closes_on,
                waits=waits,
            )
        )
        self.emit(
            "publicity_opened",
            {
                "step": step.path,
                "page": page.name,
                "number": number,
                "opened_on": today.isoformat(),
                "closes_on": closes_on.isoformat(),
            },
        )

    def close_publicity(self, number: str, outcome: str, actor: Actor | None = None) -> None:
        """Close a page outside."""
        self.emit("publicity_closed", {"number": number, "outcome": outcome}, actor)
        self.undiscloses.append((number, outcome))


def _written(ask: Ask) -> dict[str, Any]:
    return {"post": ask.post, "unit": ask.unit, "person": ask.person}
