"""Who is asked instead, where nobody can answer any more?

A run is held because nobody could be asked, or waits for people who have left. What others decided in it
stands; a step at which nobody decided yet is entered anew. For an initiator who is gone, whoever holds the
post may mend the matter.
"""

from __future__ import annotations

from dataclasses import replace

from townhall.engine import asking, settling
from townhall.engine.asking import Asking
from townhall.engine.walking import Walk
from townhall.record.cases import INITIATOR, Run
from townhall.spec.chains import Step


def ask_again(walk: Walk, run: Run) -> None:
    """Ask anew in a run that is held or waits for people who are gone, if that changes anything."""
    at = walk.act.standing
    gone = asking.gone(at, run)
    if run.step == INITIATOR:
        if any(ask.person is not None for ask in gone):
            walk.act.ask_instead(run, Asking(tuple(replace(ask, person=None) for ask in gone)))
    elif run.is_held or gone:
        step = at.route.step(run.step)
        if run.decisions:
            _ask_instead(walk, step, run)
        elif gone or _can_go_on(walk, step):
            walk.act.cancel(run, "asked_again")
            if walk.enter(step):
                walk.go_on(step)


def _can_go_on(walk: Walk, step: Step) -> bool:
    """Whether a held step can ask somebody now, or need not wait any more."""
    if walk.is_passed_over(step):
        return True
    if step.verb == "publish":
        return walk.shown_until(step) is not None
    return not asking.asking(walk.act.standing, step).is_held


def _ask_instead(walk: Walk, step: Step, run: Run) -> None:
    """Ask others beside those who have answered; where these were all, they decide."""
    answered = tuple(ask for ask in run.asks if ask.person is not None and run.is_answered_by(ask.person))
    found = asking.asking(walk.act.standing, step, answered)
    before = (run.asks, run.review, run.needed, run.is_held)
    if (found.asks, found.review, found.needed, found.is_held) == before:
        return
    walk.act.ask_instead(run, found)
    renewed = walk.act.case.open_run(run.step)
    outcome = settling.settled(walk.act.standing.chain, step, renewed) if renewed else None
    if outcome is not None and not found.is_held:
        walk.finish(step, outcome)
