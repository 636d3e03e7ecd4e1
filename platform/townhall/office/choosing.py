"""What may be picked where a field points to a record, a person or a unit?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from operator import is_not
from typing import Any

from townhall.engine.kept import KeptRow
from townhall.engine.rows import EntryRow, Reference, matchable
from townhall.engine.saying import offered
from townhall.engine.scopes import SheetScope, TableRow, may_pick
from townhall.engine.standing import Standing
from townhall.kernel.expressions import Formula
from townhall.kernel.nodes import Chain, Comparison, Every, Node
from townhall.kernel.text import Locale
from townhall.ports.archive import Archive, EntryQuery
from townhall.spec.fields import Field
from townhall.spec.registers import Register

MOST = 20
LOOKED_AT, PAGES = 100, 10
"""How many records are looked at for those that fit: what an index cannot judge is judged row by row."""


def candidates(
    archive: Archive,
    standing: Standing,
    field: Field,
    scope: SheetScope | TableRow,
    search: str,
    locale: Locale,
) -> tuple[tuple[str, str], ...]:
    """Up to 20 (value, title) that fit what was typed; records first in the order of their label."""
    match field.kind:
        case "ref":
            return _records(archive, standing, field, scope, search, locale)
        case "person":
            return _persons(standing, field, search, locale)
        case "unit":
            return _units(standing, search, locale)
        case _:
            return ()


def _records(
    archive: Archive,
    standing: Standing,
    field: Field,
    scope: SheetScope | TableRow,
    search: str,
    locale: Locale,
) -> tuple[tuple[str, str], ...]:
    blueprint = standing.circumstances.blueprint
    register = blueprint.registers[(field.to or "").removeprefix("register/")]
    query = EntryQuery(
        register=register,
        town=blueprint.town.name,
        units=tuple(sorted(blueprint.town.kin(standing.case.unit))),
        equals=tuple(_equalities(field.where, register, scope)),
        contains=(register.label, search) if register.label and search else None,
        sort=(register.label,) if register.label else (),
        limit=MOST if field.where is None else LOOKED_AT,
    )
    found: list[EntryRow] = []
    for _ in range(PAGES):
        page = archive.entries(query)
        rows = (EntryRow(entry, register, standing.world) for entry in page.entries)
        found += (row for row in rows if may_pick(field, row, scope))
        if len(found) >= MOST or page.next is None:
            break
        query = replace(query, after=page.next)
    return tuple((row.plain(), offered(row, locale)) for row in found[:MOST])


def without_strays(sheet: SheetScope, values: Mapping[str, Any]) -> Mapping[str, Any]:
    """What was filled in, without references to records that may not be picked there; the very same values
    where there are none.

    Whoever types the key of a record they may not pick learns nothing of it: neither its name, nor what is
    calculated from it.
    """
    changed: dict[str, Any] = {}
    for one in sheet.sheet.fields:
        if one.is_table:
            before = values.get(one.name) or ()
            rows = tuple(_row_without_strays(one, row) for row in sheet.rows(one))
            if len(rows) != len(before) or any(map(is_not, rows, before)):
                changed[one.name] = rows
        elif _strays(one, sheet):
            changed[one.name] = None
    return {**values, **changed} if changed else values


def _row_without_strays(table: Field, row: TableRow) -> Mapping[str, Any]:
    """The row, the very same where nothing strays; what was kept was looked at before it was."""
    if isinstance(row.values, KeptRow):
        return row.values
    strays = {one.name: None for one in table.columns if _strays(one, row)}
    return {**row.values, **strays} if strays else row.values


def _strays(one: Field, scope: SheetScope | TableRow) -> bool:
    """Whether a field points to a record that may not be picked in it."""
    if one.kind != "ref":
        return False
    value = scope.value(one.name)
    pointed = value if isinstance(value, tuple) else (value,)
    rows = [each.row() for each in pointed if isinstance(each, Reference)]
    return any(row is None or not may_pick(one, row, scope) for row in rows)


def keys_of(value: Any) -> set[str]:
    """The keys of what a reference, or several, point to."""
    pointed = value if isinstance(value, tuple) else (value,)
    return {each.key for each in pointed if isinstance(each, Reference)}


def _equalities(
    where: Formula | None, register: Register, scope: SheetScope | TableRow
) -> Iterable[tuple[str, Any]]:
    """The parts of `where` that say a column equals something known here, so that an index can help."""
    if where is None:
        return
    claims: tuple[Node, ...] = where.tree.claims if isinstance(where.tree, Every) else (where.tree,)
    for claim in claims:
        if not isinstance(claim, Comparison) or len(claim.rest) != 1 or claim.rest[0][0] != "==":
            continue
        column, other = claim.first, claim.rest[0][1]
        if not (isinstance(column, Chain) and isinstance(other, Chain) and len(column.parts) == 1):
            continue
        kept = register.column(column.parts[0])
        if kept is None or kept.calculated is not None or register.column(other.parts[0]) is not None:
            continue
        value: Any = scope.value(other.parts[0])
        for name in other.parts[1:]:
            value = None if value is None else value.dot(name)
        if value is not None:
            yield column.parts[0], matchable(value)


def _persons(standing: Standing, field: Field, search: str, locale: Locale) -> tuple[tuple[str, str], ...]:
    """Staff who hold the post a field asks for, or who sit at the case's unit."""
    seating, blueprint = standing.circumstances.seating, standing.circumstances.blueprint
    found: dict[str, str] = {}
    for one in seating.holdings:
        fits = one.post == field.holds if field.holds else one.unit == standing.case.unit
        if not fits or not one.is_in_force(seating.day):
            continue
        name = seating.name(one.person)
        title = blueprint.posts[one.post].title.in_locale(locale)
        if search in name or search in title:
            found.setdefault(one.person, f"{name} {title}")
    return tuple(found.items())[: MOST * 5]


def _units(standing: Standing, search: str, locale: Locale) -> tuple[tuple[str, str], ...]:
    town = standing.circumstances.blueprint.town
    grass_roots = [unit for unit in town.units if unit.is_grass_roots]
    return tuple(
        (unit.code, unit.title.in_locale(locale))
        for unit in grass_roots
        if search in unit.title.zh or search.lower() in unit.title.en.lower()
    )[: MOST * 5]
