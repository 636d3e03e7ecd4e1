"""Are dead steps, ends and moments found?"""

from townhall.compiler.linking.walking import (
    field_at,
    missing_fragments,
    moments_of,
    outcomes,
    reach,
    values_given,
)
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


# -- what a chain gives ------------------------------------------------------------------------------------

CHAINS = {
    name: parsed(f"chain: {name}\n{text}", f"{name}.yaml")[0]
    for name, text in {
        "release": (
            "gives: {paid: bank.ok, failed: [bank.failed], slip: =bank.slip, who: =make.who}\n"
            "steps:\n"
            "  make: {post: x, fields: {part: {kind: section, fields: {who: {kind: text, secret: true}}}}}\n"
            "  bank: {post: x, choices: {ok: next, failed: make}, fields: {slip: {kind: text}}}\n"
        ),
        "town": (
            "gives: {paid: pay.paid, slip: =pay.slip, lost: =pay.nothing}\n"
            "steps:\n  pay: {use: chain/release}\n"
        ),
        "relief": (
            "gives: {paid: [pay.paid, early.paid], slip: [=gone.slip, =early.slip, =pay.slip]}\n"
            "steps:\n  early: {use: chain/town}\n  pay: {use: chain/release}\n"
        ),
        "circle": "gives: {slip: =again.slip}\nsteps:\n  again: {use: chain/circle}\n",
    }.items()
}


def given(name):
    """What a chain gives of what its steps fill in: its name there, the field, and the field's kind."""
    return [(own, inner, body["kind"]) for own, inner, body in values_given(CHAINS[name], CHAINS)]


def test_outcomes_and_values_are_told_apart():
    assert list(outcomes(CHAINS["release"])) == ["paid", "failed"]
    assert given("release") == [("slip", "slip", "text"), ("who", "who", "text")]
    assert list(outcomes(CHAINS["relief"])) == ["paid"]


def test_what_an_inserted_chain_gives_is_given_on():
    assert given("town") == [("slip", "slip", "text")]


def test_of_several_places_the_first_that_is_there_gives_the_field():
    assert given("relief") == [("slip", "slip", "text")]


def test_a_value_of_a_chain_is_no_moment():
    assert list(moments_of(CHAINS["town"], CHAINS)) == ["pay.paid", "pay.failed"]


def test_a_way_leads_to_a_field_of_a_step_or_to_what_a_chain_gives():
    def kind(chain, way):
        found = field_at(CHAINS[chain], CHAINS, way)
        return found and (found[0], found[1]["kind"])

    assert kind("release", "bank.slip") == ("slip", "text")
    assert kind("relief", "early.pay.bank.slip") == ("slip", "text")
    assert kind("relief", "early.slip") == ("slip", "text")
    assert [kind("release", way) for way in ("bank.ok", "bank", "slip", "gone.slip", "make.part")] == [
        None
    ] * 5


def test_a_chain_that_inserts_itself_gives_nothing():
    assert given("circle") == []
