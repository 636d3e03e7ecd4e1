"""Which formulas over the columns of an entry can a database judge?

The compiler asks it of every formula that will be judged there, and storage before it turns one into SQL, so
that what is accepted when it is written also runs. What names no column is worked out beforehand (`known`)
and only has to be something a database can take.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

from townhall.kernel import nodes
from townhall.kernel.nodes import Binary, Call, Chain, Comparison, IfElse, ListOf, Negative, Node, Relation

Kept: TypeAlias = Literal["number", "text", "date", "moment", "claim", "words", "other", "closed"]
"""How a column is kept: `words` are many texts, `other` what only programs read, `closed` what is calculated
or protected."""

EVERY_ENTRY: Mapping[str, Kept] = {"entry_no": "number", "matter_no": "text", "booked_on": "date"}
"""What every entry answers to besides its own columns."""

GIVEN = ("today", "param")
"""The roots that are worked out before a database is asked."""

FINEST = 9
"""Decimal places of the finest number that takes part in a sum."""

PLACES = 6
"""Decimal places a kept number, or a param, has at most."""

_LARGEST = 2**63 - 1
_OF_DAYS: Mapping[str, Kept] = {
    "year": "number",
    "month": "text",
    "first_day": "date",
    "last_day": "date",
    "days_in": "number",
    "days_between": "number",
    "overlap_days": "number",
}
JUDGED = frozenset({"filled", "unknown", "or_else", "abs", "round", "min", "max", "contains", *_OF_DAYS})
"""The functions of columns that a database can say."""

_SPANS = ("minutes", "hours", "days", "workdays", "months", "years")


class Unjudgeable(ValueError):
    """No database can judge this part of a formula."""

    def __init__(self, node: Node) -> None:
        super().__init__(f"no database can judge this part ({node.start} to {node.end})")
        self.node = node


def judgeable(tree: Node, columns: Mapping[str, Kept]) -> None:
    """Go through a formula that is true or false of an entry with these columns.

    >>> from townhall.kernel.expressions import parse
    >>> from townhall.kernel.marks import NOWHERE
    >>> judgeable(parse("amount > 2 * floor", NOWHERE).tree, {"amount": "number", "floor": "number"})
    >>> judgeable(parse("amount / floor > 2", NOWHERE).tree, {"amount": "number", "floor": "number"})
    Traceback (most recent call last):
    ...
    townhall.kernel.judgeable.Unjudgeable: no database can judge this part (0 to 14)

    Raises:
        Unjudgeable: with the innermost part that no database can judge.
    """
    _Walk({**EVERY_ENTRY, **columns}).claim(tree)


@dataclass(frozen=True, slots=True)
class _Walk:
    """One walk over a formula. A part comes to how its value is kept, or to None where it is known."""

    columns: Mapping[str, Kept]

    def is_known(self, node: Node) -> bool:
        return not any(isinstance(one, Chain) and one.parts[0] in self.columns for one in nodes.walk(node))

    def claim(self, node: Node) -> None:
        match node:
            case _ if self.is_known(node):
                return
            case nodes.Every(claims=claims) | nodes.Either(claims=claims):
                for one in claims:
                    self.claim(one)
            case nodes.Not(claim=denied):
                self.claim(denied)
            case Comparison():
                self.comparison(node)
            case _:
                self.single(node)

    def comparison(self, node: Comparison) -> None:
        left = node.first
        for relation, right in node.rest:
            if relation in ("in", "not in"):
                self.among(left, right)
            else:
                self.compared(relation, left, right)
            left = right

    def compared(self, relation: Relation, left: Node, right: Node) -> None:
        del relation
        for one in (left, right):
            if self.part(one) in ("words", "other"):
                raise Unjudgeable(one)
            if self.part(one) is None and _is_span(one):
                raise Unjudgeable(one)

    def among(self, left: Node, right: Node) -> None:
        if isinstance(right, ListOf):
            for item in right.items:
                self.compared("==", left, item)
        elif (many := self.part(right)) is not None:
            if many != "words" or self.part(left) is not None:
                raise Unjudgeable(right)
        elif self.part(left) in ("words", "other"):
            raise Unjudgeable(left)

    def part(self, node: Node) -> Kept | None:
        """How a part is kept; None where it is known."""
        if self.is_known(node):
            return None
        match node:
            case Chain(parts=(name,)) if self.columns[name] != "closed":
                return self.columns[name]
            case Negative(operand=operand):
                return self.number(operand)
            case nodes.Every() | nodes.Either() | nodes.Not() | Comparison():
                self.claim(node)
                return "claim"
            case IfElse():
                self.claim(node.claim)
                return self.one_kind(node.chosen, node.otherwise)
            case Binary():
                return self.binary(node)
            case Call(function=name) if name in JUDGED and not node.options:
                return self.call(node)
            case _:
                raise Unjudgeable(node)

    def single(self, node: Node) -> Kept | None:
        """A part that stands beside others: one value, and a number only as fine as they come."""
        found = self.part(node)
        if found in ("words", "other") or (found is None and not _is_takeable(node)):
            raise Unjudgeable(node)
        return found

    def number(self, node: Node) -> Kept:
        """A part that is a number."""
        found = self.part(node)
        if found not in (None, "number") or (found is None and not _is_takeable(node)):
            raise Unjudgeable(node)
        return "number"

    def one_kind(self, *parts: Node) -> Kept:
        """Several values of one kind, of which at least one is a column's."""
        found = [self.single(one) for one in parts]
        return next((one for one in found if one is not None), "number")

    def binary(self, node: Binary) -> Kept:
        if self.part(node.left) == "date" and node.operator in ("+", "-"):
            # Only days: months and workdays need a calendar.
            if isinstance(node.right, Call) and node.right.function == "days" and self.is_known(node.right):
                return "date"
            raise Unjudgeable(node)
        if node.operator == "/":
            raise Unjudgeable(node)
        if node.operator == "*" and not (self.is_known(node.left) or self.is_known(node.right)):
            raise Unjudgeable(node)
        self.number(node.left)
        return self.number(node.right)

    def call(self, node: Call) -> Kept:
        first, *others = node.arguments
        match node.function:
            case "filled" | "unknown":
                self.part(first)
                return "claim"
            case "contains":
                return self.contains(node)
            case "or_else":
                return self.one_kind(*node.arguments)
            case "min" | "max" if others:
                return self.one_kind(*node.arguments)
            case "abs":
                return self.number(first)
            case "round" if not others or _is_count(others[0]):
                return self.number(first)
            case name if name in _OF_DAYS:
                if any(self.single(one) in ("moment", "number") for one in node.arguments):
                    raise Unjudgeable(node)
                return _OF_DAYS[name]
            case _:
                raise Unjudgeable(node)

    def contains(self, node: Call) -> Kept:
        where, what = node.arguments
        found, sought = self.part(where), self.part(what)
        if found == "other" or sought in ("words", "other") or (found == "words" and sought is not None):
            raise Unjudgeable(node)
        return "claim"


