"""Who may not act at a step, because of what they did or are in the same matter (separation of duty)?

What a definition keeps apart (`apart_from`) is law. The chain's `people` policies speak of one person under
two different posts, and only at steps that judge: where a definition names the same post twice, or lets a
clerk record a meeting about the own matter, it means what it says.
"""

from __future__ import annotations

from townhall.engine import reviews
from townhall.engine.standing import Standing
from townhall.record.cases import Decision
from townhall.record.people import Seat
from townhall.spec.chains import PostReference, Step

EVERYONE_BEFORE = "everyone_before"
INITIATOR_WORD = "initiator"

Found = list[tuple[PostReference, Seat]]
"""Seats with the reference that led to each."""


def barred(standing: Standing, step: Step) -> frozenset[str]:
    """The persons who may not act at a step because duties are kept apart.

    `everyone_before`: the initiator and whoever decided anything at a step written before this one. Any
    other word is a step: whoever decided at its last visit.
    """
    case = standing.case
    found: set[str] = set()
    for word in step.apart_from:
        if word in (INITIATOR_WORD, EVERYONE_BEFORE):
            found |= case.submitters
        if word == EVERYONE_BEFORE:
            route = standing.route
            runs = [
                run
                for run in case.runs
                if run.step in route.steps and route.comes_before(route.step(run.step), step)
            ]
        else:
            last = case.last_run(word) if word != INITIATOR_WORD else None
            runs = [last] if last is not None else []
        found |= {decision.actor.person for run in runs for decision in run.decisions}
    return frozenset(found)


def judges_own_matter(standing: Standing, step: Step, seat: Seat) -> bool:
    """Whether somebody would judge the matter they started, under another post than they started it from.

    Of a release pool and of people named by a formula their definitions say who may act (`apart_from`).
    """
    initiator = standing.case.initiator
    return (
        step.verb in ("post", "first_true")
        and reviews.can_disagree(standing.chain, step)
        and seat.person in standing.case.submitters
        and not _is_same_post(initiator.post, seat.full_post)
    )


def fresh(standing: Standing, step: Step, found: Found) -> tuple[Found, list[Decision]]:
    """Those who have not signed yet, and what the others decided at an earlier judging step.

    Steps that name the same post are one person's by the definition's own wish.
    """
    new: Found = []
    earlier: list[Decision] = []
    signed = signed_before(standing, step)
    for reference, seat in found:
        theirs = signed.get(seat.person, [])
        if not theirs or any(_names(standing, other, reference) for other, _ in theirs):
            new.append((reference, seat))
        else:
            earlier.append(theirs[0][1])
    return new, earlier


def signed_before(standing: Standing, step: Step) -> dict[str, list[tuple[Step, Decision]]]:
    """Who carried the case on at earlier judging steps; what stands in parallel is not earlier."""
    found: dict[str, list[tuple[Step, Decision]]] = {}
    for other, _, decision in reviews.signed(standing.chain, standing.case):
        if reviews.can_disagree(standing.chain, other) and standing.route.comes_before(other, step):
            found.setdefault(decision.actor.person, []).append((other, decision))
    return found


def _names(standing: Standing, step: Step, reference: PostReference) -> bool:
    named = (*step.posts, *(post for candidate in step.candidates for post in candidate.posts))
    return any(_is_same_post(str(one), str(reference)) for one in named)


def _is_same_post(one: str, other: str) -> bool:
    """Whether two post texts mean the same post; one without a portfolio means any of them."""
    if one == other:
        return True
    bare = one.partition(".")[0]
    return bare == other.partition(".")[0] and bare in (one, other)
