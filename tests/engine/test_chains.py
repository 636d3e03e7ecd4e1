"""Are acts refused when they must be, and is everything that follows from one kept?"""

import pytest

from tests.engine.desk import CASE, Desk
from tests.engine.specimens import (
    FISCAL,
    HOLDINGS,
    NOW,
    VILLAGE,
    blueprint,
    chain,
    demand,
    field,
    held,
    person,
    post,
    publish,
    sheet,
    together,
    without,
)
from townhall.engine import chains
from townhall.kernel.text import Text
from townhall.record.cases import INITIATOR
from townhall.record.people import Seat
from townhall.record.refusals import Complained, DutiesClash, NotYourTask, Refused
from townhall.record.submissions import Complaint
from townhall.record.trail import SYSTEM
from townhall.spec.chains import Returns


def desk(*steps, people=HOLDINGS, shape=None, **more):
    return Desk(blueprint(chain(*steps, **more), shape), people)


def places(refused):
    return [one.place for one in refused.value.complaints]


# -- handing in ------------------------------------------------------------------------------------------


def test_what_a_submitted_case_is():
    case = desk(post("head")).submit().case
    assert (case.id, case.town, case.unit, case.form, case.release) == (
        CASE,
        "home",
        VILLAGE,
        "request",
        "r1",
    )
    assert (case.initiator.person, case.initiator.post) == ("clerk", "clerk")
    assert (case.opened_at, case.opened_on) == (NOW, NOW.date())
    assert case.values["amount"] == 50000
    assert case.state == "open"


def test_tasks_repeat_what_the_list_shows():
    task = next(iter(desk(post("head", within="hours(2)")).submit().tasks.values()))
    assert (task.case, task.town, task.step, task.round, task.kind) == (CASE, "home", "head", 1, "act")
    assert (task.post, task.unit, task.person) == ("head", FISCAL, None)


def test_what_the_platform_does_by_itself_it_signs_itself():
    one = desk(post("head"), post("mayor")).submit().decide("head")
    by = {event.kind: event.actor.person for event in one.events}
    assert by["submitted"] == "clerk"
    assert by["decided"] == "head"
    assert by["step_opened"] == by["step_closed"] == SYSTEM.person


def test_a_move_says_what_it_follows_on():
    one = desk(post("head")).submit()
    seat = one.seat("head")
    move = chains.decide(one.circumstances({}), one.case, "head", "agree", seat)
    assert move.before == one.case
    assert (move.after.seq, move.after.head) == (one.case.seq, one.case.head)
    assert move.after.state == "approved"


# -- who may ---------------------------------------------------------------------------------------------


def test_nobody_else_decides():
    one = desk(post("head")).submit()
    for other in ("clerk", "lead", "mayor"):
        with pytest.raises(NotYourTask):
            one.decide("head", by=other)


def test_the_same_post_elsewhere_does_not_decide():
    one = desk(post("director")).submit()
    with pytest.raises(NotYourTask):
        chains.decide(one.circumstances({}), one.case, "director", "agree", Seat("x", "director", "other"))


def test_nobody_answers_twice():
    one = desk(post("group", "member", mode="all")).submit().decide("group", by="member1")
    with pytest.raises(NotYourTask):
        one.decide("group", by="member1")


@pytest.mark.parametrize("step", ["director", "mayor", "nothing", INITIATOR])
def test_a_step_that_is_not_open_takes_no_decision(step):
    one = desk(post("director"), post("head"), post("mayor")).submit().walk("director")
    with pytest.raises(NotYourTask):
        chains.decide(one.circumstances({}), one.case, step, "agree", one.seat("head"))


def test_a_case_that_is_over_takes_no_decision():
    one = desk(post("head")).submit().walk("head")
    with pytest.raises(NotYourTask):
        chains.decide(one.circumstances({}), one.case, "head", "agree", one.seat("head"))


def test_mending_is_no_decision():
    """The run in which the initiator mends is open, and yet no step of the chain."""
    one = desk(post("head")).submit().decide("head", "return")
    with pytest.raises(NotYourTask):
        chains.decide(one.circumstances({}), one.case, INITIATOR, "agree", one.seat("clerk"))


def test_there_is_no_choice_but_those_named():
    one = desk(post("head", choices={"made": "next"})).submit()
    with pytest.raises(Refused, match="no such choice"):
        one.decide("head", "agree")


