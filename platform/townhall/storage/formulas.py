"""How does the database judge a formula over an entry's own columns?

What names no column is worked out here and bound; the rest becomes a condition in integers, text and days,
exact on every database. A comparison with an empty value is unknown, and so are `and`, `or` and `not` of it:
SQL's three values are Kleene's, which formulas use. What a database cannot say is refused at once, in words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from townhall.kernel.canonical import canonical
from townhall.kernel.evaluation import compiled
from townhall.kernel.expressions import Formula
from townhall.kernel.judgeable import EVERY_ENTRY, Unjudgeable, judgeable
from townhall.kernel.nodes import (
    Binary,
    Call,
    Chain,
    Comparison,
    Either,
    Every,
    IfElse,
    ListOf,
    Negative,
    Node,
    Not,
    Relation,
    walk,
)
from townhall.kernel.operators import RELATIONS
from townhall.kernel.scopes import Layers
from townhall.kernel.signatures import Functions
from townhall.kernel.values import Duration, Row, Window
from townhall.ports.archive import NoDatabaseForm
from townhall.spec.queries import kept_as
from townhall.storage.calls import CALLS
from townhall.storage.columns import PLACES
from townhall.storage.shapes import RegisterShape
from townhall.storage.sqlforms import Forms, Sql, never
from townhall.storage.terms import (
    UNKNOWN,
    Known,
    Part,
    Term,
    against,
    bound,
    claimed,
    common_scale,
    level,
    literal,
    related,
)

_SCALES = {"integer": 0, "fen": 2, "number": PLACES}
_SWAPPED: Mapping[Relation, Relation] = {"==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


def condition(
    formula: Formula,
    roots: Mapping[str, Any],
    shape: RegisterShape,
    table: sa.Table,
    functions: Functions,
    dialect: str,
) -> sa.ColumnElement[bool]:
    """The formula as a condition on a register's table; `roots` gives what it names besides columns.

    Raises:
        NoDatabaseForm: a part of it that no database can judge.
        LookupError: it names a protected column, or nothing that is there.
    """
    kept = {name: kept_as(one.field, one.kind) for name, one in shape.columns.items()}
    try:
        # The compiler asks the same: what it lets through is let through here.
        judgeable(formula.tree, {name: how for name, how in kept.items() if how != "closed"})
    except Unjudgeable as found:
        raise refusal(formula, found.node) from found
    return _Judge(formula, scope_of(roots), shape, table, functions, Forms(dialect)).claim(formula.tree)


def refusal(formula: Formula, node: Node) -> NoDatabaseForm:
    """What is raised over a part of a formula that no database can judge."""
    return NoDatabaseForm(formula.source, formula.source[node.start : node.end])


def scope_of(roots: Mapping[str, Any], *inner: Mapping[str, Any]) -> Layers:
    """What a formula sees: the inner layers, then its roots; a mapping among these is read with dots."""
    named = {name: Row(value) if isinstance(value, Mapping) else value for name, value in roots.items()}
    return Layers((*inner, named))


@dataclass(slots=True)
class _Judge:
    """One walk over a formula's tree."""

    formula: Formula
    scope: Layers
    shape: RegisterShape
    table: sa.Table
    functions: Functions
    forms: Forms

    def refusal(self, node: Node) -> NoDatabaseForm:
        return refusal(self.formula, node)

    def names_column(self, node: Node) -> bool:
        """Whether the database is needed for a node."""
        return any(
            isinstance(one, Chain) and (one.parts[0] in self.shape.columns or one.parts[0] in EVERY_ENTRY)
            for one in walk(node)
        )

    # -- claims ----------------------------------------------------------------------------------------
    def claim(self, node: Node) -> Sql:
        """A node that is true, false or unknown."""
        match node:
            case _ if not self.names_column(node):
                return claimed(self.known(node).value)
            case Every(claims=claims):
                return sa.and_(*map(self.claim, claims))
            case Either(claims=claims):
                return sa.or_(*map(self.claim, claims))
            case Not(claim=denied):
                return sa.not_(self.claim(denied))
            case Comparison():
                return self.comparison(node)
            case _:
                return self.value(node).sql

    def comparison(self, node: Comparison) -> Sql:
        """Neighbours compared."""
        links = []
        left = node.first
        for relation, right in node.rest:
            if relation in ("in", "not in"):
                among = self.among(left, right)
                links.append(among if relation == "in" else sa.not_(among))
            else:
                links.append(self.compared(relation, self.part(left), self.part(right), node))
            left = right
        return sa.and_(*links)

    def compared(self, relation: Relation, left: Part, right: Part, node: Node) -> Sql:
        """Two values compared, whichever of them the database works out."""
        if isinstance(left, Known):
            if isinstance(right, Known):
                return claimed(self.judged(relation, left, right))
            return self.compared(_SWAPPED[relation], right, left, node)
        if left.many or (isinstance(right, Term) and right.many):
            raise self.refusal(node)
        if isinstance(right, Term):
            one, other = level(left, right)
            return related(relation, one.sql, other.sql)
        if right.value is None:
            return UNKNOWN
        if left.scale is not None and right.is_number:
            return against(relation, left, right.value)
        return related(relation, left.sql, self.bound(right, node))

    def judged(self, relation: Relation, left: Known, right: Known) -> bool | None:
        """Two known values that stand beside one that is not (`1 < 2 < amount`), compared."""
        if left.value is None or right.value is None:
            return None
        holds: bool = RELATIONS[relation](left.value, right.value)
        return holds

    def among(self, left: Node, right: Node) -> Sql:
        """Whether a value is in a list, in a window of days, or among a column's many values."""
        value = self.part(left)
        if isinstance(right, ListOf):
            return self.is_one_of(value, [self.part(item) for item in right.items], right)
        among = self.part(right)
        if isinstance(among, Term):
            return self.is_among(among, value, right)
        if isinstance(value, Term) and isinstance(among.value, Window):
            return value.sql.between(among.value.first, among.value.last)
        if among.value is None:
            return UNKNOWN
        if not isinstance(among.value, tuple):
            raise self.refusal(right)
        return self.is_one_of(value, [Known(one) for one in among.value], right)

    def is_one_of(self, value: Part, items: list[Part], node: Node) -> Sql:
        """Whether a value is one of some."""
        if not items and isinstance(value, Term):
            return never(value.sql)
        return sa.or_(*(self.compared("==", value, item, node) for item in items))

    def is_among(self, many: Term, sought: Part, node: Node) -> Sql:
        """Whether a text is one of a column's many: a whole item of the JSON list that is kept."""
        if many.many is None or not isinstance(sought, Known):
            raise self.refusal(node)
        if sought.value is None:
            return UNKNOWN
        item = canonical(many.many.kind.to_json((sought.value,)))[1:-1]
        if not item.startswith('"'):
            raise self.refusal(node)
        # Inside a JSON text a quote never follows a bracket or comma directly: it has a backslash before it.
        return sa.or_(*(self.forms.has_piece(many.sql, f"{before}{item}") for before in "[,"))

    # -- values ----------------------------------------------------------------------------------------
    def part(self, node: Node) -> Part:
        """A node, worked out here or by the database."""
        if not self.names_column(node):
            return self.known(node)
        match node:
            case Chain(parts=(name,)):
                return self.column(name)
            case Negative(operand=operand):
                term = self.number(operand)
                return Term(-term.sql, term.scale)
            case Every() | Either() | Not() | Comparison():
                return Term(self.claim(node))
            case IfElse():
                return self.if_else(node)
            case Binary():
                return self.binary(node)
            case Call(function=name) if name in CALLS and not node.options:
                return CALLS[name](self, node)
            case _:
                raise self.refusal(node)

    def known(self, node: Node) -> Known:
        """A node that names no column, worked out."""
        source = f"{self.formula.source}@{node.start}:{node.end}"
        alone = Formula(source, node, frozenset(), frozenset())
        return Known(compiled(alone, self.functions)(self.scope))

    def column(self, name: str) -> Term:
        """A column, or what every entry answers to."""
        own = self.shape.plain(name)
        if own is None or own.stored is None:
            return Term(self.table.c[name], 0 if name == "entry_no" else None)
        many = own if own.column == "json" else None
        return Term(self.table.c[own.stored], _SCALES.get(own.column), many)

    def value(self, node: Node) -> Term:
        """A node as something the database can put beside other values."""
        part = self.part(node)
        if isinstance(part, Term):
            return part
        return self.literal(part, node) if part.is_number else Term(self.bound(part, node))

    def number(self, node: Node) -> Term:
        """A node that is a number, or empty."""
        part = self.part(node)
        if isinstance(part, Known) and part.is_number:
            return self.literal(part, node)
        if isinstance(part, Known) and part.value is None:
            return Term(sa.cast(sa.null(), sa.BigInteger), 0)
        if isinstance(part, Term) and part.scale is not None:
            return part
        raise self.refusal(node)

    def literal(self, known: Known, node: Node) -> Term:
        """A known number as an integer."""
        term = literal(known.value)
        if term is None:
            raise self.refusal(node)
        return term

    def bound(self, known: Known, node: Node) -> Sql:
        """A known value that is no number, as the database takes it."""
        value = bound(known.value)
        if value is None:
            raise self.refusal(node)
        return value

    def if_else(self, node: IfElse) -> Part:
        """One of two values; neither where the claim is unknown."""
        if Known(None) == self.part(node.chosen) == self.part(node.otherwise):
            return Known(None)
        claim = self.claim(node.claim)
        chosen, otherwise = level(self.value(node.chosen), self.value(node.otherwise))
        told = sa.case((claim, chosen.sql), (sa.not_(claim), otherwise.sql))
        return Term(told, common_scale(chosen, otherwise))

    def binary(self, node: Binary) -> Term:
        """Sums and differences of numbers, their multiples by a known number, days moved by days."""
        left, right = self.part(node.left), self.part(node.right)
        if isinstance(left, Term) and isinstance(right, Known) and isinstance(right.value, Duration):
            return self.moved(left, right.value, node)
        one, other = self.number(node.left), self.number(node.right)
        if node.operator == "*" and (isinstance(left, Known) or isinstance(right, Known)):
            return Term(one.sql * other.sql, (one.scale or 0) + (other.scale or 0))
        if node.operator not in ("+", "-"):
            raise self.refusal(node)
        one, other = level(one, other)
        return Term(one.sql + other.sql if node.operator == "+" else one.sql - other.sql, one.scale)

    def moved(self, day: Term, by: Duration, node: Binary) -> Term:
        """A day so many days later or earlier."""
        if by.unit != "day" or node.operator not in ("+", "-") or not isinstance(day.sql.type, sa.Date):
            raise self.refusal(node)
        return Term(self.forms.days_later(day.sql, by.amount if node.operator == "+" else -by.amount))
