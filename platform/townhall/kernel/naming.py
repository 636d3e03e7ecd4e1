"""What type has a name with its dots, and which rows does a total mean?

Inside a total the rows' own path stands for the row at hand: in `sum(lines.qty * lines.price)` that is
`lines`. The path is the longest dotted chain that denotes rows. A total inside another looks among the
columns of the outer row first, and then further out; an outer total that names rows only through inner
ones takes the shortest path, and leaves the rest to them: `sum(count(lines.before))`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from townhall.kernel.nodes import Call, Chain, Node, Path, children
from townhall.kernel.problems import nearest
from townhall.kernel.scanning import Fault, fault
from townhall.kernel.signatures import ANYTHING, Functions, Many, Record, Rows, ValueType

Bound: TypeAlias = tuple[tuple[Path, ValueType], ...]
"""The rows that are being judged, outermost first: their path and the type of one row."""


class TypeScope(Protocol):
    """What the compiler knows of the names around a formula."""

    def type_of(self, name: str) -> ValueType | None:
        """The type of a name, or None when nothing is called so here."""
        ...

    def names(self) -> Iterable[str]:
        """All names known here, for did-you-mean."""
        ...

    def outer_hint(self, name: str) -> str | None:
        """How a name that is not known here is written when the form has it: `form.programme`; else None."""
        ...

    def columns(self, of: ValueType) -> Mapping[str, ValueType] | None:
        """What follows a dot on a reference, unit, person or file; None when nothing does.

        A reference to a register whose own definition is broken is best typed ANYTHING.
        """
        ...


@dataclass(frozen=True, slots=True)
class Found:
    """The rows a total means: their path, their type, and how many outer rows they were seen from."""

    path: Path
    rows: Rows | Many
    level: int


def chain_type(chain: Chain, scope: TypeScope, bound: Bound) -> ValueType | Fault:
    """The type of a name with its dots, or the one thing wrong with it."""
    at, anchor = _anchor(chain.parts, scope, bound)
    if anchor is None:
        return _unknown(chain, scope)
    known: ValueType | Fault = anchor
    for place in range(at, len(chain.parts)):
        if isinstance(known, Fault):
            return known
        known = _after_dot(chain, place, known, scope)
    return known


def rows_of(call: Call, functions: Functions, scope: TypeScope, bound: Bound) -> Found | None:
    """The rows a total means, or None when nothing in it denotes rows."""
    own, inner = candidates(call, functions)
    return _first_rows(own, scope, bound, True) or _first_rows(inner, scope, bound, False)


def _first_rows(chains: tuple[Chain, ...], scope: TypeScope, bound: Bound, longest: bool) -> Found | None:
    for level in range(len(bound), -1, -1):
        for chain in chains:
            found = _rows_in(chain.parts, scope, bound[:level], longest)
            if found:
                return Found(*found, level)
    return None


def _rows_in(parts: Path, scope: TypeScope, bound: Bound, longest: bool) -> tuple[Path, Rows | Many] | None:
    """The longest (or shortest) path at the head of a chain that denotes rows, and their type."""
    at, known = _anchor(parts, scope, bound)
    found = None
    while known is not None:
        if isinstance(known, Rows | Many):
            found = parts[:at], known
            known = known.of
        if at == len(parts) or (found and not longest):
            break
        columns = known.columns if isinstance(known, Record) else scope.columns(known)
        known = columns.get(parts[at]) if columns else None
        at += 1
    return found


def _anchor(parts: Path, scope: TypeScope, bound: Bound) -> tuple[int, ValueType | None]:
    """The type a chain starts from, and how many of its parts that covers."""
    for path, row in reversed(bound):
        if parts[: len(path)] == path:
            return len(path), row
    return 1, scope.type_of(parts[0])


def _after_dot(chain: Chain, place: int, owner: ValueType, scope: TypeScope) -> ValueType | Fault:
    """The type of one name after a dot."""
    name, path = chain.parts[place], ".".join(chain.parts[:place])
    return dotted_type(owner, name, path, chain.start + len(path), scope)


def dotted_type(owner: ValueType, name: str, path: str, offset: int, scope: TypeScope) -> ValueType | Fault:
    """The type of a name after a dot, or what is wrong with it."""
    if owner == ANYTHING:
        return ANYTHING
    if isinstance(owner, Rows | Many):
        return fault("TH325", offset - len(path), path=path, name=name)
    columns = owner.columns if isinstance(owner, Record) else scope.columns(owner)
    if columns is None:
        return fault("TH320", offset, path=path, kind=owner)
    known = columns.get(name)
    if known is None:
        return fault("TH319", offset + 1, path=path, name=name, known=suggested(name, columns))
    return known


def _unknown(chain: Chain, scope: TypeScope) -> Fault:
    name = chain.parts[0]
    outer = scope.outer_hint(name)
    if outer:
        return fault("TH312", chain.start, name=name, outer=outer)
    return fault("TH303", chain.start, name=name, known=suggested(name, scope.names()))


def suggested(name: str, known: Iterable[str]) -> str:
    """The name most likely meant; where none is like it, some that are known."""
    names = sorted(known)
    close = nearest(name.lower(), names)
    listed = [close] if close else names[:8]
    return ", ".join(listed) + (" …" if not close and len(names) > 8 else "") or "—"


def direct_chains(node: Node, functions: Functions) -> Iterator[Chain]:
    """The chains in a node that are not inside a total of their own."""
    if isinstance(node, Chain):
        yield node
    elif not (isinstance(node, Call) and functions.is_total(node)):
        for child in children(node):
            yield from direct_chains(child, functions)


def all_chains(node: Node) -> Iterator[Chain]:
    """Every chain in a node."""
    if isinstance(node, Chain):
        yield node
    for child in children(node):
        yield from all_chains(child)


def judged_nodes(call: Call) -> tuple[Node, ...]:
    """What a total judges row by row: its argument and its `where`."""
    where = call.option("where")
    return (*call.arguments, where) if where else call.arguments


def candidates(call: Call, functions: Functions) -> tuple[tuple[Chain, ...], tuple[Chain, ...]]:
    """The chains that may denote a total's rows: its own, and those in totals inside it."""
    judged = judged_nodes(call)
    own = tuple(chain for node in judged for chain in direct_chains(node, functions))
    inner = tuple(chain for node in judged for chain in all_chains(node) if chain not in own)
    return own, inner
