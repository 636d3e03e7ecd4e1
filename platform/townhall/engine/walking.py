"""Where does a case go next: which steps open, which are passed over, when does it end?

Walking only ever goes forward: from a step that is done to what follows it, into what a container holds and
out of it again, until a step waits or the chain ends. What a disagreement does is decided here, too, because
it may send the case back to walk again; where it leads is `engine.returning`. One act takes one decision,
and a walk takes none, so every walk comes to an end.

What holds after every act of a case that is not over: some run waits for somebody, for a publicity, or is
held; and the containers around an open run are open.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from townhall.engine import asking, opening, returning, reviews
from townhall.engine.acts import Act
from townhall.engine.moments import closing_day, moments
from townhall.engine.routes import Route, holds
from townhall.engine.standing import Standing
from townhall.engine.world import judged
from townhall.kernel import durations
from townhall.kernel.values import Duration
from townhall.kernel.workdays import CalendarEnds
from townhall.spec.chains import Step
from townhall.spec.pages import Page

DONE = "done"
"""The outcome of a container whose steps are done."""

OPENED = "opened"
"""The outcome of a publicity that nobody waits for."""

LEFT = "left"
"""The outcome of a container that a choice led out of before its steps were done."""


@dataclass(slots=True)
class Walk:
    """A walk of one act along the case's chain."""

    act: Act

    @property
    def _at(self) -> Standing:
        return self.act.standing

    @property
    def _route(self) -> Route:
        return self.act.standing.route

    # -- forward ---------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Walk from the first step."""
        if self._enter_all(self._route.chain.steps):
            self.end("approved")

    def go_to(self, step: Step) -> None:
        """Walk from a step somewhere in the chain; the containers around it open first."""
        for container in reversed(self._route.around(step)):
            if self.act.case.open_run(container.path) is not None:
                continue
            if self.is_passed_over(container):
                self.act.skip(container, "when")
                self.go_on(container)
                return
            self.act.open(container)
        if self.enter(step):
            self.go_on(step)

    def go_on(self, step: Step) -> None:
        """Walk on from a step that is done: to what follows it, or out of what contains it."""
        parent = self._route.parent(step)
        if parent is not None and parent.verb == "together":
            self._leave_branch(parent)
        elif not self._enter_all(self._route.following(step)):
            return
        elif parent is None:
            self.end("approved")
        else:
            self._close_done(parent)
            self.go_on(parent)

    def _jump(self, step: Step, target: Step) -> None:
        """Go on at a later step, passing over what lies between; out of containers on the way."""
        while True:
            for following in self._route.following(step):
                if following.path == target.path or holds(following, target):
                    self.go_to(target)
                    return
                self.act.skip(following, "choice")
            parent = self._route.parent(step)
            if parent is None:
                raise LookupError(f"{target.path} does not follow {step.path}")
            self.act.close(parent.path, LEFT)
            step = parent

    def end(self, state: str) -> None:
        """End the case."""
        for run in self.act.case.open_runs:
            self.act.cancel(run, "ended")
        self.act.book(state, "ended")
        self.act.emit("ended", {"state": state})

    # -- entering --------------------------------------------------------------------------------------

    def _enter_all(self, steps: Iterable[Step]) -> bool:
        """Enter steps one after another; False as soon as one waits."""
        return all(self.enter(step) for step in steps)

    def enter(self, step: Step) -> bool:
        """Enter a step; True when it is done with at once."""
        if self.is_passed_over(step):
            self.act.skip(step, "when")
            return True
        match step.verb:
            case "together":
                self.act.open(step)
                entered = [self.enter(branch) for branch in step.branches]  # all, whichever of them waits
                return self._close_if(step, all(entered))
            case "steps":
                self.act.open(step)
                return self._close_if(step, self._enter_all(step.steps))
            case "publish":
                return self._enter_publish(step)
            case "open":
                return self._enter_opening(step)
            case "tell":
                self.act.copy(step, asking.told(self._at, step))
                return True
            case _:
                return self._enter_asking(step)

    def is_passed_over(self, step: Step) -> bool:
        """Whether a step is not needed: its `when` is false. Where that is unknown the step stays."""
        return step.when is not None and judged(step.when, self._at.step_scope(step)) is False

    def _close_if(self, container: Step, is_done: bool) -> bool:
        if is_done:
            self._close_done(container)
        return is_done

    def _close_done(self, container: Step) -> None:
        self.act.close(container.path, DONE)
        self.act.book(*moments(self._route, container, DONE))

    def _enter_asking(self, step: Step) -> bool:
        found = asking.asking(self._at, step)
        if found.skip is not None:
            self.act.skip(step, found.skip, found)
            return True
        self.act.ask(step, found, self._due(step))
        return False

    def _enter_opening(self, step: Step) -> bool:
        """Open other matters and wait for them; where there is none to open, nothing is waited for."""
        found = opening.openings(self._at, step, self.act.next_round(step.path))
        self.act.begin(step, found)
        return self._close_if(step, not found)

    def _enter_publish(self, step: Step) -> bool:
        closes_on = self.shown_until(step)
        if closes_on is None:
            self.act.hold(step)  # what is open until nobody knows when is not open for long enough
            return False
        waits = step.open_for is not None
        self.act.open(step)
        self.act.disclose(step, self._page(step), closes_on, waits=waits)
        self.act.book(*moments(self._route, step, OPENED))
        if not waits:
            self.act.close(step.path, OPENED)
        return not waits

    def shown_until(self, step: Step) -> date | None:
        """The last day of a publicity; None where its length cannot be told."""
        length = step.open_for or self._page(step).open_for
        if length is None:
            return self._at.world.today
        days = judged(length, self._at.step_scope(step))
        return None if days is None else closing_day(self._at.world.today, days, self._at.sheet.calendar)

    def _page(self, step: Step) -> Page:
        return self._at.circumstances.blueprint.pages[step.page or ""]

    def _due(self, step: Step) -> datetime | None:
        """When a step should be done; None where no deadline is set or none can be told."""
        if step.within is None:
            return None
        now = self._at.world.now
        due = judged(step.within, self._at.step_scope(step))
        if isinstance(due, Duration):
            try:
                due = durations.moved(now, due, self._at.sheet.calendar)
            except CalendarEnds:
                return None  # beyond the known calendar a step has no deadline, but it goes on
        if isinstance(due, date) and not isinstance(due, datetime):
            return datetime.combine(due, time(23, 59), now.tzinfo)
        return due if isinstance(due, datetime) else None

    # -- outcomes --------------------------------------------------------------------------------------

    def finish(self, step: Step, outcome: str, to: str | None = None, reason: str = "") -> None:
        """A step came to an outcome: book what hangs on it, and go where it leads.

        `to`: back to another earlier step than the outcome leads to. `reason`: why, where no decision says.
        """
        self.act.close(step.path, outcome)
        self.act.book(*moments(self._route, step, outcome))
        leads = to or returning.way_of(self._at, step, outcome)
        match leads:
            case "next":
                self.go_on(step)
            case "end":
                self.end("approved")
            case _ if to is None and self._leads_on(step, outcome):
                self._jump(step, self._route.step(leads))
            case _:
                self._turn_back(step, returning.Disagreement(step, leads, reason))

    def _leads_on(self, step: Step, outcome: str) -> bool:
        """Whether an outcome leads to a later step; from inside a branch, one of the same branch."""
        branch = self._route.branch(step)
        way = step.choice(outcome)
        if way is None or not reviews.is_forward(self._route.chain, step, outcome):
            return False
        return branch is None or holds(branch, self._route.step(way.leads))

    def _turn_back(self, step: Step, why: returning.Disagreement) -> None:
        """Follow a disagreement outward from a closed step, through the parallel blocks around it."""
        branch = self._route.branch(step)
        target = returning.target(self._at, why)
        if branch is None or (isinstance(target, Step) and holds(branch, target)):
            self._leave_for(target, why, branch)
        elif branch.dissent == "returns":
            block = self._route.around(branch)[0]
            self._cancel_inside(block)
            self.act.close(block.path, returning.DISAGREED, why.by)
            self._turn_back(block, why)
        else:
            # Every branch answers before the disagreement takes effect.
            for container in (one for one in self._route.around(step) if one is branch or holds(branch, one)):
                self.act.close(container.path, returning.DISAGREED, why.by)
            self._leave_branch(self._route.around(branch)[0])

    def _leave_branch(self, block: Step) -> None:
        """A branch is done: once all are, leave the block, forward or back."""
        last = [self.act.case.last_run(branch.path) for branch in block.branches]
        if any(run is None or run.is_open for run in last):
            return
        against = returning.decisive(self._at, block)
        if against is None:
            self._close_done(block)
            self.go_on(block)
        else:
            self.act.close(block.path, returning.DISAGREED, against.by)
            self._turn_back(block, against)

    def _leave_for(self, target: Step | str, why: returning.Disagreement, branch: Step | None) -> None:
        """End the case refused, or go back to the initiator or a step, inside `branch` where one is given."""
        if target == returning.REFUSED:
            self.end("refused")
            return
        goes_to_step = isinstance(target, Step)
        stays = {one.path for one in self._route.around(target)} if isinstance(target, Step) else set()
        for run in self.act.case.open_runs:
            inside = branch is None or run.step.startswith(f"{branch.path}.")
            if inside and run.step not in stays:
                self.act.cancel(run, "returned")
        self.act.emit(
            "returned",
            {
                "from": why.by.path,
                "to": target.path if isinstance(target, Step) else target,
                "reason": returning.reasons(self._at, why),
                "resume": None if goes_to_step else returning.resume(self._at, why.by),
            },
        )
        if isinstance(target, Step):
            self.go_to(target)
        else:
            self.act.ask_initiator()

    def _cancel_inside(self, container: Step) -> None:
        for run in self.act.case.open_runs:
            if run.step.startswith(f"{container.path}."):
                self.act.cancel(run, "returned")
