"""Is whoever cannot answer any more replaced, and does what others decided stand?"""

from tests.engine.desk import Desk
from tests.engine.specimens import (
    FISCAL,
    HOLDINGS,
    VILLAGE,
    blueprint,
    chain,
    field,
    form,
    held,
    post,
    run,
    together,
    without,
)
from townhall.spec.chains import People, Returns

# -- held ------------------------------------------------------------------------------------------------


def test_a_step_where_nobody_sits_is_held_until_somebody_does():
    one = Desk(blueprint(chain(post("director"), post("head"))), without("director")).submit()
    assert one.at == ["director"]
    assert one.case.is_held
    assert one.todo() == []
    assert one.ask_again() is None
    one.people = HOLDINGS
    one.ask_again()
    assert not one.case.is_held
    assert one.todo() == [("director", "director")]
    assert one.case.last_run("director").round == 2
    assert one.decide("director").at == ["head"]


def test_a_held_step_that_is_passed_over_when_asked_again_lets_the_case_go_on():
    """Whoever signed before is appointed to the empty post, too, and signs only once."""
    way = chain(
        post("director"), post("secretary"), post("head"), people=People(same_person="skip_with_record")
    )
    one = Desk(blueprint(way), without("secretary")).submit().decide("director")
    assert one.case.is_held
    one.people = (*without("secretary"), held("director", "secretary", VILLAGE))
    one.ask_again()
    assert one.case.last_run("secretary").why == "same_person"
    assert one.at == ["head"]


def test_a_held_branch_asked_again_is_not_mistaken_for_an_answered_one():
    way = chain(together("joint", post("director"), post("rural")), post("head"))
    one = Desk(blueprint(way), without("director")).submit()
    one.people = HOLDINGS
    one.ask_again()
    assert one.decide("joint.rural").at == ["joint.director"]
    assert one.decide("joint.director").at == ["head"]


def test_two_held_branches_are_asked_again_together():
    way = chain(together("joint", post("director"), post("rural")), post("head"))
    one = Desk(blueprint(way), without("director", "rural")).submit()
    one.people = HOLDINGS
    one.ask_again()
    assert one.todo() == [("joint.director", "director"), ("joint.rural", "rural")]


def test_what_else_waits_is_left_alone_when_a_held_step_is_asked_again():
    one = Desk(
        blueprint(chain(together("joint", post("director"), post("rural")))), without("director")
    ).submit()
    one.people = HOLDINGS
    one.ask_again()
    assert one.case.last_run("joint.rural").round == 1


def test_a_held_step_that_is_not_needed_any_more_is_passed_over():
    way = chain(post("director", when="today < day"), post("head"))
    shape = form(field("amount", "money"), field("day", "date"))
    one = Desk(blueprint(way, shape), without("director")).submit(day="2026-04-10")
    one.later(days=3).ask_again()
    assert one.at == ["head"]


# -- back to a step whose surroundings are not needed ----------------------------------------------------


def test_coming_back_into_a_run_that_is_not_needed_any_more_passes_it_over():
    way = chain(
        run("pay", post("cashier"), post("lead"), when="not urgent"),
        post("head"),
        returns=Returns(then="straight_back"),
    )
    one = Desk(blueprint(way)).submit().walk("pay.cashier").decide("pay.lead", "return")
    one.resubmit(urgent="是")
    assert one.at == ["head"]
    assert one.case.last_run("pay").state == "skipped"


# -- people who leave ------------------------------------------------------------------------------------


def reasked(one: Desk) -> list[list[str]]:
    return [[ask["person"] for ask in body["asks"]] for body in one.bodies("step_reasked")]


def test_who_leaves_is_replaced_and_stamps_given_stand():
    one = Desk(blueprint(chain(post("member", mode="all"), post("head")))).submit()
    one.decide("member", by="member1")
    one.people = (*without("member2"), held("newcomer", "member", VILLAGE))
    one.ask_again()
    assert reasked(one) == [["member1", "member3", "newcomer"]]
    assert one.todo() == [("member", "member3"), ("member", "newcomer")]
    assert one.decide("member", by="member3").decide("member", by="newcomer").at == ["head"]


def test_who_moves_to_another_post_of_the_same_step_keeps_a_task_there():
    one = Desk(blueprint(chain(post("both", "rural", "auditor", "head", mode="all"), post("mayor")))).submit()
    one.decide("both", by="head")
    one.people = (*without("rural", "auditor"), held("rural", "auditor", FISCAL))
    one.ask_again()
    assert one.todo() == [("both", "rural")]
    assert one.decide("both", by="rural").at == ["mayor"]


def test_where_all_who_are_left_have_stamped_the_case_goes_on():
    one = Desk(blueprint(chain(post("member", mode="all"), post("head")))).submit()
    one.decide("member", by="member1")
    one.people = without("member2", "member3")
    one.ask_again()
    assert one.at == ["head"]
    assert one.case.last_run("member").outcome == "agree"


def test_a_quorum_out_of_reach_is_held_with_the_stamps_it_has():
    one = Desk(blueprint(chain(post("member", mode="quorum", at_least=2), post("head")))).submit()
    one.decide("member", by="member1")
    one.people = without("member2", "member3")
    one.ask_again()
    assert one.case.is_held
    assert one.todo() == []
    one.people = (*one.people, held("newcomer", "member", VILLAGE))
    one.ask_again()
    assert not one.case.is_held
    assert one.decide("member", by="newcomer").at == ["head"]


def test_a_seat_that_empties_is_asked_for_again_as_an_empty_post():
    way = chain(post("director"), post("head"), people=People(empty_post="move_up"))
    one = Desk(blueprint(way)).submit()
    assert one.todo() == [("director", "director")]
    one.people = without("director")
    one.ask_again()
    assert one.todo() == [("director", "secretary")]


def test_whoever_holds_the_post_mends_for_an_initiator_who_left():
    one = Desk(blueprint(chain(post("director", apart_from=("initiator",)), post("head")))).submit()
    one.decide("director", "return")
    one.people = (*without("clerk"), held("heir", "clerk", VILLAGE), held("heir", "director", VILLAGE))
    one.ask_again()
    assert one.todo("mend") == [("initiator", "clerk")]
    one.resubmit(by="heir")
    assert one.case.submitters == {"clerk", "heir"}
    assert one.todo() == [("director", "director")], "the heir handed it in, and may not judge it"
