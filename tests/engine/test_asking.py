"""Are the right people asked, and does a policy say what happens where nobody may be?"""

import pytest

from tests.engine.desk import Desk
from tests.engine.specimens import (
    FISCAL,
    HOLDINGS,
    OTHER_VILLAGE,
    TOWN,
    VILLAGE,
    blueprint,
    candidate,
    chain,
    field,
    first_of,
    first_true,
    form,
    held,
    person,
    post,
    run,
    sheet,
    together,
    wait_for,
    without,
)
from townhall.spec.chains import People

POLICIES = ("skip_with_record", "move_up", "hold")


def desk(*steps, people=HOLDINGS, shape=None, policies=None):
    return Desk(blueprint(chain(*steps, people=policies or People()), shape), people)


# -- whom a post means -----------------------------------------------------------------------------------


def test_a_post_held_by_several_asks_whoever_comes_first():
    one = desk(post("group", "member"), post("head")).submit()
    assert one.todo() == [("group", "member")]
    assert one.decide("group", by="member2").at == ["head"]


def test_several_posts_ask_whoever_of_them_comes_first():
    one = desk(post("check", "auditor", "rural"), post("head")).submit()
    assert one.asked("check") == ["auditor", "rural"]
    assert one.decide("check", by="rural").at == ["head"]


def test_a_portfolio_asks_only_its_own_leader():
    one = desk(post("approve", "leader.finance")).submit()
    assert one.asked("approve") == ["leader.finance"]
    assert one.decide("approve", by="finance_leader").case.runs[0].decisions[0].actor.post == "leader.finance"


def test_a_post_without_its_portfolio_asks_all_of_them():
    one = desk(post("approve", "leader", mode="all")).submit()
    assert one.asked("approve") == ["finance_leader", "agri_leader"]


def test_holders_who_share_units_are_asked_by_name_for_theirs():
    assert desk(post("specialist")).submit().asked("specialist") == ["specialist"]
    two = (*HOLDINGS, held("clerk2", "clerk", OTHER_VILLAGE))
    other = desk(post("specialist"), people=two).submit(by="clerk2", unit=OTHER_VILLAGE)
    assert other.asked("specialist") == ["specialist2"]


def test_of_asks_the_posts_of_another_unit():
    shape = form(field("amount", "money"), field("place", "unit"))
    two = (*HOLDINGS, held("director2", "director", OTHER_VILLAGE))
    one = desk(post("director", of="place"), people=two, shape=shape).submit(place=OTHER_VILLAGE)
    assert one.decide("director").case.runs[0].decisions[0].actor.person == "director2"


@pytest.mark.parametrize("place", ["", "420899101299"])
def test_nobody_is_asked_while_nobody_knows_whose_post_is_meant(place):
    shape = form(field("amount", "money"), field("place", "unit"))
    skips = People(empty_post="skip_with_record")
    one = desk(post("director", of="place"), shape=shape, policies=skips)
    assert one.submit(place=place).case.is_held


def test_first_of_asks_the_first_post_where_somebody_sits():
    one = desk(first_of("release", "vacant", "lead", "head")).submit()
    assert one.asked("release") == ["lead"]


def test_first_of_passes_over_whoever_is_kept_apart():
    one = desk(post("lead"), first_of("release", "lead", "head", apart_from=("everyone_before",))).submit()
    assert one.decide("lead").asked("release") == ["head"]


def test_first_of_is_held_where_everyone_is_kept_apart_whatever_the_policies():
    skips = People("skip_with_record", "skip_with_record", "skip_with_record")
    one = desk(post("lead"), first_of("release", "lead", apart_from=("lead",)), policies=skips)
    assert one.submit().decide("lead").case.is_held


@pytest.mark.parametrize(
    ("amount", "asked", "review"), [("50", ["head"], 2), ("500", ["mayor"], 3)], ids=["small", "large"]
)
def test_first_true_asks_by_the_first_true_condition(amount, asked, review):
    small = candidate("small", "head", when="amount <= 100", review=2)
    one = desk(first_true("decide", small, candidate("large", "mayor"), review=3)).submit(amount=amount)
    assert one.asked("decide") == asked
    assert one.case.open_run("decide").review == review


@pytest.mark.parametrize(
    "candidates",
    [
        (candidate("small", "head", when="remark == 'x'"), candidate("large", "mayor")),
        (candidate("small", "head", when="amount <= 100"),),
    ],
    ids=["unknown", "none true"],
)
def test_where_nobody_can_tell_whose_decision_it_is_nobody_decides(candidates):
    one = desk(first_true("decide", *candidates), people=HOLDINGS).submit()
    assert one.case.is_held


def test_a_countersign_asks_each_person_once_whatever_posts_they_hold():
    people = (*HOLDINGS, held("member1", "director", VILLAGE), held("member1", "secretary", VILLAGE))
    one = desk(post("sign", "member", "secretary", mode="all"), people=people).submit()
    assert sorted(one.asked("sign")) == ["member1", "member2", "member3", "secretary"]
    assert one.case.open_run("sign").needed == 4
    assert one.everyone("sign").case.state == "approved"


