"""What do `+ - * /` and comparisons make of two known values?

None where the answer is unknown: division by zero, days that leave the calendar of mankind, stretches of
time that nobody can compare. Types were checked when the formula was compiled.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from decimal import Decimal
from typing import Any, TypeAlias

from townhall.kernel import durations
from townhall.kernel.decimals import EXACT, added, divided, multiplied, subtracted
from townhall.kernel.nodes import Arithmetic, Relation
from townhall.kernel.values import Duration, Period
from townhall.kernel.workdays import Calendar

Operation: TypeAlias = Callable[[Any, Any, Calendar], Any]

_NUMERIC = frozenset({int, Decimal})


def plus(left: Any, right: Any, calendar: Calendar) -> Any:
    """Numbers added; a day, moment or month moved forward; stretches put together."""
    if type(left) in _NUMERIC and type(right) in _NUMERIC:
        return added(left, right)
    if isinstance(left, Period):
        return _month(left, right)
    if isinstance(right, Period):
        return _month(right, left)
    if not isinstance(right, Duration):
        return durations.moved(right, left, calendar)
    if isinstance(left, Duration):
        return durations.added(left, right)
    return durations.moved(left, right, calendar)


def minus(left: Any, right: Any, calendar: Calendar) -> Any:
    """Numbers subtracted; a day moved back; how long between two days, how many months between two months."""
    if type(left) in _NUMERIC and type(right) in _NUMERIC:
        return subtracted(left, right)
    if isinstance(left, Period):
        return left - right if isinstance(right, Period) else _month(left, -right)
    if not isinstance(right, Duration):
        return durations.between(right, left)
    if isinstance(left, Duration):
        return durations.added(left, -right)
    return durations.moved(left, right, calendar, forward=False)


def times(left: Any, right: Any, calendar: Calendar) -> Any:
    """Numbers multiplied; a stretch so many times over."""
    if isinstance(left, Duration):
        return Duration(left.amount * int(right), left.unit)
    if isinstance(right, Duration):
        return Duration(right.amount * int(left), right.unit)
    return multiplied(left, right)


def over(left: Any, right: Any, calendar: Calendar) -> Any:
    """Numbers divided."""
    return divided(left, right)


def _month(period: Period, months: Any) -> Period | None:
    index = period.year * 12 + period.month - 1 + int(months)
    return Period(index // 12, index % 12 + 1) if 12 <= index < 120_000 else None


def negated(value: Any) -> Any:
    """A number or stretch with its sign turned."""
    return EXACT.minus(value) if isinstance(value, Decimal) else -value


def _comparing(relation: Callable[[Any, Any], Any]) -> Operation:
    def compare(left: Any, right: Any, calendar: Calendar) -> Any:
        if type(left) is Duration:
            order = durations.compare(left, right, calendar)
            return None if order is None else relation(order, 0)
        return relation(left, right)

    return compare


OPERATIONS: dict[Arithmetic, Operation] = {"+": plus, "-": minus, "*": times, "/": over}
RELATIONS: dict[Relation, Callable[[Any, Any], Any]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
COMPARISONS: dict[Relation, Operation] = {name: _comparing(relation) for name, relation in RELATIONS.items()}
