"""How do steps lie to each other?"""

import pytest

from tests.engine.specimens import chain, post, run, together
from townhall.engine.routes import Route, holds

ROUTE = Route(
    chain(
        post("a"),
        together("b", post("left"), run("right", post("x"), together("in", post("p"), post("q")), post("y"))),
        run("c", post("x"), post("y")),
    )
)


def paths(steps):
    return [step.path for step in steps]


def test_steps_stand_in_written_order():
    assert list(ROUTE.steps)[:5] == ["a", "b", "b.left", "b.right", "b.right.x"]
    with pytest.raises(LookupError):
        ROUTE.step("b.x")


def test_what_is_around_innermost_first():
    assert paths(ROUTE.around(ROUTE.step("b.right.in.p"))) == ["b.right.in", "b.right", "b"]
    assert ROUTE.around(ROUTE.step("a")) == ()


def test_what_follows_in_the_same_run():
    assert paths(ROUTE.following(ROUTE.step("a"))) == ["b", "c"]
    assert paths(ROUTE.following(ROUTE.step("b.right.x"))) == ["b.right.in", "b.right.y"]
    assert ROUTE.following(ROUTE.step("c.y")) == ()
    assert ROUTE.following(ROUTE.step("b.left")) == (), "the branch beside it does not follow it"


@pytest.mark.parametrize(
    ("path", "branch", "block"),
    [
        ("a", None, None),
        ("b.left", "b.left", "b"),
        ("b.right.x", "b.right", "b"),
        ("b.right.in", "b.right", "b"),
        ("b.right.in.p", "b.right.in.p", "b"),
        ("c.x", None, None),
    ],
)
def test_the_innermost_branch_and_the_outermost_block(path, branch, block):
    step = ROUTE.step(path)
    found, outermost = ROUTE.branch(step), ROUTE.outermost_block(step)
    assert (found.path if found else None, outermost.path if outermost else None) == (branch, block)


@pytest.mark.parametrize(
    ("earlier", "step", "is_before"),
    [
        ("a", "b.left", True),
        ("b.left", "a", False),
        ("a", "a", False),
        ("b", "b.left", False),
        ("b.left", "b.right.x", False),
        ("b.right.x", "b.right.y", True),
        ("b.right.in.p", "b.right.in.q", False),
        ("b.right.in.p", "b.right.y", True),
        ("b.right.y", "c.x", True),
        ("b", "c", True),
    ],
)
def test_before_means_written_earlier_and_not_in_parallel(earlier, step, is_before):
    assert ROUTE.comes_before(ROUTE.step(earlier), ROUTE.step(step)) == is_before


def test_a_container_holds_what_lies_in_it_and_not_itself():
    assert holds(ROUTE.step("b"), ROUTE.step("b.right.in.p"))
    assert not holds(ROUTE.step("b"), ROUTE.step("b"))
