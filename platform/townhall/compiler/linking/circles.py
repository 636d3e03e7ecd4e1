"""Do calculated fields go round in a circle?

A field's value depends on its formula and on whether it is shown; a table's column on its row and, through
`form.x`, on the form; a register's column on its look-ups and on what references lead to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from townhall.compiler.building.fields import calculated_source
from townhall.compiler.building.texts import bare
from townhall.compiler.linking.groups import flat
from townhall.compiler.linking.linker import Linker
from townhall.compiler.marked import Map
from townhall.kernel.expressions import NotAFormula, parse
from townhall.kernel.marks import NOWHERE, Mark

Point: TypeAlias = tuple[str, ...]
"""A field (`("amount",)`), or a column of a table or register (`("lines", "amount")`)."""


@dataclass(slots=True)
class Dependences:
    """What depends on what, and where each thing is written."""

    after: dict[Point, set[Point]] = field(default_factory=dict)
    marks: dict[Point, Mark] = field(default_factory=dict)

    def circles(self) -> Iterator[tuple[Point, ...]]:
        """Each circle once, from its first point in written order."""
        done: set[Point] = set()
        for start in self.after:
            if start in done:
                continue
            path: list[Point] = []
            on_path: set[Point] = set()
            waiting: list[tuple[Point, Iterator[Point]]] = [(start, iter(sorted(self.after[start])))]
            path.append(start)
            on_path.add(start)
            while waiting:
                point, rest = waiting[-1]
                following = next(rest, None)
                if following is None:
                    waiting.pop()
                    path.pop()
                    on_path.discard(point)
                    done.add(point)
                elif following in on_path:
                    yield tuple(path[path.index(following) :])
                elif following not in done and following in self.after:
                    waiting.append((following, iter(sorted(self.after[following]))))
                    path.append(following)
                    on_path.add(following)


def names_in(written: Any) -> frozenset[tuple[str, ...]]:
    """The dotted names in a formula; none where it does not read."""
    if not isinstance(written, str):
        return frozenset()
    try:
        return parse(written, NOWHERE).names
    except NotAFormula:
        return frozenset()


def note_circles(linker: Linker, found: Dependences) -> None:
    """Note each circle where its first field is written."""
    for circle in found.circles():
        said = " → ".join(".".join(point) for point in (*circle, circle[0]))
        linker.note("TH302", found.marks[circle[0]], circle=said)


def sheet_circles(linker: Linker, body: Map) -> None:
    """Note circles among the fields of a form or step."""
    found = Dependences()
    fields = {name: (one, owner) for name, one, owner in flat(body.get("fields", Map()))}
    shown_by = {
        name: section.get("shown")
        for _, section in body.get("fields", Map()).maps()
        if section.get("kind") == "section"
        for name in section["fields"]
    }
    facts = body.get("facts") or {}
    for name, (one, owner) in fields.items():
        found.marks[(name,)] = owner.key_mark(name)
        sources = [calculated_source(one) if _reads(one) else None, one.get("shown"), shown_by.get(name)]
        found.after[(name,)] = set(_in_form(sources, fields, facts))
        if one.get("kind") != "table":
            continue
        row_facts = one.get("facts") or {}
        for column, inner in one["fields"].items():
            found.marks[(name, column)] = one["fields"].key_mark(column)
            sources = [calculated_source(inner) if _reads(inner) else None, inner.get("shown")]
            found.after[(name, column)] = set(_in_row(sources, name, one["fields"], row_facts, fields, facts))
    note_circles(linker, found)


def _reads(body: Map) -> bool:
    """Whether a field's formula or decision table has the shape of one."""
    return "first_true" in body or isinstance(body.get("is"), str)


def _in_form(sources: list[Any], fields: Mapping[str, Any], facts: Mapping[str, Map]) -> Iterator[Point]:
    """What formulas at the level of the form depend on."""
    for source in sources:
        for parts in names_in(source):
            yield from _form_point(parts, fields, facts, frozenset())


