"""Which units does a town come to: its list, its departments, and what lies above it?"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from townhall.compiler.linking.linker import Linker
from townhall.compiler.marked import Map, Spot, items_of
from townhall.compiler.reading import Definition
from townhall.kernel.problems import nearest
from townhall.spec.towns import UNIT_KINDS

_ENDINGS = (
    ("村民委员会", "village", "村"),
    ("村委会", "village", "村"),
    ("居民委员会", "community", "社区"),
    ("居委会", "community", "社区"),
    ("社区", "community", "社区"),
)


def town_written_out(linker: Linker, definition: Definition) -> Map:
    """A town with all its units by code, and its packs with their versions."""
    units = Map(definition.body.spot)
    town = definition.body
    above = list(_above(linker, definition))
    for higher in reversed(above):
        _level(linker, higher, units, above)
    _level(linker, definition, units, above)
    made = town.with_value("units", units, town, "units")
    packs = Map(town.spot)
    for name, version in adopted(town).items():
        pack = linker.get("pack", name)
        packs.put(name, pack["version"] if pack else version, *town.spots_of("packs"))
    return made.with_value("packs", packs).without(("units_from", "departments"))


def adopted(town: Map) -> dict[str, str]:
    """The packs a town adopts, each with the versions it accepts (any, where it only names the pack)."""
    packs = town.get("packs") or {}
    return dict(packs) if isinstance(packs, Map) else dict.fromkeys(packs, "")


def unit_code(town: Map) -> str:
    """The code of the unit that a level of government is: nine digits of a town, filled up to twelve."""
    code = str(town["code"])
    return code + "000" if town["level"] == "town" and code.isdigit() and len(code) == 9 else code


def _above(linker: Linker, definition: Definition) -> Iterator[Definition]:
    """The levels above, nearest first."""
    seen = {definition.name}
    body = definition.body
    while "within" in body:
        written = str(body["within"])
        higher = linker.find("town", "town/" + written.rpartition("/")[2], body.value_mark("within"))
        if higher is None:
            return
        if higher.name in seen:
            linker.note("TH236", body.value_mark("within"), name=higher.name)
            return
        seen.add(higher.name)
        yield higher
        body = higher.body


def _level(linker: Linker, definition: Definition, units: Map, above: list[Definition]) -> None:
    """The units of one level of government: itself, its departments, the villages on its list, others."""
    town = definition.body
    own = unit_code(town)
    names = [one.name for one in above]
    place = names.index(definition.name) + 1 if definition.name in names else 0
    parent = unit_code(above[place].body) if place < len(above) else None
    _put(units, own, town["level"], town["title"], parent, town.spots_of("code")[1])
    for name, mark in items_of(town, "departments"):
        found = linker.get("department", str(name))
        if found is None:
            linker.find("department", name, mark)
            continue
        _put(units, f"{town['code']}-{name}", name, found["title"], own, found.spot)
    is_complete = True
    if "units_from" in town:
        listed = tuple(_listed(linker, town["units_from"]))
        is_complete = bool(listed)
        for code, kind, title in listed:
            _put(units, code, kind, title, own, town["units_from"].spot)
    for code, one in (town.get("units") or {}).items():
        spot = town["units"].spots_of(code)[0]
        if code in units:
            linker.note("TH234", town["units"].key_mark(code), code=code)
        _put(units, code, one["kind"], one["title"], one.get("parent", own), spot)
        if one.get("provisional"):
            units[code].put("provisional", True, *one.spots_of("provisional"))
    for one in (town.get("units") or {}).values():
        _sound_unit(linker, one, units, is_complete)


def _put(units: Map, code: str, kind: Any, title: Any, parent: str | None, spot: Spot) -> None:
    made = Map(spot)
    made.put("kind", kind, spot, spot)
    made.put("title", title, spot, spot)
    if parent is not None:
        made.put("parent", parent, spot, spot)
    units.put(code, made, spot, spot)


def _sound_unit(linker: Linker, unit: Map, units: Map, is_complete: bool) -> None:
    known = UNIT_KINDS | set(linker.library.names("department"))
    if unit["kind"] not in known:
        linker.unknown(str(unit["kind"]), unit.value_mark("kind"), known)
    if is_complete and "parent" in unit and unit["parent"] not in units:
        linker.note(
            "TH235", unit.value_mark("parent"), code=unit["parent"], known=likely_units(unit["parent"], units)
        )


def likely_units(code: object, units: Map) -> str:
    """The code most likely meant where a town has no such unit; where none is like it, some that it has."""
    return nearest(str(code), list(units)) or ", ".join(list(units)[:3]) or "—"


def _listed(linker: Linker, source: Map) -> Iterator[tuple[str, str, str]]:
    """The villages and communities of a town on the statistical list: code, kind, title."""
    tables = linker.library.tables
    file, wanted = str(source["file"]), str(source["town_code"])
    if file not in tables:
        linker.unknown(file, source.value_mark("file"), tables)
        return
    found = _by_town(tables[file]).get(wanted, ())
    if not found:
        linker.note("TH237", source.value_mark("town_code"), code=wanted, file=file)
    for code, name in found:
        yield code, *_named(name)


@lru_cache(maxsize=4)
def _by_town(table: str) -> dict[str, tuple[tuple[str, str], ...]]:
    """The code and name of each unit on a list, by the code of its town. The same list is read once."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in csv.DictReader(io.StringIO(table)):
        unit = (row.get("unit_code") or "", row.get("unit_name") or "")
        found.setdefault(row.get("town_code") or "", []).append(unit)
    return {town: tuple(units) for town, units in found.items()}


def _named(name: str) -> tuple[str, str]:
    """The kind and title of a unit by the name on the list.

    >>> _named("刘院村村民委员会"), _named("南门社区居民委员会")
    (('village', '刘院村'), ('community', '南门社区'))
    """
    for ending, kind, suffix in _ENDINGS:
        if name.endswith(ending):
            place = name.removesuffix(ending)
            return kind, place if place.endswith(suffix) else place + suffix
    return "village", name
