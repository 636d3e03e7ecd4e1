"""How is a total judged, row by row?

Which rows a total means is seen when it is judged (`kernel.naming` says by which rule); for each path
the argument and `where` are compiled once. A row for which `where` is not true, unknown included, is
left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeAlias

from townhall.kernel.naming import candidates
from townhall.kernel.nodes import Call, Chain, Node, Path
from townhall.kernel.scopes import Scope
from townhall.kernel.signatures import Function, Functions

Seen: TypeAlias = tuple[Any, ...]
"""The rows at hand, outermost first."""

Run: TypeAlias = Callable[[Scope, Seen], Any]
Paths: TypeAlias = tuple[Path, ...]
"""The paths of the rows at hand, outermost first."""

Compile: TypeAlias = Callable[[Node, Paths], Run]


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows found for a total: their path, how many outer rows stay in sight, and the rows."""

    path: Path
    level: int
    members: Iterable[Any]


def total(call: Call, function: Function, functions: Functions, paths: Paths, compile_: Compile) -> Run:
    """A total as a closure."""
    own, inner = candidates(call, functions)
    argument, where = call.arguments[0], call.option("where")
    options = tuple((name, compile_(node, paths)) for name, node in call.options if name != "where")
    variants: dict[tuple[Path, int], tuple[Run, Run | None]] = {}
    evaluate = function.evaluate

    def run(scope: Scope, seen: Seen) -> Any:
        found = _found(own, paths, scope, seen) or _found(inner, paths, scope, seen, longest=False)
        if not isinstance(found, _Rows):
            return None
        key = (found.path, found.level)
        variant = variants.get(key)
        if variant is None:
            within = (*paths[: found.level], found.path)
            variant = compile_(argument, within), compile_(where, within) if where else None
            variants[key] = variant
        item, keep = variant
        outer = seen[: found.level]
        values = []
        for member in found.members:
            inside = (*outer, member)
            if keep is None or keep(scope, inside) is True:
                values.append(item(scope, inside))
        given = {name: option(scope, seen) for name, option in options}
        return evaluate(values, **given)

    return run


UNKNOWN = "unknown"
"""Something on the way to the rows is unknown, so their total is."""


def _found(
    chains: tuple[Chain, ...], paths: Paths, scope: Scope, seen: Seen, longest: bool = True
) -> _Rows | str | None:
    """The rows one of the chains leads to; UNKNOWN when the way is unknown; None when none leads to rows."""
    for level in range(len(paths), -1, -1):
        unknown = False
        for chain in chains:
            found = _follow(chain.parts, paths[:level], scope, seen, longest)
            if isinstance(found, _Rows):
                return found
            unknown = unknown or found is not None
        if unknown:
            return UNKNOWN
    return None


def _follow(parts: Path, paths: Paths, scope: Scope, seen: Seen, longest: bool) -> _Rows | str | None:
    """Follow one chain until it comes to rows, and (`longest`) on while it comes to rows of rows."""
    bound = innermost(parts, paths)
    value: Any
    if bound is None:
        at, value = 1, scope.value(parts[0])
    else:
        at, value = len(paths[bound]), seen[bound]
    while not isinstance(value, tuple):
        if value is None:
            return UNKNOWN
        if at == len(parts):
            return None
        value, at = value.dot(parts[at]), at + 1
    members: Iterable[Any] = value
    while longest and at < len(parts):
        below = [member.dot(parts[at]) for member in members]
        if not any(isinstance(one, tuple) for one in below):
            break
        if None in below:
            return UNKNOWN
        members, at = [one for rows in below for one in rows], at + 1
    return _Rows(parts[:at], len(paths), members)


def innermost(parts: Path, paths: Paths) -> int | None:
    """Which of the rows at hand, innermost first, a chain starts from; None when from none of them."""
    for place in range(len(paths) - 1, -1, -1):
        if parts[: len(paths[place])] == paths[place]:
            return place
    return None
