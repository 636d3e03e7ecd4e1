"""Where does a disagreement lead, whose disagreement counts, and what is said to those it comes back to?

Ways out other than `next` and `end` lead back: to the initiator, the step before, or an earlier step; or
they refuse the matter for good.
"""

from __future__ import annotations

from dataclasses import dataclass

from townhall.engine import reviews
from townhall.engine.routes import Route, holds
from townhall.engine.standing import Standing
from townhall.record.cases import INITIATOR, Case, Run
from townhall.spec.chains import Step

REFUSED = "refused"
PREVIOUS = "previous"
DISAGREED = "disagreed"
"""The outcome of a parallel block, or of a branch of several steps, in which somebody disagreed."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A step whose outcome leads back, and where it leads. `reason`: why, where no decision says."""

    by: Step
    leads: str
    reason: str = ""


def way_of(standing: Standing, step: Step, outcome: str) -> str:
    """Where an outcome of a step leads. A publicity that says nothing of it goes on when its days are over,
    and back where the chain says when an objection was right.
    """
    way = step.choice(outcome)
    if way is not None:
        return way.leads
    return standing.chain.returns.to if outcome == "upheld" else "next"


def target(standing: Standing, why: Disagreement) -> Step | str:
    """The step that a disagreement goes back to, or `initiator` or `refused`."""
    if why.leads in (INITIATOR, REFUSED):
        return why.leads
    if why.leads == PREVIOUS:
        before = returnable(standing, why.by, within_blocks=True)
        return before[-1] if before else INITIATOR
    return landing(standing.route, standing.route.step(why.leads), why.by)


def landing(route: Route, target: Step, source: Step) -> Step:
    """The step itself; or the outermost parallel block around it that is not around its source, because a
    block is walked whole.
    """
    for container in reversed(route.around(target)):
        if container.verb != "together":
            continue
        branch = next(one for one in container.branches if one.path == target.path or holds(one, target))
        if not (branch.path == source.path or holds(branch, source)):
            return container
    return target


def returnable(standing: Standing, step: Step, *, within_blocks: bool = False) -> tuple[Step, ...]:
    """Earlier steps at which somebody decided, in written order: where a case may go back to from a step.

    A parallel block counts as one. A step inside a block goes back freely only when the block is left, so
    it has none, unless `within_blocks`.
    """
    route, case = standing.route, standing.case
    if not within_blocks and route.branch(step) is not None:
        return ()
    found = {}
    for earlier in route.steps.values():
        if earlier.asks_people and route.comes_before(earlier, step) and _was_decided(case, earlier):
            landed = landing(route, earlier, step)
            found[landed.path] = landed
    return tuple(found.values())


def asks_where(step: Step, choice: str) -> bool:
    """Whether a choice of a step goes back without naming the step it goes back to."""
    way = step.choice(choice)
    return way is not None and way.leads in (INITIATOR, PREVIOUS)


def _was_decided(case: Case, step: Step) -> bool:
    return any(run.step == step.path and run.state == "closed" and run.decisions for run in case.runs)


def resume(standing: Standing, step: Step) -> str | None:
    """Where a returned case comes straight back to: the step, or the whole parallel block it stands in."""
    if standing.chain.returns.then != "straight_back":
        return None
    return (standing.route.outermost_block(step) or step).path


# -- parallel blocks -------------------------------------------------------------------------------------


def decisive(standing: Standing, block: Step) -> Disagreement | None:
    """Of the branches that disagreed, the one that counts; None where none did or all were outvoted.

    A refusal counts before a return, and of two returns the one that leads further back; so the order in
    which they answered changes nothing.
    """
    against = [
        found
        for branch in block.branches
        if branch.dissent != "outvoted"
        for found in [_disagreement(standing, branch)]
        if found is not None
    ]
    return min(against, key=lambda one: _how_far(standing, one), default=None)


def _how_far(standing: Standing, why: Disagreement) -> int:
    goal = target(standing, why)
    if isinstance(goal, Step):
        return standing.route.place(goal)
    return -2 if goal == REFUSED else -1


def _disagreement(standing: Standing, branch: Step) -> Disagreement | None:
    """A branch's disagreement: its own, or that of the step in it which it closed for."""
    run = standing.case.last_run(branch.path)
    if run is None or run.state != "closed" or run.outcome is None:
        return None
    if run.outcome != DISAGREED:
        leads = way_of(standing, branch, run.outcome)
        goes_on = leads == "next" or reviews.is_forward(standing.chain, branch, run.outcome)
        return None if goes_on else Disagreement(branch, leads)
    by = standing.route.step(run.why or branch.path)
    last = standing.case.last_run(by.path)
    outcome = last.outcome if last is not None else None
    return Disagreement(by, way_of(standing, by, outcome or ""))


# -- reasons ---------------------------------------------------------------------------------------------


def reasons(standing: Standing, why: Disagreement) -> str:
    """Why it goes back: the words of all who disagreed, of every branch where a block was left together."""
    case, route = standing.case, standing.route
    block = route.outermost_block(why.by)
    run = case.last_run(block.path) if block is not None else None
    is_left = run is not None and run.outcome == DISAGREED
    steps = list(block.walk()) if block is not None and is_left else [why.by]
    said = [
        decision.reason
        for step in steps
        for last in [case.last_run(step.path)]
        if last is not None and last.state == "closed" and (not is_left or _is_since(case, last, run))
        for decision in last.decisions
        if decision.reason and not reviews.is_forward(standing.chain, step, decision.choice)
    ]
    return "\n".join(said) or why.reason


def _is_since(case: Case, run: Run, start: Run | None) -> bool:
    return start is None or case.runs.index(run) > case.runs.index(start)
