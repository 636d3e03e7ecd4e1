"""May the value of a secret field reach a place where it is no secret, by any of the ways there are?"""

import pytest

from tests.compiler.packs import changed, codes, compiled, lines, sound_texts

FORM = "packs/lamps/forms/lamp.yaml"
SECRET = "  urgent: {kind: bool, title: {zh: 紧急, en: Urgent}}"
FIELDS = "  card: {kind: id_card, secret: true, searchable: true, title: {zh: 证件, en: Card}}\n"


def form(*edits: tuple[str, str]) -> dict[str, str]:
    """The sound form with a secret field `card`, and some pieces replaced."""
    text = sound_texts()[FORM].replace(SECRET, FIELDS + SECRET)
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)
    return {FORM: text}


def found(changes: dict[str, str]) -> list[str]:
    """What is wrong with the sound folder once changed, but for the type of what takes the secret (TH321)."""
    return [code for code in codes(compiled(changes).problems) if code != "TH321"]


def test_a_secret_field_is_no_problem_by_itself():
    assert found(form()) == []


NEW = "  urgent: {kind: bool"


@pytest.mark.parametrize(
    ("edits", "code"),
    [
        # what is kept
        ([("amount: =amount, category: repair, payee: =payee", "payee: =card")], "TH261"),
        ([("row: {lamp: =lamp, amount: =cost}", "row: {lamp: =form.card, amount: =cost}")], "TH261"),
        ([(NEW, "  copy: {kind: text, is: card}\n" + NEW)], "TH261"),
        ([(NEW, "  copy: {kind: text, default: =card}\n" + NEW)], "TH261"),
        ([(NEW, "  copy: {kind: text, is: 'join(card, \"-\")'}\n" + NEW)], "TH261"),
        ([(NEW, "  copy: {kind: text, is: payee.id_number}\n" + NEW)], "TH261"),
        (
            [
                (
                    NEW,
                    "  copy: {kind: text, first_true: {a: {when: urgent, is: card}, b: {is: '\"\"'}}}\n"
                    + NEW,
                )
            ],
            "TH261",
        ),
        ([("is: count * price}", "is: count * price}\n      of_whom: {kind: text, is: form.card}")], "TH261"),
        (
            [
                ("facts:\n", "facts:\n  kin: {register: person, match: {name: in_full}}\n"),
                (NEW, "  copy: {kind: text, is: first(kin.id_number)}\n" + NEW),
            ],
            "TH261",
        ),
        (
            [
                ("facts:\n", "facts:\n  kin: {register: person, match: {name: in_full}}\n"),
                (NEW, "  copy: {kind: text, is: first(kin).id_number}\n" + NEW),
            ],
            "TH261",
        ),
        (
            [
                ("facts:\n", "facts:\n  kin: {register: person, match: {name: in_full}}\n"),
                ("each: parts, row: {lamp: =lamp, amount: =cost}", "each: kin, row: {lamp: =id_number}"),
            ],
            "TH261",
        ),
        # what is said
        ([('gist: "{payee.name} {amount}"', 'gist: "{card}"')], "TH217"),
        ([('gist: "{payee.name} {amount}"', 'gist: "{payee.id_number}"')], "TH217"),
        ([("材料合计应等于{amount}", "{card}的材料")], "TH217"),
        (
            [(NEW, "  least: {kind: integer, secret: true}\n  most: {kind: integer, max: least}\n" + NEW)],
            "TH217",
        ),
    ],
)
def test_a_form_does_not_tell_a_secret(edits, code):
    assert found(form(*edits)) == [code]


@pytest.mark.parametrize(
    "field",
    [
        "  known: {kind: bool, is: filled(card)}",
        "  same: {kind: bool, is: card == payee.id_number}",
        "  grade: {kind: integer, is: 1 if filled(card) else 0}",
        "  copy: {kind: text, secret: true, is: card}",
    ],
)
def test_whether_it_is_there_may_be_told(field):
    assert found(form((NEW, field + "\n" + NEW))) == []


def test_an_integer_is_no_way_round():
    """A secret number copied into a plain one is told in full."""
    fields = "  age: {kind: integer, secret: true}\n  copy: {kind: integer, is: age}\n"
    assert found(form((NEW, fields + NEW))) == ["TH261"]


CHAIN = "packs/lamps/chains/lamp.yaml"
HEAD = "head: {post: office_head, review: 2, within: 1 workday}"
ASKS = "head: {post: office_head, review: 2, fields: {pin: {kind: text, secret: true}}}"


