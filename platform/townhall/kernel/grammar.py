"""How does the tree that Python's parser makes of a formula become ours, and what is left out?"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from decimal import Decimal

from townhall.kernel.nodes import (
    Arithmetic,
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
from townhall.kernel.scanning import DEEPEST, Fault, fault

_ARITHMETIC: dict[type[ast.operator], Arithmetic] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
_RELATIONS: dict[type[ast.cmpop], Relation] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.In: "in",
    ast.NotIn: "not in",
}


def read(source: str, text: str) -> Node:
    """The tree of a formula; `text` is `source` as `scanning.scanned` cleaned it.

    Raises:
        Refusal: it has something that formulas do not have, or does not read at all.
    """
    bare = text.lstrip(" ")
    reader = _Reader(source, len(text) - len(bare))
    try:
        return reader.node(ast.parse(bare, mode="eval").body, 1)
    except SyntaxError as failed:
        raise Refusal(reader.unreadable(failed.offset)) from failed
    except (MemoryError, RecursionError) as failed:  # nested too deep for Python's own parser
        raise Refusal(fault("TH314", 0, limit=DEEPEST)) from failed


def excerpt(source: str, start: int, end: int) -> str:
    """A piece of a formula as a message may quote it: on one line, forty characters at most."""
    quoted = " ".join(source[start:end].split())
    return quoted if len(quoted) <= 40 else quoted[:39] + "…"


class Refusal(Exception):
    """Leaves the walk at the first thing that formulas do not have."""

    def __init__(self, refused: Fault) -> None:
        super().__init__(refused.code)
        self.fault = refused


@dataclass(frozen=True, slots=True)
class _Reader:
    """Turns Python's syntax tree into ours; refuses what formulas do not have."""

    source: str
    shift: int

    def unreadable(self, column: int | None) -> Fault:
        """The fault where Python's parser stopped, with a little of the text there."""
        end = len(self.source.rstrip())
        at = min(self.shift + max((column or 1) - 1, 0), max(end - 1, 0))
        return fault("TH301", at, near=" ".join(self.source[at : at + 16].split()))

    def node(self, given: ast.expr, depth: int) -> Node:
        """One node and all below it."""
        start, end = self._span(given)
        if depth > DEEPEST:
            raise Refusal(fault("TH314", start, limit=DEEPEST))
        match given:
            case ast.Constant():
                return Literal(start, end, self._literal(given, start, end))
            case ast.Name(id=name):
                if name in ("true", "false"):
                    return Literal(start, end, name == "true")
                return Chain(start, end, (name,))
            case ast.Attribute(value=value, attr=name):
                owner = self.node(value, depth + 1)
                if isinstance(owner, Chain):
                    return Chain(start, end, (*owner.parts, name))
                if isinstance(owner, Call):
                    return Dot(start, end, owner, name)
                raise self._foreign(given)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return Not(start, end, self.node(operand, depth + 1))
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return Negative(start, end, self.node(operand, depth + 1))
            case ast.BinOp(op=operator, left=left, right=right) if type(operator) in _ARITHMETIC:
                operation = _ARITHMETIC[type(operator)]
                return Binary(start, end, operation, self.node(left, depth + 1), self.node(right, depth + 1))
            case ast.BoolOp(op=operator, values=values):
                claims = tuple(self.node(value, depth + 1) for value in values)
                return (Every if isinstance(operator, ast.And) else Either)(start, end, claims)
            case ast.IfExp(test=test, body=body, orelse=otherwise):
                claim, chosen = self.node(test, depth + 1), self.node(body, depth + 1)
                return IfElse(start, end, claim, chosen, self.node(otherwise, depth + 1))
            case ast.Compare():
                return self._comparison(given, depth)
            case ast.Call(func=ast.Name(id=name)):
                return self._call(given, name, depth)
            case _:
                raise self._foreign(given)

    def _literal(self, given: ast.Constant, start: int, end: int) -> Decimal | int | str:
        written = self.source[start:end]
        if isinstance(given.value, str):
            return written[1:-1]
        if isinstance(given.value, int) and not isinstance(given.value, bool):
            return int(given.value)
        if isinstance(given.value, float):
            return Decimal(written)
        raise self._foreign(given)

    def _comparison(self, given: ast.Compare, depth: int) -> Node:
        start, end = self._span(given)
        rest = []
        for operator, right in zip(given.ops, given.comparators, strict=True):
            if type(operator) not in _RELATIONS:
                raise self._foreign(given)
            relation = _RELATIONS[type(operator)]
            among = relation in ("in", "not in")
            rest.append(
                (relation, self._list_or_node(right, depth + 1) if among else self.node(right, depth + 1))
            )
        return Comparison(start, end, self.node(given.left, depth + 1), tuple(rest))

    def _call(self, given: ast.Call, name: str, depth: int) -> Node:
        start, end = self._span(given)
        arguments = tuple(self._list_or_node(argument, depth + 1) for argument in given.args)
        options = []
        for option in given.keywords:
            if option.arg is None:
                raise self._foreign(given)
            options.append((option.arg, self.node(option.value, depth + 1)))
        return Call(start, end, name, arguments, tuple(options))

    def _list_or_node(self, given: ast.expr, depth: int) -> Node:
        """A list may stand only after `in` and as an argument."""
        if isinstance(given, ast.List):
            start, end = self._span(given)
            return ListOf(start, end, tuple(self.node(item, depth + 1) for item in given.elts))
        return self.node(given, depth)

    def _foreign(self, given: ast.expr) -> Refusal:
        start, end = self._span(given)
        return Refusal(fault("TH315", start, found=excerpt(self.source, start, end)))

    def _span(self, given: ast.expr) -> tuple[int, int]:
        return given.col_offset + self.shift, (given.end_col_offset or given.col_offset) + self.shift
