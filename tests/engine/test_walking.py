"""Does a case go where its chain says: forward, into blocks and runs and out of them, and to its end?"""

from datetime import date, timedelta

import pytest

from tests.engine.desk import Desk
from tests.engine.specimens import (
    HOLDINGS,
    NOW,
    TODAY,
    blueprint,
    chain,
    field,
    form,
    held,
    person,
    post,
    publish,
    run,
    sheet,
    tell,
    together,
    wait_for,
)
from townhall.kernel.workdays import Calendar, CalendarEnds
from townhall.record.refusals import Complained, NotYourTask, Refused


def desk(*steps, **more):
    return Desk(blueprint(chain(*steps, **more)))


# -- one after the other ---------------------------------------------------------------------------------


def test_steps_wait_one_after_the_other_until_the_chain_ends():
    one = desk(post("director"), post("auditor"), post("head")).submit()
    assert one.at == ["director"]
    assert one.walk("director").at == ["auditor"]
    assert one.walk("auditor", "head").case.state == "approved"
    assert one.kinds()[-1] == "ended"
    assert one.case.ended_at == NOW


def test_a_chain_in_which_nobody_is_asked_approves_at_once():
    one = desk(tell("copy", "observer")).submit()
    assert one.case.state == "approved"
    assert one.todo("copy") == [("copy", "observer")]


def test_end_ends_the_case_approved_before_its_chain_does():
    one = desk(post("director", choices={"agree": "next", "enough": "end"}), post("head")).submit()
    assert one.decide("director", "enough").case.state == "approved"
    assert one.case.last_run("head") is None


def test_a_refusal_ends_the_case():
    one = desk(post("director"), post("head")).submit().decide("director", "refuse")
    assert one.case.state == "refused"
    assert one.bodies("ended") == [{"state": "refused"}]


@pytest.mark.parametrize(
    ("when", "amount", "at"),
    [("amount > 100", "500", ["head"]), ("amount > 100", "50", ["mayor"]), ("remark == 'x'", "50", ["head"])],
    ids=["true", "false", "unknown stays"],
)
def test_when_says_whether_a_step_is_needed(when, amount, at):
    one = desk(post("head", when=when), post("mayor")).submit(amount=amount)
    assert one.at == at


def test_a_step_passed_over_says_why():
    one = desk(post("head", when="amount > 100"), post("mayor")).submit(amount="50")
    skipped = one.case.last_run("head")
    assert (skipped.state, skipped.why, skipped.round) == ("skipped", "when", 1)


def test_the_last_steps_passed_over_end_the_case():
    one = desk(post("director"), post("head", when="false"), run("pay", post("cashier"), when="false"))
    assert one.submit().decide("director").case.state == "approved"


def test_a_chain_may_be_as_long_as_it_likes():
    one = desk(*(post(f"s{number}", "head", when="urgent") for number in range(700)), post("head")).submit()
    assert one.at == ["head"]


# -- by choice to a later step ---------------------------------------------------------------------------


JUMP = {"agree": "next", "enough": "mayor"}


def test_a_choice_may_lead_to_a_later_step_and_what_lies_between_is_passed_over():
    one = desk(post("director", choices=JUMP), post("head"), tell("copy", "observer"), post("mayor")).submit()
    one.decide("director", "enough")
    assert one.at == ["mayor"]
    assert [(run.step, run.state, run.why) for run in one.case.runs[1:3]] == [
        ("head", "skipped", "choice"),
        ("copy", "skipped", "choice"),
    ]
    assert one.case.returns == 0
    assert one.decide("mayor").case.state == "approved"


def test_a_choice_may_lead_out_of_an_inserted_chain():
    pay = run("pay", post("cashier", choices=JUMP), wait_for("bank"))
    one = desk(pay, post("head"), post("mayor")).submit().decide("pay.cashier", "enough")
    assert one.at == ["mayor"]
    assert one.case.last_run("pay").outcome == "left"
    assert one.case.last_run("pay.bank").why == "choice"