def test_who_came_to_hold_a_post_kept_apart_from_what_they_did_is_refused():
    one = desk(post("cashier"), post("lead", apart_from=("cashier",))).submit().decide("cashier")
    one.people = (*HOLDINGS, held("cashier", "lead", FISCAL))
    with pytest.raises(DutiesClash):
        one.decide("lead", by="cashier")
    one.decide("lead", by="lead")


def test_who_started_it_and_came_to_hold_the_judging_post_is_refused():
    one = desk(post("director"), post("head")).submit()
    one.people = (*HOLDINGS, held("clerk", "director", VILLAGE))
    with pytest.raises(DutiesClash):
        one.decide("director", by="clerk")


# -- why -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("choice", ["return", "refuse"])
@pytest.mark.parametrize("reason", ["短", "    ", "  四个字啊  "])
def test_a_way_back_needs_a_reason(choice, reason):
    one = desk(post("head")).submit()
    with pytest.raises(Complained) as refused:
        one.decide("head", choice, reason=reason)
    assert refused.value.complaints == (
        Complaint("reason", Text("请写明理由，至少5个字", "Give a reason of at least 5 characters")),
    )
    one.decide("head", choice, reason="五个字够了")


def test_how_long_a_reason_must_be_the_chain_says():
    one = desk(post("head"), returns=Returns(reason_min=0)).submit()
    one.decide("head", "return", reason=" ")
    assert one.case.state == "returned"


def test_agreeing_needs_no_reason_but_keeps_one():
    one = desk(post("head")).submit().decide("head", reason="已核对")
    assert one.case.runs[0].decisions[0].reason == "已核对"


# -- what is filled in at a step -------------------------------------------------------------------------


RECORD = sheet(
    field("present", "integer", required=True, minimum="0"),
    field("agree", "integer", required=True, maximum="present"),
    field("passed", "bool", calculated="agree * 2 > present"),
    must=[demand("passed", "passed", "{agree} of {present} is not enough")],
)
MEETING = post("record", "clerk", choices={"recorded": "next", "voted_down": "refused"}, sheet=RECORD)


def test_what_a_step_asks_for_must_be_filled_in():
    one = desk(MEETING).submit()
    with pytest.raises(Complained) as refused:
        one.decide("record", "recorded")
    assert places(refused) == ["present", "agree"]


def test_what_a_step_demands_must_hold_for_the_case_to_go_on():
    one = desk(MEETING).submit()
    with pytest.raises(Complained) as refused:
        one.decide("record", "recorded", present="10", agree="5")
    (complaint,) = refused.value.complaints
    assert (complaint.demand, complaint.say.en) == ("passed", "5 of 10 is not enough")
    one.decide("record", "recorded", present="10", agree="6")
    assert one.case.runs[0].decisions[0].fields == {"present": 10, "agree": 6, "passed": True}


def test_a_way_back_is_asked_neither_for_fields_nor_for_demands():
    one = desk(MEETING).submit().decide("record", "voted_down", present="10")
    assert one.case.state == "refused"
    assert one.case.runs[0].decisions[0].fields == {"present": 10, "agree": None, "passed": None}


def test_a_demand_nobody_can_judge_stands_in_the_way():
    shut = sheet(must=[demand("budget", "remark == 'ok'")])
    one = desk(post("head", sheet=shut)).submit()
    with pytest.raises(Complained):
        one.decide("head")


def test_a_demand_that_only_warns_lets_it_pass():
    soft = sheet(must=[demand("late", "amount < 100", warn_only=True)])
    assert desk(post("head", sheet=soft)).submit().decide("head").case.state == "approved"


def test_a_demand_may_depend_on_what_is_chosen():
    ways = {"sign": "next", "refuse_to_sign": "next"}
    notes = sheet(field("note", required="choice == 'refuse_to_sign'"))
    one = desk(post("head", choices=ways, sheet=notes)).submit()
    with pytest.raises(Complained):
        one.decide("head", "refuse_to_sign")
    one.decide("head", "sign")


def test_what_could_not_be_read_is_complained_of_once():
    one = desk(MEETING).submit()
    with pytest.raises(Complained) as refused:
        one.decide("record", "recorded", present="many", agree="1")
    assert places(refused) == ["present"]


