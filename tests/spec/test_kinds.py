"""Does a kind of one value become a kind of none and many?"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest

from townhall.kernel.signatures import INTEGER, Many, Record, Rows
from townhall.kernel.text import Text
from townhall.spec.catalog import Unreadable
from townhall.spec.fields import Field
from townhall.spec.kinds import Single, Whole, decimal_text


@dataclass(frozen=True, slots=True)
class Digit(Single):
    """One digit; the smallest kind there could be."""

    name: str = "digit"
    title: Text = Text("一位数字", "Digit")

    def value_type(self, field):
        return INTEGER

    def read(self, raw: Any, field):
        if raw == "\u200b":
            return ""
        if str(raw) not in "0123456789":
            raise Unreadable(Text("请填一位数字", "Type one digit"))
        return int(raw)

    def complaints(self, value, field):
        return (Text("不吉利", "Unlucky"),) if value == 4 else ()

    def warnings(self, value, field):
        return (Text("单数", "Odd"),) if value % 2 else ()

    def to_json(self, value):
        return value


@dataclass(frozen=True, slots=True)
class Lines(Digit):
    is_plural: bool = True

    def value_type(self, field):
        return Record({})


ONE = Field("one", "digit", Text("数", "Digit"))
MANY = Field("one", "digit", Text("数", "Digit"), many=True)
KIND = Whole(Digit())


@pytest.mark.parametrize("raw", [None, "", " \u3000", [], (), [None, " "], "\u200b"])
@pytest.mark.parametrize("field", [ONE, MANY])
def test_nothing_is_none(raw, field):
    assert KIND.read(raw, field) is None


def test_one_value_may_come_in_a_list():
    assert KIND.read(["", 7], ONE) == 7


def test_two_values_are_too_many_for_one():
    with pytest.raises(Unreadable) as refused:
        KIND.read([1, 2], ONE)
    assert refused.value.say == Text("这里只能填一项", "Give only one here")


@pytest.mark.parametrize("raw", [[1, 0], ["1", "", "0"], "1、0", "1;0", "1\n0\n", (1, 0)])
def test_many_come_as_a_list_or_as_text_with_marks_between(raw):
    assert KIND.read(raw, MANY) == (1, 0)


def test_zero_and_false_are_not_nothing():
    assert KIND.read(0, ONE) == 0
    assert KIND.read([0], MANY) == (0,)


def test_many_are_kept_as_a_list_and_come_back_as_a_tuple():
    assert KIND.to_json((1, 2)) == [1, 2]
    assert KIND.from_json([1, 2]) == (1, 2)
    assert KIND.from_json(KIND.to_json(())) == ()


def test_complaints_about_one_of_many_say_which():
    assert KIND.complaints((1, 4), MANY) == (Text("第2项：不吉利", "Item 2: Unlucky"),)
    assert KIND.complaints(4, ONE) == (Text("不吉利", "Unlucky"),)
    assert KIND.warnings((2, 3), MANY) == (Text("第2项：单数", "Item 2: Odd"),)


def test_many_are_shown_one_after_the_other():
    assert KIND.shown((1, 2), MANY, "zh") == "1、2"
    assert KIND.shown((1, 2), MANY, "en") == "1; 2"
    assert KIND.shown(None, MANY, "en") == ""


def test_formulas_see_many_and_rows():
    assert KIND.value_type(ONE) == INTEGER
    assert KIND.value_type(MANY) == Many(INTEGER)
    assert isinstance(Whole(Lines()).value_type(ONE), Rows)


def test_a_plural_kind_holds_many_without_being_told():
    assert Whole(Lines()).read("1", ONE) == (1,)
    assert Whole(Lines()).column == "json"
    assert KIND.column == "text"


@pytest.mark.parametrize(
    ("exact", "most", "least", "text"),
    [
        (Decimal("0.125"), 2, 0, "0.13"),
        (Decimal("-0.125"), 2, 0, "-0.13"),
        (Decimal("-0.001"), 2, 0, "0"),
        (Decimal("-0.001"), 2, 2, "0.00"),
        (Decimal("1E+3"), 2, 0, "1000"),
        (Decimal("1") / Decimal("3"), 6, 0, "0.333333"),
        (Decimal(2**100), 6, 0, "1267650600228229401496703205376"),
        (7, 2, 2, "7.00"),
    ],
)
def test_exact_numbers_are_written_without_exponent_or_negative_zero(exact, most, least, text):
    assert decimal_text(exact, most, least) == text
