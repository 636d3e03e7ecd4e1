"""Is everything that is wrong complained of at once, at its place, in words, and nothing else?"""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.engine.desk import Desk
from tests.engine.specimens import (
    LINES,
    MOVES,
    NOW,
    OTHER_VILLAGE,
    VILLAGE,
    blueprint,
    catalog,
    chain,
    demand,
    fact,
    field,
    form,
    formula,
    post,
    sheet,
)
from townhall.engine import forms
from townhall.engine.complaints import complaints
from townhall.engine.standing import standing
from townhall.engine.world import Wanting
from townhall.kernel.expressions import template
from townhall.kernel.marks import NOWHERE
from townhall.kernel.text import Text
from townhall.record.cases import Case
from townhall.record.entries import Entry
from townhall.record.submissions import Complaint
from townhall.record.trail import Actor
from townhall.spec.fields import Demand, Say, Section, Sheet

RIGHT, WRONG = "990101198803150027", "990101198803150028"
MISSING = Text("请填写", "Please fill this in")
LINE_VALUES = {"org": VILLAGE, "code": "road", "name": "道路", "state": "live", "approved": Decimal(100)}
ROAD = Entry("lines", "home", VILLAGE, LINE_VALUES, key="road", number=1)
BLANK = Case("", "home", "request", "", "", VILLAGE, Actor("clerk", "clerk"), NOW, NOW.date())
FAR = Entry("lines", "home", OTHER_VILLAGE, {**LINE_VALUES, "org": OTHER_VILLAGE}, key="far", number=2)


def judge(shape, raw, rows=(), demands=True):
    """All complaints about a sheet filled as typed, and the desk that fetched its rows."""
    one = Desk(blueprint(chain(post("head")), replace(form(), sheet=shape), (MOVES, LINES)), rows=rows)

    def judged(now):
        values, unread = forms.read(shape, raw, catalog())
        at = standing(now, BLANK, values, actor="clerk")
        wrong = complaints(at.sheet, catalog(), unread, demands)
        at.world.settle()
        return wrong

    return one.gathered(judged), one


def found(shape, rows=(), demands=True, **raw):
    return judge(shape, raw, rows, demands)[0]


def said(shape, **raw):
    return {one.place: one.say.en for one in judge(shape, raw)[0]}


# -- fields ----------------------------------------------------------------------------------------------


def test_a_required_field_must_be_filled_in():
    shape = sheet(field("a", required=True), field("b", required=False), field("c", "bool", required=True))
    assert found(shape, a="  ") == (Complaint("a", MISSING), Complaint("c", MISSING))
    assert found(shape, a="x", c="否") == ()


@pytest.mark.parametrize(("kind", "places"), [("x", ["note"]), ("y", []), ("", [])])
def test_a_field_may_be_required_by_a_claim(kind, places):
    shape = sheet(field("kind"), field("note", required="kind == 'x'"))
    assert [one.place for one in found(shape, kind=kind)] == places


def test_what_is_hidden_calculated_or_numbered_is_not_complained_of():
    shape = sheet(
        field("hidden", required=True, shown=False),
        field("calculated", "integer", required=True, calculated="1 + x"),
        field("x", "integer"),
        field("number", auto="rq", required=True),
        field("rows", "table", columns=(field("a", required=True),), min_rows=2, shown=False),
    )
    assert found(shape) == ()


def test_a_whole_section_may_be_hidden():
    shape = Sheet((Section("a", Text("", ""), (field("a", required=True),), shown=formula("false")),))
    assert found(shape) == ()


def test_what_could_not_be_read_is_not_also_called_missing():
    (complaint,) = found(sheet(field("amount", "money", required=True)), amount="x")
    assert "1234.50" in complaint.say.en


