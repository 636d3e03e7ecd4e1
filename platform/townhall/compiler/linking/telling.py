"""Which secret fields does the value of a formula tell?

What is compared, counted or asked for (`filled`) gives away a yes, a no or a number of rows, and no more. All
else that a formula names may stand in its value.
"""

from __future__ import annotations

from collections.abc import Iterator

from townhall.compiler.linking.scopes import Names
from townhall.kernel import nodes
from townhall.kernel.expressions import Formula
from townhall.kernel.nodes import Call, Chain, Dot, Node, Path

_TELLS_NOTHING = frozenset({"filled", "unknown", "count", "distinct", "any", "all", "ordered", "contains"})
"""Functions that answer yes, no or how many."""


def told_secrets(formula: Formula, names: Names) -> tuple[str, ...]:
    """The secret fields in the value of a formula, as they are written there."""
    return tuple(dict.fromkeys(".".join(path) for path in told(formula.tree) if names.is_secret(path)))


def told(node: Node) -> Iterator[Path]:
    """The dotted paths whose values are part of a formula's value.

    >>> from townhall.kernel.expressions import parse
    >>> from townhall.kernel.marks import NOWHERE
    >>> sorted(told(parse("a.b if c == d else first(e).f", NOWHERE).tree))
    [('a', 'b'), ('e',), ('e', 'f')]
    """
    match node:
        case Chain(parts=parts):
            yield parts
        case nodes.Comparison() | nodes.Every() | nodes.Either() | nodes.Not():
            return
        case nodes.IfElse(chosen=chosen, otherwise=otherwise):
            yield from told(chosen)
            yield from told(otherwise)
        case Call(function=name) if name in _TELLS_NOTHING:
            return
        case Call(arguments=arguments):
            for one in arguments:
                yield from told(one)
        case Dot(owner=owner, name=name):
            # `first(held).account`: a column of the rows that `held` names.
            for path in told(owner):
                yield path
                yield (*path, name)
        case _:
            for below in nodes.children(node):
                yield from told(below)
