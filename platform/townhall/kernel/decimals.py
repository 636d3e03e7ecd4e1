"""How exact is a number?

Sums and products keep up to sixty digits, far beyond any amount; quotients are cut there, half up.
A result of 10⁴⁰ and more is no number this house deals in: it is unknown, like a division by zero.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal, DivisionByZero, InvalidOperation, Overflow

EXACT = Context(
    prec=60, rounding=ROUND_HALF_UP, Emin=-9999, Emax=9999, traps=[DivisionByZero, InvalidOperation, Overflow]
)
LIMIT = 10**40


def divided(amount: Decimal | int, by: Decimal | int) -> Decimal | None:
    """The quotient; None when dividing by zero, or when it is too large.

    >>> divided(1, 8)
    Decimal('0.125')
    """
    if not by:
        return None
    result = EXACT.divide(amount, by)
    return result if -LIMIT < result < LIMIT else None


def multiplied(amount: Decimal | int, by: Decimal | int) -> Decimal | int | None:
    """The product, whole when both are; None when it is too large."""
    whole = isinstance(amount, int) and isinstance(by, int)
    result = amount * by if whole else EXACT.multiply(amount, by)
    return result if -LIMIT < result < LIMIT else None


def added(amount: Decimal | int, more: Decimal | int) -> Decimal | int:
    """The sum, whole when both are."""
    if isinstance(amount, int) and isinstance(more, int):
        return amount + more
    return EXACT.add(amount, more)


def subtracted(amount: Decimal | int, less: Decimal | int) -> Decimal | int:
    """The difference, whole when both are."""
    if isinstance(amount, int) and isinstance(less, int):
        return amount - less
    return EXACT.subtract(amount, less)


def rounded_to(amount: Decimal, places: int) -> Decimal:
    """A number to so many places, half up, away from zero.

    >>> rounded_to(Decimal("2.345"), 2), rounded_to(Decimal("-0.5"), 0)
    (Decimal('2.35'), Decimal('-1'))
    """
    return amount.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, EXACT)
