"""Does a town stay within the floors that the levels above it set?

A floor is `at_most`, `at_least` or `is`; of a param it holds for every dated value. Floors are judged
after all changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from townhall.compiler.marked import Map
from townhall.compiler.reading import Definition
from townhall.kernel.durations import compare
from townhall.kernel.marks import Mark
from townhall.kernel.problems import Problem, problem
from townhall.kernel.values import Duration
from townhall.kernel.workdays import WEEKDAYS


@dataclass(frozen=True, slots=True)
class Floor:
    """What a higher level demands of the value at a path."""

    definition: str
    rest: tuple[str, ...]
    demand: Map
    overlay: Definition

    @property
    def path(self) -> str:
        """The whole path."""
        return "/".join((self.definition, *self.rest))


def check_floors(definitions: Mapping[str, Definition], floors: Iterable[Floor]) -> Iterator[Problem]:
    """Every value outside its floor, at the place where the value is written."""
    for floor in floors:
        for value, mark in _values(definitions[floor.definition], floor.rest):
            for sign, wanted in floor.demand.items():
                held = _holds(value, sign, wanted)
                if held is None and not _is_measured(value):
                    continue  # no value of its kind: that is a problem of its own
                if held is None:
                    place = floor.demand.value_mark(sign)
                    yield problem("TH413", place, path=floor.path, value=value, wanted=wanted)
                elif not held:
                    yield problem(
                        "TH406",
                        mark,
                        path=floor.path,
                        value="—" if value is None else value,
                        said_zh=f"{_SIGNS_ZH[sign]}{wanted}",
                        said=f"{_SIGNS[sign]} {wanted}",
                        by=floor.overlay.body["for"],
                    )


_SIGNS = {"at_most": "at most", "at_least": "at least", "is": "exactly"}
_SIGNS_ZH = {"at_most": "不高于", "at_least": "不低于", "is": "必须是"}


def _values(definition: Definition, rest: tuple[str, ...]) -> Iterator[tuple[Any, Mark]]:
    """The values a floor speaks of: of a param, each dated value."""
    body = definition.body
    if not rest and definition.kind == "param":
        for _, one in body["dated"].maps():
            yield one.get("value"), one.value_mark("value")
        return
    node: Any = body
    owner: Map = body
    for part in rest:
        owner = node
        node = node.get(part) if isinstance(node, Map) else None
    yield node, owner.value_mark(rest[-1]) if rest and rest[-1] in owner else owner.mark


def _holds(value: Any, sign: str, wanted: Any) -> bool | None:
    """Whether a value keeps to a floor; None when the two cannot be compared."""
    if sign == "is":
        return str(value) == str(wanted) and isinstance(value, bool) == isinstance(wanted, bool)
    order = _order(value, wanted)
    if order is None:
        return None
    return order <= 0 if sign == "at_most" else order >= 0


def _order(value: Any, wanted: Any) -> int | None:
    one, other = _number(value), _number(wanted)
    if one is not None and other is not None:
        return (one > other) - (one < other)
    try:
        return compare(Duration.parse(str(value)), Duration.parse(str(wanted)), WEEKDAYS)
    except ValueError:
        return None


def _is_measured(value: Any) -> bool:
    """Whether a value is a number or a stretch of time at all."""
    try:
        return _number(value) is not None or bool(Duration.parse(str(value)))
    except ValueError:
        return False


def _number(value: Any) -> Decimal | None:
    """A number or a percent as a Decimal."""
    if isinstance(value, bool):
        return None
    said = str(value).strip()
    share = said.endswith("%")
    try:
        found = Decimal(said.removesuffix("%"))
    except InvalidOperation:
        return None
    return found / 100 if share else found