def test_what_a_step_filled_in_stays_secret_in_later_steps_and_in_registers():
    overlay = {"towns/hill/overlay.yaml": sound_texts()["towns/hill/overlay.yaml"].split("  chain/lamp")[0]}
    leader = "leader: {post: leader.money, review: 3, when: amount >= param.large or not urgent}"
    later = leader[:-1] + ", fields: {copy: {kind: text, is: step.head.pin}}}"
    text = sound_texts()[CHAIN].replace(HEAD, ASKS)
    assert found({**overlay, CHAIN: text}) == []
    assert found({**overlay, CHAIN: text.replace(leader, later)}) == ["TH261"]
    booked = changed(FORM, "category: repair, payee: =payee", "payee: =step.head.pin")
    assert found({**overlay, CHAIN: text, **booked}) == ["TH261"]


@pytest.mark.parametrize(
    ("gives", "value"),
    [("", "step.pay.slip"), ("gives: {slip: =pay.slip}\n", "step.slip"), ("", "step.pay.bank.slip")],
    ids=["of an inserted chain", "of the chain a form starts", "of the step itself"],
)
def test_what_a_chain_gives_stays_secret(gives, value):
    hook = changed("base/hooks.yaml", "slip: {kind: text, ", "slip: {kind: text, secret: true, ")
    payment = changed(
        "base/payment.yaml", "failed: [bank.failed]}", "failed: [bank.failed], slip: =bank.slip}"
    )
    lamp = changed(CHAIN, "steps:\n", f"{gives}steps:\n")
    given = {**hook, **payment, **lamp}
    assert found(given) == []
    booked = changed(FORM, "category: repair, payee: =payee", f"payee: ={value}")
    assert found({**given, **booked}) == ["TH261"]


def test_a_shared_chain_does_not_keep_what_a_form_holds_secret():
    facets = changed(
        "base/facets.yaml", "amount: {kind: money}", "amount: {kind: money}\n      whose: {kind: text}"
    )
    make = "make: {post: cashier, when: amount > 0, choices: {made: next}}"
    copied = make[:-1] + ", fields: {copy: {kind: text, is: whose}}}"
    form_text = form(("offers: {payment: {}}", "offers: {payment: {whose: card}}"))[FORM]
    form_text = form_text.replace("kind: id_card, secret", "kind: text, secret")
    assert found({**facets, FORM: form_text}) == []
    assert found({**facets, FORM: form_text, **changed("base/payment.yaml", make, copied)}) == ["TH217"]


@pytest.mark.parametrize("label", ["id_number", "secret_copy"])
def test_a_register_is_not_labelled_by_a_secret(label):
    text = sound_texts()["base/registers.yaml"].replace("label: name", f"label: {label}")
    text = text.replace(
        "id_number: {kind: id_card, secret: true}",
        "id_number: {kind: id_card, secret: true}\n      secret_copy: {kind: text, hashed: true}",
    )
    assert "TH264" in found({"base/registers.yaml": text})


def test_a_register_does_not_calculate_the_open_from_the_secret():
    text = sound_texts()["base/registers.yaml"].replace(
        "id_number: {kind: id_card, secret: true}",
        "id_number: {kind: id_card, secret: true}\n      copy: {kind: text, is: id_number}",
    )
    assert found({"base/registers.yaml": text}) == ["TH261"]


@pytest.mark.parametrize(
    ("mask", "told"), [("", True), (", mask: open_to_all", True), (", mask: person_name", False)]
)
def test_a_page_shows_a_secret_only_masked(mask, told):
    masks = {"base/masks.yaml": sound_texts()["base/masks.yaml"] + "  open_to_all: {anyone: plain}\n"}
    page = changed(
        "packs/lamps/pages/lamp_notice.yaml",
        "amount: {}",
        "amount: {}\n      card: {title: 证件" + mask + "}",
    )
    assert found({**form(), **masks, **page}) == (["TH246"] if told else [])


@pytest.mark.parametrize("key", ["sort: [-id_number]", "where: filled(id_number)"])
def test_a_page_of_a_register_is_not_picked_by_a_secret(key):
    page = (
        "pages:\n  people:\n    title: {zh: 名单, en: People}\n    of: register/person\n"
        f"    columns: {{name: {{}}}}\n    {key}\n"
    )
    assert set(found({"packs/lamps/pages/people.yaml": page})) <= {"TH263", "TH264"}
    assert found({"packs/lamps/pages/people.yaml": page})


def test_the_words_name_the_field_and_where_it_would_go():
    (line,) = lines(compiled(form((NEW, "  copy: {kind: text, is: card}\n" + NEW))).problems)
    assert "'card' is secret and would be secret no more in 'copy'" in line
