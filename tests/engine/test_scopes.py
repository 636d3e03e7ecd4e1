"""Does every name mean what the language says, in a sheet, in its rows, and around them?"""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.engine.desk import CASE, Desk
from tests.engine.specimens import (
    LINES,
    MOVES,
    NOW,
    OTHER_VILLAGE,
    TODAY,
    TOWN,
    VILLAGE,
    blueprint,
    chain,
    fact,
    field,
    form,
    formula,
    post,
    sheet,
)
from townhall.engine.rows import EntryRow
from townhall.engine.scopes import PickScope, SheetScope
from townhall.engine.standing import standing
from townhall.engine.world import judged
from townhall.kernel.canonical import content_hash
from townhall.record.cases import Case
from townhall.record.entries import Entry
from townhall.record.trail import Actor

BLANK = Case(CASE, "home", "request", "", "RQ-1", VILLAGE, Actor("clerk", "clerk"), NOW, TODAY)


def entry(register, number, key="", case=None, **values):
    return Entry(register, "home", VILLAGE, values, key=key, number=number, case=case, booked_on=TODAY)


def labour(worker, day, number, case=None):
    return entry("labour", number, case=case, worker=worker, day=day)


LABOUR = replace(MOVES, name="labour", columns=(field("worker"), field("day", "date")))
ROWS = (
    entry("lines", 1, "road", org=VILLAGE, code="road", name="道路", approved=Decimal(100), state="live"),
    entry("moves", 2, line="road", amount=Decimal(30)),
    entry("moves", 3, line="road", amount=Decimal(5), case=CASE),
    labour("a", TODAY, 4),
    labour("a", date(2026, 4, 1), 5),
    labour("b", TODAY, 6, case=CASE),
)


def worth(source, shape, values=None, case=BLANK, row=None, rows=ROWS, now=NOW):
    """What a formula gives in a sheet (or in row number `row` of its table), and how rows were fetched."""
    made = replace(form(), sheet=shape)
    one = Desk(blueprint(chain(post("head")), made, (MOVES, LINES, LABOUR)), rows=rows, now=now)

    def asked(circumstances):
        at = standing(circumstances, case, values or {}, actor="clerk", choice="agree")
        scope = at.sheet if row is None else at.sheet.rows(shape.field("rows"))[row]
        found = judged(formula(source), scope)
        at.world.settle()
        return found

    return one.gathered(asked), one.rounds


def value(source, shape, values=None, **more):
    return worth(source, shape, values, **more)[0]


# -- fields and rows -------------------------------------------------------------------------------------


TABLE = field(
    "rows",
    "table",
    columns=(
        field("amount", "money"),
        field("days", "integer"),
        field("pay", "money", calculated="amount * days"),
        field("share", "number", calculated="amount / form.amount"),
        field("line", "ref", to="register/lines"),
    ),
    facts=(fact("elsewhere", "labour", where="day == this.day or not unknown(day)", worker="note"),),
)
SHAPE = sheet(field("amount", "money"), TABLE, field("total", "money", calculated="sum(rows.pay)"))
VALUES = {
    "amount": Decimal(40),
    "rows": ({"amount": Decimal(10), "days": 2, "line": "road"}, {"amount": Decimal(5), "days": None}),
}


def test_a_bare_name_in_a_row_is_its_column_and_the_sheets_field_is_called_by_form():
    assert value("amount", SHAPE, VALUES, row=0) == 10
    assert value("form.amount", SHAPE, VALUES, row=0) == 40
    assert value("share", SHAPE, VALUES, row=0) == Decimal("0.25")
    assert value("this.days", SHAPE, VALUES, row=0) == 2


def test_a_sheets_field_is_no_bare_name_in_its_rows():
    with pytest.raises(LookupError):
        value("total", SHAPE, VALUES, row=0)