def _is_span(node: Node) -> bool:
    """Whether what is known is a stretch of time: no column holds one."""
    return any(isinstance(one, Call) and one.function in _SPANS for one in nodes.walk(node)) and not any(
        isinstance(one, Binary | Comparison) for one in nodes.walk(node)
    )


def _is_takeable(node: Node) -> bool:
    """Whether what is known can stand in a database's sum."""
    return not _is_span(node) and not isinstance(node, ListOf) and _places(node) is not None


def _is_count(node: Node) -> bool:
    """Whether it says to how many places is rounded."""
    return isinstance(node, nodes.Literal) and isinstance(node.value, int) and 0 <= node.value <= 10


def _places(node: Node) -> int | None:
    """How many decimal places what is known may have, were it a number; None: too many to be exact."""
    found: int | None
    match node:
        case nodes.Literal(value=bool() | str()):
            return 0
        case nodes.Literal(value=value):
            found = _written_places(Decimal(value))
        case Chain():
            return PLACES
        case Binary(operator="/"):
            return None
        case Binary(operator="*", left=left, right=right):
            ours, theirs = _places(left), _places(right)
            found = None if ours is None or theirs is None else ours + theirs
        case Call(function="round", arguments=(_, places)):
            return int(places.value) if isinstance(places, nodes.Literal) and _is_count(places) else None
        case Call(function="round" | "count" | "distinct"):
            return 0
        case Call(function="years_between" | "distance" | "median"):
            return None
        case _:
            below = [_places(one) for one in nodes.children(node)]
            found = None if None in below else max((one for one in below if one is not None), default=0)
    return found if found is None or found <= FINEST else None


def _written_places(number: Decimal) -> int | None:
    """The decimal places of a number as written; None when it is too fine or too large."""
    exponent = number.normalize().as_tuple().exponent
    places = max(0, -exponent) if isinstance(exponent, int) else FINEST + 1
    return places if places <= FINEST and abs(number.scaleb(places)) <= _LARGEST else None
