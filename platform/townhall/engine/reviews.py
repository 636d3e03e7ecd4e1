"""Who has signed, and are the three reviews (三审) complete?

First review by the unit's finance group, second by the town's finance office, third by a leader: signed by
three different people from at least two bodies (docs/configure). Of several steps with one number the last
that acted counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from townhall.record.cases import Case, Decision, Run
from townhall.spec.chains import Chain, Step

REVIEWS = (1, 2, 3)


def is_forward(chain: Chain, step: Step, choice: str) -> bool:
    """Whether a choice carries the case on: to what follows, to a later step, or to its end."""
    return choice in chain.forward[step.path]


def can_disagree(chain: Chain, step: Step) -> bool:
    """Whether the step judges: it has a way to return or refuse, and asks people by their post."""
    carrying_on = chain.forward[step.path]
    return step.verb in ("post", "first_of", "first_true", "person") and any(
        choice.name not in carrying_on for choice in step.choices
    )


def signed(chain: Chain, case: Case) -> Iterator[tuple[Step, Run, Decision]]:
    """Every decision that carried the case on, in the last run of its step, in the order of steps.

    A run that came to a return or a refusal counts for nobody, whoever agreed in it.
    """
    last = {run.step: run for run in case.runs}
    for step in chain.walk():
        run = last.get(step.path)
        if run is None or not (run.state == "skipped" or _went_on(chain, step, run)):
            continue
        for decision in run.decisions:
            if is_forward(chain, step, decision.choice):
                yield step, run, decision


def _went_on(chain: Chain, step: Step, run: Run) -> bool:
    return run.state == "closed" and run.outcome is not None and is_forward(chain, step, run.outcome)


def signers(chain: Chain, case: Case) -> frozenset[str]:
    """The distinct natural persons who signed."""
    return frozenset(decision.actor.person for _, _, decision in signed(chain, case))


def three_reviews(chain: Chain, case: Case) -> bool:
    """Whether reviews 1, 2 and 3 are signed by three different people, from at least two units unless the
    chain says why one is enough.
    """
    bodies = 1 if chain.one_body is not None else 2
    counted: dict[int, tuple[Run, list[Decision]]] = {}
    for _, run, decision in signed(chain, case):
        if run.review is None:
            continue
        before = counted.get(run.review)
        if before is not None and before[0] is run:
            before[1].append(decision)
        elif before is None or decision.at >= before[1][-1].at:
            counted[run.review] = run, [decision]
    if not all(number in counted for number in REVIEWS):
        return False
    return any(
        len({one.actor.person for one in three}) == len(REVIEWS)
        and len({one.actor.unit for one in three}) >= bodies
        for three in product(*(counted[number][1] for number in REVIEWS))
    )
