"""Does a disagreement lead where it should, in parallel blocks too, and are its words kept?"""

import pytest

from tests.engine.desk import Desk
from tests.engine.specimens import (
    AGREE,
    TODAY,
    blueprint,
    chain,
    field,
    post,
    publish,
    run,
    sheet,
    tell,
    together,
    wait_for,
)
from townhall.engine import returning
from townhall.engine.standing import standing
from townhall.record.cases import INITIATOR
from townhall.record.refusals import NotYourTask, Refused
from townhall.spec.chains import Returns

STRAIGHT = Returns(then="straight_back")
BACK = {"agree": "next", "back": "previous"}


def desk(*steps, **more):
    return Desk(blueprint(chain(*steps, **more)))


def returnable(one, step):
    at = standing(one.circumstances({}), one.case)
    return [found.path for found in returning.returnable(at, at.route.step(step))]


# -- to the initiator ------------------------------------------------------------------------------------


def test_a_return_gives_the_matter_back_to_whoever_started_it():
    one = desk(post("director"), post("head")).submit().walk("director")
    one.decide("head", "return", reason="发票不清楚")
    assert one.case.state == "returned"
    assert one.case.returns == 1
    assert one.todo() == []
    assert one.todo("mend") == [(INITIATOR, "clerk")]
    assert one.bodies("returned") == [
        {"from": "head", "to": INITIATOR, "reason": "发票不清楚", "resume": None}
    ]


def test_walking_again_starts_at_the_first_step():
    one = desk(post("director"), post("head")).submit().walk("director").decide("head", "return")
    assert one.case.resume is None
    one.resubmit()
    assert one.at == ["director"]
    assert one.case.last_run("director").round == 2
    assert one.case.state == "open"


def test_straight_back_returns_to_the_step_that_sent_it():
    one = desk(post("director"), post("head"), returns=STRAIGHT).submit().walk("director")
    one.decide("head", "return")
    assert one.case.resume == "head"
    one.resubmit(remark="补充了说明")
    assert one.at == ["head"]
    assert one.case.resume is None
    assert one.bodies("resubmitted")[0]["resume"] == "head"


def test_a_changed_field_that_restarts_walks_the_whole_chain_again():
    one = desk(post("director"), post("head"), returns=STRAIGHT).submit().walk("director")
    one.decide("head", "return").resubmit(amount="501")
    assert one.at == ["director"]
    assert one.bodies("resubmitted")[0]["restarts"] == ["amount"]


def test_only_the_initiator_hands_it_in_again_and_only_when_it_was_returned():
    one = desk(post("director")).submit()
    with pytest.raises(NotYourTask):
        one.resubmit()
    one.decide("director", "return")
    with pytest.raises(NotYourTask):
        one.resubmit(by="director")
    one.resubmit()
    assert one.todo("mend") == []


def test_a_matter_can_be_returned_twice():
    one = desk(post("director"), post("head"), returns=STRAIGHT).submit().walk("director")
    one.decide("head", "return").resubmit().decide("head", "return").resubmit()
    assert one.case.returns == 2
    assert one.case.last_run(INITIATOR).round == 2
    assert one.at == ["head"]


def test_straight_back_into_a_run_opens_the_run_again():
    way = (run("pay", post("cashier", choices={"made": "next", "return": "initiator"}), post("lead")),)
    one = desk(*way, post("head"), returns=STRAIGHT).submit()
    one.decide("pay.cashier", "return").resubmit()
    assert one.at == ["pay.cashier"]
    assert one.case.last_run("pay").round == 2
    one.decide("pay.cashier", "made").decide("pay.lead")
    assert one.at == ["head"]


def test_straight_back_to_a_step_not_needed_any_more_goes_on_from_there():
    one = desk(post("director", when="not urgent"), post("head"), returns=STRAIGHT).submit()
    one.decide("director", "return").resubmit(urgent="是")
    assert one.at == ["head"]


# -- to a step -------------------------------------------------------------------------------------------


def test_a_choice_may_lead_to_an_earlier_step_which_walks_on_from_there():
    ways = {"agree": "next", "again": "director"}
    one = desk(post("director"), post("auditor"), post("head", choices=ways), returns=STRAIGHT).submit()
    one.walk("director", "auditor").decide("head", "again")
    assert one.at == ["director"]
    assert one.case.state == "open"
    assert one.case.returns == 1
    assert one.decide("director").at == ["auditor"]


def test_previous_is_the_step_before_at_which_somebody_decided():
    one = desk(
        post("director"), tell("copy", "observer"), post("auditor", when="urgent"), post("head", choices=BACK)
    )
    one.submit().decide("director").decide("head", "back")
    assert one.at == ["director"]