def test_a_dot_on_a_table_is_judged_row_by_row():
    assert value("sum(rows.amount)", SHAPE, VALUES) == 15
    assert value("count(rows, where=filled(rows.days))", SHAPE, VALUES) == 1
    assert value("total", SHAPE, VALUES) is None
    assert value("sum(or_else(rows.pay, 0))", SHAPE, VALUES) == 20


def test_a_row_can_be_hashed_by_what_was_filled_in():
    filled = [{"amount": "10", "days": 2, "share": None, "line": "road"}]
    del filled[0]["share"]
    one = {**VALUES, "rows": VALUES["rows"][:1]}
    assert value("hash_of(rows)", SHAPE, one) == content_hash(filled)


def test_calculated_fields_may_build_on_each_other():
    shape = sheet(
        field("a", "integer"),
        field("c", "integer", calculated="b + 1"),
        field("b", "integer", calculated="a * 2"),
    )
    assert value("c", shape, {"a": 3}) == 7
    assert value("c", shape) is None


def test_what_is_hidden_is_unknown_to_formulas():
    shape = sheet(
        field("kind"), field("note", shown="kind == 'x'"), field("seen", "bool", calculated="filled(note)")
    )
    assert value("seen", shape, {"kind": "x", "note": "1"}) is True
    assert value("seen", shape, {"kind": "y", "note": "1"}) is False


def test_form_and_this_are_the_sheet_itself():
    assert value("form.amount == this.amount", SHAPE, VALUES) is True


# -- roots -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("case.unit", VILLAGE),
        ("case.town", "home"),
        ("case.matter_no", "RQ-1"),
        ("case.initiator", "clerk"),
        ("case.opened_on", TODAY),
        ("case.returns", 0),
        ("case.open_holds", 0),
        ("case.published_days", 0),
        ("case.distinct_signers", 0),
        ("case.three_reviews", False),
        ("unit.code", VILLAGE),
        ("unit.kind", "village"),
        ("unit.name", "甲村"),
        ("unit.parent", TOWN),
        ("today", TODAY),
        ("now", NOW),
        ("actor", "clerk"),
        ("choice", "agree"),
        ("param.cap", 200),
    ],
)
def test_roots(source, found):
    assert value(source, SHAPE) == found
    assert value(source, SHAPE, VALUES, row=0) == found


@pytest.mark.parametrize("source", ["nothing", "case.nothing", "unit.nothing", "param.nothing"])
def test_a_name_that_is_not_there_is_a_mistake_of_the_linker(source):
    with pytest.raises(LookupError):
        value(source, SHAPE)


def test_params_are_those_of_the_day_the_case_was_opened():
    opened = replace(BLANK, opened_on=date(2026, 3, 31))
    assert value("param.cap", SHAPE, case=opened) == 100
    assert value("today", SHAPE, case=opened) == TODAY


def test_a_param_without_a_value_yet_is_unknown():
    assert value("param.not_yet", SHAPE) is None


# -- references ------------------------------------------------------------------------------------------


def test_a_dot_on_a_reference_reads_the_record():
    shape = sheet(field("line", "ref", to="register/lines"))
    found, rounds = worth("line.approved", shape, {"line": "road"})
    assert found == 100
    assert [[want.equals for want in wants] for wants in rounds] == [[(("key", "road"),)]]
    assert value("line.name", shape, {"line": "well"}) is None
    assert value("line.name", shape) is None


def test_a_reference_leads_to_calculated_columns_and_their_facts():
    shape = sheet(field("line", "ref", to="register/lines"))
    found, rounds = worth("line.left", shape, {"line": "road"})
    assert found == 70
    assert [len(wants) for wants in rounds] == [1, 1]


def test_references_are_followed_in_rows_and_lists():
    assert value("line.name", SHAPE, VALUES, row=0) == "道路"
    many = sheet(field("lines", "ref", to="register/lines", many=True))
    assert value("sum(lines.approved)", many, {"lines": ("road", "road")}) == 200