def test_a_choice_may_lead_on_inside_its_own_branch():
    branch = run(
        "money",
        post("auditor", choices={"agree": "next", "enough": "last"}),
        post("lead"),
        post("last", "head"),
    )
    one = desk(together("joint", branch, post("rural")), post("mayor")).submit()
    one.decide("joint.money.auditor", "enough")
    assert one.at == ["joint.rural", "joint.money.last"]
    assert one.walk("joint.rural", "joint.money.last").at == ["mayor"]


def test_a_later_step_that_is_not_needed_is_passed_over_in_its_turn():
    one = desk(post("director", choices=JUMP), post("head"), post("mayor", when="urgent")).submit()
    assert one.decide("director", "enough").case.state == "approved"


def test_leading_on_is_agreeing():
    """It asks for no reason, and for what the step wants filled in."""
    note = sheet(field("note", required=True))
    one = desk(
        post("director", choices=JUMP, sheet=note, seal="committee"), post("head"), post("mayor")
    ).submit()
    with pytest.raises(Complained):
        one.decide("director", "enough", reason=" ")
    one.decide("director", "enough", reason=" ", note="x")
    assert one.case.runs[0].decisions[0].seal == "committee"


# -- runs of steps ---------------------------------------------------------------------------------------


def test_an_inserted_chain_is_walked_through_and_left():
    one = desk(run("pay", post("cashier"), wait_for("bank")), post("head")).submit()
    assert one.at == ["pay.cashier"]
    assert one.case.open_run("pay") is not None
    assert one.decide("pay.cashier").at == ["pay.bank"]
    assert one.decide("pay.bank", "ok", bank_ref="B1").at == ["head"]
    assert one.case.last_run("pay").outcome == "done"


def test_an_inserted_chain_that_is_not_needed_is_passed_over_whole():
    one = desk(run("pay", post("cashier"), when="urgent"), post("head")).submit()
    assert one.at == ["head"]
    assert [run.step for run in one.case.runs] == ["pay", "head"]


def test_an_inserted_chain_in_which_nothing_is_needed_is_done_at_once():
    one = desk(run("pay", post("cashier", when="urgent"), tell("copy", "observer")), post("head")).submit()
    assert one.at == ["head"]
    assert one.case.last_run("pay").state == "closed"


# -- waiting ---------------------------------------------------------------------------------------------


def test_a_hook_in_manual_mode_waits_for_whoever_answers_for_it():
    one = desk(wait_for("bank", choices={"ok": "next", "failed": "refused"})).submit()
    assert one.asked("bank") == ["cashier"]
    with pytest.raises(NotYourTask):
        one.decide("bank", "ok", by="head")
    assert one.decide("bank", "failed").case.state == "refused"


def test_a_step_for_a_named_person_waits_for_that_person():
    assign = post("head", sheet=sheet(field("who", "person", required=True)))
    one = desk(assign, person("do", "step.head.who")).submit().decide("head", who="auditor")
    assert one.asked("do") == ["auditor"]
    assert one.decide("do").case.state == "approved"


def test_several_named_persons_can_all_be_asked():
    one = desk(person("sign", "helpers", mode="all")).submit(helpers=["auditor", "rural", "auditor"])
    assert one.asked("sign") == ["auditor", "rural"]
    assert one.decide("sign").at == ["sign"]
    assert one.decide("sign").case.state == "approved"


def test_a_named_person_without_any_post_cannot_be_asked():
    one = desk(person("do", "form.helpers")).submit(helpers=["stranger"])
    assert one.case.is_held


def test_copies_wait_for_nobody_and_stay_readable():
    one = desk(post("director"), tell("copy", "observer", "member"), post("head")).submit()
    one.decide("director")
    assert one.at == ["head"]
    assert one.todo("copy") == [
        ("copy", "observer"),
        ("copy", "member1"),
        ("copy", "member2"),
        ("copy", "member3"),
    ]
    one.decide("head", "return").resubmit().walk("director", "head")
    assert one.case.is_over
    assert len(one.todo("copy")) == 8


