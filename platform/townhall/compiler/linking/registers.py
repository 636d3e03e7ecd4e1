"""Do registers keep what their keys, look-ups and facets speak of?"""

from __future__ import annotations

from townhall.compiler.building.texts import bare
from townhall.compiler.linking.forms import check_offers
from townhall.compiler.linking.linker import Linker
from townhall.compiler.linking.scopes import register_names
from townhall.compiler.linking.sheets import Sheets, no_column
from townhall.compiler.marked import Map, items_of
from townhall.compiler.reading import Definition
from townhall.kernel.marks import Mark
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