def test_a_quorum_that_cannot_be_reached_is_held():
    one = desk(post("survey", "member", mode="quorum", at_least=3), people=without("member3")).submit()
    assert one.case.is_held
    one.people = HOLDINGS
    one.ask_again()
    assert one.case.open_run("survey").needed == 3


# -- nobody there ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("policy", POLICIES)
def test_an_empty_post(policy):
    way = chain(post("director"), post("head"), people=People(empty_post=policy))
    one = Desk(blueprint(way), without("director")).submit()
    match policy:
        case "skip_with_record":
            assert one.at == ["head"]
            assert one.case.last_run("director").why == "empty_post"
        case "move_up":
            assert one.asked("director") == ["secretary"]
        case "hold":
            assert one.case.is_held


def test_an_empty_superior_is_passed_over_on_the_way_up():
    one = Desk(blueprint(chain(post("vacant"), people=People(empty_post="move_up")))).submit()
    assert one.asked("vacant") == ["mayor"]


def test_moving_up_ends_where_no_superior_is_left():
    one = Desk(blueprint(chain(post("observer"), people=People(empty_post="move_up"))), without("observer"))
    assert one.submit().case.is_held


def test_a_superior_named_with_a_portfolio_is_asked_for_it():
    one = Desk(blueprint(chain(post("secretary"), people=People(empty_post="move_up"))), without("secretary"))
    assert one.submit().asked("secretary") == ["finance_leader"]


def test_a_post_at_no_unit_of_the_town_is_empty():
    one = Desk(blueprint(chain(post("nowhere"), people=People(empty_post="skip_with_record")))).submit()
    assert one.case.state == "approved"


def test_an_empty_post_nearby_is_not_filled_by_one_further_up_unasked():
    """The fiscal office has a group of its own; it does not sign for a village whose group is empty."""
    people = (*without("member1", "member2", "member3"), held("own", "member", FISCAL))
    one = Desk(blueprint(chain(post("group", "member", mode="all"))), people).submit()
    assert one.case.is_held


# -- one's own matter ------------------------------------------------------------------------------------


@pytest.mark.parametrize("policy", POLICIES)
def test_the_own_matter_under_another_post(policy):
    people = (*without("director"), held("clerk", "director", VILLAGE))
    way = chain(post("director"), post("head"), people=People(own_case=policy))
    one = Desk(blueprint(way), people).submit()
    match policy:
        case "skip_with_record":
            assert one.case.last_run("director").why == "own_case"
        case "move_up":
            assert one.asked("director") == ["secretary"]
        case "hold":
            assert one.case.is_held


def test_a_clerk_who_records_a_meeting_about_the_own_matter_judges_nothing():
    one = desk(
        post("director", choices={"recorded": "next"}),
        people=(*without("director"), held("clerk", "director", VILLAGE)),
    )
    assert one.submit().asked("director") == ["director"]


def test_who_started_it_and_is_asked_under_the_same_post_is_simply_asked():
    one = desk(post("record", "clerk", choices={"recorded": "next", "voted_down": "refused"})).submit()
    assert one.decide("record", "recorded").case.state == "approved"


def test_others_who_hold_the_post_judge_the_matter_of_one_of_them():
    people = (*HOLDINGS, held("clerk", "member", VILLAGE))
    one = desk(post("group", "member", mode="all"), people=people).submit()
    assert one.asked("group") == ["member1", "member2", "member3"]
    single = desk(post("group", "member"), people=people).submit()
    assert single.asked("group") == ["member1", "member2", "member3"]


# -- the same person twice -------------------------------------------------------------------------------


BOTH = (*without("secretary"), held("director", "secretary", VILLAGE))


@pytest.mark.parametrize("policy", POLICIES)
def test_one_person_under_two_posts(policy):
    way = chain(post("director", seal="committee"), post("secretary"), post("head"), people=People(policy))
    one = Desk(blueprint(way), BOTH).submit().decide("director")
    match policy:
        case "skip_with_record":
            skipped = one.case.last_run("secretary")
            assert (skipped.why, skipped.state) == ("same_person", "skipped")
            assert [(one.choice, one.actor.person, one.seal) for one in skipped.decisions] == [
                ("agree", "director", "committee")
            ]
            assert one.at == ["head"]
        case "move_up":
            assert one.asked("secretary") == ["finance_leader"]
        case "hold":
            assert one.case.is_held


def test_what_counts_at_a_step_passed_over_is_a_way_forward_of_that_step():
    ways = {"fine": "next", "return": "initiator"}
    way = chain(
        post("director"), post("secretary", choices=ways, review=1), people=People("skip_with_record")
    )
    one = Desk(blueprint(way), BOTH).submit().decide("director")
    assert one.case.last_run("secretary").decisions[0].choice == "fine"
    assert one.case.last_run("secretary").review == 1


