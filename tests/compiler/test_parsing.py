"""Does strict YAML read what it says, and JSON the same?"""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.compiler.packs import codes
from townhall.compiler.marked import plain
from townhall.compiler.parsing import parsed


def value(text):
    top, problems = parsed(f"a: {text}\n", "a.yaml")
    assert problems == ()
    return top["a"]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("true", True), ("false", False), ("yes", "yes"), ("on", "on"), ("True", "True"), ("NO", "NO"),
        ("12", 12), ("-3", -3), ("0", 0), ("0.10", Decimal("0.10")), ("-1.5", Decimal("-1.5")),
        ("1e5", "1e5"), ("0x1F", "0x1F"), ("1_000", "1_000"), (".5", ".5"), ("1:30", "1:30"), ("30%", "30%"),
        ("2026-04-08", "2026-04-08"), ("7 days", "7 days"), ('"12"', "12"), ("'true'", "true"), ('""', ""),
        ("~", None), ("null", None), ("", None), (".inf", ".inf"), ("9" * 40, "9" * 40),
    ],
)  # fmt: skip
def test_a_scalar_is_what_it_looks_like(text, meant):
    found = value(text)
    assert found == meant
    assert type(found) is type(meant)


def test_keys_are_always_text():
    top, problems = parsed("on: 1\n2026-01-01: 2\n12: 3\ntrue: 4\n", "a.yaml")
    assert problems == ()
    assert list(top) == ["on", "2026-01-01", "12", "true"]


def test_several_problems_of_one_file_come_in_one_pass():
    _, problems = parsed("a: 1\na: 2\nb: {x: 一, 二}\nc: 007\n", "a.yaml")
    assert codes(problems) == ["TH102", "TH108", "TH124"]
    assert [str(one.mark) for one in problems] == ["a.yaml:2:1", "a.yaml:3:11", "a.yaml:4:4"]


def test_a_key_that_is_a_list_is_refused():
    top, problems = parsed("? [a, b]\n: 1\n", "a.yaml")
    assert top is None
    assert codes(problems) == ["TH112"]


@pytest.mark.parametrize(
    "text", ["a: !!int 3", "a: !thing x", "&x a: 1", "a: &x 1", "<<: {a: 1}", "a: {b: &x 1, c: *x}"]
)
def test_tags_anchors_aliases_and_merges_are_refused(text):
    top, problems = parsed(text, "a.yaml")
    assert top is None
    assert codes(problems) == ["TH105"]


def test_an_asterisk_and_an_ampersand_in_text_are_harmless():
    assert value("qty * price") == "qty * price"
    assert value('"a & b"') == "a & b"


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**12), 10**12)
    | st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp", "Cn", "Co"])),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text("abcdefgh", min_size=1, max_size=6), inner, max_size=4)
    ),
    max_leaves=20,
)


@given(st.dictionaries(st.text("abcdefgh", min_size=1, max_size=6), JSON, min_size=1, max_size=5))
def test_json_reads_as_json(whole):
    """Whatever JSON says, it is read as the same, indented or not."""
    for text in (json.dumps(whole), json.dumps(whole, indent=2, ensure_ascii=False)):
        top, problems = parsed(text, "a.json")
        assert problems == ()
        assert plain(top) == whole


@given(st.text(max_size=200))
def test_no_text_brings_the_reader_down(text):
    top, problems = parsed(text, "a.yaml")
    assert top is not None or problems


@given(st.text(alphabet="ab:{}[],-#&*!|>'\"%@` \n\t\uff1a\uff0c", max_size=60))
def test_no_heap_of_punctuation_brings_the_reader_down(text):
    for file in ("a.yaml", "a.json"):
        top, problems = parsed(text, file)
        assert top is not None or problems
        for one in problems:
            assert one.sentence("zh")
            assert one.sentence("en")
