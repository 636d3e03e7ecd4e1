"""Do the kits catch a plug-in that breaks its promise?"""

from dataclasses import dataclass
from typing import Any

import pytest

from townhall.kernel.signatures import INTEGER, TEXT, Function
from townhall.kernel.text import Text
from townhall.ports.kits import Example, examine_any, examine_function, examine_kind, examine_mask
from townhall.spec import typed
from townhall.spec.catalog import Unreadable
from townhall.spec.fields import Field
from townhall.spec.kinds import Single, Whole


@dataclass(frozen=True, slots=True)
class Good(Single):
    """Capital letters, kept as text."""

    name: str = "good"
    title: Text = Text("大写", "Capitals")

    def value_type(self, field):
        return TEXT

    def read(self, raw: Any, field):
        word = typed.compact(raw)
        if not (word.isascii() and word.isalpha()):
            raise Unreadable(Text("请填字母", "Type letters"))
        return word

    def complaints(self, value, field):
        return (Text("太长", "Too long"),) if len(value) > 9 else ()


@dataclass(frozen=True, slots=True)
class Crashes(Good):
    def read(self, raw, field):
        return raw.upper()


@dataclass(frozen=True, slots=True)
class Forgets(Good):
    def from_json(self, stored):
        return stored.lower()


@dataclass(frozen=True, slots=True)
class ShowsMore(Good):
    def shown(self, value, field, locale):
        return f"{value}!"


@dataclass(frozen=True, slots=True)
class SpeaksOneLanguage(Good):
    def complaints(self, value, field):
        return (Text("太长", ""),) if len(value) > 9 else ()


@dataclass(frozen=True, slots=True)
class KeepsAnotherType(Good):
    column: str = "integer"


@dataclass(frozen=True, slots=True)
class Refuses(Good):
    def read(self, raw, field):
        raise Unreadable(Text("请填字母", ""))


FIELD = Field("one", "good", Text("字", "Letters"))
READABLE = (Example("ab", "AB", "AB", "AB"), Example(" c-d ", "CD"))


def examined(kind, **more):
    examine_kind(Whole(kind), FIELD, more.pop("readable", READABLE), ("1",), ("abcdefghij",), **more)


def test_a_good_kind_passes():
    examined(Good())


@pytest.mark.parametrize(
    ("kind", "at"),
    [
        (Forgets(), "comes back from storage as 'ab'"),
        (ShowsMore(), "is shown as 'AB!'"),
        (SpeaksOneLanguage(), "lacks English"),
        (KeepsAnotherType(), "does not fit a column for integer"),
        (Good(name="Good"), "is no name"),
        (Good(title=Text("大写", "")), "the title lacks English"),
    ],
)
def test_a_broken_promise_is_named(kind, at):
    with pytest.raises(AssertionError, match=at):
        examined(kind)


def test_a_kind_that_crashes_on_nasty_input_is_not_spared():
    with pytest.raises(AttributeError):
        examine_any(Whole(Crashes()), FIELD, {})


def test_a_refusal_needs_both_languages():
    with pytest.raises(AssertionError, match="lacks English"):
        examine_any(Whole(Refuses()), FIELD, "x")


@pytest.mark.parametrize(
    ("examples", "at"),
    [
        ({"unreadable": ("ab",)}, "was read"),
        ({"complained_of": ("ab",)}, "earned no complaint"),
        ({"warned_of": ("ab",)}, "earned no warning"),
        ({"warned_of": ("abcdefghij",)}, "earned a complaint, not a warning"),
        ({"readable": (Example("ab", "ab"),)}, "means 'ab', but was read as 'AB'"),
        ({"readable": (Example("abcdefghij", "ABCDEFGHIJ"),)}, "earned a complaint"),
    ],
)
def test_an_example_that_is_not_so_is_named(examples, at):
    with pytest.raises(AssertionError, match=at):
        examine_kind(Whole(Good()), FIELD, **({"readable": READABLE} | examples))


def test_a_mask_that_shows_something_else():
    examine_mask(lambda whole: whole[:1], {"张三": "张"})
    with pytest.raises(AssertionError, match="is seen as '张'"):
        examine_mask(lambda whole: whole[:1], {"张三": "张*"})


def test_a_mask_that_changes_its_mind():
    seen = iter(("张*", "张三"))
    with pytest.raises(AssertionError, match="seen differently"):
        examine_mask(lambda whole: next(seen), {"张三": "张*"})


def function(evaluate, usage="half(x)", **more):
    return Function("half", usage, (frozenset({"integer"}),), INTEGER, evaluate, **more)


@pytest.mark.parametrize(
    ("plugged", "at"),
    [
        (function(lambda value: value // 3), "gives 1, not 2"),
        (function(lambda value: value / 2), "floats are not exact"),
        (function(lambda value: value // 2, usage="x"), "the usage shows"),
        (function(lambda value: value // 2, total=True), "with rows"),
    ],
)
def test_a_function_that_breaks_its_promise(plugged, at):
    with pytest.raises(AssertionError, match=at):
        examine_function(plugged, [((4,), 2)])


def test_a_good_function_passes_and_counts_its_arguments():
    examine_function(function(lambda value: value // 2), [((4,), 2)])
    with pytest.raises(AssertionError, match="does not take 2 arguments"):
        examine_function(function(lambda value: value // 2), [((4, 2), 2)])
