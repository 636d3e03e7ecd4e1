"""What type does a call give, and does the function take what it is given?"""

from __future__ import annotations

from typing import Protocol

from townhall.kernel.naming import Bound, TypeScope, judged_nodes, rows_of, suggested
from townhall.kernel.nodes import Call, Chain, Node, Path
from townhall.kernel.pairing import fits, is_literal
from townhall.kernel.scanning import Fault, fault
from townhall.kernel.signatures import ANYTHING, ROWS, Function, Functions, Kinds, Many, Simple, ValueType


class Walk(Protocol):
    """The walk over a formula's tree that meets the call; `kernel.inference` has it."""

    @property
    def scope(self) -> TypeScope:
        """The names around the formula."""
        ...

    @property
    def functions(self) -> Functions:
        """The functions there are."""
        ...

    @property
    def faults(self) -> list[Fault]:
        """What is wrong so far."""
        ...

    def type_of(self, node: Node, bound: Bound) -> ValueType:
        """The type of a node."""
        ...

    def claim(self, node: Node, bound: Bound) -> None:
        """Demand that a node is true or false."""
        ...

    def wrong(self, code: str, node: Node, **words: object) -> ValueType:
        """Note a fault at a node."""
        ...

    def apart(self, left: Node, one: ValueType, operator: str, right: Node, other: ValueType) -> ValueType:
        """Note that two values do not go together."""
        ...

    def said(self, node: Node) -> str:
        """A node as it is written."""
        ...


def call_type(node: Call, walk: Walk, bound: Bound) -> ValueType:
    """The type of what a call gives; ANYTHING once something is wrong with it."""
    function = walk.functions.called(node)
    if function is None:
        before = len(walk.faults)
        for argument in node.arguments:
            walk.type_of(argument, bound)
        # Whether it may go through rows nobody knows; wrong names are wrong all the same.
        walk.faults[before:] = [one for one in walk.faults[before:] if one.code != "TH325"]
        known = suggested(node.function, walk.functions)
        return walk.wrong("TH309", node, name=node.function, known=known)
    if not function.accepts_count(len(node.arguments)):
        count = len(node.arguments)
        return walk.wrong("TH323", node, name=function.name, count=count, usage=function.usage)
    _check_options(node, function, walk, bound)
    return _total(node, function, walk, bound) if function.total else _plain(node, function, walk, bound)


def _check_options(node: Call, function: Function, walk: Walk, bound: Bound) -> None:
    """Demand that a call's options exist; `where` is judged with the rows."""
    for name, given in node.options:
        if name == "where" and function.total:
            continue
        if name in function.options:
            _fits(function, given, walk, walk.type_of(given, bound), function.options[name])
        elif walk.scope.type_of(name) is not None:
            walk.wrong("TH307", given)
        else:
            walk.wrong("TH324", given, name=function.name, option=name, usage=function.usage)


def _plain(node: Call, function: Function, walk: Walk, bound: Bound) -> ValueType:
    given = tuple(walk.type_of(argument, bound) for argument in node.arguments)
    for place, (argument, kind) in enumerate(zip(node.arguments, given, strict=True)):
        if not _fits(function, argument, walk, kind, function.kinds_at(place)):
            return ANYTHING
    return _result(node, function, walk, given)


def _total(node: Call, function: Function, walk: Walk, bound: Bound) -> ValueType:
    """A total: find its rows, then judge its argument and `where` for one of them."""
    found = rows_of(node, walk.functions, walk.scope, bound)
    if found is None:
        return _rowless(node, function, walk, bound)
    seen = (*bound[: found.level], (found.path, found.rows.of))
    before = len(walk.faults)
    where, argument, wanted = node.option("where"), node.arguments[0], function.kinds_at(0)
    if where:
        walk.claim(where, seen)
    if isinstance(argument, Chain) and argument.parts == found.path:
        each_value = isinstance(found.rows, Many) and "many" not in wanted
        given = found.rows.of if each_value else found.rows
    else:
        given = walk.type_of(argument, seen)
    _tell_second_table(node, walk, before, found.path)
    if not _fits(function, argument, walk, given, wanted):
        return ANYTHING
    return _result(node, function, walk, (given,))


def _rowless(node: Call, function: Function, walk: Walk, bound: Bound) -> ValueType:
    """A total that names no rows: say so, unless something in it is already wrong."""
    before = len(walk.faults)
    given = [walk.type_of(judged, bound) for judged in judged_nodes(node)]
    if len(walk.faults) == before and ANYTHING not in given:
        said = walk.said(node.arguments[0])
        walk.wrong("TH327", node, name=function.name, found=said, usage=function.usage)
    return ANYTHING


def _tell_second_table(node: Call, walk: Walk, before: int, path: Path) -> None:
    """Where another table's column stands in a total, say that a total has one table."""
    for place in range(before, len(walk.faults)):
        found = walk.faults[place]
        if found.code == "TH325" and node.start <= found.offset < node.end:
            words = {"name": node.function, "path": ".".join(path), "other": dict(found.words)["path"]}
            walk.faults[place] = fault("TH326", found.offset, **words)


def _fits(function: Function, node: Node, walk: Walk, given: ValueType, wanted: Kinds) -> bool:
    """Demand that an argument is of a kind the function takes."""
    if given == ANYTHING or not wanted or given.kind in wanted:
        return True
    if is_literal(given) and any(fits(given, Simple(kind)) for kind in wanted):
        return True
    said = walk.said(node)
    if given.kind in ROWS and not function.total:
        walk.wrong("TH325", node, path=said, name="…")
    else:
        walk.wrong("TH310", node, name=function.name, found=said, kind=given, usage=function.usage)
    return False


def _result(node: Call, function: Function, walk: Walk, given: tuple[ValueType, ...]) -> ValueType:
    """The type a call gives; None from the function's rule means its arguments do not go together."""
    result = function.result(given)
    if result is not None:
        return result
    first, last = node.arguments[0], node.arguments[-1]
    return walk.apart(first, given[0], node.function, last, given[-1])