def test_two_references_to_one_record_are_one():
    shape = sheet(field("a", "ref", to="register/lines"), field("b", "ref", to="register/lines"))
    assert value("a == b", shape, {"a": "road", "b": "road"}) is True
    assert value("a == b", shape, {"a": "road", "b": "well"}) is False


# -- facts -----------------------------------------------------------------------------------------------


def test_the_facts_of_all_rows_are_fetched_in_one_round():
    table = field(
        "rows",
        "table",
        columns=(field("worker"), field("day", "date")),
        facts=(fact("elsewhere", "labour", where="day == this.day", worker="worker"),),
    )
    shape = sheet(table)
    workers = [f"w{number}" for number in range(40)]
    rows = tuple({"worker": worker, "day": TODAY} for worker in ("a", *workers, "a"))
    found, rounds = worth("count(rows, where=count(rows.elsewhere) > 0)", shape, {"rows": rows})
    assert found == 2
    assert [len(wants) for wants in rounds] == [41]
    assert {want.source for want in rounds[0]} == {"labour"}


def test_a_fact_of_a_row_sees_the_row_as_this_and_its_own_columns_first():
    table = field(
        "rows",
        "table",
        columns=(field("worker"), field("day", "date")),
        facts=(
            fact("that_day", "labour", where="day == this.day", worker="worker"),
            fact("others", "labour", where="day != this.day and worker == this.worker", worker="worker"),
        ),
    )
    values = {"rows": ({"worker": "a", "day": TODAY},)}
    assert value("count(that_day)", sheet(table), values, row=0) == 1
    assert value("first(others.day)", sheet(table), values, row=0) == date(2026, 4, 1)


def test_a_fact_never_contains_what_its_own_case_entered():
    shape = sheet(field("who"), facts=[fact("found", "labour", worker="who")])
    assert value("count(found)", shape, {"who": "b"}) == 0
    assert value("count(found)", shape, {"who": "b"}, case=replace(BLANK, id="case-2")) == 1


def test_a_record_that_the_case_itself_changed_can_still_be_read():
    shape = sheet(field("line", "ref", to="register/lines"))
    own = entry("lines", 9, "road", case=CASE, name="新道路", approved=Decimal(7))
    assert value("line.approved", shape, {"line": "road"}, rows=(own,)) == 7


def test_a_fact_matched_by_what_is_unknown_is_unknown_and_fetches_nothing():
    shape = sheet(field("who"), facts=[fact("found", "labour", worker="who")])
    assert worth("count(found)", shape) == (None, [])
    assert worth("count(found)", shape, {"who": ""}) == (None, [])


def test_a_fact_may_match_by_a_reference_and_by_many_values():
    shape = sheet(field("line", "ref", to="register/lines"), facts=[fact("found", "moves", line="line")])
    assert value("sum(found.amount)", shape, {"line": "road"}) == 30
    many = sheet(
        field("lines", "ref", to="register/lines", many=True), facts=[fact("found", "moves", line="lines")]
    )
    _, rounds = worth("count(found)", many, {"lines": ("road", "well")})
    assert rounds[0][0].equals == (("line", ("road", "well")),)


@pytest.mark.parametrize(
    ("past", "count"), [("days(3)", 1), ("days(2)", 0), ("months(1)", 1), ("param.not_yet", 0)]
)
def test_a_fact_may_look_back_only_so_far(past, count):
    shape = sheet(field("who"), facts=[fact("found", "labour", past=past, worker="who")])
    rows = (
        replace(labour("a", TODAY, 1), booked_on=date(2026, 4, 5)),
        replace(labour("a", TODAY, 2), booked_on=None),
    )
    assert value("count(found)", shape, {"who": "a"}, rows=rows) == count


def test_a_fact_whose_where_is_unknown_leaves_the_row_out():
    shape = sheet(field("who"), facts=[fact("found", "labour", where="day > this.who_knows", worker="who")])
    shape = replace(
        shape, sections=(replace(shape.sections[0], fields=(field("who"), field("who_knows", "date"))),)
    )
    assert value("count(found)", shape, {"who": "a"}) == 0


