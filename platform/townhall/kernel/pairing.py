"""Which types go together, and what do they make?"""

from __future__ import annotations

from dataclasses import replace

from townhall.kernel.nodes import Arithmetic
from townhall.kernel.signatures import (
    ANYTHING,
    DATE,
    DATETIME,
    DURATION,
    INTEGER,
    MONEY,
    NUMBER,
    NUMBERS,
    ORDERED,
    PERIOD,
    Choice,
    ListType,
    Many,
    Reference,
    Simple,
    TextType,
    ValueType,
)

_PURE = frozenset({"integer", "number", "percent"})
_NAMED = frozenset({"unit", "person", "bool", "geo", "file"})


def arithmetic(operator: Arithmetic, left: ValueType, right: ValueType) -> ValueType | None:
    """The type of `left operator right`, or None when they do not go together.

    >>> str(arithmetic("*", MONEY, NUMBER)), str(arithmetic("/", MONEY, MONEY))
    ('money', 'number')
    >>> arithmetic("+", DATE, NUMBER) is None
    True
    """
    if ANYTHING in (left, right):
        return ANYTHING
    if left.kind in NUMBERS and right.kind in NUMBERS:
        return _numeric(operator, left, right)
    return _timely(operator, left.kind, right.kind)


def _numeric(operator: Arithmetic, left: ValueType, right: ValueType) -> ValueType | None:
    bare_left, bare_right = is_literal(left), is_literal(right)
    if bare_left and bare_right:
        whole = left.kind == right.kind == "integer" and operator != "/"
        return Simple("integer" if whole else "number", literal=True)
    if operator in "+-":
        if left.kind in _PURE and right.kind in _PURE:
            return INTEGER if left.kind == right.kind == "integer" else NUMBER
        if left.kind == right.kind or bare_right:
            return Simple(left.kind)
        return Simple(right.kind) if bare_left else None
    if left.kind in _PURE and right.kind in _PURE:
        return INTEGER if left.kind == right.kind == "integer" and operator == "*" else NUMBER
    if operator == "/":
        if left.kind == right.kind:
            return NUMBER
        return (
            Simple(left.kind) if right.kind in _PURE or (left.kind, right.kind) == ("money", "area") else None
        )
    if left.kind in _PURE or right.kind in _PURE:
        return Simple(right.kind if left.kind in _PURE else left.kind)
    return MONEY if {left.kind, right.kind} == {"money", "area"} else None


def _timely(operator: Arithmetic, left: str, right: str) -> ValueType | None:
    match (left, operator, right):
        case ("date", "-", "date") | ("datetime", "-", "datetime") | ("duration", "+" | "-", "duration"):
            return DURATION
        case ("date", "+" | "-", "duration") | ("duration", "+", "date"):
            return DATE
        case ("datetime", "+" | "-", "duration") | ("duration", "+", "datetime"):
            return DATETIME
        case ("period", "+" | "-", "integer") | ("integer", "+", "period"):
            return PERIOD
        case ("period", "-", "period"):
            return INTEGER
        case ("duration", "*", "integer") | ("integer", "*", "duration"):
            return DURATION
        case _:
            return None


def comparable(left: ValueType, right: ValueType, ordered: bool = False) -> bool:
    """Whether two values may be compared: for equality, or (`ordered`) for more and less.

    A word that is no option of a choice still compares here: that mistake has words of its own.
    """
    if ANYTHING in (left, right):
        return True
    if left.kind in NUMBERS and right.kind in NUMBERS:
        both_pure = left.kind in _PURE and right.kind in _PURE
        return left.kind == right.kind or is_literal(left) or is_literal(right) or both_pure
    if left.kind == right.kind and left.kind in ORDERED:
        return True
    if ordered:
        return False
    match (left, right):
        case (Choice(), Choice()) | (TextType(), TextType()):
            return True
        case (Choice(), TextType(literals=words)) | (TextType(literals=words), Choice()):
            return words is not None
        case (Reference(to=one), Reference(to=other)):
            return one == other
        case _:
            return left.kind == right.kind and left.kind in _NAMED


def strangers(left: ValueType, right: ValueType) -> tuple[str, ...]:
    """The words, of a choice compared with words, that are none of its options."""
    match (left, right):
        case (Choice(options=options), TextType(literals=words)) | (
            TextType(literals=words),
            Choice(options=options),
        ):
            return tuple(word for word in words or () if options is not None and word not in options)
        case _:
            return ()


def fits(given: ValueType, wanted: ValueType) -> bool:
    """Whether a value of one type may stand where another belongs.

    >>> fits(Simple("integer", literal=True), MONEY), fits(INTEGER, MONEY), fits(INTEGER, NUMBER)
    (True, False, True)
    """
    if ANYTHING in (given, wanted):
        return True
    match (given, wanted):
        case (TextType(literals=words), Choice()):
            return words is not None and not strangers(given, wanted)
        case (Choice(options=given_options), Choice(options=options)):
            return options is None or given_options is None or set(given_options) <= set(options)
        case (Choice(), TextType()):
            return True
        case (Reference(to=one), Reference(to=other)):
            return one == other
        case (Many(of=one), Many(of=other)):
            return fits(one, other)
        case (ListType(of=items), Many(of=other)):
            return all(fits(item, other) for item in items)
    if given.kind in NUMBERS and wanted.kind in NUMBERS:
        if is_literal(given):
            return wanted.kind != "integer" or given.kind == "integer"
        return given.kind == wanted.kind or (given.kind in _PURE and wanted.kind in ("number", "percent"))
    return given.kind == wanted.kind


def unified(left: ValueType, right: ValueType) -> ValueType | None:
    """The one type of two values of which either may come (the branches of an `if`), or None.

    >>> str(unified(MONEY, Simple("integer", literal=True)))
    'money'
    """
    if ANYTHING in (left, right):
        return ANYTHING
    match (left, right):
        case (TextType(literals=one), TextType(literals=other)):
            return TextType(None if one is None or other is None else (*one, *other))
        case (Choice(), Choice()):
            return left if left == right else Choice()
        case (Choice(), TextType()) | (TextType(), Choice()):
            choice, text = (left, right) if isinstance(left, Choice) else (right, left)
            return choice if fits(text, choice) else TextType()
    if left.kind in NUMBERS and right.kind in NUMBERS:
        if not comparable(left, right):
            return None
        if is_literal(left) and is_literal(right):
            return Simple("integer" if left.kind == right.kind == "integer" else "number", literal=True)
        if left.kind == right.kind:
            return Simple(left.kind)
        both_pure = left.kind in _PURE and right.kind in _PURE
        return NUMBER if both_pure else Simple(left.kind if is_literal(right) else right.kind)
    return left if fits(right, left) else None


def is_literal(given: ValueType) -> bool:
    """Whether a type is that of a bare number."""
    return isinstance(given, Simple) and given.literal


def settled(given: ValueType) -> ValueType:
    """A type without the mark of a bare number."""
    return replace(given, literal=False) if isinstance(given, Simple) and given.literal else given
