"""Does money survive storage, rounding and being written out?"""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from townhall.kernel import money

AMOUNTS = st.integers(min_value=-(10**18) + 1, max_value=10**18 - 1).map(money.yuan)
DIGITS = {word: value for value, word in enumerate("零壹贰叁肆伍陆柒捌玖")}
PLACES = {"拾": 10, "佰": 100, "仟": 1000}


def read_whole(words: str) -> int:
    """A whole number in capitals as a number: the way back from `in_words`, written independently."""
    for name, size in (("亿", 10**8), ("万", 10**4)):
        high, joint, low = words.rpartition(name) if name == "亿" else words.partition(name)
        if joint:
            return read_whole(high) * size + read_whole(low)
    total, digit = 0, 0
    for character in words:
        if character in PLACES:
            total, digit = total + digit * PLACES[character], 0
        else:
            digit = DIGITS[character]
    return total + digit


def read_words(words: str) -> Decimal:
    sign = -1 if words.startswith("负") else 1
    words = words.removeprefix("负").removesuffix("整")
    whole, joint, rest = words.partition("元")
    if not joint:
        whole, rest = "", words
    jiao = DIGITS[rest[rest.index("角") - 1]] if "角" in rest else 0
    cents = DIGITS[rest[-2]] if rest.endswith("分") else 0
    return sign * (Decimal(read_whole(whole)) + money.yuan(jiao * 10 + cents))


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        # the examples of 正确填写票据和结算凭证的基本规定
        ("1409.50", "壹仟肆佰零玖元伍角整"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("1680.32", "壹仟陆佰捌拾元零叁角贰分"),
        ("107000.53", "壹拾万柒仟元零伍角叁分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        # boundaries
        ("0", "零元整"),
        ("0.05", "伍分"),
        ("0.50", "伍角整"),
        ("0.55", "伍角伍分"),
        ("1", "壹元整"),
        ("10.00", "壹拾元整"),
        ("15", "壹拾伍元整"),
        ("101", "壹佰零壹元整"),
        ("1000.5", "壹仟元零伍角整"),
        ("1001", "壹仟零壹元整"),
        ("10000", "壹万元整"),
        ("10001", "壹万零壹元整"),
        ("10010", "壹万零壹拾元整"),
        ("100000", "壹拾万元整"),
        ("1001000.01", "壹佰万壹仟元零壹分"),
        ("99999999.99", "玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
        ("100000000", "壹亿元整"),
        ("100000001", "壹亿零壹元整"),
        ("100010000", "壹亿零壹万元整"),
        ("1000000000000", "壹万亿元整"),
        ("1000100010001", "壹万零壹亿零壹万零壹元整"),
        ("-100", "负壹佰元整"),
    ],
)
def test_words(amount, words):
    assert money.in_words(Decimal(amount)) == words


@given(AMOUNTS)
def test_words_can_be_read_back(amount):
    assert read_words(money.in_words(amount)) == amount


@given(AMOUNTS)
def test_words_never_double_a_zero_nor_end_in_one(amount):
    words = money.in_words(amount)
    assert "零零" not in words
    assert not any(bad in words for bad in ("零万", "零亿", "零拾", "零佰", "零仟"))
    assert "零元" not in words or words in ("零元整",)


@given(AMOUNTS)
def test_storage_gives_back_what_it_got(amount):
    assert money.yuan(money.fen(amount)) == amount


@pytest.mark.parametrize("amount", ["0.001", "1.005", "1E-30", "NaN", "Infinity", "1E+99"])
def test_what_is_no_whole_fen_is_refused(amount):
    with pytest.raises(ValueError, match=r"fen|no amount"):
        money.fen(Decimal(amount))
    with pytest.raises(ValueError, match=r"fen|no amount|too large"):
        money.in_words(Decimal(amount))


def test_words_end_at_the_limit():
    assert money.in_words(Decimal(money.LIMIT - 1)).endswith("玖元整")
    with pytest.raises(ValueError, match="too large"):
        money.in_words(Decimal(money.LIMIT))


@pytest.mark.parametrize(
    ("amount", "kept"), [("2.345", "2.35"), ("-2.345", "-2.35"), ("2.344999", "2.34"), ("7", "7.00")]
)
def test_rounding_is_half_up(amount, kept):
    assert str(money.rounded(Decimal(amount))) == kept


def test_whole_numbers_become_amounts():
    assert str(money.rounded(5)) == "5.00"


@pytest.mark.parametrize(
    ("amount", "shown"), [("12345.6", "12,345.60"), ("0", "0.00"), ("-1234", "-1,234.00")]
)
def test_shown(amount, shown):
    assert money.shown(Decimal(amount)) == shown