def _form_point(
    parts: tuple[str, ...], fields: Mapping[str, Any], facts: Mapping[str, Map], seen: frozenset[str]
) -> Iterator[Point]:
    if parts[0] in ("form", "this"):
        parts = parts[1:]
    if not parts:
        return
    name = parts[0]
    if name in fields:
        body = fields[name][0]
        yield (name,)
        if body.get("kind") == "table":
            columns = parts[1:2] if len(parts) > 1 else tuple(body["fields"])
            yield from ((name, column) for column in columns if column in body["fields"])
    elif name in facts and name not in seen:
        for source in _fact_sources(facts[name]):
            for inner in names_in(source):
                yield from _form_point(inner, fields, facts, seen | {name})


def _fact_sources(fact: Map) -> Iterator[Any]:
    """The formulas of a look-up that speak of us: what it is matched by, and `this.x` in its `where`."""
    yield from (fact.get("match") or {}).values()
    for parts in names_in(fact.get("where")):
        if parts[0] in ("this", "form") and len(parts) > 1:
            yield ".".join(parts)


def _in_row(
    sources: list[Any],
    table: str,
    columns: Map,
    row_facts: Mapping[str, Map],
    fields: Mapping[str, Any],
    facts: Mapping[str, Map],
) -> Iterator[Point]:
    """What formulas inside a row depend on."""
    for source in sources:
        for parts in names_in(source):
            yield from _row_point(parts, table, columns, row_facts, fields, facts, frozenset())


def _row_point(
    parts: tuple[str, ...],
    table: str,
    columns: Map,
    row_facts: Mapping[str, Map],
    fields: Mapping[str, Any],
    facts: Mapping[str, Map],
    seen: frozenset[str],
) -> Iterator[Point]:
    if parts[0] == "form":
        yield from _form_point(parts, fields, facts, frozenset())
        return
    if parts[0] == "this":
        parts = parts[1:]
    if not parts:
        return
    if parts[0] in columns:
        yield (table, parts[0])
    elif parts[0] in row_facts and parts[0] not in seen:
        for source in _fact_sources(row_facts[parts[0]]):
            for inner in names_in(source):
                yield from _row_point(inner, table, columns, row_facts, fields, facts, seen | {parts[0]})


def register_circles(linker: Linker, registers: Mapping[str, Map]) -> None:
    """Note circles among the calculated columns of all registers."""
    found = Dependences()
    for name, body in registers.items():
        for column, one in body["columns"].items():
            if _reads(one):
                found.marks[(name, column)] = body["columns"].key_mark(column)
                points = set[Point]()
                for parts in names_in(calculated_source(one)):
                    points.update(_register_points(name, parts, registers, frozenset()))
                found.after[(name, column)] = points
    note_circles(linker, found)


def _register_points(
    register: str, parts: tuple[str, ...], registers: Mapping[str, Map], seen: frozenset[tuple[str, str]]
) -> Iterator[Point]:
    """The columns that a dotted name in a register's row runs through."""
    body = registers.get(register)
    if body is None or not parts:
        return
    if parts[0] == "this":
        parts = parts[1:]
    if not parts:
        return
    one = body["columns"].get(parts[0])
    if isinstance(one, Map):
        yield (register, parts[0])
        if "to" in one:
            yield from _register_points(bare(str(one["to"])), parts[1:], registers, seen)
        return
    fact = (body.get("facts") or {}).get(parts[0])
    if isinstance(fact, Map) and "register" in fact and (register, parts[0]) not in seen:
        theirs = bare(str(fact["register"]))
        yield from _register_points(theirs, parts[1:], registers, seen)
        for inner in names_in(fact.get("where")):
            yield from _register_points(theirs, inner, registers, seen | {(register, parts[0])})
        for source in _fact_sources(fact):
            for inner in names_in(source):
                yield from _register_points(register, inner, registers, seen | {(register, parts[0])})
