"""Who is asked at a step, and what happens when nobody may be?

A step names posts; the seating says who holds them at the nearest unit upward; duties kept apart take some
of them away (`engine.duties`); where nobody is left, the chain's `people` policies say what happens.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from townhall.engine import duties, reviews, settling
from townhall.engine.duties import Found
from townhall.engine.standing import Standing
from townhall.engine.world import judged
from townhall.record.cases import Ask, Decision, Run
from townhall.spec.chains import Candidate, Chain, Policy, PostReference, Step


@dataclass(frozen=True, slots=True)
class Asking:
    """Who is asked. `skip` tells why the step is passed over, with the decisions that count for it;
    `is_held`: it waits until somebody can be asked. `review` is the step's or its chosen candidate's;
    `needed`: how many must agree.
    """

    asks: tuple[Ask, ...] = ()
    skip: str | None = None
    counts: tuple[Decision, ...] = ()
    review: int | None = None
    needed: int | None = None
    is_held: bool = False


def asking(standing: Standing, step: Step, answered: tuple[Ask, ...] = ()) -> Asking:
    """Who is asked at a step, as things stand, beside those who have answered there already."""
    review, found = _candidates(standing, step)
    held = Asking(answered, review=review, is_held=True)
    if found is None or not (found.asks or found.skip):
        return held
    persons = {ask.person for ask in answered}
    asks = (*answered, *(ask for ask in found.asks if ask.person is None or ask.person not in persons))
    needed = settling.needed(standing, step, len(asks))
    if asks and needed is not None and needed > len(asks):
        return held  # a quorum of three is not asked of two
    return Asking(asks, found.skip, found.counts, review, needed)


def gone(standing: Standing, run: Run) -> tuple[Ask, ...]:
    """Those asked in a run who can answer no more: by name, and they hold the post no longer; or by a seat
    that nobody holds.
    """
    seating = standing.circumstances.seating
    waiting = (ask for ask in run.asks if ask.person is None or not run.is_answered_by(ask.person))
    return tuple(ask for ask in waiting if not seating.is_held(ask.post, ask.unit, ask.person))


def _candidates(standing: Standing, step: Step) -> tuple[int | None, Asking | None]:
    """The review number of a step, and who may be asked; None holds the step."""
    if _start(standing, step) is None:
        return step.review, None
    match step.verb:
        case "person":
            return step.review, _named_persons(standing, step)
        case "wait_for":
            hook = standing.circumstances.blueprint.hooks[step.hook or ""]
            post, _, portfolio = (hook.answered_by or "").partition(".")
            seats = _seats(standing, step, (PostReference(post, portfolio or None),))
            return step.review, Asking(_by_seat(seats))
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
    kept_apart = duties.barred(standing, step)
    asks: dict[str, Ask] = {}
    for person in named if isinstance(named, tuple) else (named,):
        seats = standing.circumstances.seating.seats_of(person) if isinstance(person, str) else ()
        if seats and seats[0].person not in kept_apart:
            asks[seats[0].person] = Ask(seats[0].full_post, seats[0].unit, seats[0].person)
    return Asking(tuple(asks.values()))


def _first_of(standing: Standing, step: Step) -> Asking | None:
    """The first post with a holder who may act (the release pool); no policy lets it pass without one."""
    kept_apart = duties.barred(standing, step)
    for reference in step.posts:
        seats = _seats(standing, step, (reference,))
        free = [(reference, seat) for _, seat in seats if seat.person not in kept_apart]
        if free:
            return Asking(_by_person(free))
    return None


def _of_posts(standing: Standing, step: Step, references: tuple[PostReference, ...]) -> Asking | None:
    found = _seats(standing, step, references)
    people = standing.chain.people
    if not found:
        return _instead(standing, step, references, people.empty_post, "empty_post")
    kept_apart = duties.barred(standing, step)
    free = [(reference, seat) for reference, seat in found if seat.person not in kept_apart]
    if not free:
        # Kept apart is a law of its own: a superior may act instead, but nothing is ever passed over.
        upward = people.same_person == "move_up"
        return _instead(standing, step, references, "move_up" if upward else "hold", "kept_apart")
    if reviews.can_disagree(standing.chain, step):
        others = [one for one in free if not duties.judges_own_matter(standing, step, one[1])]
        if not others:
            return _instead(standing, step, references, people.own_case, "own_case")
        fresh, earlier = duties.fresh(standing, step, others)
        if step.mode == "any" and not fresh:
            if people.same_person == "skip_with_record":
                return Asking(skip="same_person", counts=(_counted(standing.chain, step, earlier[0]),))
            return _instead(standing, step, references, people.same_person, "same_person")
        free = fresh if step.mode == "any" else others
    narrowed = len(free) < len(found) or any(_shares_duty(standing, reference) for reference, _ in free)
    return Asking(_by_person(free) if step.mode != "any" or narrowed else _by_seat(free))


def _counted(chain: Chain, step: Step, decision: Decision) -> Decision:
    """An earlier decision as it counts at this step: in favour."""
    ways = [choice.name for choice in step.choices if reviews.is_forward(chain, step, choice.name)]
    return Decision(ways[0] if ways else "agree", decision.actor, decision.at, seal=decision.seal)


# -- instead ---------------------------------------------------------------------------------------------


def _instead(
    standing: Standing, step: Step, references: tuple[PostReference, ...], policy: Policy, why: str
) -> Asking | None:
    """What a policy does where nobody of the posts may be asked; None holds the step."""
    if policy == "skip_with_record":
        return Asking(skip=why)
    if policy == "move_up":
        not_they = {*standing.case.submitters, *duties.signed_before(standing, step)}
        not_they |= duties.barred(standing, step)
        for superior in _superiors(standing, references):
            seats = [one for one in _seats(standing, step, (superior,)) if one[1].person not in not_they]
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


# -- seats -----------------------------------------------------------------------------------------------


def told(standing: Standing, step: Step) -> tuple[Ask, ...]:
    """Who gets a copy: every holder of the posts, each person once."""
    return _by_person(_seats(standing, step, step.posts))


def _seats(standing: Standing, step: Step, references: tuple[PostReference, ...]) -> Found:
    start = _start(standing, step)
    if start is None:
        return []
    posts, seating = standing.circumstances.blueprint.posts, standing.circumstances.seating
    return [
        (reference, seat)
        for reference in references
        for seat in seating.asked(reference, posts[reference.post], start)
    ]


def _start(standing: Standing, step: Step) -> str | None:
    """The unit whose posts a step means; None where nobody knows."""
    if step.of is None:
        return standing.case.unit
    whose = judged(step.of, standing.step_scope(step))
    return whose if isinstance(whose, str) and whose in standing.circumstances.blueprint.unit_titles else None


def _shares_duty(standing: Standing, reference: PostReference) -> bool:
    return bool(standing.circumstances.blueprint.posts[reference.post].responsible_for)


def _by_seat(found: Found) -> tuple[Ask, ...]:
    return tuple(dict.fromkeys(Ask(str(reference), seat.unit) for reference, seat in found))


def _by_person(found: Found) -> tuple[Ask, ...]:
    """Each person once, for nobody can answer twice."""
    asks: dict[str, Ask] = {}
    for reference, seat in found:
        asks.setdefault(seat.person, Ask(str(reference), seat.unit, seat.person))
    return tuple(asks.values())
