"""Does the check character of an identity number fit the rest of it?

Identity card: GB 11643-1999, ISO 7064 MOD 11-2. Unified social credit code: GB 32100-2015, MOD 31.
Bank card: ISO/IEC 7812-1 annex B (Luhn). A wrong character is found by the first two wherever it stands.
"""

from __future__ import annotations

import re

CREDIT_CODE_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""Digits and capital letters without I, O, S, V, Z; a character's place is its value."""

_ID_CARD = re.compile(r"[0-9]{17}[0-9X]")
_CREDIT_CODE = re.compile(rf"[{CREDIT_CODE_CHARACTERS}]{{18}}")
_DIGITS = re.compile(r"[0-9]+")


def id_card_check(first_seventeen: str) -> str:
    """The last character of an identity card number: a digit, or X for ten.

    >>> id_card_check("99010119500101001")
    '0'
    """
    remainder = sum(int(digit) * pow(2, 17 - place, 11) for place, digit in enumerate(first_seventeen)) % 11
    return "0123456789X"[(12 - remainder) % 11]


def is_id_card(number: str) -> bool:
    """Whether 18 characters end in the check character that the first 17 demand; says nothing of the date.

    >>> is_id_card("990101198803150027"), is_id_card("990101198803150028")
    (True, False)
    """
    return bool(_ID_CARD.fullmatch(number)) and number[17] == id_card_check(number[:17])


def credit_code_check(first_seventeen: str) -> str:
    """The last character of a unified social credit code.

    >>> credit_code_check("91990101MA0000002")
    '2'
    """
    weighed = sum(
        CREDIT_CODE_CHARACTERS.index(character) * pow(3, place, 31)
        for place, character in enumerate(first_seventeen)
    )
    return CREDIT_CODE_CHARACTERS[-weighed % 31]


def is_credit_code(code: str) -> bool:
    """Whether 18 characters end in the check character that the first 17 demand.

    >>> is_credit_code("91990101MA00000022")
    True
    """
    return bool(_CREDIT_CODE.fullmatch(code)) and code[17] == credit_code_check(code[:17])


def is_luhn(digits: str) -> bool:
    """Whether a card number's digits add up; passbook numbers often do not.

    >>> is_luhn("4111111111111111"), is_luhn("4111111111111112")
    (True, False)
    """
    if not _DIGITS.fullmatch(digits):
        return False
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return sum(sum(divmod(one, 10)) for one in doubled) % 10 == 0
