"""Which functions do formulas come with?"""

from __future__ import annotations

import math
from decimal import Decimal
from functools import partial
from typing import Any

from townhall.kernel import durations, money, totals
from townhall.kernel.canonical import content_hash
from townhall.kernel.decimals import EXACT, rounded_to
from townhall.kernel.pairing import settled, unified
from townhall.kernel.signatures import (
    ANY,
    BOOL,
    DATE,
    DURATION,
    INTEGER,
    NUMBER,
    NUMBERS,
    ORDERED,
    PERIOD,
    ROWS,
    TEXT,
    WINDOW,
    Function,
    Functions,
    Kinds,
    Many,
    Rows,
    ValueType,
)
from townhall.kernel.values import Duration, Period, Place, Value, contents

_EARTH_RADIUS = 6_371_008.8  # metres, mean (IUGG)
_MOST_PLACES = 10

_WHOLE: Kinds = frozenset({"integer"})
_DAY: Kinds = frozenset({"date"})
_MONTH: Kinds = frozenset({"period"})
_GEO: Kinds = frozenset({"geo"})
_CLAIM: Kinds = frozenset({"bool"})
_WORDS: Kinds = frozenset({"text", "choice"})
_SAYABLE: Kinds = NUMBERS | _WORDS | _DAY | _MONTH
_RANKED: Kinds = ORDERED - {"duration"}


def _same(given: tuple[ValueType, ...]) -> ValueType:
    return settled(given[0])


def _one_of(given: tuple[ValueType, ...]) -> ValueType | None:
    result: ValueType | None = given[0]
    for other in given[1:]:
        result = result and unified(result, other)
    return result


def _median_type(given: tuple[ValueType, ...]) -> ValueType:
    return NUMBER if given[0].kind == "integer" else settled(given[0])


def _row_type(given: tuple[ValueType, ...]) -> ValueType:
    return given[0].of if isinstance(given[0], Rows | Many) else given[0]


def _round_type(given: tuple[ValueType, ...]) -> ValueType:
    if given[0].kind in ("money", "area"):
        return settled(given[0])
    return INTEGER if len(given) == 1 else NUMBER


def span(unit: str, amount: Decimal | int) -> Duration:
    """So many of a unit of time."""
    return Duration(int(amount), unit)


def round_half_up(number: Decimal | int, places: int | None = None) -> Decimal | int | None:
    """A number to so many places (0 to 10), half up; a whole number when no places are asked for."""
    if places is None:
        return int(rounded_to(Decimal(number), 0))
    return rounded_to(Decimal(number), places) if 0 <= places <= _MOST_PLACES else None


def distance(here: Place, there: Place) -> Decimal:
    """Metres between two places along the earth (haversine, a sphere), to 0.1.

    >>> distance(Place(Decimal(31), Decimal(112)), Place(Decimal(31), Decimal("112.001")))
    Decimal('95.3')
    """
    # Binary floats are right here: angles are measured, not counted.
    latitudes = math.radians(here.latitude), math.radians(there.latitude)
    north = (latitudes[1] - latitudes[0]) / 2
    east = math.radians(there.longitude - here.longitude) / 2
    chord = math.sin(north) ** 2 + math.cos(latitudes[0]) * math.cos(latitudes[1]) * math.sin(east) ** 2
    return rounded_to(Decimal(2 * _EARTH_RADIUS * math.asin(min(1.0, math.sqrt(chord)))), 1)


def contains(where: Any, what: Any) -> bool | None:
    """Whether a text has a piece, or a field with many values a value; with a list, whether any of it.

    >>> contains("招待费用", ("礼品", "招待"))
    True
    """
    sought = what if isinstance(what, tuple) else (what,)
    if any(one in where for one in sought if one is not None):
        return True
    return None if None in sought else False


def in_words(amount: Decimal | int) -> str | None:
    """Money in financial capitals, to the fen; unknown from 10¹⁶ yuan on."""
    kept = money.rounded(amount)
    return money.in_words(kept) if abs(kept) < money.LIMIT else None


def filled(value: Value) -> bool:
    """Whether there is something: no empty text, no empty table, nothing unknown."""
    return value is not None and value != "" and value != ()


def or_else(value: Value, otherwise: Value) -> Value:
    """The value, or another where it is unknown."""
    return otherwise if value is None else value


def _spans() -> tuple[Function, ...]:
    units = ("minute", "hour", "day", "workday", "month", "year")
    return tuple(
        Function(f"{unit}s", f"{unit}s(3)", (_WHOLE,), DURATION, partial(span, unit)) for unit in units
    )


