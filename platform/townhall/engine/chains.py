"""Walks a case along its chain: given this act, where does the case stand next?

Answers from its arguments alone: it reads no clock, no table and no request. An act becomes events; every
event is folded into the case as it is written, so what the walk sees is what a replay will see.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from decimal import Decimal
from math import ceil
from typing import Any

from townhall.engine import registers, reviews
from townhall.engine.asking import Asking, asking, barred
from townhall.engine.forms import complaints
from townhall.engine.scopes import closing_day, judged
from townhall.engine.standing import Circumstances, Standing, standing
from townhall.kernel import durations
from townhall.kernel.text import Text
from townhall.kernel.values import Duration
from townhall.record.cases import INITIATOR, Ask, Case, Run, after, opened
from townhall.record.disclosures import Disclosure
from townhall.record.entries import Booking
from townhall.record.moves import Closing, Move
from townhall.record.people import Seat
from townhall.record.refusals import Complained, DutiesClash, NotYourTask, Refused
from townhall.record.submissions import Complaint
from townhall.record.tasks import Task
from townhall.record.trail import SYSTEM, Actor, Event
from townhall.spec.chains import Chain, PostReference, Step
from townhall.spec.forms import Form

OPINION = "opinion"
"""The field of an opinion sheet that says whether its writer agrees."""

DISAGREED = "disagreed"
"""The outcome of a parallel block, or of a branch of several steps, in which somebody disagreed."""

LONGEST_WALK = 500
"""Steps one act may pass; a chain that goes round without asking anybody would never end."""


# -- acts ------------------------------------------------------------------------------------------------


def submit(circumstances: Circumstances, case: str, actor: Actor, body: Mapping[str, Any]) -> Move:
    """Open a case. `body` is the content of its first event: town, form, release, matter_no, unit,
    opened_on, values (JSON) and gist.

    Raises:
        Wanting: rows are needed first.
    """
    first = Event("submitted", body, circumstances.now, actor)
    walk = _Walk(circumstances, opened(case, first), actor, [first])
    walk.book("submitted")
    walk.begin()
    return walk.move(before=None)


def resubmit(
    circumstances: Circumstances, case: Case, actor: Actor, body: Mapping[str, Any], restarts: Iterable[str]
) -> Move:
    """The initiator hands a returned case in again. With `restarts` (changed fields that send it back to
    step one) it walks the whole chain again; otherwise it goes where the return said.

    Raises:
        NotYourTask: the case was not returned to this person.
        Wanting: rows are needed first.
    """
    run = case.open_run(INITIATOR)
    if run is None or actor.person != case.initiator.person:
        raise NotYourTask
    changed = list(restarts)
    resume = None if changed else case.resume
    walk = _Walk(circumstances, case, actor)
    walk.emit("resubmitted", {**body, "restarts": changed, "resume": resume})
    walk.close(run, "resubmitted")
    walk.begin(resume)
    return walk.move(before=case)


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
    wrong: tuple[Complaint, ...] = (),
) -> Move:
    """Apply one decision, taken from one seat, to an open step of the case.

    `filled`: engine values of what was filled in at the step; `written`: the same as JSON. `to`: for a
    return, an earlier step instead of where the choice leads. `wrong`: what could not even be read.

    Raises:
        NotYourTask: the step does not wait for this seat, or this person has answered.
        DutiesClash: this person acted at a step kept apart from this one.
        Complained: what was filled in, a demand of the step, or a missing reason stands in the way.
        Wanting: rows are needed first.
    """
    walk = _Walk(circumstances, case, Actor(seat.person, _post_text(seat), seat.unit))
    promised = walk.step(step)
    run = case.open_run(step)
    if run is None or not _is_asked(run, seat) or _has_answered(run, seat.person):
        raise NotYourTask
    way = promised.choice(choice)
    if way is None:
        raise Refused(Text("这一步没有这个选项,请刷新后重选。", "This step has no such choice; look again."))
    at = standing(circumstances, case, actor=seat.person, choice=choice)
    if seat.person in barred(at, promised):
        raise DutiesClash
    walk.check(at, promised, way.leads, reason, filled or {}, wrong)
    walk.emit(
        "decided",
        {
            "step": step,
            "round": run.round,
            "choice": choice,
            "reason": reason,
            "fields": written or None,
            "seal": promised.seal,
            "to": to,
        },
    )
    walk.resolve(promised, choice, to)
    return walk.move(before=case)


def close_publicity(
    circumstances: Circumstances, case: Case, number: str, outcome: str, actor: Actor
) -> Move:
    """End a disclosure: `quiet` when its days are over, `upheld` when an objection was right.

    Raises:
        Refused: it is closed already.
        Wanting: rows are needed first.
    """
    shown = next((one for one in case.publicities if one.number == number), None)
    if shown is None or shown.state != "open":
        raise Refused(Text("公示已经结束。", "The publicity has ended already."))
    walk = _Walk(circumstances, case, actor)
    walk.emit("publicity_closed", {"number": number, "outcome": outcome})
    walk.undiscloses.append((number, outcome))
    run = case.open_run(shown.step)
    if run is not None:
        walk.finish(walk.step(shown.step), outcome, None)
    return walk.move(before=case)


def ask_again(circumstances: Circumstances, case: Case) -> Move | None:
    """Ask anew at steps that were held because nobody could be asked; None when nothing changed."""
    walk = _Walk(circumstances, case, SYSTEM)
    for run in case.open_runs:
        step = walk.step(run.step) if run.step != INITIATOR else None
        if step is None or not run.is_held:
            continue
        found = asking(walk.standing(), step)
        if found.asks or found.skip:
            walk.emit("step_cancelled", {"step": run.step, "round": run.round, "why": "asked_again"})
            walk.enter(step)
    return walk.move(before=case) if walk.events else None


def _post_text(seat: Seat) -> str:
    return str(PostReference(seat.post, seat.portfolio))


def _is_asked(run: Run, seat: Seat) -> bool:
    return any(
        ask.person == seat.person
        if ask.person is not None
        else ask.unit == seat.unit and ask.post in (seat.post, _post_text(seat))
        for ask in run.asks
    )


def _has_answered(run: Run, person: str) -> bool:
    return any(decision.actor.person == person for decision in run.decisions)


# -- the walk --------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Walk:
    """One act being worked out: the case so far and all that must be kept with it."""

    circumstances: Circumstances
    case: Case
    actor: Actor
    events: list[Event] = field(default_factory=list)
    opens: list[Task] = field(default_factory=list)
    closes: list[Closing] = field(default_factory=list)
    bookings: list[Booking] = field(default_factory=list)
    discloses: list[Disclosure] = field(default_factory=list)
    undiscloses: list[tuple[str, str]] = field(default_factory=list)
    passed: int = 0
    lookups: list[Standing] = field(default_factory=list)
    _standing: Standing | None = None
    _steps: dict[str, Step] = field(default_factory=dict)

    @property
    def form(self) -> Form:
        """The case's form."""
        return self.circumstances.blueprint.forms[self.case.form]

    @property
    def chain(self) -> Chain:
        """The case's chain."""
        return self.circumstances.blueprint.chains[self.form.starts]

    def standing(self) -> Standing:
        """The case as formulas see it now."""
        if self._standing is None:
            self._standing = standing(self.circumstances, self.case, actor=self.actor.person)
            self.lookups.append(self._standing)
        self._standing.moved_to(self.case)
        return self._standing

    def step(self, path: str) -> Step:
        """The chain's step at a path."""
        if not self._steps:
            self._steps = {step.path: step for step in self.chain.walk()}
        return self._steps[path]

    def emit(self, kind: str, body: Mapping[str, Any], actor: Actor | None = None) -> None:
        """Write one event and fold it."""
        event = Event(kind, body, self.circumstances.now, actor or self.actor)
        self.events.append(event)
        self.case = after(self.case, event)

    def move(self, before: Case | None) -> Move:
        """All that must be kept.

        Raises:
            Wanting: some formula on the way lacked rows.
        """
        for one in self.lookups:
            one.world.settle()
        seq, head = (before.seq, before.head) if before else (0, self.case.head)
        return Move(
            before=before,
            after=replace(self.case, seq=seq, head=head),
            events=tuple(self.events),
            opens=tuple(task for task in self.opens if self._still_open(task)),
            closes=tuple(self.closes),
            bookings=tuple(self.bookings),
            discloses=tuple(self.discloses),
            undiscloses=tuple(self.undiscloses),
        )

    def _still_open(self, task: Task) -> bool:
        return not any(
            (one.step, one.round) == (task.step, task.round) and one.person in (None, task.person)
            for one in self.closes
        )

    # -- moments ---------------------------------------------------------------------------------------

    def book(self, *moments: str) -> None:
        """Book what the form enters at these moments."""
        for booking in registers.bookings(self.standing(), moments):
            self.bookings.append(booking)
            self.emit(
                "entered",
                {"effect": booking.effect, "register": booking.spec.name, "rows": len(booking.entries)},
            )

    def end(self, state: str) -> None:
        """End the case."""
        for run in self.case.open_runs:
            self.cancel(run, "ended")
        self.book(state, "ended")
        self.emit("ended", {"state": state})

    # -- entering --------------------------------------------------------------------------------------

    def begin(self, resume: str | None = None) -> None:
        """Walk from the first step, or straight back to the step that returned the case."""
        if resume is not None:
            self._walk_on(self.step(resume))
            return
        if self._enter_all(self.chain.steps):
            self.end("approved")

    def _enter_all(self, steps: Iterable[Step]) -> bool:
        """Enter steps one after another; False as soon as one waits."""
        return all(self.enter(step) for step in steps)

    def enter(self, step: Step) -> bool:
        """Enter a step; True when it is done with at once."""
        self.passed += 1
        if self.passed > LONGEST_WALK:
            raise Refused(
                Text(
                    "流程在原地打转,请联系配置员。", "The chain goes round and round; tell the configurator."
                )
            )
        at = self.standing()
        if step.when is not None and judged(step.when, at.step_scope(step)) is False:
            self._skip(step, "when", Asking(review=step.review))
            return True
        match step.verb:
            case "together":
                return self._enter_together(step)
            case "steps":
                self._open(step)
                if not self._enter_all(step.steps):
                    return False
                self._close_container(step)
                return True
            case "publish":
                return self._enter_publish(step, at)
            case "tell":
                self._tell(step, at)
                return True
            case _:
                return self._enter_asking(step, at)

    def _enter_together(self, step: Step) -> bool:
        self._open(step)
        waits = [branch for branch in step.branches if not self.enter(branch)]
        if waits or self.case.open_run(step.path) is None:
            return False
        self._close_container(step)
        return True

    def _enter_asking(self, step: Step, at: Standing) -> bool:
        found = asking(at, step)
        if found.skip is not None:
            self._skip(step, found.skip, found)
            return True
        self._open(step, found, self._due(step, at), self._needed(step, at, len(found.asks)))
        return False

    def _enter_publish(self, step: Step, at: Standing) -> bool:
        page = self.circumstances.blueprint.pages[step.page or ""]
        waits = step.open_for is not None
        length = step.open_for or page.open_for
        today = self.circumstances.now.date()
        days = judged(length, at.step_scope(step)) if length is not None else None
        closes_on = closing_day(today, days, at.sheet.calendar) if days is not None else today
        number = self.circumstances.spare[len(self.discloses)]
        self._open(step)
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
        self.book(*self._moments(step, "opened"))
        if waits:
            return False
        self._close_run(step, "opened")
        return True

    def _tell(self, step: Step, at: Standing) -> None:
        seating, posts = self.circumstances.seating, self.circumstances.blueprint.posts
        told = [
            Ask(str(reference), seat.unit, seat.person)
            for reference in step.posts
            for seat in seating.asked(reference, posts[reference.post], self.case.unit)
        ]
        asks = tuple({ask.person: ask for ask in told}.values())
        self._open(step)
        self.emit("copied", {"step": step.path, "to": [_ask_json(ask) for ask in asks]})
        run = self.case.open_run(step.path)
        if run is not None:
            self._offer(step.path, run.round, asks, "copy", None)
        self._close_run(step, "told")

    # -- opening and closing runs ----------------------------------------------------------------------

    def _open(
        self, step: Step, found: Asking | None = None, due: datetime | None = None, needed: int | None = None
    ) -> None:
        asks = found.asks if found else ()
        visit = self._visit(step.path)
        self.emit(
            "step_opened",
            {
                "step": step.path,
                "round": visit,
                "asks": [_ask_json(ask) for ask in asks],
                "review": found.review if found else step.review,
                "due": due.isoformat() if due else None,
                "needed": needed,
                "held": found is not None and not found.asks,
            },
            SYSTEM,
        )
        self._offer(step.path, visit, asks, "act", due)

    def _offer(self, step: str, visit: int, asks: Iterable[Ask], kind: Any, due: datetime | None) -> None:
        for number, ask in enumerate(asks):
            self.opens.append(
                Task(
                    id=f"{self.case.id}:{step}:{visit}:{number}:{kind}",
                    case=self.case.id,
                    town=self.case.town,
                    step=step,
                    round=visit,
                    kind=kind,
                    post=ask.post,
                    unit=ask.unit,
                    person=ask.person,
                    opened_at=self.circumstances.now,
                    due=due,
                )
            )

    def _visit(self, path: str) -> int:
        last = self.case.last_run(path)
        return 1 if last is None else last.round + 1

    def _skip(self, step: Step, why: str, found: Asking) -> None:
        self.emit(
            "step_skipped",
            {
                "step": step.path,
                "round": self._visit(step.path),
                "why": why,
                "review": found.review,
                "counts": [
                    {"choice": one.choice, "seal": one.seal, "actor": one.actor.to_json()}
                    for one in found.counts
                ],
            },
            SYSTEM,
        )

    def close(self, run: Run, outcome: str) -> None:
        """Close a run with an outcome."""
        self.emit("step_closed", {"step": run.step, "round": run.round, "outcome": outcome}, SYSTEM)
        self.closes.append(Closing(run.step, run.round))

    def cancel(self, run: Run, why: str) -> None:
        """Cancel a run that no longer matters."""
        self.emit("step_cancelled", {"step": run.step, "round": run.round, "why": why}, SYSTEM)
        self.closes.append(Closing(run.step, run.round))

    def _close_run(self, step: Step, outcome: str) -> None:
        run = self.case.open_run(step.path)
        if run is not None:
            self.emit("step_closed", {"step": run.step, "round": run.round, "outcome": outcome}, SYSTEM)
            if step.verb != "tell":
                self.closes.append(Closing(run.step, run.round))

    def _close_container(self, step: Step) -> None:
        self._close_run(step, "done")

    def _due(self, step: Step, at: Standing) -> datetime | None:
        if step.within is None:
            return None
        length = judged(step.within, at.step_scope(step))
        if isinstance(length, Duration):
            moment = durations.moved(self.circumstances.now, length, at.sheet.calendar)
            return moment if isinstance(moment, datetime) else None
        if isinstance(length, datetime):
            return length
        if isinstance(length, date):
            return datetime.combine(length, time(23, 59), self.circumstances.now.tzinfo)
        return None

    def _needed(self, step: Step, at: Standing, asked: int) -> int | None:
        if step.mode == "all":
            return asked
        if step.mode != "quorum":
            return None
        least = step.at_least
        if least is None or isinstance(least, int):
            return least
        share = judged(least, at.step_scope(step))
        if isinstance(share, int):
            return share
        return ceil(share * asked) if isinstance(share, Decimal) else asked

    # -- deciding --------------------------------------------------------------------------------------

    def check(
        self,
        at: Standing,
        step: Step,
        leads: str,
        reason: str,
        filled: Mapping[str, Any],
        wrong: tuple[Complaint, ...],
    ) -> None:
        """Complain about everything that stands in the way of a decision.

        Raises:
            Complained: with all of it.
        """
        self.lookups.append(at)
        found = list(wrong)
        forward = leads in ("next", "end")
        if forward or step.sheet.field(OPINION) is not None:
            unread = frozenset(one.place for one in wrong)
            found += complaints(at.step_scope(step, filled), self.circumstances.catalog, unread)
        least = self.chain.returns.reason_min
        if not forward and len(reason.strip()) < least:
            words = Text(f"请写明理由,至少{least}个字", f"Give a reason of at least {least} characters")
            found.append(Complaint("reason", words))
        at.world.settle()
        if any(not one.warns for one in found):
            raise Complained(tuple(found))

    def resolve(self, step: Step, choice: str, to: str | None) -> None:
        """See whether a decision settles its run, and follow it if so."""
        run = self.case.open_run(step.path)
        assert run is not None  # it was open a moment ago
        outcome = _settled(step, run, choice)
        if outcome is None:
            self.closes.append(Closing(step.path, run.round, self.actor.person))
            return
        self.finish(step, outcome, to if outcome == choice else None)

    def finish(self, step: Step, outcome: str, to: str | None) -> None:
        """A step came to an outcome: book what hangs on it and go where it leads."""
        self._close_run(step, outcome)
        self.book(*self._moments(step, outcome))
        way = step.choice(outcome)
        leads = to or (way.leads if way else "next")
        if leads in ("next", "end") and self.case.resume is not None and way and way.leads == "next":
            resume = self.case.resume
            if resume != step.path and not self._is_inside(resume, step.path):
                self._walk_on(self.step(resume))
                return
        self._follow(step, leads, outcome)

    def _follow(self, step: Step, leads: str, outcome: str) -> None:
        if leads == "next":
            self._proceed(step)
            return
        branch = self._waiting_branch(step)
        if branch is not None and leads != "end":
            # Every branch answers before a disagreement takes effect.
            for run in self.case.open_runs:
                if run.step == branch.path or run.step.startswith(branch.path + "."):
                    self.close(run, DISAGREED)
            self._proceed(branch)
            return
        if leads == "end":
            self.end("approved")
        elif leads == "refused":
            self.end("refused")
        else:
            self._return(step, leads, outcome)

    def _proceed(self, step: Step) -> None:
        """Go on after a step that is done: to what follows it, or out of what contains it."""
        parent = self._parent(step)
        if parent is not None and parent.verb == "together":
            self._leave_branch(parent)
            return
        siblings = self.chain.steps if parent is None else parent.steps
        rest = siblings[siblings.index(step) + 1 :]
        if not self._enter_all(rest):
            return
        if parent is None:
            self.end("approved")
        else:
            self._close_container(parent)
            self.book(*self._moments(parent, "done"))
            self._proceed(parent)

    def _leave_branch(self, block: Step) -> None:
        run = self.case.open_run(block.path)
        if run is None:
            return
        since = self.case.runs[self.case.runs.index(run) :]
        ended = {one.step for one in since if not one.is_open}
        if not all(branch.path in ended for branch in block.branches):
            return
        against = [
            way.leads
            for one in since
            if one.step != block.path and one.decisions
            for way in (self.step(one.step).choice(one.outcome or ""),)
            if way is not None and way.leads not in ("next", "end")
        ]
        if against:
            self._close_run(block, DISAGREED)
            self._follow(block, against[0], DISAGREED)
            return
        self._close_container(block)
        self._proceed(block)

    def _walk_on(self, step: Step) -> None:
        """Enter a step out of order, and go on after it if it is done with at once."""
        if self.enter(step):
            self._proceed(step)

    def _return(self, step: Step, leads: str, outcome: str) -> None:
        for run in self.case.open_runs:
            self.cancel(run, "returned")
        target = self._target(step, leads)
        # To name a step is to walk on from there; only what the initiator mended may come straight back.
        straight = target == INITIATOR and self.chain.returns.then == "straight_back"
        self.emit(
            "returned",
            {
                "from": step.path,
                "to": target,
                "reason": self._reasons(step, outcome),
                "resume": self._resumable(step) if straight else None,
            },
        )
        if target == INITIATOR:
            self._open_initiator()
        else:
            self._walk_on(self.step(target))

    def _reasons(self, step: Step, outcome: str) -> str:
        """Why it was returned: the words of whoever disagreed, of every branch if it was a block."""
        run = self.case.last_run(step.path)
        if run is None:
            return ""
        runs: tuple[Run, ...] = (run,)
        if outcome == DISAGREED:
            runs = self.case.runs[self.case.runs.index(run) :]
        return "\n".join(decision.reason for one in runs for decision in one.decisions if decision.reason)

    def _open_initiator(self) -> None:
        initiator = self.case.initiator
        ask = Ask(initiator.post, initiator.unit, initiator.person)
        visit = self._visit(INITIATOR)
        self.emit(
            "step_opened",
            {
                "step": INITIATOR,
                "round": visit,
                "asks": [_ask_json(ask)],
                "review": None,
                "due": None,
                "needed": None,
                "held": False,
            },
            SYSTEM,
        )
        self._offer(INITIATOR, visit, (ask,), "mend", None)

    # -- finding the way -------------------------------------------------------------------------------

    def _target(self, step: Step, leads: str) -> str:
        if leads == INITIATOR:
            return INITIATOR
        if leads == "previous":
            return self._previous(step)
        for path in _outward(step.path, leads):
            if any(one.path == path for one in self.chain.walk()):
                return path
        raise LookupError(f"'{leads}' leads nowhere from {step.path}")

    def _previous(self, step: Step) -> str:
        done = [
            run.step
            for run in self.case.runs
            if run.state == "closed" and run.decisions and run.step != step.path
        ]
        paths = [one.path for one in self.chain.walk() if one.asks_people]
        before = [path for path in paths[: paths.index(step.path)] if path in done]
        return before[-1] if before else INITIATOR

    def _resumable(self, step: Step) -> str:
        """Where a case comes straight back to: the step, or the whole parallel block it stands in."""
        found = step
        parent = self._parent(step)
        while parent is not None:
            if parent.verb == "together":
                found = parent
            parent = self._parent(parent)
        return found.path

    def _waiting_branch(self, step: Step) -> Step | None:
        """The branch of a parallel block that a step stands in, where the block waits for all."""
        if step.dissent != "waits_for_all":
            return None
        branch, parent = step, self._parent(step)
        while parent is not None and parent.verb != "together":
            branch, parent = parent, self._parent(parent)
        return branch if parent is not None else None

    def _parent(self, step: Step) -> Step | None:
        path = step.path.rpartition(".")[0]
        return self.step(path) if path else None

    def _is_inside(self, path: str, container: str) -> bool:
        return path.startswith(container + ".")

    def _moments(self, step: Step, outcome: str) -> tuple[str, ...]:
        """The names of a moment: the step's own, and what the fragments around it give for it."""
        moments = [f"{step.path}.{outcome}"]
        parent = self._parent(step)
        while parent is not None:
            inner = [
                moment[len(parent.path) + 1 :] for moment in moments if moment.startswith(parent.path + ".")
            ]
            moments += [
                f"{parent.path}.{given}" for given, ways in parent.gives if any(way in inner for way in ways)
            ]
            parent = self._parent(parent)
        return tuple(moments)


def _settled(step: Step, run: Run, choice: str) -> str | None:
    """The outcome of a run after its newest decision, or None while it still waits."""
    if step.mode == "any" or step.verb in ("first_of", "person", "wait_for"):
        return choice
    answers = [decision.choice for decision in run.decisions]
    forward = [one for one in answers if reviews.is_forward(step, one)]
    against = [one for one in answers if not reviews.is_forward(step, one)]
    asked = len(run.asks)
    needed = asked if run.needed is None else run.needed
    if against and step.dissent == "returns":
        return against[0]
    if step.dissent == "waits_for_all" and against:
        return against[0] if len(answers) >= asked else None
    if len(forward) >= needed:
        return forward[0]
    if against and asked - len(against) < needed:
        return against[0]
    return None


def _outward(path: str, name: str) -> Iterable[str]:
    """Where a bare step name may lie as seen from a path: beside it, then further out."""
    while path:
        path = path.rpartition(".")[0]
        yield f"{path}.{name}" if path else name


def _ask_json(ask: Ask) -> dict[str, Any]:
    return {"post": ask.post, "unit": ask.unit, "person": ask.person}
