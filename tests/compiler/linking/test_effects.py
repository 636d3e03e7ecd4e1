"""Do effects over rows know their names, and is what they set of the right kind?"""

import pytest

from tests.compiler.packs import changed, codes, compiled, lines, sound_texts

FORM = "packs/lamps/forms/lamp.yaml"
LAMP = "packs/lamps/chains/lamp.yaml"
ENTERS = "enters:\n"


def booking(effect, *edits):
    """The sound folder with one effect more on the lamp form."""
    text = sound_texts()[FORM].replace(ENTERS, f"{ENTERS}  more: {{{effect}}}\n", 1)
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)
    return compiled({FORM: text})


FOUND = "register: repair, find: {entry_no: 7}"
EARLIER = "register: fund, each: earlier, find: {entry_no: entry_no}"


@pytest.mark.parametrize(
    "effect",
    [
        "at: approved, each: parts, when: cost > form.amount, register: repair, row: {amount: =cost}",
        "at: approved, each: parts, register: lamp, find: {lamp_no: lamp.lamp_no}, change: {state: lit}",
        f"at: approved, {EARLIER}, change: {{amount: =this.amount + form.amount}}",
        f"at: approved, when: amount > form.amount, {EARLIER}, change: {{category: =category}}",
        "at: approved, each: earlier, register: repair, row: {amount: =amount}",
        f"at: approved, {FOUND}, change: {{amount: =this.amount + amount}}",
        f"at: approved, {FOUND}, change: {{amount: =this.lamp.spent}}",
        # a record is named by itself, by its key as text, or by a word
        "at: approved, register: fund, row: {payee: =payee}",
        "at: approved, register: fund, row: {payee: =in_full}",
        "at: approved, register: fund, row: {payee: p-1}",
    ],
)
def test_what_an_effect_may_say(effect):
    assert lines(booking(effect).problems) == []


@pytest.mark.parametrize(
    ("effect", "code"),
    [
        ("at: approved, each: prts, register: repair, row: {amount: =cost}", "TH201"),
        ("at: approved, each: amount, register: repair, row: {amount: =amount}", "TH204"),
        ("at: approved, each: parts, register: repair, row: {amount: =amount}", "TH312"),
        (f"at: approved, {EARLIER}, change: {{amount: =form.nothing}}", "TH319"),
        (f"at: approved, when: in_full == form.in_full, {EARLIER}, change: {{category: repair}}", "TH303"),
        (f"at: approved, {FOUND}, change: {{amount: =this.cost}}", "TH319"),
        ("at: approved, register: repair, find: {entry_no: this.entry_no}, change: {amount: 1}", "TH319"),
        ("at: approved, register: fund, row: {payee: =amount}", "TH321"),
        ("at: approved, register: fund, row: {payee: =urgent}", "TH321"),
    ],
)
def test_what_an_effect_may_not_say(effect, code):
    assert codes(booking(effect).problems) == [code]


CARD = (
    "  urgent: {kind: bool",
    "  card: {kind: id_card, title: {zh: 证件, en: Card}}\n  urgent: {kind: bool",
)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("{name: =this.id_number}", ["TH261"]),
        ("{id_number: =this.id_number}", []),
        ("{name: =this.name}", []),
    ],
)
def test_the_record_as_it_stands_keeps_its_secrets(change, code):
    effect = f"at: approved, register: person, find: {{person_no: payee.person_no}}, change: {change}"
    assert [one for one in codes(booking(effect).problems) if one != "TH321"] == code


# -- moments and values of the chain ---------------------------------------------------------------------


GIVES = "steps:\n  director"
LATE = "at: {at}, register: fund, row: {{org: =case.unit, payee: {payee}}}"


def started(gives, effect):
    """The lamp chain giving something, and an effect that goes by it."""
    texts = changed(LAMP, GIVES, f"gives: {gives}\n{GIVES}")
    text = sound_texts()[FORM].replace(ENTERS, f"{ENTERS}  more: {{{effect}}}\n", 1)
    payment = changed(
        "base/payment.yaml", "failed: [bank.failed]}", "failed: [bank.failed], slip: =bank.slip}"
    )
    return compiled({**texts, **payment, FORM: text})


@pytest.mark.parametrize(
    ("gives", "effect", "code"),
    [
        ("{paid: pay.paid}", LATE.format(at="paid", payee="=payee"), []),
        ("{done: [pay.paid, pay.failed]}", LATE.format(at="[done, pay.paid]", payee="=payee"), []),
        ("{paid: pay.paid}", LATE.format(at="payed", payee="=payee"), ["TH215"]),
        ("{paid: pay.paid, slip: =pay.slip}", LATE.format(at="paid", payee="=step.slip"), []),
        ("{paid: pay.paid}", LATE.format(at="paid", payee="=step.pay.slip"), []),
        ("{paid: pay.paid}", LATE.format(at="paid", payee="=step.slip"), ["TH319"]),
        ("{slip: =pay.slip}", LATE.format(at="slip", payee="=payee"), ["TH215"]),
        ("{slip: =pay.slp}", LATE.format(at="approved", payee="=payee"), ["TH274"]),
        ("{slip: [=pay.slip, pay.paid]}", LATE.format(at="approved", payee="=payee"), ["TH274"]),
        ("{paid: [pay.paid, =pay.slip]}", LATE.format(at="approved", payee="=payee"), ["TH215"]),
    ],
)
def test_what_the_chain_of_a_form_gives_needs_no_path(gives, effect, code):
    assert codes(started(gives, effect).problems) == code