_WHERE = "where=lines.paid"
_TOTALS = (
    Function("sum", f"sum(lines.amount, {_WHERE})", (NUMBERS,), _same, totals.total_sum, total=True),
    Function("count", f"count(lines, {_WHERE})", (ROWS,), INTEGER, totals.total_count, total=True),
    Function(
        "min",
        "min(lines.amount) / min(a, b)",
        (_RANKED,),
        _same,
        totals.total_min,
        total=True,
        several=Function(
            "min", "min(a, b)", (_RANKED, _RANKED), _one_of, lambda *given: min(given), repeats=True
        ),
    ),
    Function(
        "max",
        "max(lines.amount) / max(a, b)",
        (_RANKED,),
        _same,
        totals.total_max,
        total=True,
        several=Function(
            "max", "max(a, b)", (_RANKED, _RANKED), _one_of, lambda *given: max(given), repeats=True
        ),
    ),
    Function(
        "median",
        "median(lines.amount)",
        (NUMBERS,),
        _median_type,
        totals.total_median,
        total=True,
        has_sql=False,
    ),
    Function("distinct", "distinct(lines.person)", (ANY,), INTEGER, totals.total_distinct, total=True),
    Function("first", "first(lines.day)", (ANY,), _row_type, totals.total_first, total=True, has_sql=False),
    Function("last", "last(lines.day)", (ANY,), _row_type, totals.total_last, total=True, has_sql=False),
    Function("any", "any(lines.amount > 0)", (_CLAIM,), BOOL, totals.total_any, total=True),
    Function("all", "all(lines.amount > 0)", (_CLAIM,), BOOL, totals.total_all, total=True),
    Function(
        "ordered", "ordered(lines.day)", (_RANKED,), BOOL, totals.total_ordered, total=True, has_sql=False
    ),
    Function(
        "largest_gap",
        "largest_gap(lines.day)",
        (_DAY,),
        DURATION,
        totals.total_largest_gap,
        total=True,
        has_sql=False,
    ),
    Function(
        "join",
        'join(lines.name, between="、") / join(a, " ", b)',
        (_SAYABLE,),
        TEXT,
        totals.total_join,
        options={"between": _WORDS},
        total=True,
        has_sql=False,
        several=Function(
            "join",
            'join(a, " ", b)',
            (_SAYABLE, _SAYABLE),
            TEXT,
            lambda *given: "".join(str(one) for one in given),
            repeats=True,
        ),
    ),
)

_DATES = (
    Function(
        "days_between",
        "days_between(start, end)",
        (_DAY, _DAY),
        INTEGER,
        lambda start, end: (end - start).days,
    ),
    Function(
        "years_between",
        "years_between(start, end)",
        (_DAY, _DAY),
        NUMBER,
        durations.years_between,
        has_sql=False,
    ),
    Function(
        "overlap_days",
        "overlap_days(a_start, a_end, b_start, b_end)",
        (_DAY,) * 4,
        INTEGER,
        durations.overlap_days,
    ),
    Function(
        "window",
        "window(day, days(30))",
        (_DAY, frozenset({"duration"})),
        WINDOW,
        lambda calendar, day, length: durations.window(day, length, calendar),
        with_calendar=True,
    ),
    Function("year", "year(day)", (_DAY | _MONTH | {"datetime"},), INTEGER, lambda when: when.year),
    Function("month", "month(day)", (_DAY | {"datetime"},), PERIOD, Period.of),
    Function("first_day", "first_day(period)", (_MONTH,), DATE, lambda period: period.first_day),
    Function("last_day", "last_day(period)", (_MONTH,), DATE, lambda period: period.last_day),
    Function("days_in", "days_in(period)", (_MONTH,), INTEGER, lambda period: period.days),
)

_OTHERS = (
    Function("filled", "filled(x)", (ANY,), BOOL, filled, with_unknown=True),
    Function("unknown", "unknown(x)", (ANY,), BOOL, lambda value: value is None, with_unknown=True),
    Function("or_else", "or_else(x, 0)", (ANY, ANY), _one_of, or_else, with_unknown=True),
    Function("round", "round(x, 2)", (NUMBERS, _WHOLE), _round_type, round_half_up, least=1),
    Function("abs", "abs(x)", (NUMBERS,), _same, EXACT.abs),
    Function("contains", 'contains(text, ["a", "b"])', (_WORDS | {"many"}, ANY), BOOL, contains),
    Function("distance", "distance(place, other)", (_GEO, _GEO), NUMBER, distance, has_sql=False),
    Function("in_words", "in_words(amount)", (frozenset({"money"}),), TEXT, in_words, has_sql=False),
    Function(
        "hash_of", "hash_of(rows)", (ANY,), TEXT, lambda value: content_hash(contents(value)), has_sql=False
    ),
)

BUILT_IN = Functions({one.name: one for one in (*_TOTALS, *_spans(), *_DATES, *_OTHERS)})
