"""Are the three reviews complete: three people, two bodies, the last that acted?"""

import pytest

from tests.engine.desk import Desk
from tests.engine.specimens import (
    FISCAL,
    HOLDINGS,
    TOWN,
    blueprint,
    chain,
    held,
    person,
    post,
    tell,
    text,
    together,
    without,
)
from townhall.engine import reviews
from townhall.spec.chains import People, Returns

THREE = (
    post("group", "member", mode="all", review=1),
    post("auditor", review=2),
    post("head", review=3),
)


def desk(*steps, people=HOLDINGS, policies=None, **more):
    return Desk(blueprint(chain(*steps, people=policies or People(), **more)), people)


def is_complete(one):
    return reviews.three_reviews(one.blueprint.chains["way"], one.case)


def signers(one):
    return reviews.signers(one.blueprint.chains["way"], one.case)


def test_they_are_complete_when_the_third_is_signed():
    one = desk(*THREE, post("mayor")).submit().everyone("group").walk("auditor")
    assert not is_complete(one)
    assert is_complete(one.walk("head"))
    assert signers(one) == {"member1", "member2", "member3", "auditor", "head"}


def test_formulas_may_ask_for_them():
    one = desk(*THREE, post("release", "lead", when="not case.three_reviews"), post("mayor")).submit()
    assert one.everyone("group").walk("auditor", "head").at == ["mayor"]


def test_one_person_does_not_make_two_reviews():
    people = (*without("auditor"), held("head", "auditor", FISCAL))
    one = desk(*THREE, post("mayor"), people=people, policies=People("skip_with_record"))
    one.submit().everyone("group").walk("auditor")
    assert one.case.last_run("head").why == "same_person"
    assert one.at == ["mayor"]
    assert not is_complete(one)


def test_among_several_signers_of_one_review_any_three_different_people_will_do():
    people = (*HOLDINGS, held("member1", "auditor", FISCAL))
    one = desk(*THREE, post("mayor"), people=people).submit().everyone("group").decide("auditor").walk("head")
    assert is_complete(one)


def test_people_of_one_body_do_not_make_three_reviews():
    steps = (post("cashier", review=1), post("auditor", review=2), post("head", review=3), post("mayor"))
    one = desk(*steps).submit().walk("cashier", "auditor", "head")
    assert not is_complete(one)


OWN = (post("cashier", review=1), post("auditor", review=2), post("head", review=3), post("mayor"))


def test_they_may_come_from_one_body_where_the_chain_says_why():
    one = desk(*OWN, one_body=text("own money")).submit().walk("cashier", "auditor")
    assert not is_complete(one)
    assert is_complete(one.walk("head"))


def test_one_body_is_still_three_people():
    last = person("named", "form.helpers", review=3)
    one = desk(*OWN[:3], last, post("mayor"), one_body=text("own money")).submit(helpers=["cashier"])
    assert is_complete(one.walk("cashier", "auditor", "head"))
    assert not is_complete(one.walk("named"))


def test_of_several_steps_with_one_number_the_last_that_acted_counts():
    """A named member of the group signs the third review last: now two reviews are one person's."""
    alone = (*without("member2", "member3"), held("member1", "mayor", TOWN))
    last = person("mayor", "form.helpers", review=3)
    one = desk(*THREE, last, post("lead"), people=alone).submit(helpers=["member1"])
    one.everyone("group").walk("auditor", "head")
    assert is_complete(one)
    assert not is_complete(one.walk("mayor"))


@pytest.mark.parametrize("last", ["leaders.named", "leaders.mayor"])
def test_in_parallel_the_last_that_acted_is_told_by_the_hour(last):
    """Where the named member of the group signs last, two reviews are one person's."""
    alone = without("member2", "member3")
    block = together("leaders", person("named", "form.helpers", review=3), post("mayor", review=3))
    one = desk(*THREE[:2], block, post("lead"), people=alone).submit(helpers=["member1"])
    one.everyone("group").walk("auditor")
    first = "leaders.mayor" if last == "leaders.named" else "leaders.named"
    one.later(hours=1).walk(first).later(hours=1).walk(last)
    assert is_complete(one) == (last == "leaders.mayor")


def test_a_review_that_came_to_a_return_is_not_signed_by_those_who_agreed():
    one = desk(*THREE, post("mayor"), returns=Returns(then="straight_back")).submit()
    one.decide("group").decide("group").decide("group", "return")
    assert signers(one) == set()


def test_an_outvoted_disagreement_is_no_signature():
    group = post("group", "member", mode="quorum", at_least=2, dissent="outvoted", review=1)
    one = desk(group, post("head")).submit().decide("group", "refuse").decide("group").decide("group")
    assert signers(one) == {"member2", "member3"}


def test_a_second_round_counts_instead_of_the_first():
    one = desk(*THREE, post("mayor")).submit().everyone("group").walk("auditor", "head")
    one.decide("mayor", "return")
    assert "auditor" in signers(one)
    one.people = (*without("auditor"), held("lead", "auditor", FISCAL))
    one.resubmit().everyone("group")
    assert "auditor" not in signers(one)
    assert "lead" in signers(one.walk("auditor"))


def test_a_step_passed_over_in_the_second_round_is_not_signed_any_more():
    steps = (post("director", when="amount > 100"), post("head"))
    one = desk(*steps).submit().walk("director").decide("head", "return").resubmit(amount="50")
    assert one.at == ["head"]
    assert signers(one) == set()


@pytest.mark.parametrize(
    ("step", "judges"),
    [
        (post("head"), True),
        (post("head", choices={"recorded": "next"}), False),
        (post("head", choices={"enough": "end"}), False),
        (post("head", choices={"made": "next", "again": "previous"}), True),
        (tell("head"), False),
    ],
)
def test_a_step_judges_where_it_can_disagree(step, judges):
    assert reviews.can_disagree(chain(step), step) == judges


@pytest.mark.parametrize(
    ("leads", "is_forward"),
    [
        ("next", True),
        ("end", True),
        ("refused", False),
        ("initiator", False),
        ("previous", False),
        ("before", False),
        ("here", False),
        ("after", True),
    ],
)
def test_forward_is_next_the_end_and_whatever_is_written_later(leads, is_forward):
    way = chain(post("before", "head"), post("here", "head", choices={"go": leads}), post("after", "head"))
    assert reviews.is_forward(way, way.step("here"), "go") == is_forward
    assert not reviews.is_forward(way, way.step("here"), "stay")


def test_of_two_that_acted_at_the_same_hour_the_one_written_later_counts():
    alone = without("member2", "member3")
    last = person("named", "form.helpers", review=3)
    one = desk(*THREE[:2], post("mayor", review=3), last, post("lead"), people=alone)
    one.submit(helpers=["member1"]).everyone("group").walk("auditor", "mayor")
    assert is_complete(one)
    assert not is_complete(one.walk("named"))