def test_a_fact_may_use_params_and_the_names_around():
    shape = sheet(
        field("who"),
        field("least", "integer"),
        facts=[fact("found", "labour", where="entry_no > least", worker="who")],
    )
    assert value("count(found)", shape, {"who": "a", "least": 4}) == 1


def test_the_same_row_found_twice_is_one_row():
    shape = sheet(
        field("who"),
        facts=[fact("one", "labour", worker="who"), fact("two", "labour", where="true", worker="who")],
    )
    assert value("first(one) == first(two)", shape, {"who": "a"}) is True
    assert value("distinct(one)", shape, {"who": "a"}) == 2


# -- steps -----------------------------------------------------------------------------------------------


STEP = post(
    "head",
    sheet=sheet(
        field("amount", "money"),
        field("note"),
        field(
            "rows",
            "table",
            columns=(field("amount", "money"), field("share", "number", calculated="amount / form.amount")),
        ),
    ),
)


def step_scope(step, filled=None, offers=None, values=None):
    made = form(offers=offers or {})
    one = Desk(blueprint(chain(step), made))
    at = standing(
        one.circumstances({}), BLANK, values or {"amount": Decimal(40), "remark": "r"}, choice="agree"
    )
    return at.step_scope(at.route.step("head"), filled)


def test_at_a_step_its_own_fields_come_first_and_the_forms_behind_them():
    scope = step_scope(STEP, {"amount": Decimal(3)})
    assert judged(formula("amount"), scope) == 3
    assert judged(formula("form.amount"), scope) == 40
    assert judged(formula("remark"), scope) == "r"
    assert judged(formula("choice"), scope) == "agree"


def test_in_a_row_at_a_step_form_is_what_the_row_stands_in():
    scope = step_scope(STEP, {"amount": Decimal(10), "rows": ({"amount": Decimal(5)},)})
    assert judged(formula("sum(rows.share)"), scope) == Decimal("0.5")


def test_in_an_inserted_chain_names_are_the_facets():
    step = replace(STEP, facet="payment", sheet=sheet())
    scope = step_scope(step, offers={"payment": {"sum": "amount", "why": "remark"}})
    assert judged(formula("sum"), scope) == 40
    assert judged(formula("why"), scope) == "r"
    assert judged(formula("amount"), scope) is None, "an optional name that is not offered"
    assert scope.promised("sum").name == "amount"
    assert scope.promised("amount") is None


def test_a_field_is_found_by_its_bare_name():
    scope = step_scope(STEP)
    assert scope.promised("note").kind == "text"
    assert scope.promised("remark").name == "remark"
    assert scope.promised("case") is None


# -- picking ---------------------------------------------------------------------------------------------


def test_what_may_be_picked_is_judged_with_the_records_columns_first():
    shape = sheet(field("name"), field("code"), field("place", "unit"))
    one = Desk(blueprint(chain(post("head")), replace(form(), sheet=shape)))
    at = standing(one.circumstances({}), BLANK, {"name": "form's", "place": OTHER_VILLAGE})
    scope = PickScope(EntryRow(ROWS[0], LINES, at.world), at.sheet)
    assert judged(formula("name"), scope) == "道路"
    assert judged(formula("this.name"), scope) == "form's"
    assert judged(formula("org == place"), scope) is False
    assert judged(formula("org == case.unit"), scope) is True


def test_forgetting_works_everything_out_again():
    values = {"amount": Decimal(1)}
    shape = sheet(field("amount", "money"), field("twice", "money", calculated="amount * 2"))
    one = Desk(blueprint(chain(post("head")), replace(form(), sheet=shape)))
    scope = SheetScope(shape, values, standing(one.circumstances({}), BLANK, {}).world, lambda name: None)
    assert scope.value("twice") == 2
    values["amount"] = Decimal(5)
    assert scope.value("twice") == 2
    scope.forget()
    assert scope.value("twice") == 10
