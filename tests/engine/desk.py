"""Plays a matter on the engine alone and, after every act, checks what must hold of any case.

It keeps what storage would keep: events linked to a trail, open tasks, rows of registers.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from tests.engine import specimens
from townhall.engine import chains, forms, reviews
from townhall.engine.routes import Route
from townhall.engine.standing import Circumstances, standing
from townhall.engine.world import Wanting
from townhall.kernel.canonical import canonical
from townhall.record.cases import INITIATOR, Case, Run
from townhall.record.entries import Booking, Entry, Want
from townhall.record.folds import folded
from townhall.record.moves import Move
from townhall.record.people import Holding, Seat, Seating
from townhall.record.submissions import Complaint
from townhall.record.tasks import Task
from townhall.record.trail import START, SYSTEM, VILLAGER, Actor, Event, first_break, linked
from townhall.spec.blueprint import Blueprint

CASE = "case-1"
SUBMITTED = {"amount": "500", "urgent": "否"}


class Desk:
    """One matter, the people around it, and the books."""

    def __init__(
        self,
        blueprint: Blueprint,
        holdings: Iterable[Holding] = specimens.HOLDINGS,
        rows: Iterable[Entry] = (),
        now: datetime = specimens.NOW,
    ) -> None:
        self.blueprint, self.now = blueprint, now
        self.people = tuple(holdings)
        self.rows = list(rows)
        self.events: tuple[Event, ...] = ()
        self.tasks: dict[str, Task] = {}
        self.booked: list[Booking] = []
        self.disclosed: dict[str, str] = {}
        self.rounds: list[tuple[Want, ...]] = []
        self._case: Case | None = None
        self._spares = 0

    # -- acts ------------------------------------------------------------------------------------------

    def submit(self, by: str = "clerk", unit: str = specimens.VILLAGE, **raw: Any) -> "Desk":
        seat = self.seat(by, "clerk")
        actor = Actor(seat.person, seat.post, seat.unit)

        def submitted(now: Circumstances) -> Move:
            body = {
                "town": "home",
                "form": "request",
                "release": "r1",
                "matter_no": "RQ-01-2026-00001",
                "unit": unit,
                "opened_on": now.now.date().isoformat(),
                **self.filled(now, {**SUBMITTED, **raw}, unit, actor),
            }
            return chains.submit(now, CASE, actor, body)

        return self.keep(self.gathered(submitted))

    def filled(self, now: Circumstances, raw: Mapping[str, Any], unit: str, actor: Actor) -> dict[str, Any]:
        """What a form's values and gist are when they are handed in."""
        sheet = now.blueprint.forms["request"].sheet
        values, unread = forms.read(sheet, raw, now.catalog)
        assert not unread
        blank = Case("", "home", "request", "", "", unit, actor, now.now, now.now.date())
        at = standing(now, self._case or blank, values)
        written = forms.to_json(at.sheet, now.catalog)
        at.world.settle()
        return {"values": written, "gist": ""}

    def decide(
        self,
        step: str,
        choice: str = "agree",
        by: str | None = None,
        reason: str = "",
        to: str | None = None,
        wrong: tuple[Complaint, ...] = (),
        **raw: Any,
    ) -> "Desk":
        """Decide at a step; by whoever is asked there (the first who has not answered) unless told."""
        seat = self.asked_seat(step) if by is None else self.seat_at(step, by)
        promised = self.route.step(step) if step in self.route.steps else None
        forward = promised is not None and reviews.is_forward(self.route.chain, promised, choice)
        words = reason or ("" if forward else "请补充说明")

        def decided(now: Circumstances) -> Move:
            values, unread = forms.read(promised.sheet, raw, now.catalog) if promised else ({}, ())
            at = standing(now, self.case, actor=seat.person, choice=choice)
            written = forms.to_json(at.step_scope(promised, values), now.catalog) if promised else {}
            return chains.decide(
                now, self.case, step, choice, seat, words, values, written, to, unread, wrong
            )

        return self.keep(self.gathered(decided))

    def everyone(self, step: str, choice: str = "agree") -> "Desk":
        """Everyone asked at a step decides alike."""
        while self.case.open_run(step) is not None:
            self.decide(step, choice)
        return self

    def walk(self, *steps: str) -> "Desk":
        """Agree at one step after the other."""
        for step in steps:
            self.decide(step)
        return self

    def resubmit(self, by: str | None = None, **raw: Any) -> "Desk":
        case = self.case
        actor = case.initiator if by is None else Actor(by, "clerk", case.unit)
        sheet = self.blueprint.forms["request"].sheet

        def resubmitted(now: Circumstances) -> Move:
            before = forms.as_typed(
                sheet, forms.from_json(sheet, case.values or {}, now.catalog), now.catalog
            )
            body = self.filled(now, {**before, **raw}, case.unit, actor)
            restarts = forms.restarting(sheet, case.values or {}, body["values"])
            return chains.resubmit(now, case, actor, body, restarts)

        return self.keep(self.gathered(resubmitted))

    def close_publicity(self, outcome: str = "quiet", number: str | None = None) -> "Desk":
        open_ones = [one.number for one in self.case.publicities if one.state == "open"]
        actor = SYSTEM if outcome == "quiet" else VILLAGER
        name = number or open_ones[0]
        move = self.gathered(
            lambda now: chains.close_publicity(now, self.case, name, outcome, actor, "异议成立")
        )
        return self.keep(move)

    def ask_again(self) -> Move | None:
        move = self.gathered(lambda now: chains.ask_again(now, self.case))
        if move is not None:
            self.keep(move)
        return move

    def later(self, **length: int) -> "Desk":
        self.now += timedelta(**length)
        return self

    # -- keeping ---------------------------------------------------------------------------------------

    def circumstances(self, known: Mapping[Want, tuple[Entry, ...]]) -> Circumstances:
        day = self.now.date()
        seating = Seating(
            self.blueprint.town, day, self.people, {one.person: one.person for one in self.people}
        )
        spare = tuple(f"n{self._spares + number}" for number in range(self.blueprint.most_publicities))
        return Circumstances(self.blueprint, specimens.catalog(), seating, self.now, known, spare)

    def gathered(self, attempt: Callable[[Circumstances], Any]) -> Any:
        """What the engine answers once it has its rows; `rounds` tells what it asked for."""
        known: dict[Want, tuple[Entry, ...]] = {}
        self.rounds = []
        for _ in range(12):
            try:
                return attempt(self.circumstances(known))
            except Wanting as wanting:
                self.rounds.append(wanting.wants)
                known |= {want: self.matching(want) for want in wanting.wants}
        raise AssertionError("look-ups never end")

    def matching(self, want: Want) -> tuple[Entry, ...]:
        def has(row: Entry, column: str, value: Any) -> bool:
            special = {"key": row.key, "entry_no": row.number, "matter_no": row.matter_no, "unit": row.unit}
            return bool((special[column] if column in special else row.values.get(column)) == value)

        return tuple(
            row
            for row in self.rows
            if row.register == want.source and all(has(row, *pair) for pair in want.equals)
        )

    def keep(self, move: Move) -> "Desk":
        before = self._case
        new = linked(CASE, *((before.seq, before.head) if before else (0, START)), move.events)
        self.events = (*self.events, *new)
        self._case = replace(move.after, seq=new[-1].seq, head=new[-1].hash)
        for one in move.closes:
            self.tasks = {
                id: replace(task, is_open=False) if one.ends(task) else task
                for id, task in self.tasks.items()
            }
        for task in move.opens:
            assert task.id not in self.tasks
            self.tasks[task.id] = task
        self.booked.extend(move.bookings)
        for shown in move.discloses:
            assert shown.number not in self.disclosed
            self.disclosed[shown.number] = "open"
        for number, outcome in move.undiscloses:
            self.disclosed[number] = outcome
        self._spares += len(move.discloses)
        self.check()
        return self

    # -- looking ---------------------------------------------------------------------------------------

    @property
    def case(self) -> Case:
        assert self._case is not None
        return self._case

    @property
    def route(self) -> Route:
        return Route(self.blueprint.chains["way"])

    @property
    def at(self) -> list[str]:
        """The steps that wait, containers left out."""
        return [run.step for run in self.case.open_runs if self._is_leaf(run)]

    def _is_leaf(self, run: Run) -> bool:
        return run.step == INITIATOR or self.route.step(run.step).verb not in ("steps", "together")

    def asked(self, step: str) -> list[str]:
        """Who is still missing at a step: persons, or posts where whoever holds them is asked."""
        run = self.case.open_run(step)
        assert run is not None
        answered = {decision.actor.person for decision in run.decisions}
        return [ask.person or ask.post for ask in run.asks if ask.person not in answered]

    def todo(self, kind: str = "act") -> list[tuple[str, str]]:
        """Open tasks: step, and who is asked."""
        return [
            (task.step, task.person or task.post)
            for task in self.tasks.values()
            if task.is_open and task.kind == kind
        ]

    def seats(self, person: str) -> tuple[Seat, ...]:
        return self.circumstances({}).seating.seats_of(person)

    def seat(self, person: str, post: str = "") -> Seat:
        """A person's seat at a post, or the first they have."""
        seats = self.seats(person)
        name = post.partition(".")[0]
        return next((one for one in seats if one.post == name), seats[0])

    def seat_at(self, step: str, person: str) -> Seat:
        """The seat from which a person is asked at a step, or any of theirs if they are not."""
        run = self.case.open_run(step)
        seats = self.seats(person)
        return next((one for one in seats if run and any(ask.means(one) for ask in run.asks)), seats[0])

    def asked_seat(self, step: str) -> Seat:
        """The seat of somebody who is asked at a step and has not answered."""
        run = self.case.open_run(step)
        assert run is not None, f"{step} is not open; {self.at} are"
        answered = {decision.actor.person for decision in run.decisions}
        for ask in run.asks:
            for one in self.people:
                seat = Seat(one.person, one.post, one.unit, one.portfolio)
                if ask.means(seat) and one.person not in answered:
                    return seat
        raise AssertionError(f"nobody is asked at {step}")

    def kinds(self) -> list[str]:
        return [event.kind for event in self.events]

    def bodies(self, kind: str) -> list[Mapping[str, Any]]:
        return [event.body for event in self.events if event.kind == kind]

    def booking(self, effect: str) -> list[Booking]:
        return [one for one in self.booked if one.effect == effect]

    # -- what must hold --------------------------------------------------------------------------------

    def check(self) -> None:
        """What holds of every case after every act."""
        case = self.case
        assert folded(CASE, self.events) == case
        assert folded(CASE, map(_through_json, self.events)) == case
        assert first_break(CASE, self.events) is None
        self._check_runs(case)
        self._check_tasks(case)
        waiting = {one.number for one in case.publicities if one.state == "open"}
        assert waiting == {number for number, state in self.disclosed.items() if state == "open"}

    def _check_runs(self, case: Case) -> None:
        open_paths = [run.step for run in case.open_runs]
        assert len(set(open_paths)) == len(open_paths)
        for run in case.runs:
            answered = [decision.actor.person for decision in run.decisions]
            assert len(set(answered)) == len(answered), "somebody answered twice"
        if case.is_over:
            assert not open_paths
            return
        assert self.at, "nothing waits, and nothing ever will"
        assert (case.state == "returned") == (open_paths == [INITIATOR])
        for run in case.open_runs:
            step = None if run.step == INITIATOR else self.route.step(run.step)
            if step is None:
                continue
            for container in self.route.around(step):
                assert container.path in open_paths, f"{container.path} is not open around {step.path}"
            if step.verb in ("steps", "together"):
                assert any(one.startswith(f"{step.path}.") for one in open_paths), (
                    f"{step.path} holds nothing"
                )
            elif step.verb == "publish":
                shown = [one for one in case.publicities if one.step == step.path and one.state == "open"]
                assert run.is_held or shown, f"{step.path} waits for no publicity"
            else:
                assert run.is_held or self.asked(step.path), f"{step.path} waits for nobody"

    def _check_tasks(self, case: Case) -> None:
        """Whoever is asked and has not answered has a task, and nobody else."""
        expected = {
            (run.step, run.round, ask.post, ask.unit, ask.person)
            for run in case.open_runs
            for ask in run.asks
            if ask.person not in {decision.actor.person for decision in run.decisions}
        }
        found = [
            (task.step, task.round, task.post, task.unit, task.person)
            for task in self.tasks.values()
            if task.is_open and task.kind != "copy"
        ]
        assert len(set(found)) == len(found)
        assert set(found) == expected


def _through_json(event: Event) -> Event:
    """The event as it comes back from where it was written."""
    return replace(event, body=json.loads(canonical(event.body)))
