"""What does a step come to when nothing much is said: choices, titles, inheritance?"""

from tests.compiler.packs import changed, codes, compiled

CHAIN = "packs/lamps/chains/lamp.yaml"

AROUND = {
    "base/opinions.yaml": "dicts:\n  opinion: {options: {agree: 同意, disagree: 不同意}}\n",
    "base/opinion.yaml": """
group: opinion
title: 意见
fields:
  opinion: {kind: choice, title: 意见, of: dict/opinion, decides: true, required: true}
""",
    "towns/hill/overlay.yaml": """
overlay: hill
for: town/hill
changes:
  param/large/dated/2026-07-01: {add: {value: 1, source: 约定}}
""",
    "packs/lamps/scenarios/lamp_is_paid.yaml": "stage: nothing\n",
}
NOTE = "fields: {note: {kind: text, title: 备注}}"


def chain(steps, returns=""):
    """The lamp chain with these steps between its director and the payment."""
    text = f"""
chain: lamp
pays_first: 试点
{returns}
steps:
  director: {{post: director, review: 1}}
{steps}
  pay: {{use: chain/payment}}
"""
    return compiled({CHAIN: text, **AROUND})


def step(made, path):
    assert made.problems == ()
    return made.blueprint.chains["lamp"].step(path)


def leads(step):
    return {one.name: one.leads for one in step.choices}


def test_a_post_may_agree_return_or_refuse():
    director = step(compiled(), "director")
    assert leads(director) == {"agree": "next", "return": "initiator", "refuse": "refused"}
    assert [one.title.zh for one in director.choices] == ["同意", "Return", "Refuse"]


def test_a_return_goes_where_the_chain_says():
    made = chain("  head: {post: office_head}", "returns: {to: director, then: straight_back}")
    assert leads(step(made, "head"))["return"] == "director"
    assert made.blueprint.chains["lamp"].returns.then == "straight_back"


def test_a_step_is_called_what_its_post_is_called():
    made = compiled()
    assert step(made, "head").title.zh == "所长"
    assert step(made, "pay.make").title.zh == "出纳"


def test_branches_inherit_sheet_deadline_and_dissent():
    made = chain("""
  both:
    sheet: group/opinion
    within: 10 minutes
    together:
      one: {post: office_head}
      two: {post: clerk, within: 1 hour}
""")
    both = step(made, "both")
    one, two = both.branches
    assert (one.path, two.path) == ("both.one", "both.two")
    assert [each.dissent for each in (both, one, two)] == ["waits_for_all"] * 3
    assert one.within.source == "minutes(10)"
    assert two.within.source == "hours(1)"
    assert one.sheet.field("opinion").dictionary == "opinion"
    assert leads(one) == {"agree": "next", "disagree": "initiator"}
    assert both.choices == ()


def test_a_branch_may_be_a_run_of_steps():
    made = chain("""
  both:
    together:
      one:
        steps:
          a: {post: clerk}
          b: {post: office_head, choices: {agree: next, back: a}}
      two: {post: clerk}
""")
    assert leads(step(made, "both.one.b"))["back"] == "both.one.a"
    assert step(made, "both.one").verb == "steps"
    assert step(made, "both.one.a").dissent == "waits_for_all"


def test_a_fragment_keeps_its_facet_its_own_names_and_its_outcomes():
    made = compiled()
    pay, bank = step(made, "pay"), step(made, "pay.bank")
    assert pay.verb == "steps"
    assert pay.gives == (("paid", ("bank.ok",)), ("failed", ("bank.failed",)))
    assert (pay.facet, bank.facet, step(made, "head").facet) == (None, "payment", None)
    assert leads(bank) == {"ok": "next", "failed": "pay.make"}
    assert bank.hook == "bank"
    assert bank.sheet.field("slip").required.source == 'choice == "ok"'


def test_a_publicity_is_quiet_or_an_objection_is_upheld():
    made = chain("  notice: {publish: page/lamp_notice, for: 7 days}")
    assert leads(step(made, "notice")) == {"quiet": "next", "upheld": "initiator"}


def test_a_choice_may_carry_its_own_title():
    made = chain("""
  head:
    post: office_head
    choices: {good: {to: next, title: {zh: 好, en: Good}}, agree: end}
""")
    assert [(one.name, one.title.en) for one in step(made, "head").choices] == [
        ("good", "Good"),
        ("agree", "Agree"),
    ]


def test_what_a_later_step_fills_in_cannot_be_read_earlier():
    good = chain(f"""
  head: {{post: office_head, {NOTE}}}
  again: {{post: clerk, when: filled(step.head.note)}}
""")
    assert good.problems == ()
    bad = chain(f"""
  head: {{post: office_head, when: filled(step.again.note)}}
  again: {{post: clerk, {NOTE}}}
""")
    assert codes(bad.problems) == ["TH319"]


def test_one_branch_does_not_know_what_another_fills_in():
    made = chain(f"""
  both:
    together:
      one: {{post: clerk, {NOTE}}}
      two: {{post: clerk, when: filled(step.both.one.note)}}
""")
    assert codes(made.problems) == ["TH319"]


def test_the_root_choice_knows_the_choices_of_its_step():
    made = chain("""
  head:
    post: office_head
    fields: {why: {kind: text, title: 原因, required: choice == "refuze"}}
""")
    assert codes(made.problems) == ["TH308"]


def test_apart_from_names_steps_that_exist():
    assert codes(chain("  head: {post: office_head, apart_from: [directr]}").problems) == ["TH201"]
    made = chain("  head: {post: office_head, apart_from: [director, initiator, everyone_before]}")
    assert step(made, "head").apart_from == ("director", "initiator", "everyone_before")


def test_a_seal_need_not_be_said():
    assert compiled(changed(CHAIN, "seal: village, ", "")).problems == ()
