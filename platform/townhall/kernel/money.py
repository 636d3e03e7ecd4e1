"""How is money kept, rounded, shown, and written out in words?

Above storage money is `Decimal` yuan; in storage it is whole fen (分). Words follow 《支付结算办法》附一
《正确填写票据和结算凭证的基本规定》 (People's Bank of China, 银发〔1997〕393号).
"""

from __future__ import annotations

from decimal import Decimal

from townhall.kernel.decimals import EXACT, rounded_to

LIMIT = 10**16
"""Amounts from here on have no words."""

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")


def rounded(amount: Decimal | int) -> Decimal:
    """A calculated amount as it is kept: to the fen, half up, away from zero.

    >>> rounded(Decimal("0.125"))
    Decimal('0.13')
    """
    return rounded_to(Decimal(amount), 2)


def fen(amount: Decimal) -> int:
    """Yuan as whole fen.

    >>> fen(Decimal("19.99"))
    1999

    Raises:
        ValueError: the amount is finer than a fen, or no number, or beyond 10⁴⁰ yuan.
    """
    if not amount.is_finite() or amount.adjusted() > 40:
        raise ValueError(f"{amount} is no amount")
    whole = rounded(amount)
    if whole != amount:
        raise ValueError(f"{amount} is finer than a fen")
    return int(EXACT.scaleb(whole, 2))


def yuan(fen: int) -> Decimal:
    """Whole fen as yuan with two places.

    >>> yuan(1999)
    Decimal('19.99')
    """
    return Decimal(fen).scaleb(-2)


def shown(amount: Decimal) -> str:
    """An amount as people read it, to the fen.

    >>> shown(Decimal("12345.6"))
    '12,345.60'
    """
    return f"{rounded(amount):,}"


def in_words(amount: Decimal) -> str:
    """An amount in financial capitals (大写), without the leading 人民币.

    A zero between digits is written once; 整 ends an amount without fen; a negative amount starts with 负.

    >>> in_words(Decimal("1409.50"))
    '壹仟肆佰零玖元伍角整'
    >>> in_words(Decimal("107000.53"))
    '壹拾万柒仟元零伍角叁分'

    Raises:
        ValueError: the amount is finer than a fen, or 10¹⁶ yuan and more.
    """
    whole, rest = divmod(abs(fen(amount)), 100)
    if whole >= LIMIT:
        raise ValueError(f"{amount} is too large to be written out")
    jiao, cents = divmod(rest, 10)
    words = _whole(whole) + "元" if whole or not rest else ""
    if rest and whole and (whole % 10 == 0 or not jiao):
        words += "零"
    if jiao:
        words += _DIGITS[jiao] + "角"
    words += _DIGITS[cents] + "分" if cents else "整"
    return ("负" if amount < 0 else "") + words


def _whole(number: int) -> str:
    """A whole number in capitals: read in fours, joined by 万 and 亿."""
    for size, name in ((10**8, "亿"), (10**4, "万")):
        if number >= size:
            high, low = divmod(number, size)
            gap = "零" if 0 < low < size // 10 else ""
            return _whole(high) + name + gap + (_whole(low) if low else "")
    words, after_zero = "", False
    for place, digit in zip(reversed(_PLACES), f"{number:04}", strict=True):
        if digit != "0":
            words += ("零" if after_zero and words else "") + _DIGITS[int(digit)] + place
        after_zero = digit == "0"
    return words or "零"