def test_who_holds_two_of_the_posts_told_gets_one_copy():
    twice = (*HOLDINGS, held("observer", "mayor", "420899101000"))
    one = Desk(blueprint(chain(tell("copy", "observer", "mayor"))), twice).submit()
    assert sorted(one.todo("copy")) == [("copy", "mayor"), ("copy", "observer")]


# -- publicity -------------------------------------------------------------------------------------------


def test_publicity_with_days_waits_until_they_are_over():
    one = desk(publish("show", open_for="param.publicity"), post("head")).submit()
    shown = one.case.publicities[0]
    assert one.at == ["show"]
    assert (shown.opened_on, shown.closes_on) == (TODAY, TODAY + timedelta(days=7))
    one.later(days=8).close_publicity("quiet")
    assert one.at == ["head"]
    assert one.case.publicities[0].outcome == "quiet"


def test_publicity_without_days_goes_on_at_once_and_stays_open_after_the_end():
    one = desk(publish("show"), post("head")).submit()
    assert one.at == ["head"]
    one.decide("head")
    assert one.case.is_over
    assert one.case.publicities[0].state == "open"
    one.later(days=9).close_publicity("quiet")
    assert one.case.state == "approved"
    assert one.case.publicities[0].state == "closed"


def test_an_objection_that_was_right_sends_the_case_back():
    ways = {"quiet": "next", "upheld": "director"}
    one = desk(post("director"), publish("show", ways, open_for="days(7)"), post("head")).submit()
    one.decide("director").close_publicity("upheld")
    assert one.at == ["director"]
    assert one.bodies("returned")[0]["reason"] == "异议成立"
    one.decide("director")
    assert one.at == ["show"]
    assert [shown.number for shown in one.case.publicities] == ["n0", "n1"]


def test_publicity_that_says_nothing_of_objections_sends_it_back_where_the_chain_says():
    one = desk(post("director"), publish("show", {}, open_for="days(7)")).submit().decide("director")
    assert one.close_publicity("upheld").case.state == "returned"


def test_a_publicity_ends_once():
    one = desk(publish("show", open_for="days(7)"), post("head")).submit().close_publicity("quiet")
    with pytest.raises(Refused, match="has ended already"):
        one.close_publicity("quiet", number="n0")


def test_publicity_of_unknown_length_is_held_until_it_can_be_told():
    one = desk(publish("show", open_for="param.not_yet"), post("head")).submit()
    assert one.case.is_held
    assert not one.case.publicities
    assert one.ask_again() is None
    way = chain(publish("show", open_for="days(7)"), post("head"))
    one.blueprint = blueprint(way)
    one.ask_again()
    assert one.case.publicities[0].state == "open"
    assert not one.case.is_held


def test_a_return_past_a_publicity_stops_it():
    one = desk(together("both", publish("show", open_for="days(7)"), post("head"), a_no="returns")).submit()
    one.decide("both.head", "return")
    assert one.case.publicities[0].outcome == "stopped"
    assert one.case.state == "returned"


def test_the_end_of_a_case_stops_the_publicity_it_waited_for():
    one = desk(together("both", publish("show", open_for="days(7)"), post("head", choices={"enough": "end"})))
    one.submit().decide("both.head", "enough")
    assert one.case.state == "approved"
    assert one.case.publicities[0].outcome == "stopped"


def test_working_days_beyond_the_calendar_are_said_for_publicity():
    ends = Calendar(until=date(2026, 4, 10))
    one = Desk(blueprint(chain(publish("show", open_for="workdays(5)")), calendar=ends))
    with pytest.raises(CalendarEnds):
        one.submit()