def test_a_definition_that_names_the_same_post_twice_means_it():
    one = desk(post("leave", "leader.finance"), post("decide", "leader.finance")).submit().decide("leave")
    assert one.asked("decide") == ["leader.finance"]


def test_who_answered_for_an_empty_post_below_does_not_sign_again():
    way = chain(
        post("director"), post("secretary"), post("head"), people=People("skip_with_record", "move_up")
    )
    one = Desk(blueprint(way), without("director")).submit().decide("director", by="secretary")
    assert one.at == ["head"]


def test_whoever_has_not_signed_yet_is_asked_before_whoever_has():
    people = (*HOLDINGS, held("auditor", "rural", "420899101-rural"))
    one = desk(post("auditor"), post("rural"), people=people).submit().decide("auditor")
    assert one.asked("rural") == ["rural"]


def test_a_return_earlier_is_no_signature():
    ways = {"agree": "next", "again": "previous"}
    one = Desk(
        blueprint(
            chain(post("director"), post("secretary", choices=ways), post("head"), people=People("hold"))
        ),
        without("head"),
    ).submit()
    one.decide("director").decide("secretary", "again").decide("director")
    assert one.asked("secretary") == ["secretary"]


def test_branches_of_one_block_may_be_one_persons():
    block = together("joint", post("rural"), post("auditor"), run("more", post("lead")))
    people = (*without("auditor", "lead"), held("rural", "auditor", FISCAL), held("rural", "lead", FISCAL))
    one = desk(block, people=people).submit().walk("joint.rural", "joint.auditor", "joint.more.lead")
    assert one.case.state == "approved"


def test_policies_say_nothing_of_a_countersign_in_which_somebody_signed_before():
    people = (*HOLDINGS, held("director", "member", VILLAGE))
    one = (
        desk(post("director"), post("group", "member", mode="all"), people=people).submit().decide("director")
    )
    assert sorted(one.asked("group")) == ["director", "member1", "member2", "member3"]


# -- duties kept apart -----------------------------------------------------------------------------------


def test_who_acted_at_a_step_kept_apart_is_not_asked():
    people = (*HOLDINGS, held("cashier", "lead", FISCAL))
    one = (
        desk(post("cashier"), post("lead", apart_from=("cashier",)), people=people).submit().decide("cashier")
    )
    assert one.asked("lead") == ["lead"]


@pytest.mark.parametrize(
    ("policy", "asked"), [("hold", None), ("skip_with_record", None), ("move_up", ["mayor"])]
)
def test_kept_apart_is_never_passed_over(policy, asked):
    people = (*without("head"), held("cashier", "head", FISCAL), held("finance_leader", "mayor", TOWN))
    steps = (post("cashier"), post("approve", "leader.finance"), post("head", apart_from=("cashier",)))
    way = chain(*steps, people=People(same_person=policy))
    one = Desk(blueprint(way), people).submit().walk("cashier", "approve")
    assert one.asked("head") == (asked or [])
    assert one.case.is_held == (asked is None)


def test_the_initiator_is_kept_apart_by_word():
    people = (*HOLDINGS, held("clerk", "cashier", FISCAL))
    way = (post("pay", "cashier", choices={"paid": "next"}, apart_from=("initiator",)),)
    assert desk(*way, people=people).submit().asked("pay") == ["cashier"]


def test_everyone_before_means_steps_written_before():
    """Whoever answered for the bank may make the payment out again when it failed."""
    make = post("make", "cashier", choices={"made": "next"}, apart_from=("everyone_before",))
    pay = run(
        "pay", make, post("release", "lead"), wait_for("bank", choices={"ok": "next", "failed": "make"})
    )
    one = desk(post("director"), pay).submit().walk("director").decide("pay.make", "made").walk("pay.release")
    one.decide("pay.bank", "failed")
    assert one.asked("pay.make") == ["cashier"]


def test_everyone_before_includes_those_who_disagreed_and_those_who_were_cut_short():
    people = (*HOLDINGS, held("member1", "lead", FISCAL), held("member2", "lead", FISCAL))
    steps = (post("group", "member", mode="all"), post("lead", apart_from=("everyone_before",)))
    one = desk(*steps, people=people).submit()
    one.decide("group", by="member1").decide("group", "return", by="member2")
    one.people = tuple(each for each in people if each.post != "member" or each.person == "member3")
    one.resubmit().decide("group", by="member3")
    assert one.asked("lead") == ["lead"]


def test_what_stands_in_parallel_is_not_before():
    people = (*without("auditor"), held("rural", "auditor", FISCAL))
    block = together("joint", post("rural"), post("auditor", apart_from=("everyone_before",)))
    one = desk(block, people=people).submit().walk("joint.rural", "joint.auditor")
    assert one.case.state == "approved"


def test_a_named_person_kept_apart_is_not_asked():
    assign = post("head", sheet=sheet(field("who", "person")))
    one = (
        desk(assign, person("do", "step.head.who", apart_from=("head",))).submit().decide("head", who="head")
    )
    assert one.case.is_held
