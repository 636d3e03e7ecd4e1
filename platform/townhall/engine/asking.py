"""Who is asked at a step, and what happens when nobody may be?

A step names posts; the seating says who holds them at the nearest unit upward; duties kept apart
(`apart_from`) and the chain's `people` policies take some of them away. Policies speak of one person under
two different posts, and only of steps that judge: where a definition names the same post twice, or lets a
clerk record a meeting about the own matter, it means what it says.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from townhall.engine import reviews, settling
from townhall.engine.standing import Standing
from townhall.engine.world import judged
from townhall.record.cases import Ask, Decision
from townhall.record.people import Seat
from townhall.spec.chains import Candidate, Policy, PostReference, Step

EVERYONE_BEFORE = "everyone_before"
INITIATOR_WORD = "initiator"

Found = list[tuple[PostReference, Seat]]
"""Seats with the reference that led to each."""


@dataclass(frozen=True, slots=True)
class Asking:
    """Who is asked. `skip` tells why the step is passed over, with the decisions that count for it;
    no asks and no skip means the step is held until somebody can be asked. `review` is the step's or its
    chosen candidate's; `needed`: how many must agree.
    """

    asks: tuple[Ask, ...] = ()
    skip: str | None = None
    counts: tuple[Decision, ...] = ()
    review: int | None = None
    needed: int | None = None


def asking(standing: Standing, step: Step) -> Asking:
    """Who is asked at a step, as things stand."""
    review, found = _candidates(standing, step)
    if found is None or (found.asks and not _is_enough(standing, step, found)):
        return Asking(review=review)
    return Asking(found.asks, found.skip, found.counts, review, settling.needed(standing, step, len(found.asks)))


def _is_enough(standing: Standing, step: Step, found: Asking) -> bool:
    """Whether those asked can settle the step: a quorum of three is not asked of two."""
    needed = settling.needed(standing, step, len(found.asks))
    return needed is None or needed <= len(found.asks)


def _candidates(standing: Standing, step: Step) -> tuple[int | None, Asking | None]:
    match step.verb:
        case "person":
            return step.review, _named_persons(standing, step)
        case "wait_for":
            hook = standing.circumstances.blueprint.hooks[step.hook or ""]
            post, _, portfolio = (hook.answered_by or "").partition(".")
            reference = PostReference(post, portfolio or None)
            return step.review, Asking(_by_seat([(reference, seat) for seat in _seats(standing, step, reference)]))
        case "first_of":
            return step.review, _first_of(standing, step)
        case "first_true":
            candidate = _candidate(standing, step)
            if candidate is None:
                return step.review, None
            return candidate.review or step.review, _of_posts(standing, step, candidate.posts)
        case _:
            return step.review, _of_posts(standing, step, step.posts)


def _candidate(standing: Standing, step: Step) -> Candidate | None:
    """The first candidate whose claim holds; None once a claim is unknown, for then nobody can tell."""
    scope = standing.step_scope(step)
    for candidate in step.candidates:
        claim = True if candidate.when is None else judged(candidate.when, scope)
        if claim is not False:
            return candidate if claim is True else None
    return None


def _named_persons(standing: Standing, step: Step) -> Asking | None:
    """Those a formula names, if they sit anywhere and duties are not kept apart."""
    if step.person is None:
        return None
    named = judged(step.person, standing.step_scope(step))
    kept_apart = barred(standing, step)
    asks: dict[str, Ask] = {}
    for person in named if isinstance(named, tuple) else (named,):
        seats = standing.circumstances.seating.seats_of(person) if isinstance(person, str) else ()
        if seats and seats[0].person not in kept_apart:
            asks[seats[0].person] = Ask(post_of(seats[0]), seats[0].unit, seats[0].person)
    return Asking(tuple(asks.values()))


def _first_of(standing: Standing, step: Step) -> Asking | None:
    """The first post with a holder who may act (the release pool)."""
    kept_apart = barred(standing, step)
    for reference in step.posts:
        free = [(reference, seat) for seat in _seats(standing, step, reference) if seat.person not in kept_apart]
        if free:
            return Asking(_by_person(free))
    return None


def _of_posts(standing: Standing, step: Step, references: tuple[PostReference, ...]) -> Asking | None:
    found: Found = [(reference, seat) for reference in references for seat in _seats(standing, step, reference)]
    people = standing.chain.people
    if not found:
        return _instead(standing, step, references, people.empty_post, "empty_post")
    kept_apart = barred(standing, step)
    free = [(reference, seat) for reference, seat in found if seat.person not in kept_apart]
    if not free:
        # Kept apart is a law of its own: a superior may act instead, but nothing is ever passed over.
        upward = people.same_person == "move_up"
        return _instead(standing, step, references, "move_up" if upward else "hold", "kept_apart")
    if reviews.can_disagree(step):
        others = [(reference, seat) for reference, seat in free if not _is_own(standing, reference, seat)]
        if not others:
            return _instead(standing, step, references, people.own_case, "own_case")
        fresh, earlier = _fresh(standing, step, others)
        if step.mode == "any" and not fresh:
            if people.same_person == "skip_with_record":
                return Asking(skip="same_person", counts=(_counted(step, earlier[0]),))
            return _instead(standing, step, references, people.same_person, "same_person")
        free = fresh if step.mode == "any" else others
    narrowed = len(free) < len(found) or any(_shares_duty(standing, reference) for reference, _ in free)
    return Asking(_by_person(free) if step.mode != "any" or narrowed else _by_seat(free))


def _is_own(standing: Standing, reference: PostReference, seat: Seat) -> bool:
    """Whether somebody would judge the matter they started, under another post than they started it from."""
    initiator = standing.case.initiator
    return seat.person == initiator.person and not _is_same_post(initiator.post, str(reference))


def _fresh(standing: Standing, step: Step, found: Found) -> tuple[Found, list[Decision]]:
    """Those who have not signed yet, and what the others decided at an earlier judging step.

    Steps that name the same post are one person's by the definition's own wish.
    """
    fresh: Found = []
    earlier: list[Decision] = []
    signed = _signed_before(standing, step)
    for reference, seat in found:
        theirs = signed.get(seat.person, [])
        if not theirs or any(_names(standing, other, reference) for other, _ in theirs):
            fresh.append((reference, seat))
        else:
            earlier.append(theirs[0][1])
    return fresh, earlier


def _signed_before(standing: Standing, step: Step) -> dict[str, list[tuple[Step, Decision]]]:
    """Who carried the case on at earlier judging steps; what stands in parallel is not earlier."""
    found: dict[str, list[tuple[Step, Decision]]] = {}
    for other, _, decision in reviews.signed(standing.chain, standing.case):
        if reviews.can_disagree(other) and standing.route.comes_before(other, step):
            found.setdefault(decision.actor.person, []).append((other, decision))
    return found


def _counted(step: Step, decision: Decision) -> Decision:
    """An earlier decision as it counts at this step: in favour."""
    forward = next((choice.name for choice in step.choices if reviews.is_forward(step, choice.name)), "agree")
    return Decision(forward, decision.actor, decision.at, seal=decision.seal)


def _names(standing: Standing, step: Step, reference: PostReference) -> bool:
    named = (*step.posts, *(post for candidate in step.candidates for post in candidate.posts))
    return any(_is_same_post(str(one), str(reference)) for one in named)


def _is_same_post(one: str, other: str) -> bool:
    """Whether two post texts mean the same post; one without a portfolio means any of them."""
    if one == other:
        return True
    bare = one.partition(".")[0]
    return bare == other.partition(".")[0] and bare in (one, other)


# -- instead ---------------------------------------------------------------------------------------------


def _instead(
    standing: Standing, step: Step, references: tuple[PostReference, ...], policy: Policy, why: str
) -> Asking | None:
    """What a policy does where nobody of the posts may be asked; None holds the step."""
    if policy == "skip_with_record":
        return Asking(skip=why)
    if policy == "move_up":
        not_they = barred(standing, step) | {standing.case.initiator.person} | set(_signed_before(standing, step))
        for superior in _superiors(standing, references):
            seats = [(superior, seat) for seat in _seats(standing, step, superior) if seat.person not in not_they]
            if seats:
                return Asking(_by_person(seats))
    return None


def _superiors(standing: Standing, references: tuple[PostReference, ...]) -> Iterator[PostReference]:
    posts = standing.circumstances.blueprint.posts
    seen: set[str] = set()
    name = posts[references[0].post].superior if references else None
    while name is not None and name not in seen:
        seen.add(name)
        post, _, portfolio = name.partition(".")
        yield PostReference(post, portfolio or None)
        name = posts[post].superior


# -- kept apart ------------------------------------------------------------------------------------------


def barred(standing: Standing, step: Step) -> frozenset[str]:
    """The persons who may not act at a step because duties are kept apart.

    `everyone_before`: the initiator and whoever decided anything at a step written before this one. Any
    other word is a step: whoever decided at its last visit.
    """
    case = standing.case
    found: set[str] = set()
    for word in step.apart_from:
        if word in (INITIATOR_WORD, EVERYONE_BEFORE):
            found.add(case.initiator.person)
        if word == EVERYONE_BEFORE:
            before = {one.path for one in standing.route.steps.values() if standing.route.comes_before(one, step)}
            runs = [run for run in case.runs if run.step in before]
        else:
            last = case.last_run(word) if word != INITIATOR_WORD else None
            runs = [last] if last is not None else []
        found |= {decision.actor.person for run in runs for decision in run.decisions}
    return frozenset(found)


# -- seats -----------------------------------------------------------------------------------------------


def told(standing: Standing, step: Step) -> tuple[Ask, ...]:
    """Who gets a copy: every holder of the posts, each person once."""
    return _by_person(
        [(reference, seat) for reference in step.posts for seat in _seats(standing, step, reference)]
    )


def _seats(standing: Standing, step: Step, reference: PostReference) -> tuple[Seat, ...]:
    start = standing.case.unit
    if step.of is not None:
        whose = judged(step.of, standing.step_scope(step))
        if not isinstance(whose, str):
            return ()  # nobody knows whose post is meant
        start = whose
    post = standing.circumstances.blueprint.posts[reference.post]
    return standing.circumstances.seating.asked(reference, post, start)


def _shares_duty(standing: Standing, reference: PostReference) -> bool:
    return bool(standing.circumstances.blueprint.posts[reference.post].responsible_for)


def post_of(seat: Seat) -> str:
    """A seat's post as records name it, with its portfolio."""
    return str(PostReference(seat.post, seat.portfolio))


def _by_seat(found: Found) -> tuple[Ask, ...]:
    return tuple(dict.fromkeys(Ask(str(reference), seat.unit) for reference, seat in found))


def _by_person(found: Found) -> tuple[Ask, ...]:
    """Each person once, for nobody can answer twice."""
    asks: dict[str, Ask] = {}
    for reference, seat in found:
        asks.setdefault(seat.person, Ask(str(reference), seat.unit, seat.person))
    return tuple(asks.values())
