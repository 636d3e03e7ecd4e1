"""Who has signed, and are the three reviews (三审) complete?

First review by the unit's finance group, second by the town's finance office, third by a leader: signed by
three different people from at least two bodies (`DOMAIN` §3.4, kept in docs/configure). Of several steps
with one number the last that acted counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from townhall.record.cases import Case, Decision, Run
from townhall.spec.chains import Chain, Step

REVIEWS = (1, 2, 3)


def signed(chain: Chain, case: Case) -> Iterator[tuple[Step, Run, Decision]]:
    """Every decision that carried the case forward in the last run of its step, in the order of steps."""
    for step in chain.walk():
        run = case.last_run(step.path)
        if run is None or run.state not in ("closed", "skipped"):
            continue
        for decision in run.decisions:
            if is_forward(step, decision.choice):
                yield step, run, decision


def is_forward(step: Step, choice: str) -> bool:
    """Whether a choice carries the case on: not a return, not a refusal."""
    found = step.choice(choice)
    return found is not None and found.leads in ("next", "end")


def can_disagree(step: Step) -> bool:
    """Whether the step judges: it has a way to return or refuse, and asks people by their post."""
    return step.verb in ("post", "first_of", "first_true", "person") and any(
        choice.leads not in ("next", "end") for choice in step.choices
    )


def signers(chain: Chain, case: Case) -> frozenset[str]:
    """The distinct natural persons who signed."""
    return frozenset(decision.actor.person for _, _, decision in signed(chain, case))


def three_reviews(chain: Chain, case: Case) -> bool:
    """Whether reviews 1, 2 and 3 are signed by three different people from at least two units."""
    latest: dict[int, list[Decision]] = {}
    at: dict[int, Run] = {}
    for _, run, decision in signed(chain, case):
        if run.review is None:
            continue
        if run.review not in at or run.opened_at > at[run.review].opened_at:
            at[run.review], latest[run.review] = run, [decision]
        elif at[run.review] == run:
            latest[run.review].append(decision)
    if not all(number in latest for number in REVIEWS):
        return False
    return any(
        len({one.actor.person for one in three}) == len(REVIEWS)
        and len({one.actor.unit for one in three}) > 1
        for three in product(*(latest[number] for number in REVIEWS))
    )
