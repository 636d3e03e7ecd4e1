"""Does a formula give what Kleene's logic and exact decimals say it must?"""

import itertools
from datetime import UTC, date, datetime
from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from townhall.kernel import signatures as types
from townhall.kernel.evaluation import compiled, rendered
from townhall.kernel.expressions import parse, template
from townhall.kernel.functions import BUILT_IN
from townhall.kernel.marks import NOWHERE
from townhall.kernel.scopes import Layers
from townhall.kernel.signatures import Function
from townhall.kernel.values import Duration, Period, Row, Window
from townhall.kernel.workdays import Calendar, CalendarEnds

TRUTH = (True, False, None)
NUMBERS = st.one_of(
    st.integers(-(10**12), 10**12),
    st.decimals(min_value=-(10**12), max_value=10**12, places=4, allow_nan=False, allow_infinity=False),
)


def value(source, functions=BUILT_IN, calendar=None, **names):
    scope = Layers((names,), calendar or Calendar())
    return compiled(parse(source, NOWHERE), functions)(scope)


def least(*claims):
    """Kleene's `and` as the smaller of false < unknown < true."""
    return min(claims, key=[False, None, True].index)


@pytest.mark.parametrize(("a", "b"), list(itertools.product(TRUTH, TRUTH)))
def test_kleenes_tables(a, b):
    assert value("a and b", a=a, b=b) is least(a, b)
    assert value("not a", a=a) is (None if a is None else not a)
    assert value("not (a and b)", a=a, b=b) is value("not a or not b", a=a, b=b)
    assert value("not (a or b)", a=a, b=b) is value("not a and not b", a=a, b=b)
    assert value("a or b", a=a, b=b) is value("b or a", a=a, b=b)
    assert value("unknown(a)", a=a) is (a is None)


@given(st.lists(st.sampled_from(TRUTH), min_size=2, max_size=6))
def test_kleenes_laws_for_many(claims):
    names = {f"c{place}": claim for place, claim in enumerate(claims)}
    assert value(" and ".join(names), **names) is least(*claims)
    rows = tuple(Row({"claim": claim}) for claim in claims)
    assert value("all(rows.claim)", rows=rows) is least(*claims)
    assert value("not any(not rows.claim)", rows=rows) is value("all(rows.claim)", rows=rows)


@given(st.lists(st.sampled_from(TRUTH), max_size=5), st.data())
def test_what_an_unknown_cannot_change_is_known(claims, data):
    """Filling in an unknown never turns a known answer round."""
    names = [f"c{place}" for place in range(len(claims))] or ["true"]
    source = names[0]
    for name in names[1:]:
        joint = data.draw(st.sampled_from([" and ", " or ", " and not ", " or not "]))
        source = f"({source}){joint}{name}"
    now = value(source, **dict(zip(names, claims, strict=False)))
    filled = [data.draw(st.booleans()) if claim is None else claim for claim in claims]
    later = value(source, **dict(zip(names, filled, strict=False)))
    assert now is None or now is later


@pytest.mark.parametrize(
    "source", ["a + 1", "1 - a", "a * 0", "a / 2", "2 / a", "-a", "a > 1", "a == a", "0 < a < 9", "a in [1]"]
)
def test_unknown_stays_unknown(source):
    assert value(source, a=None) is None


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("1 if a > 1 else 2", None),
        ("filled(a)", False),
        ("unknown(a)", True),
        ("or_else(a, 5)", 5),
        ("or_else(b, 5)", 3),
        ("b in [1, a]", None),
        ("b in [3, a]", True),
        ("b not in [1, a]", None),
        ("b not in [1, 2]", True),
        ("5 < b < a", False),
        ("1 < b < a", None),
        ("b == 3 or a == 3", True),
        ("ref.name", None),
        ("ref.owner.name", None),
        ("b / 0", None),
        ("b / (b - 3)", None),
        ("round(b / 0, 2)", None),
        ("min(a, b)", None),
        ("contains('abc', a)", None),
    ],
)
def test_empty_values(source, expected):
    assert value(source, a=None, b=3, ref=None) == expected


@given(NUMBERS, NUMBERS)
def test_numbers_are_exact(a, b):
    with localcontext() as context:
        context.prec = 5  # whatever someone else sets, formulas keep their own exactness
        assert Fraction(value("a + b", a=a, b=b)) == Fraction(a) + Fraction(b)
        assert Fraction(value("a - b", a=a, b=b)) == Fraction(a) - Fraction(b)
        assert Fraction(value("a * b", a=a, b=b)) == Fraction(a) * Fraction(b)
        assert Fraction(value("-a", a=a)) == -Fraction(a)
        quotient = value("a / b", a=a, b=b)
        if b == 0:
            assert quotient is None
        else:
            assert abs(Fraction(quotient) * Fraction(b) - Fraction(a)) < Fraction(1, 10**20)


@given(st.lists(NUMBERS, max_size=20))
def test_sums_are_exact(amounts):
    rows = tuple(Row({"amount": amount}) for amount in amounts)
    assert Fraction(value("sum(rows.amount)", rows=rows)) == sum(map(Fraction, amounts))


def test_no_float_ever_comes_of_whole_numbers():
    assert type(value("1 / 3")) is Decimal
    assert type(value("6 / 3 * 2")) is Decimal
    assert type(value("2 * 3")) is int


