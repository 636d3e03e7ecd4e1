"""Valid chains and seatings drawn at random: small, but with everything the grammar has."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from tests.engine import specimens
from townhall.engine.routes import Route
from townhall.spec.chains import Chain, People, Returns, Step

POSTS = (
    "director",
    "secretary",
    "member",
    "auditor",
    "cashier",
    "lead",
    "head",
    "rural",
    "leader.finance",
    "mayor",
)
CLAIMS = (None, None, None, "amount > 100", "not urgent", "urgent", "false", "remark == 'x'")
POLICIES = ("skip_with_record", "move_up", "hold")
WAYS = (
    {"agree": "next", "return": "initiator", "refuse": "refused"},
    {"agree": "next", "return": "previous"},
    {"agree": "next", "return": "initiator", "enough": "end"},
    {"recorded": "next"},
)


def people() -> SearchStrategy[People]:
    policy = st.sampled_from(POLICIES)
    return st.builds(People, policy, policy, policy)


def returns() -> SearchStrategy[Returns]:
    return st.builds(Returns, then=st.sampled_from(["walk_again", "straight_back"]))


@st.composite
def chains(draw: DrawFn, *, is_tame: bool = False) -> Chain:
    """A chain of at most a dozen steps. A tame one can always be walked to its end by agreeing."""
    numbers = count(1)
    steps = draw(_runs(numbers, 2, is_tame))
    policies = People(*["skip_with_record"] * 3) if is_tame else draw(people())
    way = specimens.chain(*steps, people=policies, returns=draw(returns()))
    return _with_ways_back(draw, way)


@st.composite
def _runs(draw: DrawFn, numbers: Iterator[int], depth: int, is_tame: bool) -> Sequence[Step]:
    steps: list[Step] = []
    for _ in range(draw(st.integers(1, 4 if depth == 2 else 2))):
        steps.append(draw(_steps(numbers, depth, is_tame, [step.name for step in steps])))
    return steps


@st.composite
def _steps(draw: DrawFn, numbers: Iterator[int], depth: int, is_tame: bool, before: list[str]) -> Step:
    name = f"s{next(numbers)}"
    more: dict[str, Any] = {"when": draw(st.sampled_from(CLAIMS))}
    verbs = ["post", "post", "post", "first_of", "first_true", "person", "wait_for", "tell", "publish"]
    verb = draw(st.sampled_from([*verbs, "together", "together", "run"] if depth else verbs))
    match verb:
        case "together":
            branches = [draw(_branches(numbers, depth - 1, is_tame)) for _ in range(draw(st.integers(2, 3)))]
            a_no = draw(st.sampled_from(["returns", "waits_for_all", "waits_for_all", "outvoted"]))
            return specimens.together(name, *branches, a_no=a_no, **more)
        case "run":
            return specimens.run(name, *draw(_runs(numbers, depth - 1, is_tame)), **more)
        case "publish":
            return specimens.publish(
                name, open_for=draw(st.sampled_from([None, "days(7)", "days(7)"])), **more
            )
        case "tell":
            return specimens.tell(name, "observer", "member", **more)
        case "wait_for":
            return specimens.wait_for(name, **more)
    more["choices"] = draw(st.sampled_from(WAYS))
    more["review"] = draw(st.sampled_from([None, None, 1, 2, 3]))
    if not is_tame:
        apart = st.sampled_from(["everyone_before", "initiator", *before])
        more["apart_from"] = tuple(draw(st.lists(apart, max_size=1)))
    posts = draw(st.lists(st.sampled_from(POSTS), min_size=1, max_size=2, unique=True))
    match verb:
        case "first_of":
            return specimens.first_of(name, *posts, **more)
        case "person":
            return specimens.person(name, "helpers", mode=draw(st.sampled_from(["any", "all"])), **more)
        case "first_true":
            claim = draw(st.sampled_from(["amount > 100", "urgent"]))
            small = specimens.candidate("small", posts[0], when=claim, review=2)
            return specimens.first_true(name, small, specimens.candidate("large", posts[-1]), **more)
    mode = draw(st.sampled_from(["any", "any", "all", "quorum"]))
    if mode != "any":
        posts = ["member"]
    dissent = draw(st.sampled_from(["returns", "waits_for_all", "outvoted"]))
    least = draw(st.integers(1, 3)) if mode == "quorum" else None
    return specimens.post(name, *posts, mode=mode, dissent=dissent, at_least=least, **more)


@st.composite
def _branches(draw: DrawFn, numbers: Iterator[int], depth: int, is_tame: bool) -> Step:
    if draw(st.booleans()):
        return draw(_steps(numbers, depth, is_tame, []))
    return specimens.run(f"s{next(numbers)}", *draw(_runs(numbers, depth, is_tame)))


def _with_ways_back(draw: DrawFn, way: Chain) -> Chain:
    """The chain with a choice of some step leading to an earlier step somewhere, or on to a later one."""
    route = Route(way)
    judging = [step for step in route.steps.values() if step.choice("return")]
    if not judging or not draw(st.booleans()):
        return way
    step = draw(st.sampled_from(judging))
    earlier = [one.path for one in route.steps.values() if route.comes_before(one, step)]
    later = [one.path for one in route.following(step) if route.branch(step) is not step]
    if not earlier + later:
        return way
    return replace(way, steps=_leading(way.steps, step.path, draw(st.sampled_from(earlier + later))))


def _leading(steps: tuple[Step, ...], path: str, to: str) -> tuple[Step, ...]:
    return tuple(
        replace(
            step,
            choices=tuple(replace(one, leads=to) if one.name == "return" else one for one in step.choices)
            if step.path == path
            else step.choices,
            steps=_leading(step.steps, path, to),
            branches=_leading(step.branches, path, to),
        )
        for step in steps
    )