def test_previous_of_the_first_step_is_the_initiator():
    one = desk(post("director", choices=BACK)).submit().decide("director", "back")
    assert one.case.state == "returned"


def test_previous_of_the_step_after_a_block_is_the_whole_block():
    one = desk(together("joint", post("rural"), post("auditor")), post("head", choices=BACK)).submit()
    one.walk("joint.rural", "joint.auditor").decide("head", "back")
    assert one.at == ["joint.rural", "joint.auditor"]
    assert one.walk("joint.rural", "joint.auditor").at == ["head"]


def test_a_failed_payment_goes_back_to_whoever_made_it_out():
    pay = run(
        "pay",
        post("cashier", choices={"made": "next"}),
        wait_for("bank", choices={"ok": "next", "failed": "cashier"}),
    )
    one = desk(post("director"), pay, returns=STRAIGHT).submit().decide("director")
    one.decide("pay.cashier", "made").decide("pay.bank", "failed", bank_ref="X")
    assert one.at == ["pay.cashier"]
    assert one.case.last_run("pay").round == 1
    one.decide("pay.cashier", "made").decide("pay.bank", "ok")
    assert one.case.state == "approved"


def test_a_way_back_into_a_run_already_left_opens_it_again():
    one = desk(
        run("pay", post("cashier"), post("lead")),
        post("head", choices={"agree": "next", "again": "pay.lead"}),
    )
    one.submit().walk("pay.cashier", "pay.lead").decide("head", "again")
    assert one.at == ["pay.lead"]
    assert one.decide("pay.lead").at == ["head"]


def test_a_way_back_into_a_block_goes_back_to_the_whole_block():
    way = {"agree": "next", "again": "joint.rural"}
    one = desk(together("joint", post("rural"), post("auditor")), post("head", choices=way)).submit()
    one.walk("joint.rural", "joint.auditor").decide("head", "again")
    assert one.at == ["joint.rural", "joint.auditor"]


# -- somewhere else than the choice says -----------------------------------------------------------------


def test_a_return_may_be_sent_to_any_earlier_step_that_decided():
    one = desk(post("director"), post("rural", when="urgent"), post("auditor"), post("head")).submit()
    one.walk("director", "auditor")
    assert returnable(one, "head") == ["director", "auditor"]
    one.decide("head", "return", to="director")
    assert one.at == ["director"]
    assert one.bodies("decided")[-1]["to"] == "director"


def test_a_block_counts_as_one_earlier_step():
    one = desk(
        together("joint", post("rural"), run("money", post("auditor"), post("lead"))), post("head")
    ).submit()
    one.walk("joint.rural", "joint.money.auditor", "joint.money.lead")
    assert returnable(one, "head") == ["joint"]
    one.decide("head", "return", to="joint")
    assert one.at == ["joint.rural", "joint.money.auditor"]


@pytest.mark.parametrize(
    "to", ["head", "mayor", "rural", "nothing", "next", "end", "refused", "previous", ""]
)
def test_it_may_be_sent_nowhere_else(to):
    one = (
        desk(post("director"), post("rural", when="urgent"), post("head"), post("mayor"))
        .submit()
        .walk("director")
    )
    with pytest.raises(Refused, match="cannot go back"):
        one.decide("head", "return", to=to)


@pytest.mark.parametrize("choice", ["agree", "refuse", "again"])
def test_only_a_return_may_be_sent_elsewhere(choice):
    one = (
        desk(post("director"), post("head", choices={**AGREE, "again": "director"})).submit().walk("director")
    )
    with pytest.raises(Refused, match="cannot go back"):
        one.decide("head", choice, to="director")


def test_a_step_inside_a_block_is_sent_nowhere_else():
    one = desk(post("director"), together("joint", post("rural"), post("auditor"))).submit().walk("director")
    assert returnable(one, "joint.rural") == []
    with pytest.raises(Refused, match="cannot go back"):
        one.decide("joint.rural", "return", to="director")


def test_in_a_countersign_that_waits_for_all_nobody_alone_says_where_to():
    one = (
        desk(post("director"), post("group", "member", mode="all", dissent="waits_for_all"))
        .submit()
        .walk("director")
    )
    with pytest.raises(Refused, match="cannot go back"):
        one.decide("group", "return", to="director")


# -- in parallel -----------------------------------------------------------------------------------------


def test_where_a_block_does_not_wait_one_return_leaves_it_at_once():
    one = desk(together("joint", post("rural"), post("auditor"), a_no="returns"), post("head")).submit()
    one.decide("joint.rural", "return", reason="没有用地手续")
    assert one.case.state == "returned"
    assert one.case.last_run("joint.auditor").state == "cancelled"
    assert one.bodies("returned")[0]["reason"] == "没有用地手续"


