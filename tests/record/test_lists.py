"""Does a list repeat all that a case says of what waits and what is shown?"""

from tests.engine.desk import Desk
from tests.engine.specimens import VILLAGE, blueprint, chain, post, publish, tell
from townhall.record.lists import listed


def of(desk: Desk):
    return listed(desk.case, desk.events, desk.blueprint)


def test_what_waits_stands_in_the_list_until_it_is_done():
    one = Desk(blueprint(chain(post("member", mode="all"), post("head")))).submit()
    assert {task.person for task in of(one).tasks} == {"member1", "member2", "member3"}
    one.decide("member", by="member2")
    assert {task.person for task in of(one).tasks} == {"member1", "member3"}
    one.everyone("member")
    assert [(task.step, task.post, task.person) for task in of(one).tasks] == [("head", "head", None)]
    assert (of(one).state, of(one).at, of(one).is_held) == ("open", ("head",), False)


def test_a_copy_stays_in_the_list_of_whoever_was_told():
    one = Desk(blueprint(chain(tell("copy", "observer"), post("head")))).submit().decide("head")
    assert [(task.kind, task.step, task.person) for task in of(one).tasks] == [("copy", "copy", "observer")]


def test_what_is_mended_waits_for_the_initiator():
    one = Desk(blueprint(chain(post("head")))).submit().decide("head", "return")
    assert [(task.kind, task.person, task.unit) for task in of(one).tasks] == [("mend", "clerk", VILLAGE)]


def test_a_page_is_listed_open_and_closed():
    one = Desk(blueprint(chain(publish("notice", open_for="days(7)"), post("head")))).submit()
    (page,) = of(one).pages
    assert (page.step, page.is_open, page.outcome, page.waits, page.unit) == (
        "notice", True, None, True, VILLAGE,
    )  # fmt: skip
    one.close_publicity("quiet")
    (page,) = of(one).pages
    assert (page.is_open, page.outcome) == (False, "quiet")


def test_the_amount_is_where_the_form_says():
    assert of(Desk(blueprint(chain(post("head")))).submit(amount="500")).amount == 50000
