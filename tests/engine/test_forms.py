"""Is a sheet read, written down and typed again without losing or inventing anything?"""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.desk import Desk
from tests.engine.specimens import (
    NOW,
    blueprint,
    catalog,
    chain,
    fact,
    field,
    form,
    formula,
    post,
    sheet,
)
from tests.plugins.built_in import EXAMPLES, field_of
from townhall.engine import forms
from townhall.engine.standing import standing
from townhall.engine.world import Wanting
from townhall.kernel.canonical import canonical
from townhall.kernel.text import Text
from townhall.record.cases import Case
from townhall.record.sealing import Secret
from townhall.record.trail import Actor
from townhall.spec.fields import Section, Sheet

KINDS = sorted(set(EXAMPLES) - {"table"})


def scope_of(shape, values=None, registers=()):
    """The scope of a sheet filled with engine values, in a case not opened yet."""
    one = Desk(blueprint(chain(post("head")), replace(form(), sheet=shape), registers))
    blank = Case("", "home", "request", "", "", "420899101201", Actor("clerk", "clerk"), NOW, NOW.date())
    return standing(one.circumstances({}), blank, values or {}).sheet


def read(shape, **raw):
    return forms.read(shape, raw, catalog())


# -- reading ---------------------------------------------------------------------------------------------


def test_what_was_typed_becomes_values():
    shape = sheet(field("amount", "money"), field("day", "date"), field("note"))
    values, wrong = read(shape, amount="1,200元", day="2026年4月8日")
    assert values == {"amount": Decimal("1200.00"), "day": date(2026, 4, 8), "note": None}
    assert wrong == ()


def test_what_cannot_be_read_counts_as_empty_and_says_so_at_its_place():
    values, wrong = read(sheet(field("amount", "money"), field("days", "integer")), amount="很多", days="2")
    assert values == {"amount": None, "days": 2}
    assert [one.place for one in wrong] == ["amount"]


def test_calculated_and_numbered_fields_are_not_read():
    shape = sheet(field("a", "integer"), field("b", "integer", calculated="a * 2"), field("no", auto="rq"))
    values, _ = read(shape, a="1", b="99", no="RQ-9")
    assert values == {"a": 1}


def test_a_fixed_field_is_what_the_definition_says_whatever_was_sent():
    shape = sheet(
        field("source", "choice", options=("own", "civil"), default="civil", fixed=True),
        field("amount", "money", default="12", fixed=True),
        field("rows", "table", columns=(field("a"), field("kind", default="x", fixed=True))),
    )
    values, _ = read(shape, source="own", amount="99", rows=[{"a": "1", "kind": "y"}])
    assert values == {"source": "civil", "amount": Decimal("12.00"), "rows": ({"a": "1", "kind": "x"},)}


def test_a_fixed_field_may_follow_from_a_formula():
    shape = sheet(field("amount", "money"), field("double", "money", default="=amount * 2", fixed=True))
    values, _ = read(shape, amount="5", double="1")
    assert values == {"amount": Decimal("5.00")}
    scope = scope_of(shape, values)
    assert scope.value("double") == Decimal("10.00")
    assert forms.to_json(scope, catalog()) == {"amount": 500, "double": 1000}


def test_a_fixed_field_stays_what_it_was_when_it_was_handed_in():
    shape = sheet(
        field("day", "date", default="=today", fixed=True),
        field("now", "date", calculated="today"),
        field("rows", "table", columns=(field("day", "date", default="=today", fixed=True),)),
    )
    yesterday = date(2026, 4, 7)
    scope = scope_of(shape, {"day": yesterday, "now": yesterday, "rows": ({"day": yesterday}, {})})
    assert (scope.value("day"), scope.value("now")) == (yesterday, NOW.date())
    assert [row.value("day") for row in scope.rows(shape.field("rows"))] == [yesterday, NOW.date()]


def test_many_values_are_read_from_a_list_or_from_one_line():
    shape = sheet(field("names", many=True))
    assert read(shape, names=["甲", "", "乙"])[0] == {"names": ("甲", "乙")}
    assert read(shape, names="甲、乙")[0] == {"names": ("甲", "乙")}
    assert read(shape, names=[])[0] == {"names": None}


TABLE = field(
    "rows",
    "table",
    columns=(field("who"), field("days", "integer"), field("twice", "integer", calculated="days * 2")),
    max_rows=3,
)


def test_rows_are_read_and_blank_ones_left_out():
    blank = [{"who": "", "days": None}, "not a row", {}]
    values, wrong = read(sheet(TABLE), rows=[{"who": "甲", "days": "2"}, *blank, {"who": "乙", "days": "x"}])
    assert values == {"rows": ({"who": "甲", "days": 2}, {"who": "乙", "days": None})}
    assert [one.place for one in wrong] == ["rows.1.days"]


@pytest.mark.parametrize("raw", [None, "", "text", 3, {"who": "甲"}])
def test_what_is_no_list_holds_no_rows(raw):
    assert read(sheet(TABLE), rows=raw)[0] == {"rows": ()}