def test_where_a_block_waits_everyone_is_heard_before_it_returns():
    one = desk(
        together("joint", post("rural"), post("auditor"), post("lead"), a_no="waits_for_all"), post("head")
    ).submit()
    one.decide("joint.rural", "return", reason="没有用地手续")
    assert one.at == ["joint.auditor", "joint.lead"]
    one.decide("joint.auditor", reason="同意但要核对价格").decide(
        "joint.lead", "return", reason="资金没有到位"
    )
    assert one.case.state == "returned"
    assert one.bodies("returned")[0]["reason"] == "没有用地手续\n资金没有到位"
    assert one.case.last_run("joint").outcome == "disagreed"


def test_a_returned_block_comes_straight_back_whole():
    one = desk(
        post("director"),
        together("joint", post("rural"), run("money", post("auditor"), post("lead")), a_no="waits_for_all"),
        post("head"),
        returns=STRAIGHT,
    ).submit()
    one.walk("director", "joint.rural", "joint.money.auditor").decide("joint.money.lead", "return")
    assert one.case.resume == "joint"
    one.resubmit()
    assert one.at == ["joint.rural", "joint.money.auditor"]
    one.walk("joint.rural", "joint.money.auditor", "joint.money.lead")
    assert one.at == ["head"]


def test_reasons_of_an_earlier_round_are_not_said_again():
    one = desk(
        together("joint", post("rural"), post("auditor"), a_no="waits_for_all"), returns=STRAIGHT
    ).submit()
    one.decide("joint.rural", "return", reason="第一次的理由").walk("joint.auditor").resubmit()
    one.walk("joint.rural").decide("joint.auditor", "return", reason="第二次的理由")
    assert [body["reason"] for body in one.bodies("returned")] == ["第一次的理由", "第二次的理由"]


def test_a_refusal_counts_before_a_return_whatever_the_order():
    for first, second in (("rural", "auditor"), ("auditor", "rural")):
        one = desk(together("joint", post("rural"), post("auditor"), a_no="waits_for_all")).submit()
        one.decide(f"joint.{first}", "return").decide(f"joint.{second}", "refuse")
        assert one.case.state == "refused"


def test_of_two_returns_the_one_that_leads_further_back_counts():
    near, far = {"agree": "next", "no": "auditor"}, {"agree": "next", "no": "director"}
    block = together("joint", post("rural", choices=near), post("lead", choices=far), a_no="waits_for_all")
    one = desk(post("director"), post("auditor"), block).submit().walk("director", "auditor")
    one.decide("joint.rural", "no").decide("joint.lead", "no")
    assert one.at == ["director"]


def test_who_may_be_outvoted_does_not_stop_the_others():
    one = desk(together("joint", post("rural"), post("auditor"), a_no="outvoted"), post("head")).submit()
    one.decide("joint.rural", "return").decide("joint.auditor")
    assert one.at == ["head"]
    assert one.case.returns == 0


def test_a_disagreement_deep_in_a_branch_waits_for_the_other_branches():
    one = desk(
        together("joint", run("money", post("auditor"), post("lead")), post("rural"), a_no="waits_for_all"),
        post("head"),
    ).submit()
    one.decide("joint.money.auditor", "return", reason="预算不足以支付")
    assert one.at == ["joint.rural"]
    assert one.case.last_run("joint.money").outcome == "disagreed"
    assert one.case.last_run("joint.money").why == "joint.money.auditor"
    one.decide("joint.rural")
    assert one.case.state == "returned"
    assert one.bodies("returned")[0]["from"] == "joint.money.auditor"
    assert one.bodies("returned")[0]["reason"] == "预算不足以支付"


def test_a_return_inside_a_branch_stays_inside_it():
    branch = run("money", post("auditor"), post("lead", choices={"agree": "next", "again": "auditor"}))
    one = desk(together("joint", branch, post("rural"), a_no="waits_for_all"), post("head")).submit()
    one.walk("joint.money.auditor").decide("joint.money.lead", "again")
    assert one.at == ["joint.rural", "joint.money.auditor"]
    assert one.case.state == "open"
    one.walk("joint.rural", "joint.money.auditor", "joint.money.lead")
    assert one.at == ["head"]


def test_previous_inside_a_branch_stays_inside_it_and_of_its_first_step_leaves_the_block():
    branch = run("money", post("auditor", choices=BACK), post("lead", choices=BACK))
    one = desk(post("director"), together("joint", post("rural"), branch, a_no="returns")).submit()
    one.walk("director", "joint.rural", "joint.money.auditor").decide("joint.money.lead", "back")
    assert one.at == ["joint.money.auditor"]
    one.decide("joint.money.auditor", "back")
    assert one.at == ["director"]