# -- deadlines -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("within", "due"),
    [
        ("hours(24)", NOW + timedelta(hours=24)),
        ("workdays(3)", NOW.replace(day=13)),
        ("day", NOW.replace(day=30, hour=23, minute=59)),
        ("remark", None),
    ],
    ids=["hours", "working days", "a day", "unknown"],
)
def test_within_says_when_a_step_should_be_done(within, due):
    shape = form(field("amount", "money"), field("day", "date"), field("remark"))
    one = Desk(blueprint(chain(post("head", within=within)), shape)).submit(day="2026-04-30")
    assert one.case.open_run("head").due == due
    assert [task.due for task in one.tasks.values()] == [due]


def test_a_deadline_beyond_the_calendar_is_none_but_the_step_goes_on():
    ends = Calendar(until=date(2026, 4, 10))
    one = Desk(blueprint(chain(post("head", within="workdays(5)")), calendar=ends)).submit()
    assert one.case.open_run("head").due is None


# -- in parallel -----------------------------------------------------------------------------------------


def test_branches_wait_together_and_the_block_goes_on_when_all_are_done():
    one = desk(together("joint", post("rural"), post("auditor"), post("lead")), post("head")).submit()
    assert one.at == ["joint.rural", "joint.auditor", "joint.lead"]
    one.walk("joint.auditor", "joint.rural")
    assert one.at == ["joint.lead"]
    assert one.decide("joint.lead").at == ["head"]
    assert one.case.last_run("joint").outcome == "done"


def test_a_branch_that_is_not_needed_is_passed_over():
    one = desk(together("joint", post("rural", when="urgent"), post("auditor")), post("head")).submit()
    assert one.at == ["joint.auditor"]
    assert one.decide("joint.auditor").at == ["head"]


def test_a_block_in_which_no_branch_is_needed_is_done_at_once():
    one = desk(together("joint", post("rural", when="urgent"), post("auditor", when="urgent")), post("head"))
    assert one.submit().at == ["head"]


def test_a_branch_of_several_steps_is_walked_through():
    branch = run("money", post("auditor"), post("lead"))
    one = desk(together("joint", post("rural"), branch), post("head")).submit()
    assert one.at == ["joint.rural", "joint.money.auditor"]
    one.decide("joint.money.auditor")
    assert one.at == ["joint.rural", "joint.money.lead"]
    one.walk("joint.rural", "joint.money.lead")
    assert one.at == ["head"]


def test_a_block_inside_a_branch_is_left_before_its_branch_goes_on():
    inner = together("inner", post("auditor"), post("lead"))
    one = desk(together("outer", run("long", inner, post("cashier")), post("rural")), post("head")).submit()
    assert one.at == ["outer.long.inner.auditor", "outer.long.inner.lead", "outer.rural"]
    one.walk("outer.rural", "outer.long.inner.lead")
    assert one.at == ["outer.long.inner.auditor"]
    one.decide("outer.long.inner.auditor")
    assert one.at == ["outer.long.cashier"]
    assert one.decide("outer.long.cashier").at == ["head"]


def test_a_block_straight_inside_a_block():
    one = desk(
        together("outer", together("inner", post("auditor"), post("lead")), post("rural")), post("head")
    )
    one.submit().walk("outer.inner.auditor", "outer.inner.lead")
    assert one.at == ["outer.rural"]
    assert one.decide("outer.rural").at == ["head"]


def test_end_inside_a_block_ends_the_case_for_all():
    ways = {"agree": "next", "enough": "end"}
    one = desk(together("joint", post("rural", choices=ways), post("auditor")), post("head")).submit()
    one.decide("joint.rural", "enough")
    assert one.case.state == "approved"
    assert one.case.last_run("joint.auditor").state == "cancelled"
    assert not one.todo()


def test_one_person_may_hold_two_branches():
    one = desk(together("joint", post("plan", "rural"), post("costs", "rural")), post("head")).submit()
    assert one.walk("joint.plan", "joint.costs").at == ["head"]