def test_no_more_rows_are_read_than_can_be_complained_of():
    values, _ = read(sheet(TABLE), rows=[{"who": str(number)} for number in range(1000)])
    assert len(values["rows"]) == 4


@given(st.dictionaries(st.sampled_from(["amount", "names", "rows"]), st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.floats(allow_nan=False),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.sampled_from(["who", "days"]), inner),
    max_leaves=5,
)))  # fmt: skip
def test_whatever_a_browser_sends_is_read_or_complained_of(raw):
    values, wrong = read(sheet(field("amount", "money"), field("names", many=True), TABLE), **raw)
    assert set(values) == {"amount", "names", "rows"}
    assert all(one.say.zh and one.say.en for one in wrong)


# -- writing ---------------------------------------------------------------------------------------------


def test_values_are_written_with_what_follows_from_them():
    shape = sheet(field("amount", "money"), field("note"), TABLE)
    values = {"amount": Decimal("12.5"), "rows": ({"who": "甲", "days": 2},)}
    assert forms.to_json(scope_of(shape, values), catalog()) == {
        "amount": 1250,
        "note": None,
        "rows": [{"who": "甲", "days": 2, "twice": 4}],
    }


def test_what_is_hidden_is_empty_and_not_written():
    shape = Sheet(
        (
            Section("a", Text("", ""), (field("kind"), field("note", shown="kind == 'x'"))),
            Section("b", Text("", ""), (field("inner"), TABLE), shown=False),
        )
    )
    scope = scope_of(shape, {"kind": "y", "note": "old", "inner": "old", "rows": ({"who": "甲"},)})
    assert [scope.value(name) for name in ("note", "inner", "rows")] == [None, None, ()]
    assert forms.to_json(scope, catalog()) == {"kind": "y"}


def test_a_hidden_column_is_left_out_of_its_row():
    table = field("rows", "table", columns=(field("kind"), field("note", shown="kind == 'x'")))
    values = {"rows": ({"kind": "x", "note": "1"}, {"kind": "y", "note": "2"})}
    assert forms.to_json(scope_of(sheet(table), values), catalog()) == {
        "rows": [{"kind": "x", "note": "1"}, {"kind": "y"}]
    }


@pytest.mark.parametrize(("kind", "note"), [("x", "1"), ("y", None), (None, None)])
def test_a_section_may_show_itself_by_a_claim(kind, note):
    sections = (
        Section("a", Text("", ""), (field("kind"),)),
        Section("b", Text("", ""), (field("note"),), shown=formula("kind == 'x'")),
    )
    assert scope_of(Sheet(sections), {"kind": kind, "note": "1"}).value("note") == note


def test_secrets_are_wrapped_and_cannot_be_written_unsealed():
    table = field("rows", "table", columns=(field("phone", secret=True),))
    shape = sheet(field("card", "id_card", secret=True), table)
    values = {"card": "990101198803150027", "rows": ({"phone": "1"}, {"phone": None})}
    written = forms.to_json(scope_of(shape, values), catalog())
    assert written["card"] == Secret("990101198803150027")
    assert written["rows"] == [{"phone": Secret("1")}, {"phone": None}]
    assert "990101" not in repr(written)
    with pytest.raises(TypeError, match="Secret has no canonical JSON form"):
        canonical(written)
    assert forms.from_json(shape, written, catalog()) == values


def test_calculated_money_is_rounded_to_the_fen_and_adds_up_as_written():
    columns = (field("days", "integer"), field("amount", "money", calculated="days * form.rate / 3"))
    shape = sheet(
        field("rate", "money"),
        field("rows", "table", columns=columns),
        field("total", "money", calculated="sum(rows.amount)"),
        field("share", "number", calculated="rate / 3"),
    )
    values = {"rate": Decimal("10.00"), "rows": ({"days": 1}, {"days": 1})}
    written = forms.to_json(scope_of(shape, values), catalog())
    assert [row["amount"] for row in written["rows"]] == [333, 333]
    assert written["total"] == 666
    assert written["share"] == "3.333333"


@pytest.mark.parametrize(("amount", "fen"), [("0.125", 13), ("-0.125", -13), ("0.124999", 12)])
def test_half_a_fen_is_rounded_away_from_zero(amount, fen):
    shape = sheet(field("pay", "money", calculated=amount))
    assert forms.to_json(scope_of(shape, {}), catalog()) == {"pay": fen}


def test_a_value_that_needs_rows_asks_for_them():
    total = field("sum", "money", calculated="sum(found.amount)")
    shape = sheet(field("a"), total, facts=[fact("found", "moves", note="a")])
    scope = scope_of(shape, {"a": "x"})
    assert forms.to_json(scope, catalog()) == {"a": "x", "sum": None}
    with pytest.raises(Wanting):
        scope.world.settle()


