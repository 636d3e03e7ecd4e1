"""Do registers keep what their keys, look-ups and facets speak of?"""

from __future__ import annotations

from collections.abc import Mapping

from townhall.compiler.building.texts import bare
from townhall.compiler.linking.forms import check_offers
from townhall.compiler.linking.linker import Linker
from townhall.compiler.linking.scopes import register_names
from townhall.compiler.linking.sheets import Sheets, no_column
from townhall.compiler.marked import Map, items_of
from townhall.compiler.reading import Definition
from townhall.kernel.marks import Mark
from townhall.spec.fields import Field
from townhall.spec.queries import kept_columns


def check_register(sheets: Sheets, definition: Definition, body: Map) -> None:
    """One register."""
    types, linker, path = sheets.types, sheets.linker, definition.path
    columns: Map = body["columns"]
    names = register_names(types, definition.name, body)
    for name, one in columns.items():
        if one.get("kind") in ("section", "table") or "use" in one:
            linker.note("TH238", columns.key_mark(name), name=name)
        else:
            sheets.field(name, one, names)
    sheets.facts(body.get("facts"), names, names.roots["this"])
    for name, mark in items_of(body, "key"):
        if name not in columns:
            no_column(linker, path, str(name), list(columns), mark)
            continue
        built = types.field(str(name), columns[name])
        if built.calculated is not None:
            linker.note("TH252", mark, path=path, name=name)
        if built.secret and not built.searchable:
            linker.note("TH218", mark, path=path, name=name)
    for key in ("label", "beside"):
        for written, mark in items_of(body, key):
            _shown(sheets, definition.name, key, str(written), mark)
    check_offers(sheets, definition, body, names)
    for section in ("identity", "membership"):
        if section in body:
            check_people(sheets, definition, body, section)


NUMBERS = ("id_card", "id_card_or_uscc")
"""Kinds of columns that hold the number of a person."""

PEOPLE: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "identity": {"name": ("text",), "number": NUMBERS, "household": ("ref",)},
    "membership": {"person": ("ref",), "since": ("date",), "until": ("date",)},
}
"""What the columns must be by which a register tells who people are, and who is a member."""


def check_people(sheets: Sheets, definition: Definition, body: Map, section: str) -> None:
    """The columns by which a register tells who somebody is, or who is a member of a unit."""
    linker, told, columns = sheets.linker, body[section], body["columns"]
    mark = body.key_mark(section)
    others = [one for one in registers_with(linker, section) if one.path != definition.path]
    if others and definition.path > others[0].path:
        linker.note("TH116", mark, written=f"{others[0].path}.{section}, {definition.path}.{section}")
    if section == "identity" and "key" not in body:
        linker.note("TH117", mark, key=section, other="key")
    if not any(one.get("kind") == "unit" for _, one in columns.maps()):
        linker.note("TH117", mark, key=section, other="kind: unit")
    for key, name in told.items():
        place = told.value_mark(key)
        if name not in columns:
            no_column(linker, definition.path, str(name), list(columns), place)
            continue
        built = sheets.types.field(str(name), columns[name])
        if built.kind not in PEOPLE[section][key]:
            linker.note("TH240", place, key=f"{section}.{key}", kind=built.kind)
        elif key == "number" and not (built.secret and built.searchable):
            linker.note("TH218", place, path=definition.path, name=name)
        elif key == "person" and not names_somebody(linker, built):
            linker.note("TH240", place, key=f"{section}.{key}", kind=f"to: register/{built.to}")


def registers_with(linker: Linker, section: str) -> list[Definition]:
    """The registers that tell who people are (`identity`), or who is a member (`membership`)."""
    return [one for one in linker.library.of_kind("register") if section in one.body]


def names_somebody(linker: Linker, column: Field) -> bool:
    """Whether a column says which person or which household something is about."""
    if column.kind in NUMBERS:
        return True
    if column.kind != "ref":
        return False
    for one in registers_with(linker, "identity"):
        household: Map = one.body["columns"].get(one.body["identity"].get("household")) or Map()
        if column.to in (one.name, bare(str(household.get("to")))):
            return True
    return False


def _shown(sheets: Sheets, register: str, key: str, written: str, mark: Mark) -> None:
    """What a picker tells of a record: a column kept openly, its own or, by dots, of a record it names."""
    linker, place, found = sheets.linker, register, None
    for number, name in enumerate(written.split(".")):
        if number:
            if found is None or found.to is None:
                linker.note("TH257", mark, path=".".join(written.split(".")[:number]), name=name)
                return
            place = found.to
        columns = sheets.types.definitions.get(f"register/{place}")
        if columns is None:
            return
        if name not in columns["columns"]:
            no_column(linker, f"register/{place}", name, list(columns["columns"]), mark)
            return
        found = sheets.types.field(name, columns["columns"][name])
    if found is not None and (found.secret or "closed" in kept_columns((found,), linker.catalog).values()):
        linker.note("TH264", mark, key=key, name=written)


def check_facet(linker: Linker, definition: Definition) -> None:
    """What a facet's names refer to."""
    for _, one in definition.body["names"].maps():
        if "to" in one:
            linker.find("register", one["to"], one.value_mark("to"))
        if "of" in one:
            linker.find("dict", one["of"], one.value_mark("of"))
        for key, kinds in {"to": ("ref",), "of": ("choice", "choices")}.items():
            if key in one and one["kind"] not in kinds:
                linker.note("TH240", one.key_mark(key), key=key, kind=one["kind"])


def registers_of(definitions: dict[str, Map]) -> dict[str, Map]:
    """The registers among written-out definitions, by name."""
    return {bare(path): body for path, body in definitions.items() if path.startswith("register/")}