def test_what_others_found_wrong_stands_in_the_way_too():
    one = desk(post("head", sheet=sheet(field("proof", "file")))).submit()
    with pytest.raises(Complained) as refused:
        one.decide("head", wrong=(Complaint("proof", Text("不是您的文件", "Not your file")),))
    assert places(refused) == ["proof"]


@pytest.mark.parametrize("choice", ["agree", "return"])
def test_what_could_not_be_read_stands_in_nobodys_way_once_it_is_hidden(choice: str):
    hiding = sheet(field("kind"), field("day", "date", shown="kind == 'x'"))
    with pytest.raises(Complained) as refused:
        desk(post("head", sheet=hiding)).submit().decide("head", choice, kind="x", day="abc")
    assert places(refused) == ["day"]
    desk(post("head", sheet=hiding)).submit().decide("head", choice, kind="y", day="abc")


def test_everything_is_complained_of_at_once_and_nothing_happens():
    one = desk(post("head", sheet=sheet(field("note", "integer")))).submit()
    before = one.case
    with pytest.raises(Complained) as refused:
        one.decide("head", "return", reason="短", note="x")
    assert places(refused) == ["note", "reason"]
    assert one.case == before


# -- opinion sheets --------------------------------------------------------------------------------------


OPINION = sheet(
    field(
        "opinion",
        "choice",
        options=("agree", "agree_with_conditions", "disagree"),
        required=True,
        decides=True,
    ),
    field("opinion_text", required="opinion == 'disagree'", is_reason=True),
    field("conditions", shown="opinion == 'agree_with_conditions'", required=True),
    must=[demand("never", "false")],
)
SHEETS = {"choices": {"agree": "next", "disagree": "initiator"}, "sheet": OPINION}


def test_an_opinion_is_asked_for_in_full_whatever_it_is():
    one = desk(post("rural", **SHEETS)).submit()
    with pytest.raises(Complained) as refused:
        one.decide("rural", "disagree", reason="地块还有争议")
    assert places(refused) == ["opinion"]
    with pytest.raises(Complained) as refused:
        one.decide("rural", "disagree", reason="短", opinion="disagree", opinion_text="短")
    assert places(refused) == ["opinion_text"]
    one.decide("rural", "disagree", reason="地块还有争议", opinion="disagree", opinion_text="地块还有争议")
    assert one.bodies("returned")[0]["reason"] == "地块还有争议"


def test_what_an_opinion_step_demands_is_asked_of_those_who_agree():
    one = desk(post("rural", **SHEETS)).submit()
    with pytest.raises(Complained) as refused:
        one.decide("rural", opinion="agree")
    assert [complaint.demand for complaint in refused.value.complaints] == ["never"]


# -- seals -----------------------------------------------------------------------------------------------


def test_who_agrees_puts_the_seal_and_who_does_not_does_not():
    one = desk(post("director", seal="committee"), returns=Returns(then="straight_back")).submit()
    one.decide("director", "return").resubmit().decide("director")
    assert [body["seal"] for body in one.bodies("decided")] == [None, "committee"]


# -- acts that change nothing ----------------------------------------------------------------------------


def test_asking_again_where_nothing_is_held_changes_nothing():
    assert desk(post("head")).submit().ask_again() is None
    assert desk(post("head")).submit().decide("head").ask_again() is None


def test_asking_again_leaves_a_case_being_mended_alone():
    one = desk(post("head")).submit().decide("head", "return")
    assert one.ask_again() is None


def test_a_publicity_that_is_not_there_cannot_end():
    one = desk(publish("show", open_for="days(7)")).submit()
    with pytest.raises(Refused):
        one.close_publicity(number="n9")


def test_every_event_kind_is_one_the_fold_knows():
    way = (
        post("director"),
        publish("show", {"quiet": "next", "upheld": "director"}, open_for="days(7)"),
        together("joint", post("rural"), post("auditor", when="urgent")),
        person("do", "helpers"),
    )
    one = desk(*way, people=without("rural")).submit(helpers=["head"]).walk("director")
    one.close_publicity("upheld").walk("director").close_publicity("quiet")
    one.people = HOLDINGS
    one.ask_again()
    one.walk("joint.rural").decide("do", "return").resubmit()
    assert {"step_cancelled", "returned", "resubmitted", "publicity_closed"} <= set(one.kinds())
