"""Do the functions that need no rows give what they promise?"""

from decimal import Decimal

import pytest

from townhall.kernel.evaluation import compiled
from townhall.kernel.expressions import parse
from townhall.kernel.functions import BUILT_IN
from townhall.kernel.marks import NOWHERE
from townhall.kernel.scopes import Layers
from townhall.kernel.values import Period, Place, Row

BRIDGE = Place(Decimal("30.5500"), Decimal("114.2880"))


def value(source, **names):
    return compiled(parse(source, NOWHERE))(Layers((names,)))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("round(2.5)", "3"),
        ("round(-2.5)", "-3"),
        ("round(2.345, 2)", "2.35"),
        ("round(2, 2)", "2.00"),
        ("round(2.5, 11)", "None"),
        ("round(2.5, 0 - 1)", "None"),
        ("abs(0 - 2.50)", "2.50"),
        ("in_words(1409.5)", "壹仟肆佰零玖元伍角整"),
        ("in_words(10 / 3)", "叁元叁角叁分"),
        ("in_words(10000000000000000)", "None"),
        ("in_words(9999999999999999.999)", "None"),
        ("join('a', ' ', 'b')", "a b"),
        ("join(name, ' ', period)", "None"),
        ("contains('招待费用', '招待')", "True"),
        ("contains('办公费用', ['招待', '礼品'])", "False"),
        ("contains('办公费用', ['招待', '办公'])", "True"),
        ("contains('办公费用', ['招待', name])", "None"),
        ("min(3, 1.5, 2)", "1.5"),
        ("max(3, 1.5, 2)", "3"),
    ],
)
def test_values(source, expected):
    assert str(value(source, name=None, period=Period(2026, 4))) == expected


def test_filled_is_never_unknown():
    for nothing in (None, "", ()):
        assert value("filled(x)", x=nothing) is False
    for something in (0, False, " ", (None,), Decimal(0)):
        assert value("filled(x)", x=something) is True


def test_distance_is_in_metres():
    there = Place(Decimal("30.5500"), Decimal("114.2985"))
    assert value("distance(a, b)", a=BRIDGE, b=BRIDGE) == 0
    assert 1000 < value("distance(a, b)", a=BRIDGE, b=there) < 1010
    assert value("distance(a, b)", a=BRIDGE, b=there) == value("distance(b, a)", a=BRIDGE, b=there)
    poles = Place(Decimal(90), Decimal(0)), Place(Decimal(-90), Decimal(0))
    assert 20_015_000 < value("distance(a, b)", a=poles[0], b=poles[1]) < 20_016_000


def test_a_hash_stands_for_what_the_rows_hold():
    rows = (Row({"amount": Decimal("1.0")}), Row({"amount": Decimal("2")}))
    same = (Row({"amount": Decimal("1.00")}), Row({"amount": Decimal("2.0")}))
    assert value("hash_of(rows)", rows=rows) == value("hash_of(rows)", rows=same)
    assert value("hash_of(rows)", rows=rows) != value("hash_of(rows)", rows=rows[::-1])
    assert len(value("hash_of(rows)", rows=())) == 64
    assert value("hash_of(rows)", rows=None) is None


def test_every_function_shows_how_it_is_written():
    for name in BUILT_IN:
        function = BUILT_IN.table[name]
        assert function.name == name
        for usage in function.usage.split(" / "):
            formula = parse(usage, NOWHERE)
            assert formula.functions >= {name}
        assert function.takes
        assert function.accepts_count(function.fewest)


def test_the_functions_of_the_language_are_all_there():
    promised = (
        "sum count min max median distinct first last any all ordered largest_gap "
        "days workdays months years hours days_between years_between overlap_days window year month "
        "first_day last_day days_in "
        "filled unknown or_else round abs contains distance in_words join hash_of"
    )
    assert set(promised.split()) <= set(BUILT_IN)
