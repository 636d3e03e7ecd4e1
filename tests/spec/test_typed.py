"""Is what people type read as they meant it, and what deceives refused?"""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from townhall.kernel.text import Text
from townhall.spec import typed
from townhall.spec.catalog import Unreadable

SAY = Text("请填写数字", "Type a number")


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        (" 双喜\u3000", "双喜"),
        ("\ufeff双\u200b喜", "双喜"),
        ("一\r\n二\t三\u2028四", "一 二 三 四"),
        ("𠮷䶮㐂\ue000", "𠮷䶮㐂\ue000"),
        ("Å", "Å"),
        (7, "7"),
        (Decimal("1E+2"), "100"),
        (0.5, "0.5"),
        (date(2026, 3, 5), "2026-03-05"),
    ],
)
def test_a_line(raw, line):
    assert typed.line(raw) == line


@pytest.mark.parametrize("raw", ["a\u202eb", "\u2066a\u2069", "\u200fא", "a\x1bb", "\udc80", "a\x7fb"])
@pytest.mark.parametrize("read", [typed.line, typed.paragraphs, typed.narrow, typed.compact])
def test_what_deceives_is_refused_in_words(raw, read):
    with pytest.raises(Unreadable) as refused:
        read(raw)
    assert refused.value.say == typed.HIDDEN_CHARACTERS


@pytest.mark.parametrize("raw", [None, True, [], {}, object(), float("inf"), Decimal("NaN"), 10**50, b"x"])
def test_what_is_no_text_is_refused(raw):
    with pytest.raises(Unreadable) as refused:
        typed.line(raw)
    assert refused.value.say == typed.NOT_TEXT


def test_endless_text_is_refused():
    with pytest.raises(Unreadable) as refused:
        typed.paragraphs("长" * (typed.LONGEST + 1))
    assert refused.value.say == typed.TOO_LONG


def test_paragraphs_keep_their_lines():
    assert typed.paragraphs("  一 \r\n\r\n二\t三\r四\x85\n") == "一\n\n二\t三\n四"


@given(st.text() | st.text("Aa \u0301\u0334\u0339-1,ß\u200b\n\u3000"))
def test_reading_twice_changes_nothing(raw):
    for read in (typed.line, typed.paragraphs, typed.narrow, typed.compact):
        try:
            once = read(raw)
        except Unreadable:
            continue
        assert read(once) == once


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        ("1,234.50", "1234.50"),
        ("1,234", "1234"),
        ("1 234 567", "1234567"),
        ("−3", "-3"),
        ("+3.", "3"),
        ("0。5", "0.5"),
        ("3 亩", "3"),
        (Decimal("1E+3"), "1000"),
        (0.1, "0.1"),
    ],
)
def test_a_number(raw, number):
    assert typed.number(raw, SAY, around=("亩",)) == Decimal(number)


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "1,23",
        "1,2345",
        "1 2",
        "12 345 67",
        ".",
        "-",
        "1e5",
        "1_0",
        "٣",
        "0x1",
        "1.2.3",
        "9" * 17,
        True,
        None,
    ],
)
def test_what_is_no_number_is_refused_in_the_kinds_own_words(raw):
    with pytest.raises(Unreadable) as refused:
        typed.number(raw, SAY)
    assert refused.value.say in (SAY, typed.NOT_TEXT)


@pytest.mark.parametrize("raw", ["2026-3-5", "2026年03月05日", "2026/03-05", "20260305"])
def test_a_day(raw):
    assert typed.day(raw) == date(2026, 3, 5)


def test_a_day_that_does_not_exist_says_so():
    with pytest.raises(Unreadable) as refused:
        typed.day("2026-02-29")
    assert "没有这一天" in refused.value.say.zh


@pytest.mark.parametrize(("exact", "count"), [("12.50", 1), ("1E+3", 0), ("0.001", 3), ("0", 0), ("5.00", 0)])
def test_places(exact, count):
    assert typed.places(Decimal(exact)) == count
