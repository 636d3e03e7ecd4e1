"""When has a step that several people decide come to an outcome?"""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal

from townhall.engine import reviews
from townhall.engine.standing import Standing
from townhall.engine.world import judged
from townhall.kernel.decimals import EXACT
from townhall.record.cases import Run
from townhall.spec.chains import Chain, Step


def needed(standing: Standing, step: Step, asked: int) -> int | None:
    """How many of those asked must agree; None where one is enough. A share is rounded up."""
    if step.mode == "any" or step.verb == "wait_for":
        return None
    if step.mode != "quorum":
        return asked
    least = step.at_least
    if least is not None and not isinstance(least, int):
        share = judged(least, standing.step_scope(step))
        if isinstance(share, Decimal):
            share = int(EXACT.multiply(share, asked).to_integral_value(ROUND_CEILING))
        least = share if isinstance(share, int) else asked  # unknown: everybody
    return asked if least is None else max(least, 1)


def settled(chain: Chain, step: Step, run: Run) -> str | None:
    """The outcome of a run after its newest decision, or None while it still waits.

    One way back settles it at once where a disagreement `returns`, once all have answered where it
    `waits_for_all`, and when too few can still agree where it may be `outvoted`.
    """
    answers = [decision.choice for decision in run.decisions]
    if run.needed is None:
        return answers[-1] if answers else None
    forward = [one for one in answers if reviews.is_forward(chain, step, one)]
    against = [one for one in answers if not reviews.is_forward(chain, step, one)]
    asked = len(run.asks)
    if against and step.dissent == "returns":
        return against[0]
    if against and step.dissent == "waits_for_all":
        return against[0] if len(answers) >= asked else None
    if len(forward) >= run.needed:
        return forward[0]
    return against[0] if against and asked - len(against) < run.needed else None
