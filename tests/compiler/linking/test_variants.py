"""What does a shared chain come to where it is used with changes, and is nothing else changed by it?"""

import pytest

from tests.compiler.packs import catalog, changed, codes, compiled, lines, sound_texts
from townhall.compiler.building import build

LAMP = "packs/lamps/chains/lamp.yaml"
PAYMENT = "base/payment.yaml"
USE = "  pay: {use: chain/payment}"


def using(more, *edits):
    """The lamp chain with changes to the payment it inserts, and with edits of that payment."""
    texts = changed(LAMP, USE, f"  pay: {{use: chain/payment, {more}}}")
    payment = sound_texts()[PAYMENT]
    for old, new in edits:
        assert old in payment
        payment = payment.replace(old, new, 1)
    return compiled({**texts, PAYMENT: payment})


def chain_of(made, name="lamp"):
    assert lines(made.problems) == []
    return made.blueprint.chains[name]


FIRST_CHECK = ("  make: {post: cashier", "  check: {post: office_head}\n  make: {post: cashier")


def test_keys_of_a_step_are_changed_for_this_use_only():
    made = using("but: {make: {within: 2 workdays, post: office_head, title: {zh: 制单, en: Made out}}}")
    mine, shared = chain_of(made).step("pay.make"), chain_of(made, "payment").step("make")
    assert (mine.within.source, mine.posts[0].post, mine.title.en) == (
        "workdays(2)",
        "office_head",
        "Made out",
    )
    assert (shared.within, shared.posts[0].post) == (None, "cashier")
    assert mine.when.source == shared.when.source == "amount > 0"
    assert [one.name for one in mine.choices] == ["made"]


def test_a_step_is_left_out_for_this_use_only():
    made = using("without: [check]", FIRST_CHECK)
    assert [one.path for one in chain_of(made).walk()][-3:] == ["pay", "pay.make", "pay.bank"]
    assert [one.path for one in chain_of(made, "payment").walk()] == ["check", "make", "bank"]


def test_what_a_chain_gives_it_gives_changed_too():
    pay = chain_of(using("but: {make: {within: 2 workdays}}")).step("pay")
    assert dict(pay.gives) == {"paid": ("bank.ok",), "failed": ("bank.failed",)}


def test_two_uses_of_one_chain_change_it_each_in_its_way():
    text = sound_texts()[LAMP].replace(
        USE,
        "  first: {use: chain/payment, but: {make: {within: 2 workdays}}}\n"
        "  pay: {use: chain/payment, but: {make: {within: 4 workdays}}}",
    )
    chain = chain_of(compiled({LAMP: text}))
    assert [chain.step(path).within.source for path in ("first.make", "pay.make")] == [
        "workdays(2)",
        "workdays(4)",
    ]


def test_a_use_inside_branches_is_changed():
    text = sound_texts()[LAMP].replace(
        USE,
        "  both:\n    together:\n      left: {post: office_head}\n"
        "      right:\n        steps:\n"
        "          inner: {use: chain/payment, but: {make: {within: 2 workdays}}}\n" + USE,
    )
    chain = chain_of(compiled({LAMP: text}))
    assert chain.step("both.right.inner.make").within.source == "workdays(2)"
    assert chain.step("pay.make").within is None


def test_a_changed_chain_may_be_changed_again():
    around = (
        "chain: around\nshared: true\nneeds: payment\ngives: {paid: inner.paid, failed: inner.failed}\n"
        "title: {zh: 外层, en: Around}\nsteps:\n"
        "  look: {post: office_head}\n"
        "  inner: {use: chain/payment, but: {make: {within: 2 workdays}}}\n"
    )
    texts = changed(LAMP, USE, "  pay: {use: chain/around, without: [look]}")
    made = compiled({**texts, "base/around.yaml": around})
    assert [one.path for one in chain_of(made).walk()][-4:] == [
        "pay", "pay.inner", "pay.inner.make", "pay.inner.bank",
    ]  # fmt: skip
    assert chain_of(made).step("pay.inner.make").within.source == "workdays(2)"