def test_all_that_could_not_be_read_of_one_field_is_said():
    shape = sheet(field("photos", many=True))
    told = (Complaint("photos", Text("甲", "a")), Complaint("photos", Text("乙", "b")))
    one = Desk(blueprint(chain(post("head")), replace(form(), sheet=shape), (MOVES, LINES)))
    at = one.gathered(lambda now: standing(now, BLANK, {}, actor="clerk"))
    assert complaints(at.sheet, catalog(), told) == told


def test_what_could_not_be_read_troubles_nobody_while_it_is_hidden():
    labour = field(
        "labour", "table", columns=(field("worker"), field("day", "date")), shown="kind == 'worktime'"
    )
    shape = sheet(field("kind"), labour)
    rows = [{"worker": "a", "day": "abc"}]
    assert [one.place for one in found(shape, kind="worktime", labour=rows)] == ["labour.0.day"]
    assert found(shape, kind="office", labour=rows) == ()


def test_what_a_kind_has_to_say_is_said_at_the_place():
    shape = sheet(field("card", "id_card"), field("rows", "table", columns=(field("card", "id_card"),)))
    wrong = judge(shape, {"card": WRONG, "rows": [{"card": RIGHT}, {"card": WRONG}]})[0]
    assert [one.place for one in wrong] == ["card", "rows.1.card"]


def test_what_a_kind_warns_of_may_be_submitted_all_the_same():
    (warning,) = found(sheet(field("account", "bank_account")), account="6222000000000006")
    assert warning.warns


def test_of_many_values_each_is_judged_and_there_must_be_enough():
    shape = sheet(field("cards", "id_card", many=True, at_least=3, required=True))
    assert [one.say.en for one in found(shape, cards=[RIGHT])] == ["Give at least 3"]
    assert [one.say for one in found(shape)] == [MISSING]
    (wrong,) = found(shape, cards=[RIGHT, WRONG, "990101196207200033"])
    assert wrong.say.en.startswith("Item 2:")


@pytest.mark.parametrize(
    ("typed", "said_of"),
    [("0.99", "Not less than 1.00"), ("1", None), ("10", None), ("10.01", "Not more than 10.00"), ("", None)],
)
def test_limits(typed, said_of):
    shape = sheet(field("cap", "money"), field("amount", "money", minimum="1", maximum="cap"))
    assert said(shape, cap="10", amount=typed).get("amount") == said_of


def test_a_limit_that_is_unknown_limits_nothing():
    shape = sheet(field("cap", "money"), field("amount", "money", maximum="cap"))
    assert found(shape, amount="1000") == ()


@pytest.mark.parametrize(
    ("kind", "limit", "good", "bad", "words"),
    [
        ("date", "today", "2026-04-08", "2026-04-09", "Not more than 2026-04-08"),
        ("integer", "3", "3", "4", "Not more than 3"),
        ("percent", "param.share", "30%", "30.5%", "Not more than 30%"),
        ("duration", "days(2)", "48 hours", "49 hours", "Not more than 2 days"),
        ("period", "month(today)", "2026-04", "2026-05", "Not more than 2026-04"),
        ("number", "1.5", "1.5", "1.6", "Not more than 1.5"),
    ],
)
def test_limits_are_said_as_their_kind_shows_them(kind, limit, good, bad, words):
    limit = "0.3" if limit == "param.share" else limit
    shape = sheet(field("x", kind, maximum=limit))
    assert found(shape, x=good) == ()
    assert said(shape, x=bad) == {"x": words}


def test_limits_hold_of_each_of_many_values():
    shape = sheet(field("days", "integer", many=True, maximum="3"))
    assert [one.place for one in found(shape, days=["1", "4", "5"])] == ["days", "days"]


# -- tables ----------------------------------------------------------------------------------------------


def table(*columns, **more):
    usual = (field("who", required=True), field("days", "integer"))
    return field("rows", "table", columns=columns or usual, **more)


