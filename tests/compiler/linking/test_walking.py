"""Are dead steps, ends and moments found?"""

from townhall.compiler.linking.walking import missing_fragments, moments_of, reach
from townhall.compiler.parsing import parsed


def steps(text):
    top, problems = parsed("chain: a\nsteps:\n" + text, "a.yaml")
    assert problems == ()
    return top["steps"]


def found(text):
    reached = reach(steps(text))
    return [name for name, _ in reached.dead], reached.ends


def test_steps_follow_one_another():
    assert found("  a: {post: x, choices: {agree: next}}\n  b: {post: x, choices: {agree: next}}\n") == (
        [],
        True,
    )


def test_a_step_nobody_leads_to_is_dead():
    assert found("  a: {post: x, choices: {agree: end}}\n  b: {post: x, choices: {agree: next}}\n") == (
        ["b"],
        True,
    )


def test_a_step_that_may_be_skipped_lets_the_next_be_reached():
    assert found(
        "  a: {post: x, when: urgent, choices: {agree: end}}\n  b: {post: x, choices: {agree: next}}\n"
    ) == ([], True)


def test_a_jump_reaches_over_the_dead():
    text = "  a: {post: x, choices: {agree: c}}\n  b: {post: x, choices: {agree: next}}\n"
    assert found(text + "  c: {post: x, choices: {agree: next}}\n") == (["b"], True)


def test_refusing_is_no_end():
    assert found("  a: {post: x, choices: {no: refused, back: initiator}}\n") == ([], False)


def test_telling_and_opening_a_page_never_wait():
    assert found("  a: {tell: [x]}\n  b: {publish: page/p}\n  c: {post: x, choices: {agree: next}}\n") == (
        [],
        True,
    )


def test_branches_are_passed_when_each_can_be():
    branches = "one: {post: x, choices: {agree: next}}, two: {post: x, choices: {no: refused}}"
    inside = f"  a: {{together: {{{branches}}}}}\n"
    assert found(inside + "  b: {post: x, choices: {agree: next}}\n") == (["b"], False)


def test_steps_inside_a_run_can_be_dead():
    run = "one: {post: x, choices: {agree: end}}, two: {post: x, choices: {agree: next}}"
    assert found(f"  a: {{steps: {{{run}}}}}\n")[0] == ["two"]


def test_moments_are_those_of_the_chains_own_steps_and_what_fragments_give():
    chain, _ = parsed(
        "chain: a\nsteps:\n"
        "  one: {post: x, choices: {agree: next}}\n"
        "  both:\n    together:\n"
        "      left: {post: x, choices: {yes: next}}\n      right: {post: x, choices: {yes: next}}\n"
        "  page: {publish: page/p, for: 7 days, choices: {quiet: next}}\n"
        "  pay: {use: chain/pay}\n",
        "a.yaml",
    )
    pay, _ = parsed(
        "chain: pay\ngives: {paid: [bank.ok]}\nsteps:\n  bank: {post: x, choices: {ok: next}}\n", "b.yaml"
    )
    assert list(moments_of(chain, {"pay": pay})) == [
        "one.agree", "both.done", "both.left.yes", "both.right.yes", "page.quiet", "page.opened", "pay.paid",
    ]  # fmt: skip
    assert list(missing_fragments(chain, {"pay": pay})) == []
    assert list(missing_fragments(chain, {})) == ["pay"]