def test_a_chain_that_nobody_changes_stands_alone():
    assert set(compiled().blueprint.chains) == {"lamp", "payment"}


def test_a_changed_chain_is_proposed_to_nobody():
    """It stands in no file, so nobody can name it."""
    text = sound_texts()[LAMP].replace(USE, "  pay: {use: chain/payment, but: {make: {within: 2 workdays}}}")
    (said,) = lines(compiled({LAMP: text + "  again: {use: chain/paymnt}\n"}).problems)
    assert said.endswith("Did you mean 'payment'?")


# -- what is wrong with it ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "place", "code"),
    [
        ("but: {mkae: {within: 1 workday}}", "8:35", "TH273"),
        ("without: [mkae]", "8:39", "TH273"),
        ("but: {make: {when: amout > 0}}", "8:48", "TH303"),
        ("but: {make: {post: nobody}}", "8:48", "TH204"),
        ("but: {bank: {post: cashier}}", "8:42", "TH116"),
        ("but: {make: {choices: {made: next}}}", "8:42", "TH109"),
    ],
)
def test_a_mistake_in_a_change_is_found_where_it_is_written(more, place, code):
    (said,) = lines(using(more).problems)
    assert said.startswith(f"{LAMP}:{place} {code} ")


def test_a_mistake_in_the_shared_chain_is_told_once():
    made = using("but: {make: {within: 2 workdays}}", ("post: cashier", "post: nobody"))
    assert codes(made.problems) == ["TH204"]


def test_what_leads_to_a_step_that_is_left_out_is_told_at_its_place():
    (said,) = lines(using("without: [make]").problems)
    assert said.startswith("base/payment.yaml:8:59 TH210 'failed' leads to 'make'")


def test_a_chain_that_is_not_there_is_told_once():
    text = sound_texts()[LAMP].replace(USE, "  pay: {use: chain/paymnt, but: {make: {within: 2 workdays}}}")
    assert codes(compiled({LAMP: text}).problems) == ["TH201"]


def test_a_chain_that_inserts_itself_with_changes_is_found():
    text = sound_texts()[LAMP] + "  again: {use: chain/lamp, but: {head: {within: 3 workdays}}}\n"
    (said,) = lines(compiled({LAMP: text}).problems)
    assert "TH230 the chain lamp inserts itself" in said


def test_changes_stand_only_beside_a_use():
    text = sound_texts()[LAMP].replace("within: 1 workday}", "without: [director]}")
    assert codes(compiled({LAMP: text}).problems) == ["TH117"]


def test_what_a_town_changes_of_the_shared_chain_every_use_has():
    overlay = sound_texts()["towns/hill/overlay.yaml"] + (
        "  chain/payment/steps/make/within: {add: 3 workdays}\n"
    )
    allowed = changed("packs/lamps/pack.yaml", "chain/lamp/steps/*/within", "chain/*/steps/*/within")
    titled = changed(LAMP, USE, "  pay: {use: chain/payment, but: {make: {title: {zh: 制单, en: Made out}}}}")
    chain = chain_of(compiled({**titled, **allowed, "towns/hill/overlay.yaml": overlay}))
    assert chain.step("pay.make").within.source == "workdays(3)"
    assert chain.step("pay.make").title.en == "Made out"


def test_a_release_builds_it_again_from_itself_alone():
    made = using("but: {make: {within: 2 workdays}}")
    assert build(made.release, catalog()).chains == made.blueprint.chains


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ("but: {make: {within: 2 workdays}}", []),
        ("without: [check]", ["TH221"]),
        ("but: {check: {review: 1}}", ["TH221"]),
    ],
)
def test_no_change_lets_money_go_before_the_three_reviews(more, code):
    """The second review is the shared chain's here."""
    check = ("  make: {post: cashier", "  check: {post: office_head, review: 2}\n  make: {post: cashier")
    payment = sound_texts()[PAYMENT].replace(*check)
    lamp = (
        sound_texts()[LAMP]
        .replace("review: 2, within", "within")
        .replace(USE, f"  pay: {{use: chain/payment, {more}}}")
    )
    assert codes(compiled({LAMP: lamp, PAYMENT: payment}).problems) == code
