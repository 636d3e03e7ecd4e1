"""Do containers remember where their keys and values stand, through every change?"""

from decimal import Decimal

from townhall.compiler.marked import Map, items_of, plain
from townhall.compiler.parsing import parsed
from townhall.kernel.marks import NOWHERE


def read(text):
    top, problems = parsed(text, "a.yaml")
    assert problems == ()
    return top


def test_keys_values_and_items_have_places():
    top = read('title: {zh: 灯}\nposts: [a, "b"]\nsay: |\n  one\n  two\n')
    assert str(top.key_mark("posts")) == "a.yaml:2:1"
    assert str(top["title"].value_mark("zh")) == "a.yaml:1:13"
    assert [str(mark) for _, mark in items_of(top, "posts")] == ["a.yaml:2:9", "a.yaml:2:12"]


def test_the_text_of_a_scalar_starts_behind_its_quote_and_in_the_first_line_of_its_block():
    top = read("a: \"x\"\nb: 'x'\nc: x\nd: |\n    x\n")
    assert [str(top.text_mark(key)) for key in "abcd"] == [
        f"a.yaml:{place}" for place in ("1:5", "2:5", "3:4", "5:5")
    ]
    assert str(top.value_mark("a")) == "a.yaml:1:4"


def test_what_is_not_written_stands_where_its_map_starts():
    top = read("a: {b: 1}\n")
    assert str(top["a"].value_mark("missing")) == "a.yaml:1:4"
    assert Map().mark == NOWHERE


def test_a_changed_copy_leaves_the_first_alone_and_keeps_the_new_place():
    base, overlay = read("within: 1 workday\nreview: 2\n"), read("\n\nset: 2 workdays\n")
    changed = base.with_value("within", overlay["set"], overlay, "set")
    assert base["within"] == "1 workday"
    assert str(changed.value_mark("within")) == "a.yaml:3:6"
    assert str(changed.value_mark("review")) == "a.yaml:2:9"
    assert list(changed.without(["within"])) == ["review"]


def test_plain_json_has_decimals_as_they_were_written():
    assert plain(read("a: 0.10\nb: [1, true, 2026-01-01, ~]\n")) == {
        "a": "0.10",
        "b": [1, True, "2026-01-01", None],
    }
    assert plain(Decimal("1E+3")) == "1000"
