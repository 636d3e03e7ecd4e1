"""What type does a formula give, and which of its names and types are wrong?

One wrong name earns one problem; what is built on it goes unquestioned.
"""

from __future__ import annotations

from townhall.kernel.calling import call_type
from townhall.kernel.expressions import Formula, placed
from townhall.kernel.functions import BUILT_IN
from townhall.kernel.grammar import excerpt
from townhall.kernel.marks import Mark
from townhall.kernel.naming import Bound, TypeScope, chain_type, dotted_type, suggested
from townhall.kernel.nodes import (
    Binary,
    Call,
    Chain,
    Comparison,
    Dot,
    Either,
    Every,
    IfElse,
    ListOf,
    Literal,
    Negative,
    Node,
    Not,
    Relation,
)
from townhall.kernel.pairing import arithmetic, comparable, fits, strangers, unified
from townhall.kernel.problems import Problem
from townhall.kernel.scanning import Fault, fault
from townhall.kernel.signatures import (
    ANYTHING,
    BOOL,
    NUMBERS,
    Choice,
    Functions,
    ListType,
    Many,
    Rows,
    Simple,
    TextType,
    ValueType,
)

_OUTSIDE: Bound = ()


def infer(
    formula: Formula, scope: TypeScope, mark: Mark, functions: Functions = BUILT_IN
) -> tuple[ValueType, tuple[Problem, ...]]:
    """The type of what a formula gives, and what is wrong with it; ANYTHING where that is unknown.

    `mark` is where the formula's text starts.
    """
    walk = _Walk(formula.source, scope, functions)
    given = walk.type_of(formula.tree, _OUTSIDE)
    return given, tuple(placed(one, formula.source, mark) for one in walk.faults)


def check(
    formula: Formula, wanted: ValueType, scope: TypeScope, mark: Mark, functions: Functions = BUILT_IN
) -> tuple[Problem, ...]:
    """What is wrong with a formula that must give a value of one type."""
    given, problems = infer(formula, scope, mark, functions)
    if problems or fits(given, wanted):
        return problems
    source = formula.source
    said = excerpt(source, 0, len(source))
    if wanted == BOOL:
        found = fault("TH318", _first(source), found=said, kind=given)
    elif strangers(given, wanted):
        named = wanted.dictionary if isinstance(wanted, Choice) and wanted.dictionary else said
        found = _stranger(_first(source), named, given, wanted)
    else:
        found = fault("TH321", _first(source), found=said, kind=given, wanted=wanted)
    return (placed(found, source, mark),)


def _first(source: str) -> int:
    return len(source) - len(source.lstrip())


def _stranger(offset: int, said: str, one: ValueType, other: ValueType) -> Fault:
    """A word that is none of a choice's options."""
    choice = one if isinstance(one, Choice) else other
    options = choice.options if isinstance(choice, Choice) else None
    word = strangers(one, other)[0]
    return fault("TH308", offset, word=word, name=said, known=suggested(word, options or ()))


