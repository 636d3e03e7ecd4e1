"""Who is asked at a step, and what happens when nobody may be?

A step names posts; the seating says who holds them at the nearest unit upward; duties kept apart
(`apart_from`) and the chain's `people` policies take some of them away. Policies speak only of steps that
judge: a clerk who records a meeting about the own matter judges nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from townhall.engine import reviews
from townhall.engine.scopes import judged
from townhall.engine.standing import Standing
from townhall.record.cases import Ask, Decision
from townhall.record.people import Seat
from townhall.spec.chains import Candidate, PostReference, Step
from townhall.spec.towns import Post

EVERYONE_BEFORE = "everyone_before"
INITIATOR_WORD = "initiator"


@dataclass(frozen=True, slots=True)
class Asking:
    """Who is asked. `skip` tells why the step is passed over, with the decisions that count for it;
    no asks and no skip means the step is held until somebody can be asked. `review` is the step's or its
    chosen candidate's.
    """

    asks: tuple[Ask, ...] = ()
    skip: str | None = None
    counts: tuple[Decision, ...] = ()
    review: int | None = None


def asking(standing: Standing, step: Step) -> Asking:
    """Who is asked at a step, as things stand."""
    if step.verb == "person":
        return _named_person(standing, step)
    if step.verb == "wait_for":
        hook = standing.circumstances.blueprint.hooks[step.hook or ""]
        reference = PostReference(hook.answered_by or "")
        return Asking(_by_seat(reference, _seats(standing, step, reference)), review=step.review)
    if step.verb == "first_of":
        return _first_of(standing, step)
    references, review = step.posts, step.review
    if step.verb == "first_true":
        candidate = _candidate(standing, step)
        if candidate is None:
            return Asking(review=step.review)
        references, review = candidate.posts, candidate.review or step.review
    return _of_posts(standing, step, references, review)


def _candidate(standing: Standing, step: Step) -> Candidate | None:
    scope = standing.step_scope(step)
    for candidate in step.candidates:
        if candidate.when is None:
            return candidate
        claim = judged(candidate.when, scope)
        if claim is True:
            return candidate
        if claim is None:
            return None  # unknown: whose decision it is cannot be told, so nobody decides
    return None


def _named_person(standing: Standing, step: Step) -> Asking:
    assert step.person is not None  # the schema demands it of this verb
    named = judged(step.person, standing.step_scope(step))
    persons = [one for one in (named if isinstance(named, tuple) else (named,)) if isinstance(one, str)]
    asks = []
    for person in persons:
        seats = standing.circumstances.seating.seats_of(person)
        seat = seats[0] if seats else None
        asks.append(Ask(seat.post if seat else "", seat.unit if seat else standing.case.unit, person))
    return Asking(tuple(asks), review=step.review)


def _first_of(standing: Standing, step: Step) -> Asking:
    """The first post with a holder who may act (the release pool)."""
    barred = _barred(standing, step)
    for reference in step.posts:
        seats = [seat for seat in _seats(standing, step, reference) if seat.person not in barred]
        if seats:
            return Asking(_by_person(reference, tuple(seats)), review=step.review)
    return Asking(review=step.review)


def _of_posts(
    standing: Standing, step: Step, references: tuple[PostReference, ...], review: int | None
) -> Asking:
    found = [(reference, seat) for reference in references for seat in _seats(standing, step, reference)]
    if not found:
        return _nobody(standing, step, references, review, standing.chain.people.empty_post, "empty_post")
    barred = _barred(standing, step)
    free = [(reference, seat) for reference, seat in found if seat.person not in barred]
    if not free:
        return Asking(review=review)
    if reviews.can_disagree(step):
        initiator = standing.case.initiator.person
        others = [(reference, seat) for reference, seat in free if seat.person != initiator]
        if not others:
            policy = standing.chain.people.own_case
            return _nobody(standing, step, references, review, policy, "own_case")
        free = others
        earlier = _signed_before(standing, step)
        if step.mode == "any" and all(seat.person in earlier for _, seat in free):
            policy = standing.chain.people.same_person
            if policy == "skip_with_record":
                counts = tuple(earlier[seat.person] for _, seat in free[:1])
                return Asking(skip="same_person", counts=counts, review=review)
            return _nobody(standing, step, references, review, policy, "same_person")
    narrowed = len(free) < len(found) or any(_shares_duty(standing, reference) for reference, _ in free)
    by_person = step.mode != "any" or narrowed
    asks = (Ask(str(reference), seat.unit, seat.person if by_person else None) for reference, seat in free)
    return Asking(tuple(dict.fromkeys(asks)), review=review)


def _nobody(
    standing: Standing,
    step: Step,
    references: tuple[PostReference, ...],
    review: int | None,
    policy: str,
    why: str,
) -> Asking:
    """What a policy does where nobody of the post may be asked."""
    if policy == "skip_with_record":
        return Asking(skip=why, review=review)
    if policy == "move_up":
        barred = (
            _barred(standing, step) | {standing.case.initiator.person} | set(_signed_before(standing, step))
        )
        for superior in _superiors(standing, references):
            seats = tuple(seat for seat in _seats(standing, step, superior) if seat.person not in barred)
            if seats:
                return Asking(_by_person(superior, seats), review=review)
    return Asking(review=review)


def _superiors(standing: Standing, references: tuple[PostReference, ...]) -> Iterator[PostReference]:
    posts = standing.circumstances.blueprint.posts
    seen: set[str] = set()
    name = posts[references[0].post].superior if references else None
    while name is not None and name not in seen:
        seen.add(name)
        post, _, portfolio = name.partition(".")
        yield PostReference(post, portfolio or None)
        name = posts[post].superior


def _seats(standing: Standing, step: Step, reference: PostReference) -> tuple[Seat, ...]:
    start = standing.case.unit
    if step.of is not None:
        whose = judged(step.of, standing.step_scope(step))
        if isinstance(whose, str):
            start = whose
    return standing.circumstances.seating.asked(reference, _post(standing, reference), start)


def _post(standing: Standing, reference: PostReference) -> Post:
    return standing.circumstances.blueprint.posts[reference.post]


def _shares_duty(standing: Standing, reference: PostReference) -> bool:
    return bool(_post(standing, reference).responsible_for)


def _by_seat(reference: PostReference, seats: tuple[Seat, ...]) -> tuple[Ask, ...]:
    return tuple(dict.fromkeys(Ask(str(reference), seat.unit) for seat in seats))


def _by_person(reference: PostReference, seats: tuple[Seat, ...]) -> tuple[Ask, ...]:
    return tuple(Ask(str(reference), seat.unit, seat.person) for seat in seats)


def barred(standing: Standing, step: Step) -> frozenset[str]:
    """The persons who may not act at a step because duties are kept apart."""
    return frozenset(_barred(standing, step))


def _barred(standing: Standing, step: Step) -> set[str]:
    found: set[str] = set()
    case = standing.case
    for word in step.apart_from:
        if word in (INITIATOR_WORD, EVERYONE_BEFORE):
            found.add(case.initiator.person)
        if word == EVERYONE_BEFORE:
            found |= {
                decision.actor.person
                for run in case.runs
                if run.step != step.path and run.state != "cancelled"
                for decision in run.decisions
            }
        elif word != INITIATOR_WORD:
            run = case.last_run(_sibling(step.path, word)) or case.last_run(word)
            found |= {decision.actor.person for decision in run.decisions} if run else set()
    return found


def _sibling(path: str, name: str) -> str:
    parent, dot, _ = path.rpartition(".")
    return f"{parent}{dot}{name}"


def _signed_before(standing: Standing, step: Step) -> dict[str, Decision]:
    """Who carried the case forward at an earlier judging step, outside the step's own parallel block.

    Only steps written before this one count: on a second round later steps still hold their old runs.
    """
    found: dict[str, Decision] = {}
    block = step.path.rpartition(".")[0]
    for other, _, decision in reviews.signed(standing.chain, standing.case):
        if other.path == step.path:
            break
        if not reviews.can_disagree(other):
            continue
        if block and other.path.rpartition(".")[0] == block and _is_parallel(standing, block):
            continue
        found.setdefault(decision.actor.person, decision)
    return found


def _is_parallel(standing: Standing, path: str) -> bool:
    return standing.chain.step(path).verb == "together"
