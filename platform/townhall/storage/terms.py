"""What stands for a value while a formula becomes SQL?

A number the database works out is an integer with so many decimal places (`scale`), so comparing and adding
stay exact; what is known before the database is asked is kept as it is until it meets such a term.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeAlias

import sqlalchemy as sa

from townhall.kernel.decimals import EXACT
from townhall.kernel.values import Period
from townhall.storage.columns import ColumnShape
from townhall.storage.moments import Moment
from townhall.storage.sqlforms import Sql, always, never

_FINEST = 9
_LARGEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Term:
    """What the database works out. `scale`: a number as that many decimal places' integer; None: no number.

    `many`: the column whose values, as JSON text, this is.
    """

    sql: Sql
    scale: int | None = None
    many: ColumnShape | None = None

    def raised(self, scale: int | None) -> Term:
        """The same number with more decimal places."""
        if scale is None or self.scale is None or self.scale >= scale:
            return self
        return Term(self.sql * 10 ** (scale - self.scale), scale)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known before the database is asked."""

    value: Any

    @property
    def is_number(self) -> bool:
        """Whether it is a number (truth is none)."""
        return isinstance(self.value, int | Decimal) and not isinstance(self.value, bool)


Part: TypeAlias = Term | Known

UNKNOWN: Sql = sa.cast(sa.null(), sa.Boolean)


def claimed(value: Any) -> Sql:
    """True, false or unknown."""
    return UNKNOWN if value is None else sa.true() if value is True else sa.false()


def literal(number: int | Decimal) -> Term | None:
    """A known number as an integer of its own places; None when it is too fine or large for that."""
    exact = EXACT.normalize(Decimal(number))
    exponent = exact.as_tuple().exponent
    places = max(0, -exponent) if isinstance(exponent, int) else _FINEST + 1
    if places > _FINEST:
        return None
    scaled = int(EXACT.scaleb(exact, places))
    return Term(sa.literal(scaled, sa.BigInteger), places) if abs(scaled) <= _LARGEST else None


def bound(value: Any) -> Sql | None:
    """A known value that is no number, as the database takes it; None when it takes none such."""
    match value:
        case None:
            return sa.null()
        case bool():
            return sa.true() if value else sa.false()
        case str() | Period():
            return sa.literal(str(value), sa.Text)
        case datetime():
            return sa.literal(value, Moment)
        case date():
            return sa.literal(value, sa.Date)
        case _:
            return None


def common_scale(*terms: Term) -> int | None:
    """The decimal places at which every number among some terms can stand."""
    return max((term.scale for term in terms if term.scale is not None), default=None)


def level(*terms: Term) -> list[Term]:
    """Numbers with the same decimal places; other values as they are."""
    most = common_scale(*terms)
    return [term.raised(most) for term in terms]


def related(relation: str, left: Sql, right: Sql) -> Sql:
    """Two values compared."""
    return _RELATIONS[relation](left, right)


def against(relation: str, term: Term, value: int | Decimal) -> Sql:
    """A number of the database compared with one that is known, however fine or large that is."""
    exact = EXACT.scaleb(Decimal(value), term.scale or 0)
    below, above = math.floor(exact), math.ceil(exact)
    if max(abs(below), abs(above)) > _LARGEST:
        holds = {"!=": True, "<": exact > 0, "<=": exact > 0, ">": exact < 0, ">=": exact < 0}
        return always(term.sql) if holds.get(relation, False) else never(term.sql)
    if below != above and relation in ("==", "!="):
        return never(term.sql) if relation == "==" else always(term.sql)
    nearest = above if relation in ("<", ">=") else below
    return related(relation, term.sql, sa.literal(nearest, sa.BigInteger))


_RELATIONS: dict[str, Callable[[Sql, Sql], Sql]] = {
    "==": lambda left, right: left == right,
    "!=": lambda left, right: left != right,
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
}
