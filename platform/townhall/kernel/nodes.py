"""What is a formula made of?

A tree of frozen nodes; `start` and `end` are offsets in the formula's text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal as OneOf
from typing import TypeAlias

Path: TypeAlias = tuple[str, ...]
Node: TypeAlias = (
    "Literal | Chain | Dot | Negative | Binary | Comparison | Every | Either | Not | IfElse | ListOf | Call"
)
Arithmetic: TypeAlias = OneOf["+", "-", "*", "/"]
Relation: TypeAlias = OneOf["==", "!=", "<", "<=", ">", ">=", "in", "not in"]


@dataclass(frozen=True, slots=True)
class Literal:
    """A number, a text in quotes, `true` or `false`."""

    start: int
    end: int
    value: Decimal | int | bool | str


@dataclass(frozen=True, slots=True)
class Chain:
    """A name and the names after its dots: `case.unit.code`."""

    start: int
    end: int
    parts: Path


@dataclass(frozen=True, slots=True)
class Dot:
    """A name after a call: `first(lines).amount`."""

    start: int
    end: int
    owner: Node
    name: str


@dataclass(frozen=True, slots=True)
class Negative:
    """A minus sign before a value."""

    start: int
    end: int
    operand: Node


@dataclass(frozen=True, slots=True)
class Binary:
    """Two values calculated into one."""

    start: int
    end: int
    operator: Arithmetic
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Comparison:
    """A value compared with another, and perhaps that one with a third: `0 < a <= b`."""

    start: int
    end: int
    first: Node
    rest: tuple[tuple[Relation, Node], ...]


@dataclass(frozen=True, slots=True)
class Every:
    """Claims joined by `and`."""

    start: int
    end: int
    claims: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """Claims joined by `or`."""

    start: int
    end: int
    claims: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """A claim denied."""

    start: int
    end: int
    claim: Node


@dataclass(frozen=True, slots=True)
class IfElse:
    """`chosen if claim else otherwise`."""

    start: int
    end: int
    claim: Node
    chosen: Node
    otherwise: Node


@dataclass(frozen=True, slots=True)
class ListOf:
    """Values in square brackets."""

    start: int
    end: int
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Call:
    """A function with its arguments and its options (`where=…`)."""

    start: int
    end: int
    function: str
    arguments: tuple[Node, ...]
    options: tuple[tuple[str, Node], ...] = ()

    def option(self, name: str) -> Node | None:
        """The option of that name, or None."""
        return next((node for given, node in self.options if given == name), None)


def children(node: Node) -> tuple[Node, ...]:
    """The nodes directly below one."""
    match node:
        case Literal() | Chain():
            return ()
        case Dot():
            return (node.owner,)
        case Negative():
            return (node.operand,)
        case Binary():
            return (node.left, node.right)
        case Comparison():
            return (node.first, *(right for _, right in node.rest))
        case Every() | Either():
            return node.claims
        case Not():
            return (node.claim,)
        case IfElse():
            return (node.claim, node.chosen, node.otherwise)
        case ListOf():
            return node.items
        case Call():
            return (*node.arguments, *(given for _, given in node.options))


def walk(node: Node) -> Iterator[Node]:
    """A node and all below it, outer before inner, left before right."""
    yield node
    for child in children(node):
        yield from walk(child)
