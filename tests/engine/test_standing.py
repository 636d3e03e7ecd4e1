"""What do a case's own names say as it goes on its way?"""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.engine.desk import Desk
from tests.engine.specimens import (
    blueprint,
    chain,
    field,
    formula,
    post,
    publish,
    run,
    sheet,
    wait_for,
)
from townhall.engine.standing import standing
from townhall.engine.world import judged

ASSIGN = post(
    "assign",
    "head",
    sheet=sheet(field("who", "person"), field("sum", "money"), field("twice", "money", calculated="sum * 2")),
)


def desk(*steps):
    return Desk(blueprint(chain(*steps)))


def value(one, source, step=None):
    at = standing(one.circumstances({}), one.case)
    scope = at.sheet if step is None else at.step_scope(at.route.step(step))
    return judged(formula(source), scope)


def test_what_a_step_filled_in_is_read_later():
    one = desk(ASSIGN, post("mayor")).submit()
    assert value(one, "step.assign.who") is None
    one.decide("assign", who="auditor", sum="12.50")
    assert value(one, "step.assign.who") == "auditor"
    assert value(one, "step.assign.twice") == Decimal("25.00")


def test_of_several_who_filled_it_in_the_last_is_read():
    group = post("group", "member", mode="all", sheet=sheet(field("note")))
    one = desk(group, post("head")).submit()
    for note in ("a", "b", "c"):
        one.decide("group", note=note)
    assert value(one, "step.group.note") == "c"


def test_what_a_step_in_a_run_filled_in_is_read_by_its_path():
    one = desk(run("pay", wait_for("bank")), post("head")).submit().decide("pay.bank", "ok", bank_ref="B1")
    assert value(one, "step.pay.bank.bank_ref") == "B1"


def pay(name):
    """A payment by the bank, and what it gives of it."""
    return run(
        name, post("make", "cashier", sheet=sheet(field("note"))), wait_for("bank"),
        values={"bank_ref": ("bank.bank_ref",), "any": ("bank.bank_ref", "make.note")},
    )  # fmt: skip


def test_what_an_inserted_chain_gives_is_read_without_its_inside():
    one = desk(pay("pay"), post("head")).submit()
    assert value(one, "step.pay.bank_ref") is None
    one.decide("pay.make", note="n").decide("pay.bank", "ok", bank_ref="B1")
    assert value(one, "step.pay.bank_ref") == "B1"
    assert value(one, "step.pay.bank.bank_ref") == "B1"


def test_of_several_places_the_first_that_was_filled_in_is_given():
    one = desk(pay("pay"), post("head")).submit().decide("pay.make", note="n")
    assert value(one, "step.pay.any") == "n"
    assert value(one.decide("pay.bank", "ok", bank_ref="B1"), "step.pay.any") == "B1"


def test_what_the_chain_gives_is_read_without_a_path():
    """Through as many inserted chains as there are, and from the way that was walked."""
    early = replace(pay("early"), when=formula("urgent"))
    whole = run("town", pay("pay"), values={"ref": ("pay.bank_ref",)})
    way = chain(early, whole, post("head"), values={"ref": ("early.bank_ref", "town.ref")})
    one = Desk(blueprint(way)).submit()
    assert value(one, "step.ref") is None
    one.decide("town.pay.make").decide("town.pay.bank", "ok", bank_ref="B2")
    assert value(one, "step.ref") == "B2"
    urgent = Desk(blueprint(way)).submit(urgent="是").decide("early.make")
    urgent.decide("early.bank", "ok", bank_ref="B1").decide("town.pay.make")
    urgent.decide("town.pay.bank", "ok", bank_ref="B2")
    assert value(urgent, "step.ref") == "B1"


def test_what_nobody_gives_is_no_name():
    one = desk(pay("pay"), post("head")).submit()
    with pytest.raises(LookupError):
        value(one, "step.bank_ref")


def test_a_step_walked_anew_has_filled_in_nothing_yet():
    one = desk(ASSIGN, post("mayor")).submit().decide("assign", who="auditor").decide("mayor", "return")
    assert value(one, "step.assign.who") == "auditor"
    one.resubmit()
    assert value(one, "step.assign.who") is None


def test_a_step_passed_over_has_filled_in_nothing():
    one = desk(post("assign", "head", when="urgent", sheet=ASSIGN.sheet), post("mayor")).submit()
    assert value(one, "step.assign.who") is None


@pytest.mark.parametrize(("after", "days"), [(0, 0), (3, 3), (7, 7), (12, 7)])
def test_for_how_long_a_case_has_been_published(after, days):
    one = desk(publish("show", open_for="days(7)"), post("head")).submit().later(days=after)
    assert value(one, "case.published_days") == days


def test_a_publicity_that_is_over_counts_its_days_and_one_cut_short_none():
    show = publish("show", {"quiet": "next", "upheld": "show"}, open_for="days(7)")
    one = desk(show, post("head")).submit().later(days=2).close_publicity("upheld")
    assert value(one, "case.published_days") == 0
    one.later(days=8).close_publicity("quiet").later(days=20)
    assert value(one, "case.published_days") == 7


def test_how_often_it_was_returned_and_who_signed():
    one = desk(post("director"), post("head"), post("mayor")).submit().walk("director")
    one.decide("head", "return").resubmit().walk("director", "head")
    assert value(one, "case.returns") == 1
    assert value(one, "case.distinct_signers") == 2


def test_a_standing_follows_the_case():
    one = desk(post("director"), post("head")).submit()
    at = standing(one.circumstances({}), one.case)
    assert judged(formula("case.distinct_signers"), at.sheet) == 0
    one.walk("director")
    at.moved_to(one.case)
    assert judged(formula("case.distinct_signers"), at.sheet) == 1