def test_how_many_rows_there_must_and_may_be():
    assert said(sheet(table(min_rows=2)), rows=[{"who": "a"}]) == {"rows": "Fill in 2 rows or more"}
    assert said(sheet(table(required=True))) == {"rows": "Fill in 1 row or more"}
    four = [{"who": str(number)} for number in range(4)]
    assert said(sheet(table(max_rows=3)), rows=four) == {"rows": "No more than 3 rows"}


def test_each_cell_has_its_place_rows_counting_from_nought():
    days = field("days", "integer", minimum="1", maximum="form.most")
    shape = sheet(table(field("who", required=True), days), field("most", "integer"))
    rows = [{"who": "a", "days": "9"}, {"days": "0"}, {"who": "c", "days": "x"}]
    places = ["rows.0.days", "rows.1.who", "rows.1.days", "rows.2.days"]
    assert list(said(shape, rows=rows, most="5")) == places


def test_a_column_may_be_hidden_in_some_rows():
    shape = sheet(table(field("kind"), field("note", required=True, shown="kind == 'x'")))
    assert list(said(shape, rows=[{"kind": "x"}, {"kind": "y"}])) == ["rows.0.note"]


def test_a_unique_column_repeats_nothing():
    shape = sheet(table(field("who", unique=True), field("line", "ref", to="register/lines", unique=True)))
    again = [{"who": "a", "line": "road"}, {"who": "", "line": "road"}, {"line": ""}]
    wrong, _ = judge(shape, {"rows": [{"who": "a"}, {"who": "b"}, *again]}, (ROAD,))
    assert {one.place: one.say.en for one in wrong} == {
        "rows.2.who": "The same as in row 1",
        "rows.3.line": "The same as in row 3",
    }


def test_what_must_hold_of_each_row_is_said_at_the_row():
    must = (demand("order", "days <= form.most", "{who} has {days}"),)
    shape = sheet(replace(table(), must=must), field("most", "integer"))
    rows = [{"who": "a", "days": "3"}, {"who": "b", "days": "4"}]
    ((wrong,), _) = judge(shape, {"most": "3", "rows": rows})
    assert (wrong.place, wrong.say.en, wrong.demand) == ("rows.1", "b has 4", "order")


# -- references ------------------------------------------------------------------------------------------


def ref(**more):
    return sheet(field("line", "ref", to="register/lines", **more))


def test_a_record_must_be_there():
    assert found(ref(), rows=(ROAD,), line="road") == ()
    (wrong,) = found(ref(), rows=(ROAD,), line="well")
    assert wrong.say.en == "Choose one from the list"


@pytest.mark.parametrize(
    ("where", "line", "is_good"),
    [
        ("org == case.unit", "road", True),
        ("org == case.unit", "far", False),
        ("state == 'live'", "road", True),
        ("used <= approved", "road", True),
        ("approved >= param.cap", "road", False),
        ("note == 'x'", "road", False),
    ],
    ids=["own", "another village's", "a column", "a calculated column", "a param", "unknown"],
)
def test_a_record_must_fit(where, line, is_good):
    shape = sheet(field("note"), field("line", "ref", to="register/lines", where=where))
    wrong = found(shape, rows=(ROAD, FAR), line=line)
    assert [one.say.en for one in wrong] == ([] if is_good else ["This record may not be chosen here"])


def test_another_villages_record_may_not_be_named_whatever_the_definition_says():
    assert [one.say.en for one in found(ref(), rows=(ROAD, FAR), line="far")] == [
        "This record may not be chosen here"
    ]


def test_many_records_are_each_looked_at_in_one_round():
    shape = sheet(field("lines", "ref", to="register/lines", many=True, where="org == case.unit"))
    wrong, one = judge(shape, {"lines": ["road", "far", "well"]}, (ROAD, FAR))
    assert [each.say.en for each in wrong] == [
        "This record may not be chosen here",
        "Choose one from the list",
    ]
    assert [len(wants) for wants in one.rounds] == [3]