# -- typed again -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_read_is_read_again_from_what_is_typed_for_it(kind):
    one = field_of(kind)
    shape = sheet(one)
    for example in EXAMPLES[kind].readable:
        values, _ = read(shape, one=example.raw)
        assert read(shape, **forms.as_typed(shape, values, catalog()))[0] == values


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_written_is_the_same_value_again(kind):
    shape = sheet(field_of(kind))
    for example in EXAMPLES[kind].readable:
        values, _ = read(shape, one=example.raw)
        written = forms.to_json(scope_of(shape, values), catalog())
        assert forms.from_json(shape, written, catalog()) == values
        canonical(written)


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"choices", "bool"}))
def test_many_values_and_rows_survive_the_same_ways(kind):
    many, column = field_of(kind, many=True), field_of(kind)
    shape = sheet(many, field("rows", "table", columns=(column,)))
    raws = [example.raw for example in EXAMPLES[kind].readable]
    values, wrong = read(shape, one=raws, rows=[{"one": raw} for raw in raws])
    assert wrong == ()
    assert len(values["one"]) == len(raws)
    assert read(shape, **forms.as_typed(shape, values, catalog()))[0] == values
    written = forms.to_json(scope_of(shape, values), catalog())
    assert forms.from_json(shape, written, catalog()) == values


MONEY = st.decimals(min_value=-(10**7), max_value=10**7, places=2)
ROWS = st.lists(st.fixed_dictionaries({"days": st.integers(0, 10**6), "pay": MONEY}), max_size=3)
VALUES = st.fixed_dictionaries(
    {
        "amount": st.none() | MONEY,
        "share": st.none() | st.decimals(0, 10, places=6),
        "ok": st.none() | st.booleans(),
        "day": st.none() | st.dates(date(1900, 1, 1), date(2199, 12, 31)),
        "rows": ROWS.map(tuple),
    }
)


@given(VALUES)
def test_any_values_are_read_again_from_what_is_typed_for_them(values):
    shape = sheet(
        field("amount", "money"),
        field("share", "percent"),
        field("ok", "bool"),
        field("day", "date"),
        field("rows", "table", columns=(field("days", "integer"), field("pay", "money"))),
    )
    assert read(shape, **forms.as_typed(shape, values, catalog())) == (values, ())


def test_what_is_empty_or_calculated_is_not_typed():
    shape = sheet(field("a"), field("b", calculated="a"), TABLE)
    values = {"a": None, "b": "x", "rows": ({"who": "甲", "days": None, "twice": 4},)}
    assert forms.as_typed(shape, values, catalog()) == {"rows": [{"who": "甲"}]}


# -- beginning -------------------------------------------------------------------------------------------


def test_a_fresh_sheet_starts_with_its_defaults_as_typed():
    shape = sheet(
        field("plain", default="x"),
        field("count", "integer", default=3),
        field("ok", "bool", default=False),
        field("share", "percent", default="30%"),
        field("day", "date", default="=today"),
        field("unit", "unit", default="=case.unit"),
        field("half", "percent", default="=1 / 2"),
        field("unknown", default="=remark"),
        field("remark"),
        field("made", calculated="plain", default="y"),
    )
    scope = scope_of(shape)
    begun = forms.defaults(scope)
    assert begun == {
        "plain": "x",
        "count": "3",
        "ok": "false",
        "share": "30%",
        "day": "2026-04-08",
        "unit": "420899101201",
        "half": "50%",
    }
    values, wrong = read(shape, **begun)
    assert wrong == ()
    assert (values["count"], values["ok"], values["share"]) == (3, False, Decimal("0.3"))


# -- changed ---------------------------------------------------------------------------------------------


WATCHED = sheet(
    field("amount", "money", restarts=True),
    field("remark"),
    field("card", secret=True, restarts=True),
    field("rows", "table", columns=(field("days", "integer", restarts=True), field("note"))),
    field("papers", "table", columns=(field("name"),)),
    field("whole", "table", columns=(field("name"),), restarts=True),
)
BEFORE = {
    "amount": 100,
    "remark": "x",
    "card": Secret("1"),
    "rows": [{"days": 1, "note": "a"}],
    "papers": [{"name": "a"}],
    "whole": [{"name": "a"}],
}


@pytest.mark.parametrize(
    ("changed", "names"),
    [
        ({}, ()),
        ({"remark": "y"}, ()),
        ({"amount": 101}, ("amount",)),
        ({"amount": None}, ("amount",)),
        ({"card": Secret("2")}, ("card",)),
        ({"card": Secret("1")}, ()),
        ({"rows": [{"days": 2, "note": "a"}]}, ("rows",)),
        ({"rows": [{"days": 1, "note": "b"}]}, ()),
        ({"rows": []}, ("rows",)),
        ({"rows": [{"days": 1}, {"days": None}]}, ("rows",)),
        ({"papers": []}, ()),
        ({"whole": [{"name": "b"}]}, ("whole",)),
        ({"amount": 1, "rows": []}, ("amount", "rows")),
    ],
)
def test_which_changes_send_a_case_back_to_step_one(changed, names):
    assert forms.restarting(WATCHED, BEFORE, {**BEFORE, **changed}) == names