def test_a_refusal_in_an_inner_block_waits_for_inner_and_outer_block():
    inner = together("inner", post("auditor"), post("lead"), a_no="waits_for_all")
    one = desk(together("outer", run("long", inner, post("cashier")), post("rural"), a_no="waits_for_all"))
    one.submit().decide("outer.long.inner.auditor", "refuse")
    assert one.at == ["outer.long.inner.lead", "outer.rural"]
    one.decide("outer.long.inner.lead")
    assert one.at == ["outer.rural"]
    one.decide("outer.rural")
    assert one.case.state == "refused"


def test_an_inner_block_that_does_not_wait_is_left_at_once_and_the_outer_still_waits():
    inner = together("inner", post("auditor"), post("lead"), a_no="returns")
    one = desk(together("outer", run("long", inner), post("rural"), a_no="waits_for_all")).submit()
    one.decide("outer.long.inner.auditor", "return", reason="数目对不上的")
    assert one.at == ["outer.rural"]
    one.decide("outer.rural", "return", reason="地块也对不上")
    assert one.case.state == "returned"
    assert one.bodies("returned")[0]["reason"] == "数目对不上的\n地块也对不上"


def test_an_inner_block_may_go_back_to_a_step_of_its_own_branch():
    ways = {"agree": "next", "no": "first"}
    inner = together("inner", post("auditor", choices=ways), post("lead"), a_no="waits_for_all")
    branch = run("long", post("first", "cashier"), inner)
    one = desk(together("outer", branch, post("rural"), a_no="waits_for_all"), post("head")).submit()
    one.walk("outer.long.first").decide("outer.long.inner.auditor", "no").walk("outer.long.inner.lead")
    assert one.at == ["outer.rural", "outer.long.first"]
    one.walk("outer.long.first", "outer.long.inner.auditor", "outer.long.inner.lead", "outer.rural")
    assert one.at == ["head"]


def test_a_choice_that_leads_into_a_neighbouring_branch_walks_the_block_again():
    ways = {"agree": "next", "no": "rural"}
    one = desk(together("joint", post("rural"), post("auditor", choices=ways), a_no="waits_for_all")).submit()
    one.walk("joint.rural").decide("joint.auditor", "no")
    assert one.at == ["joint.rural", "joint.auditor"]


def test_an_upheld_objection_in_a_block_waits_for_the_others():
    show = publish("show", {"quiet": "next", "upheld": "initiator"}, open_for="days(7)")
    one = (
        desk(together("joint", show, post("rural"), a_no="waits_for_all")).submit().close_publicity("upheld")
    )
    assert one.at == ["joint.rural"]
    assert one.decide("joint.rural").case.state == "returned"


def test_a_return_past_a_waiting_hook_takes_its_task_away():
    one = desk(together("joint", wait_for("bank"), post("rural"), a_no="returns")).submit()
    one.decide("joint.rural", "return")
    assert one.todo() == []


# -- after coming back -----------------------------------------------------------------------------------


def test_from_after_a_block_back_to_before_it_and_through_it_again():
    ways = {"agree": "next", "again": "director"}
    block = together("joint", post("rural"), post("auditor"), a_no="waits_for_all")
    one = desk(post("director"), block, post("head", choices=ways)).submit()
    one.walk("director", "joint.rural", "joint.auditor").decide("head", "again")
    assert one.at == ["director"]
    one.walk("director")
    assert one.at == ["joint.rural", "joint.auditor"]
    one.walk("joint.auditor").decide("joint.rural", "return")
    assert one.case.state == "returned"


def test_what_a_step_filled_in_is_asked_again_when_it_is_walked_again():
    assign = post("director", sheet=sheet(field("note")))
    one = desk(assign, post("head", when="step.director.note == 'big'"), post("mayor")).submit()
    one.decide("director", note="small")
    assert one.at == ["mayor"]
    one.decide("mayor", "return").resubmit().decide("director", note="big")
    assert one.at == ["head"]


def test_the_days_of_a_stopped_publicity_do_not_count():
    show = publish("show", {"quiet": "next", "upheld": "show"}, open_for="days(7)")
    one = desk(show, post("head", when="case.published_days >= 7"), post("mayor")).submit()
    one.later(days=3).close_publicity("upheld").later(days=8).close_publicity("quiet")
    assert one.at == ["head"]
    assert one.case.publicities[0].opened_on == TODAY
