"""Does a total find its rows, and judge each of them?"""

from datetime import date
from decimal import Decimal

import pytest

from townhall.kernel.evaluation import compiled
from townhall.kernel.expressions import parse
from townhall.kernel.marks import NOWHERE
from townhall.kernel.scopes import Layers
from townhall.kernel.values import Row

PAST = (Row({"amount": 1}), Row({"amount": 2}))
LINES = (
    Row({"qty": Decimal("2"), "price": Decimal("1.50"), "kind": "a", "before": PAST, "tags": ("x", "y")}),
    Row({"qty": Decimal("3"), "price": Decimal("2.00"), "kind": "b", "before": (), "tags": ()}),
    Row({"qty": Decimal("4"), "price": Decimal("1.00"), "kind": "a", "before": PAST, "tags": ("x",)}),
)


def value(source, **names):
    world = {"lines": LINES, "kind": "a", "none": (), "unknown_fact": None, "floor": 3, "blank": None}
    world["form"] = Row({"lines": LINES, "total": 11})
    world["ref"] = Row({"moves": PAST})
    return compiled(parse(source, NOWHERE))(Layers(({**world, **names},)))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("sum(lines.qty * lines.price)", Decimal("13.00")),
        ("sum(form.lines.qty * form.lines.price)", Decimal("13.00")),
        ("sum(lines.qty, where=lines.kind == kind)", 6),
        ("sum(lines.qty, where=lines.kind == kind and lines.price > 1)", 2),
        ("sum(lines.qty * floor)", 27),
        ("count(lines)", 3),
        ("count(lines, where=lines.qty >= floor)", 2),
        ("distinct(lines.kind)", 2),
        ("distinct(form.lines.kind, where=form.lines.qty > floor)", 1),
        ("first(lines).qty", 2),
        ("last(lines.kind)", "a"),
        ("any(lines.qty > 3) and not all(lines.qty > 3)", True),
        ("min(lines.price) + max(lines.price)", 3),
        ("median(lines.qty)", 3),
        ("sum(ref.moves.amount)", 3),
        ("join(lines.kind)", "a、b、a"),
        ("join(lines.kind, between=kind)", "aabaa"),
        # totals in totals
        ("sum(lines.qty * sum(lines.before.amount))", 18),
        ("sum(count(lines.before))", 4),
        ("count(lines, where=count(lines.before) > 0)", 2),
        ("count(lines, where=lines.qty > median(lines.qty))", 1),
        ("max(lines.qty - min(lines.qty))", 2),
        ("count(lines, where=any(lines.before.amount > 1))", 2),
        # rows of rows
        ("sum(lines.before.amount)", 6),
        ("count(lines.before, where=lines.before.amount > 1)", 2),
        ("count(lines.tags)", 3),
        ("distinct(lines.tags)", 2),
        # nothing there
        ("sum(none.amount)", 0),
        ("count(none)", 0),
        ("distinct(none.x)", 0),
        ("min(none.amount)", None),
        ("max(none.amount)", None),
        ("median(none.amount)", None),
        ("first(none.amount)", None),
        ("last(none)", None),
        ("any(none.x)", False),
        ("all(none.x)", True),
        ("ordered(none.day)", True),
        ("join(none.x)", ""),
        # nobody knows
        ("sum(unknown_fact.amount)", None),
        ("count(unknown_fact)", None),
        ("count(unknown_fact, where=unknown_fact.amount > floor)", None),
        ("any(unknown_fact.day < floor)", None),
        ("count(unknown_fact) > 0 and false", False),
        ("sum(lines.qty * blank)", None),
        ("sum(lines.qty, where=lines.qty > blank)", 0),
    ],
)
def test_totals(source, expected):
    assert value(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("sum(rows.a)", None),
        ("sum(or_else(rows.a, 0))", 4),
        ("sum(rows.a, where=filled(rows.a))", 4),
        ("count(rows)", 3),
        ("count(rows, where=rows.a > 0)", 2),
        ("min(rows.a)", None),
        ("distinct(rows.a)", None),
        ("ordered(rows.a)", None),
        ("any(rows.a > 2)", True),
        ("any(rows.a > 5)", None),
        ("all(rows.a > 0)", None),
        ("all(rows.a > 1)", False),
        ("first(rows.a)", 1),
        ("first(rows.a, where=rows.a > 1)", 3),
        ("join(rows.a)", None),
    ],
)
def test_an_unknown_row_makes_a_total_unknown_unless_it_is_left_out(source, expected):
    rows = (Row({"a": 1}), Row({"a": None}), Row({"a": 3}))
    assert value(source, rows=rows) == expected


def test_an_unknown_fact_of_one_row_makes_their_total_unknown():
    rows = (Row({"before": PAST}), Row({"before": None}))
    assert value("sum(rows.before.amount)", rows=rows) is None
    assert value("count(rows.before)", rows=rows) is None
    assert value("count(rows, where=count(rows.before) > 0)", rows=rows) == 1
    assert value("count(rows.before)", rows=(Row({"before": None}),)) is None


def test_the_rows_are_found_anew_each_time():
    formula = compiled(parse("sum(rows.a)", NOWHERE))
    for rows, total in (((), 0), ((Row({"a": 2}),), 2), (None, None), ((Row({"a": 2}), Row({"a": 3})), 5)):
        assert formula(Layers(({"rows": rows},))) == total


def test_the_largest_gap():
    def gap(*days):
        rows = tuple(Row({"day": date.fromisoformat(day)}) for day in days)
        return [
            value(f"largest_gap(rows.day) <= {term}", rows=rows)
            for term in ("days(0)", "months(12)", "days(365)")
        ]

    assert gap() == gap("2026-01-01") == [True, True, True]
    assert gap("2027-03-01", "2028-03-01") == [False, True, False]
    assert gap("2028-03-01", "2027-03-01", "2029-03-01") == [False, True, False]
    assert gap("2026-03-01", "2027-03-02") == [False, False, False]
    # two gaps of 366 days, of which one is a day over the year
    assert gap("2027-03-01", "2028-03-01", "2029-03-02") == [False, False, False]