def test_nothing_is_said_of_records_that_are_still_being_fetched():
    shape = ref(where="org == case.unit")
    one = Desk(blueprint(chain(post("head")), replace(form(), sheet=shape), (MOVES, LINES)))
    at = standing(one.circumstances({}), BLANK, {"line": "road"})
    assert complaints(at.sheet, catalog(), ()) == ()
    with pytest.raises(Wanting):
        at.world.settle()


# -- demands ---------------------------------------------------------------------------------------------


AMOUNT = field("amount", "money")


def test_what_must_hold_is_said_in_both_languages_with_values():
    say = Say(template("超过{param.cap}元", NOWHERE), template("More than {param.cap} yuan", NOWHERE))
    shape = sheet(AMOUNT, must=[Demand("cap", formula("amount <= param.cap"), say)])
    assert found(shape, amount="200") == ()
    assert found(shape, amount="200.01") == (
        Complaint("", Text("超过200.00元", "More than 200.00 yuan"), demand="cap"),
    )


@pytest.mark.parametrize(
    ("when", "complains"),
    [("amount > 100", True), ("amount > 1000", False), ("note == 'x'", True)],
    ids=["true", "false", "unknown"],
)
def test_when_says_whether_it_is_demanded(when, complains):
    shape = sheet(AMOUNT, field("note"), must=[demand("never", "false", when=when)])
    assert bool(found(shape, amount="500")) == complains


def test_unknown_does_not_pass_and_is_said_plainly():
    (wrong,) = found(sheet(AMOUNT, must=[demand("cap", "amount <= 5", "Too much")]))
    assert (wrong.demand, wrong.warns) == ("cap", False)
    assert wrong.say.en == "Nobody can tell yet whether this holds: Too much"


def test_unknown_is_spoken_of_only_where_nothing_else_is_wrong():
    must = [demand("cap", "amount <= 5", "Too much"), demand("never", "1 > 2")]
    assert [one.demand for one in found(sheet(AMOUNT, must=must))] == ["never"]
    required = sheet(replace(AMOUNT, required=True), must=must[:1])
    assert [one.place for one in found(required)] == ["amount"]
    unread = sheet(AMOUNT, must=must[:1])
    assert [one.place for one in found(unread, amount="x")] == ["amount"]


def test_a_demand_that_only_warns_says_nothing_of_what_is_unknown():
    must = [demand("cap", "amount <= 5", "Too much", warn_only=True)]
    assert found(sheet(AMOUNT, must=must)) == ()
    (warning,) = found(sheet(AMOUNT, must=must), amount="6")
    assert warning.warns


def test_demands_can_be_left_out():
    shape = sheet(field("note", required=True), must=[demand("never", "false")])
    assert [one.place for one in found(shape, demands=False)] == ["note"]


def test_complaints_come_in_the_order_of_the_fields_and_demands_last():
    shape = sheet(field("b", required=True), field("a", required=True), must=[demand("never", "false")])
    assert [one.place or one.demand for one in found(shape)] == ["b", "a", "never"]


def test_what_rows_elsewhere_say_is_asked_for_before_a_demand_is_judged():
    used = Entry("moves", "home", VILLAGE, {"line": "road", "amount": Decimal(60)}, number=5)
    shape = sheet(
        AMOUNT,
        field("line", "ref", to="register/lines"),
        must=[demand("budget", "amount <= line.left", "Only {line.left} left of {line}")],
    )
    assert found(shape, rows=(ROAD, used), line="road", amount="40") == ()
    (wrong,) = found(shape, rows=(ROAD, used), line="road", amount="41")
    assert wrong.say.en == "Only 40.00 left of 道路"


def test_facts_of_a_sheet_are_known_to_its_demands():
    shape = sheet(
        field("note"), facts=[fact("same", "moves", note="note")], must=[demand("once", "count(same) == 0")]
    )
    other = Entry("moves", "home", VILLAGE, {"note": "x"}, number=1)
    assert found(shape, rows=(other,), note="y") == ()
    assert [one.demand for one in found(shape, rows=(other,), note="x")] == ["once"]
