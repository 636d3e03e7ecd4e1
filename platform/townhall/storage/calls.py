"""How does the database call a formula's functions?

Each takes the judge of the formula it stands in and the call, and gives a term. A function that is not here
has no form in a database.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

import sqlalchemy as sa

from townhall.kernel.nodes import Call, Node
from townhall.ports.archive import NoDatabaseForm
from townhall.storage.sqlforms import Forms, never
from townhall.storage.terms import UNKNOWN, Known, Part, Term, common_scale, level


class Judge(Protocol):
    """What a call needs of the formula around it."""

    forms: Forms

    def part(self, node: Node) -> Part:
        """A node, worked out here or by the database."""
        ...

    def value(self, node: Node) -> Term:
        """A node as something the database can put beside other values."""
        ...

    def number(self, node: Node) -> Term:
        """A node that is a number."""
        ...

    def is_among(self, many: Term, sought: Part, node: Node) -> sa.ColumnElement[bool]:
        """Whether a text is one of a column's many."""
        ...

    def refusal(self, node: Node) -> NoDatabaseForm:
        """What is raised over a node no database can judge."""
        ...


def _filled(judge: Judge, node: Call) -> Term:
    term = judge.value(node.arguments[0])
    there = term.sql.is_not(None)
    if term.many:
        return Term(there & (term.sql != "[]"))
    is_text = isinstance(term.sql.type, sa.Text) and term.scale is None
    return Term(there & (term.sql != "") if is_text else there)


def _unknown(judge: Judge, node: Call) -> Term:
    return Term(judge.value(node.arguments[0]).sql.is_(None))


def _or_else(judge: Judge, node: Call) -> Term:
    one, other = level(*map(judge.value, node.arguments))
    kind = (one if one.scale is not None or other.scale is None else other).sql.type
    return Term(sa.func.coalesce(one.sql, other.sql, type_=kind), common_scale(one, other))


def _abs(judge: Judge, node: Call) -> Term:
    term = judge.number(node.arguments[0])
    return Term(sa.func.abs(term.sql, type_=sa.BigInteger), term.scale)


def _round(judge: Judge, node: Call) -> Term:
    """Half up, away from zero, as the kernel rounds."""
    term = judge.number(node.arguments[0])
    places = judge.part(node.arguments[1]) if len(node.arguments) > 1 else Known(0)
    if not isinstance(places, Known) or not isinstance(places.value, int) or not 0 <= places.value <= 10:
        raise judge.refusal(node)
    if term.scale is None or places.value >= term.scale:
        return term
    size = 10 ** (term.scale - places.value)
    half = size // 2
    up, down = (term.sql + half) // size, -((-term.sql + half) // size)
    return Term(sa.case((term.sql < 0, down), else_=up), places.value)


def _extreme(judge: Judge, node: Call) -> Term:
    """The largest or smallest of several; with one argument it is a total, and a total needs rows."""
    if len(node.arguments) < 2:
        raise judge.refusal(node)
    terms = level(*map(judge.value, node.arguments))
    found = judge.forms.extreme([term.sql for term in terms], largest=node.function == "max")
    return Term(found, common_scale(*terms))


def _contains(judge: Judge, node: Call) -> Term:
    where, what = judge.value(node.arguments[0]), judge.part(node.arguments[1])
    if isinstance(what, Term):
        if where.many or what.many:
            raise judge.refusal(node)
        return Term(judge.forms.has_piece(where.sql, what.sql))
    sought = what.value if isinstance(what.value, tuple) else (what.value,)
    if where.many:
        found = [judge.is_among(where, Known(one), node) for one in sought]
    else:
        found = [
            UNKNOWN if one is None else judge.forms.has_piece(where.sql, sa.literal(one, sa.Text))
            for one in sought
        ]
    return Term(sa.or_(never(where.sql), *found))


def _of_days(judge: Judge, node: Call) -> Term:
    """Functions of days and months alone."""
    forms = judge.forms
    terms = [judge.value(one).sql for one in node.arguments]
    match node.function, terms:
        case "year", [day] if isinstance(day.type, sa.Date):
            return Term(forms.year(day), 0)
        case "year", [month] if isinstance(month.type, sa.Text):
            return Term(sa.cast(sa.func.substr(month, 1, 4), sa.Integer), 0)
        case "month", [day] if isinstance(day.type, sa.Date):
            return Term(forms.month(day))
        case "first_day", [month]:
            return Term(forms.first_day(month))
        case "last_day", [month]:
            return Term(forms.last_day(month))
        case "days_in", [month]:
            return Term(forms.days_between(forms.first_day(month), forms.last_day(month)) + 1, 0)
        case "days_between", [start, end]:
            return Term(forms.days_between(start, end), 0)
        case "overlap_days", [a_start, a_end, b_start, b_end]:
            first = forms.extreme([a_start, b_start], largest=True)
            last = forms.extreme([a_end, b_end], largest=False)
            days = forms.days_between(first, last) + 1
            return Term(forms.extreme([sa.literal(0, sa.Integer), days], largest=True), 0)
        case _:
            raise judge.refusal(node)


CALLS: Mapping[str, Callable[[Judge, Call], Term]] = {
    "filled": _filled,
    "unknown": _unknown,
    "or_else": _or_else,
    "abs": _abs,
    "round": _round,
    "min": _extreme,
    "max": _extreme,
    "contains": _contains,
    **dict.fromkeys(
        ("year", "month", "first_day", "last_day", "days_in", "days_between", "overlap_days"), _of_days
    ),
}
