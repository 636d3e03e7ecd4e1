"""Do types go together as money, days and options do?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from townhall.kernel import signatures as types
from townhall.kernel.pairing import arithmetic, comparable, fits, is_literal, settled, strangers, unified
from townhall.kernel.signatures import Choice, ListType, Many, Record, Reference, Rows, Simple, TextType

BARE = Simple("integer", literal=True)
BARE_FRACTION = Simple("number", literal=True)
BY_NAME = {
    "money": types.MONEY,
    "number": types.NUMBER,
    "integer": types.INTEGER,
    "percent": types.PERCENT,
    "area": types.AREA,
    "date": types.DATE,
    "datetime": types.DATETIME,
    "period": types.PERIOD,
    "duration": types.DURATION,
    "text": types.TEXT,
    "bool": types.BOOL,
    "1": BARE,
    "0.5": BARE_FRACTION,
}
ALL = st.sampled_from(
    [
        *BY_NAME.values(),
        types.ANYTHING,
        types.PERSON,
        types.UNIT,
        Choice(("a", "b")),
        Choice(),
        TextType(("a",)),
        Reference("register/budget"),
        Rows(Record({})),
        Many(types.TEXT),
        ListType((types.TEXT,)),
    ]
)


@pytest.mark.parametrize(
    ("left", "operator", "right", "made"),
    [
        ("money", "+", "money", "money"),
        ("money", "-", "1", "money"),
        ("1", "-", "money", "money"),
        ("money", "*", "number", "money"),
        ("integer", "*", "money", "money"),
        ("percent", "*", "money", "money"),
        ("money", "*", "area", "money"),
        ("money", "/", "money", "number"),
        ("money", "/", "area", "money"),
        ("money", "/", "integer", "money"),
        ("area", "+", "0.5", "area"),
        ("area", "/", "area", "number"),
        ("area", "*", "percent", "area"),
        ("integer", "+", "integer", "integer"),
        ("integer", "+", "1", "integer"),
        ("integer", "/", "integer", "number"),
        ("integer", "*", "number", "number"),
        ("1", "-", "percent", "number"),
        ("date", "-", "date", "duration"),
        ("date", "+", "duration", "date"),
        ("duration", "+", "date", "date"),
        ("datetime", "-", "datetime", "duration"),
        ("datetime", "-", "duration", "datetime"),
        ("duration", "*", "integer", "duration"),
        ("period", "-", "1", "period"),
        ("period", "-", "period", "integer"),
        ("money", "*", "money", None),
        ("money", "+", "number", None),
        ("money", "+", "integer", None),
        ("money", "+", "area", None),
        ("number", "/", "money", None),
        ("area", "*", "area", None),
        ("date", "+", "integer", None),
        ("date", "+", "1", None),
        ("date", "+", "date", None),
        ("date", "-", "datetime", None),
        ("duration", "-", "date", None),
        ("period", "+", "number", None),
        ("period", "*", "integer", None),
        ("text", "+", "text", None),
        ("bool", "+", "integer", None),
    ],
)
def test_arithmetic(left, operator, right, made):
    result = arithmetic(operator, BY_NAME[left], BY_NAME[right])
    assert (result and str(result)) == made


@pytest.mark.parametrize("operator", ["+", "-", "*", "/"])
def test_bare_numbers_stay_bare(operator):
    result = arithmetic(operator, BARE, BARE_FRACTION)
    assert is_literal(result)
    assert fits(result, types.MONEY)


@pytest.mark.parametrize(
    ("left", "right", "equal", "ordered"),
    [
        (types.MONEY, types.MONEY, True, True),
        (types.MONEY, BARE, True, True),
        (BARE_FRACTION, types.AREA, True, True),
        (types.PERCENT, types.NUMBER, True, True),
        (types.MONEY, types.INTEGER, False, False),
        (types.MONEY, types.AREA, False, False),
        (types.MONEY, types.TEXT, False, False),
        (types.DATE, types.DATE, True, True),
        (types.DATE, types.DATETIME, False, False),
        (types.DURATION, types.DURATION, True, True),
        (types.DURATION, BARE, False, False),
        (types.TEXT, types.TEXT, True, False),
        (types.BOOL, types.BOOL, True, False),
        (types.UNIT, types.UNIT, True, False),
        (types.UNIT, types.PERSON, False, False),
        (Choice(("a",)), TextType(("a",)), True, False),
        (Choice(("a",)), TextType(("z",)), True, False),
        (Choice(("a",)), types.TEXT, False, False),
        (Choice(("a",)), Choice(("b",)), True, False),
        (Reference("register/budget"), Reference("register/budget"), True, False),
        (Reference("register/budget"), Reference("register/fund"), False, False),
        (Rows(types.TEXT), Rows(types.TEXT), False, False),
        (types.ANYTHING, Rows(types.TEXT), True, True),
    ],
)
def test_comparisons(left, right, equal, ordered):
    assert comparable(left, right) is comparable(right, left) is equal
    assert comparable(left, right, ordered=True) is comparable(right, left, ordered=True) is ordered


@pytest.mark.parametrize(
    ("given", "wanted", "expected"),
    [
        (BARE, types.MONEY, True),
        (BARE, types.INTEGER, True),
        (BARE_FRACTION, types.INTEGER, False),
        (BARE_FRACTION, types.PERCENT, True),
        (BARE, types.DATE, False),
        (types.INTEGER, types.NUMBER, True),
        (types.NUMBER, types.INTEGER, False),
        (types.NUMBER, types.MONEY, False),
        (types.MONEY, types.NUMBER, False),
        (types.NUMBER, types.PERCENT, True),
        (TextType(("a",)), Choice(("a", "b")), True),
        (TextType(("z",)), Choice(("a", "b")), False),
        (TextType(("z",)), Choice(), True),
        (types.TEXT, Choice(), False),
        (Choice(("a",)), Choice(("a", "b")), True),
        (Choice(("a", "c")), Choice(("a", "b")), False),
        (Choice(("a",)), types.TEXT, True),
        (Many(types.INTEGER), Many(types.NUMBER), True),
        (ListType((BARE, BARE_FRACTION)), Many(types.MONEY), True),
        (types.TEXT, Many(types.TEXT), False),
        (Reference("register/a"), Reference("register/b"), False),
    ],
)
def test_fitting(given, wanted, expected):
    assert fits(given, wanted) is expected


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        (types.MONEY, BARE, "money"),
        (BARE, types.MONEY, "money"),
        (types.INTEGER, types.NUMBER, "number"),
        (types.MONEY, types.NUMBER, None),
        (types.DATE, types.DATE, "date"),
        (types.DATE, types.DURATION, None),
        (Choice(("a",), "dict/x"), Choice(("a",), "dict/x"), "dict/x"),
        (types.ANYTHING, types.DATE, "anything"),
    ],
)
def test_one_type_of_two(one, other, both):
    result = unified(one, other)
    assert (result and str(result)) == both


def test_words_of_two_branches_are_remembered():
    both = unified(TextType(("a",)), TextType(("z",)))
    assert strangers(both, Choice(("a", "b"))) == ("z",)
    assert unified(TextType(("a",)), Choice(("a", "b"))) == Choice(("a", "b"))
    assert unified(TextType(("z",)), Choice(("a", "b"))) == types.TEXT


@given(ALL, ALL)
def test_the_laws_of_pairing(left, right):
    assert comparable(left, right) == comparable(right, left)
    assert fits(left, left)
    assert fits(settled(left), settled(left))
    both = unified(left, right)
    if both is not None:
        assert fits(left, both)
        assert fits(right, both)
    for operator in "+-*/":
        made = arithmetic(operator, left, right)
        if operator in "+*":
            assert made == arithmetic(operator, right, left)
