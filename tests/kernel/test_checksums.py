"""Do check characters hold for true numbers and fail for every slip?"""

import pytest

from townhall.kernel.checksums import (
    CREDIT_CODE_CHARACTERS,
    credit_code_check,
    id_card_check,
    is_credit_code,
    is_id_card,
    is_luhn,
)

ID_CARDS = ("990101195001010010", "990101198803150027", "990101196207200033")
CREDIT_CODE = "91990101MA00000022"


@pytest.mark.parametrize("number", ID_CARDS)
def test_true_identity_cards_hold_and_every_wrong_digit_fails(number):
    assert is_id_card(number)
    slips = {
        number[:place] + digit + number[place + 1 :] for place in range(18) for digit in "0123456789X"
    } - {number}
    assert not any(is_id_card(slip) for slip in slips)


def test_a_true_credit_code_holds_and_every_wrong_character_fails():
    assert is_credit_code(CREDIT_CODE)
    slips = {
        CREDIT_CODE[:place] + character + CREDIT_CODE[place + 1 :]
        for place in range(18)
        for character in CREDIT_CODE_CHARACTERS
    } - {CREDIT_CODE}
    assert not any(is_credit_code(slip) for slip in slips)


def test_ten_is_written_x():
    number = next(f"{base:017}" for base in range(99010119880315000, 99010119880315999) if ends_in_x(base))
    assert is_id_card(number + "X")
    assert not is_id_card(number + "x")


def ends_in_x(base: int) -> bool:
    return id_card_check(f"{base:017}") == "X"


@pytest.mark.parametrize(
    "number", ["", "1", "99010119500101001", "990101195001010010 ", "９90101195001010010"]
)
def test_the_wrong_shape_is_no_identity_card(number):
    assert not is_id_card(number)
    assert not is_credit_code(number)


@pytest.mark.parametrize(
    ("digits", "holds"),
    [("4111111111111111", True), ("4111111111111112", False), ("", False), ("41a", False), ("0", True)],
)
def test_luhn(digits, holds):
    assert is_luhn(digits) is holds


def test_a_code_whose_remainder_is_none_ends_in_zero():
    assert {credit_code_check("9" * 16 + last) for last in CREDIT_CODE_CHARACTERS} == set(
        CREDIT_CODE_CHARACTERS
    )
