"""What does a formula give, in the light of some values?

A formula becomes a closure, once; judging it is then a handful of calls. Unknown (None) follows Kleene's
strong three-valued logic: what an unknown cannot change is known, everything else is unknown
(S. C. Kleene, Introduction to Metamathematics, §64).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from townhall.kernel.expressions import Formula, Template
from townhall.kernel.functions import BUILT_IN
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
    Path,
    Relation,
)
from townhall.kernel.operators import COMPARISONS, OPERATIONS, RELATIONS, negated
from townhall.kernel.rowwise import Paths, Run, Seen, innermost, total
from townhall.kernel.scopes import Scope
from townhall.kernel.signatures import Function, Functions
from townhall.kernel.values import Duration
from townhall.kernel.workdays import Calendar


def compiled(formula: Formula, functions: Functions = BUILT_IN) -> Callable[[Scope], Any]:
    """The formula as a function of a scope; compiled once per text.

    >>> from townhall.kernel.expressions import parse
    >>> from townhall.kernel.marks import NOWHERE
    >>> from townhall.kernel.scopes import Layers
    >>> worth = compiled(parse("amount * 2 if amount > 1 else 0", NOWHERE))
    >>> worth(Layers(({"amount": 3},))), worth(Layers(({"amount": None},)))
    (6, None)
    """
    return _compiled(formula, functions)


def rendered(
    template: Template, scope: Scope, show: Callable[[Any], str], functions: Functions = BUILT_IN
) -> str:
    """A sentence with its formulas judged and shown."""
    return "".join(
        part if isinstance(part, str) else show(compiled(part, functions)(scope)) for part in template.parts
    )


@lru_cache(maxsize=16384)
def _compiled(formula: Formula, functions: Functions) -> Callable[[Scope], Any]:
    run = _Compiler(functions).run(formula.tree, ())

    def judge(scope: Scope) -> Any:
        return run(scope, ())

    return judge


@dataclass(frozen=True, slots=True)
class _Compiler:
    """Makes closures of nodes; `paths` are those of the rows at hand where the node stands."""

    functions: Functions

    def run(self, node: Node, paths: Paths) -> Run:
        """A node as a closure."""
        match node:
            case Literal(value=value):
                return lambda scope, seen: value
            case Chain(parts=parts):
                return _chain(parts, paths)
            case Dot(owner=owner, name=name):
                return _dotted(self.run(owner, paths), (name,))
            case Negative(operand=operand):
                return _strict(self.run(operand, paths), negated)
            case Not(claim=claim):
                return _strict(self.run(claim, paths), lambda value: not value)
            case Binary(operator=operator, left=left, right=right):
                return _paired(self.run(left, paths), self.run(right, paths), OPERATIONS[operator])
            case Comparison(first=first, rest=((relation, right),)):
                return self._comparison(self.run(first, paths), relation, right, paths)
            case Comparison():
                return self._comparisons(node, paths)
            case Every(claims=claims):
                return _joined(tuple(self.run(claim, paths) for claim in claims), decisive=False)
            case Either(claims=claims):
                return _joined(tuple(self.run(claim, paths) for claim in claims), decisive=True)
            case IfElse():
                return self._if_else(node, paths)
            case ListOf(items=items):
                runs = tuple(self.run(item, paths) for item in items)
                return lambda scope, seen: tuple(run(scope, seen) for run in runs)
            case Call():
                return self._call(node, paths)

    def _comparison(self, left: Run, relation: Relation, right: Node, paths: Paths) -> Run:
        if relation in ("in", "not in"):
            among = self._among(left, right, paths)
            return among if relation == "in" else _strict(among, lambda value: not value)
        if isinstance(right, Literal):
            return _against(left, relation, right.value)
        return _compared(left, self.run(right, paths), relation)

    def _comparisons(self, node: Comparison, paths: Paths) -> Run:
        """`a < b < c` as `a < b and b < c`."""
        links, left = [], node.first
        for relation, right in node.rest:
            links.append(self._comparison(self.run(left, paths), relation, right, paths))
            left = right
        return _joined(tuple(links), decisive=False)

    def _among(self, left: Run, right: Node, paths: Paths) -> Run:
        """Whether a value is in a list, a window, or a field with many values."""
        if isinstance(right, ListOf) and all(isinstance(item, Literal) for item in right.items):
            words = frozenset(item.value for item in right.items if isinstance(item, Literal))
            return _strict(left, words.__contains__)
        among = self.run(right, paths)

        def run(scope: Scope, seen: Seen) -> Any:
            value = left(scope, seen)
            values = among(scope, seen)
            if value is None or values is None:
                return None
            if value in values:
                return True
            return None if isinstance(values, tuple) and None in values else False

        return run

    def _if_else(self, node: IfElse, paths: Paths) -> Run:
        claim, chosen = self.run(node.claim, paths), self.run(node.chosen, paths)
        otherwise = self.run(node.otherwise, paths)

        def run(scope: Scope, seen: Seen) -> Any:
            holds = claim(scope, seen)
            if holds is None:
                return None
            return chosen(scope, seen) if holds else otherwise(scope, seen)

        return run

    def _call(self, node: Call, paths: Paths) -> Run:
        function = self.functions.called(node)
        if function is None:
            raise LookupError(f"no function is called {node.function}")
        if function.total:
            return total(node, function, self.functions, paths, self.run)
        return _plain(function, tuple(self.run(argument, paths) for argument in node.arguments))


def _chain(parts: Path, paths: Paths) -> Run:
    bound = innermost(parts, paths)
    if bound is not None:
        return _dotted(lambda scope, seen: seen[bound], parts[len(paths[bound]) :])
    name = parts[0]
    if len(parts) != 2:
        return _dotted(lambda scope, seen: scope.value(name), parts[1:])
    below = parts[1]

    def run(scope: Scope, seen: Seen) -> Any:  # param.x, case.x: one call less than the general way
        value: Any = scope.value(name)
        return None if value is None else value.dot(below)

    return run


def _dotted(owner: Run, names: Path) -> Run:
    for name in names:
        owner = _column(owner, name)
    return owner


def _column(owner: Run, name: str) -> Run:
    def run(scope: Scope, seen: Seen) -> Any:
        value = owner(scope, seen)
        return None if value is None else value.dot(name)

    return run


def _strict(operand: Run, operation: Callable[[Any], Any]) -> Run:
    def run(scope: Scope, seen: Seen) -> Any:
        value = operand(scope, seen)
        return None if value is None else operation(value)

    return run


def _paired(left: Run, right: Run, operation: Callable[[Any, Any, Calendar], Any]) -> Run:
    def run(scope: Scope, seen: Seen) -> Any:
        one = left(scope, seen)
        if one is None:
            return None
        other = right(scope, seen)
        return None if other is None else operation(one, other, scope.calendar)

    return run


def _compared(left: Run, right: Run, relation: Relation) -> Run:
    plainly, carefully = RELATIONS[relation], COMPARISONS[relation]

    def run(scope: Scope, seen: Seen) -> Any:
        one = left(scope, seen)
        if one is None:
            return None
        other = right(scope, seen)
        if other is None:
            return None
        return carefully(one, other, scope.calendar) if type(one) is Duration else plainly(one, other)

    return run


def _against(left: Run, relation: Relation, fixed: Any) -> Run:
    plainly = RELATIONS[relation]

    def run(scope: Scope, seen: Seen) -> Any:
        one = left(scope, seen)
        return None if one is None else plainly(one, fixed)

    return run


def _joined(claims: tuple[Run, ...], decisive: bool) -> Run:
    """`and` (decided by a false claim) or `or` (decided by a true one)."""

    def run(scope: Scope, seen: Seen) -> Any:
        result: bool | None = not decisive
        for claim in claims:
            holds = claim(scope, seen)
            if holds is decisive:
                return decisive
            if holds is None:
                result = None
        return result

    return run


def _plain(function: Function, arguments: tuple[Run, ...]) -> Run:
    evaluate = function.evaluate
    strict, with_calendar = not function.with_unknown, function.with_calendar
    if len(arguments) == 1 and not with_calendar:
        only = arguments[0]
        if strict:
            return _strict(only, evaluate)
        return lambda scope, seen: evaluate(only(scope, seen))

    def run(scope: Scope, seen: Seen) -> Any:
        given = [argument(scope, seen) for argument in arguments]
        if strict and None in given:
            return None
        return evaluate(scope.calendar, *given) if with_calendar else evaluate(*given)

    return run