class _Walk:
    """One walk over a formula's tree, gathering faults."""

    def __init__(self, source: str, scope: TypeScope, functions: Functions) -> None:
        self.source = source
        self.scope = scope
        self.functions = functions
        self.faults: list[Fault] = []

    def said(self, node: Node) -> str:
        """A node as it is written."""
        return excerpt(self.source, node.start, node.end)

    def wrong(self, code: str, node: Node, **words: object) -> ValueType:
        """Note a fault at a node, which from here on goes with everything."""
        return self.noted(fault(code, node.start, **words))

    def noted(self, found: ValueType | Fault) -> ValueType:
        """A type as it is; a fault noted, once a place."""
        if not isinstance(found, Fault):
            return found
        if found not in self.faults:
            self.faults.append(found)
        return ANYTHING

    def type_of(self, node: Node, bound: Bound) -> ValueType:
        """The type of a node, seen from the rows being judged."""
        match node:
            case Literal(value=value):
                return _literal(value)
            case Chain():
                return self.noted(chain_type(node, self.scope, bound))
            case Dot(owner=owner, name=name):
                known = self.type_of(owner, bound)
                return self.noted(dotted_type(known, name, self.said(owner), owner.end, self.scope))
            case Negative(operand=operand):
                return self.negative(operand, bound)
            case Binary():
                return self.binary(node, bound)
            case Comparison():
                return self.comparison(node, bound)
            case Every(claims=claims) | Either(claims=claims):
                for claim in claims:
                    self.claim(claim, bound)
                return BOOL
            case Not(claim=claim):
                self.claim(claim, bound)
                return BOOL
            case IfElse():
                return self.if_else(node, bound)
            case ListOf(items=items):
                return ListType(tuple(self.type_of(item, bound) for item in items))
            case Call():
                return call_type(node, self, bound)

    def claim(self, node: Node, bound: Bound) -> None:
        """Demand that a node is true or false."""
        given = self.type_of(node, bound)
        if not fits(given, BOOL):
            self.wrong("TH318", node, found=self.said(node), kind=given)

    def negative(self, operand: Node, bound: Bound) -> ValueType:
        given = self.type_of(operand, bound)
        if given.kind in NUMBERS | {"duration"} or given == ANYTHING:
            return given
        return self.wrong("TH321", operand, found=self.said(operand), kind=given, wanted="number")

    def binary(self, node: Binary, bound: Bound) -> ValueType:
        left, right = self.type_of(node.left, bound), self.type_of(node.right, bound)
        result = arithmetic(node.operator, left, right)
        if result is not None:
            return result
        for one, other, place in ((left, right, node.right), (right, left, node.left)):
            if (
                one.kind in ("date", "datetime")
                and other.kind in ("integer", "number")
                and node.operator in "+-"
            ):
                return self.wrong("TH311", place, count=self.said(place))
        return self.apart(node.left, left, node.operator, node.right, right)

    def apart(self, left: Node, one: ValueType, operator: str, right: Node, other: ValueType) -> ValueType:
        """Note that two values do not go together."""
        for node, given in ((left, one), (right, other)):
            if isinstance(given, Rows):
                return self.wrong("TH325", node, path=self.said(node), name="…")
        return self.wrong(
            "TH304",
            left,
            left=self.said(left),
            left_kind=one,
            operator=operator,
            right=self.said(right),
            right_kind=other,
        )

    def comparison(self, node: Comparison, bound: Bound) -> ValueType:
        left, one = node.first, self.type_of(node.first, bound)
        for relation, right in node.rest:
            other = self.type_of(right, bound)
            self.compared(left, one, relation, right, other)
            left, one = right, other
        return BOOL

    def compared(self, left: Node, one: ValueType, relation: Relation, right: Node, other: ValueType) -> None:
        """Demand that two neighbours in a comparison go together."""
        if relation in ("in", "not in"):
            self.among(left, one, relation, right, other)
        elif not comparable(one, other, ordered=relation not in ("==", "!=")):
            self.apart(left, one, relation, right, other)
        elif strangers(one, other):
            word, choice = (left, right) if isinstance(one, TextType) else (right, left)
            self.noted(_stranger(word.start, self.said(choice), one, other))

    def among(self, left: Node, one: ValueType, relation: Relation, right: Node, other: ValueType) -> None:
        """Demand that a value can be in a list, a window, or a field with many values."""
        match (right, other):
            case (ListOf(items=items), ListType(of=kinds)):
                for item, kind in zip(items, kinds, strict=True):
                    self.compared(left, one, "==", item, kind)
            case (_, Many(of=kind)):
                self.compared(left, one, "==", right, kind)
            case (_, Simple(kind="window")) if one.kind == "date" or one == ANYTHING:
                pass
            case (_, Simple(kind="anything")):
                pass
            case _:
                self.apart(left, one, relation, right, other)

    def if_else(self, node: IfElse, bound: Bound) -> ValueType:
        self.claim(node.claim, bound)
        chosen, otherwise = self.type_of(node.chosen, bound), self.type_of(node.otherwise, bound)
        result = unified(chosen, otherwise)
        return result or self.apart(node.chosen, chosen, "if … else", node.otherwise, otherwise)


def _literal(value: object) -> ValueType:
    match value:
        case bool():
            return BOOL
        case str():
            return TextType((value,))
        case int():
            return Simple("integer", literal=True)
        case _:
            return Simple("number", literal=True)