def test_numbers_that_explode_become_unknown():
    source = "*".join(["a"] * 40)
    assert value(source, a=10**30) is None
    assert value(source, a=Decimal(10) ** 30) is None
    assert value("a / b", a=Decimal(10) ** 30, b=Decimal("1E-30")) is None


DAY = date(2026, 4, 3)  # a Friday


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("day + days(3)", date(2026, 4, 6)),
        ("workdays(3) + day", date(2026, 4, 8)),
        ("day - workdays(1)", date(2026, 4, 2)),
        ("day - months(36)", date(2023, 4, 3)),
        ("day + term", date(2026, 4, 10)),
        ("later - day", Duration(27, "day")),
        ("later - day >= term", True),
        ("later - day < months(1)", True),
        ("later - day >= workdays(19)", True),
        ("term * 2 == days(14)", True),
        ("2 * term - days(1)", Duration(13, "day")),
        ("months(1) > days(30)", None),
        ("-days(3)", Duration(-3, "day")),
        ("moment + hours(24) > moment", True),
        ("moment - moment == minutes(0)", True),
        ("month(day) == period", True),
        ("month(moment) - 1", Period(2026, 3)),
        ("1 + period", Period(2026, 5)),
        ("period - month(later - days(60))", 1),
        ("first_day(period)", date(2026, 4, 1)),
        ("last_day(period)", date(2026, 4, 30)),
        ("days_in(period)", 30),
        ("year(day) + year(period)", 4052),
        ("period + 1000000", None),
        ("period - 1000000", None),
        ("days_between(day, later)", 27),
        ("years_between(day, later) < 1", True),
        ("window(day, days(1))", Window(date(2026, 4, 2), date(2026, 4, 4))),
        ("later in window(day, term)", False),
        ("day in window(later, days(27))", True),
        ("later not in window(day, term)", True),
        ("overlap_days(day, later, later, later)", 1),
        ("max(day, later)", date(2026, 4, 30)),
        ("day + years(8000)", None),
    ],
)
def test_time(source, expected):
    names = {
        "day": DAY,
        "later": date(2026, 4, 30),
        "term": Duration(7, "day"),
        "moment": datetime(2026, 4, 3, 8, tzinfo=UTC),
        "period": Period(2026, 4),
    }
    assert value(source, **names) == expected


def test_the_calendar_of_the_scope_counts():
    calendar = Calendar(holidays=frozenset({date(2026, 4, 6)}), until=date(2026, 4, 10))
    assert value("day + workdays(1)", calendar=calendar, day=DAY) == date(2026, 4, 7)
    assert value("day in window(day, workdays(1))", calendar=calendar, day=DAY) is True
    with pytest.raises(CalendarEnds):
        value("day + workdays(9)", calendar=calendar, day=DAY)


def test_names_and_dots():
    param = Row({"tier_2": Decimal(10000), "deep": Row({"er": Row({"still": 1})})})
    assert value("amount >= param.tier_2", amount=Decimal(10000), param=param) is True
    assert value("param.deep.er.still", param=param) == 1
    assert value("this == other", this=Row({"id": 1}), other=Row({"id": 1})) is True


def test_an_unknown_name_is_a_mistake_of_the_programme():
    with pytest.raises(LookupError, match="nobody"):
        value("nobody > 1")
    with pytest.raises(LookupError, match="nothing"):
        value("nothing(1)")


def test_the_innermost_layer_wins():
    scope = Layers(({"a": 1, "b": 2},)).within({"a": None})
    assert compiled(parse("unknown(a) and b == 2", NOWHERE))(scope) is True


def test_branches():
    source = "'big' if a > 10 else 'small' if a > 1 else 'none'"
    assert [value(source, a=a) for a in (11, 2, 0, None)] == ["big", "small", "none", None]


def test_only_the_branch_taken_is_judged():
    assert value("1 if true else missing") == 1


def test_many_values():
    assert value("'a' in kinds", kinds=("a", "b")) is True
    assert value("'a' not in kinds", kinds=None) is None
    assert value("filled(kinds)", kinds=()) is False


def test_compiling_is_done_once_per_set_of_functions():
    one, again = parse("a + 1", NOWHERE), parse("a + 1", NOWHERE)
    assert compiled(one) is compiled(again)
    more = BUILT_IN.plus(Function("twice", "twice(a)", (types.NUMBERS,), types.NUMBER, lambda a: a * 2))
    assert compiled(one, more) is not compiled(one)
    assert value("twice(a) + 1", more, a=3) == 7


def test_sentences():
    sentence = template("{name}: {amount * 2}元{{{missing}}}", NOWHERE)
    scope = Layers(({"name": "甲", "amount": 3, "missing": None},))
    assert rendered(sentence, scope, lambda shown: "" if shown is None else str(shown)) == "甲: 6元{}"


@given(st.integers(-5, 5), st.integers(-5, 5), st.integers(-5, 5))
def test_chained_comparisons_are_pairs(a, b, c):
    names = {"a": a, "b": b, "c": c}
    assert value("a < b <= c", **names) is (a < b <= c)
    assert value("a == b != c", **names) is (a == b != c)
