"""Do pages show columns that exist, masked as they must be, to whom they should?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from townhall.compiler.building.texts import bare
from townhall.compiler.linking.linker import Linker
from townhall.compiler.linking.scopes import Names, register_names, row_names, world_roots
from townhall.compiler.linking.sheets import Sheets, no_column
from townhall.compiler.marked import Map, items_of
from townhall.compiler.reading import Definition
from townhall.kernel.marks import Mark
from townhall.kernel.signatures import BOOL, NUMBERS
from townhall.spec.fields import Field


def check_mask(linker: Linker, definition: Definition) -> None:
    """A mask's functions are plugged in."""
    for viewer, function in definition.body.items():
        if function not in linker.catalog.masks:
            linker.unknown(str(function), definition.body.value_mark(viewer), linker.catalog.masks)


LATER_KEYS = ("facts", "rows", "drill")
LATER_COLUMN_KEYS = ("is", "kind")
"""Parts of the language of pages that this version reads and does not run."""


@dataclass(frozen=True, slots=True)
class Pages:
    """Checks one page. `forms` holds the names of each form."""

    sheets: Sheets
    definition: Definition
    forms: Mapping[str, Names]

    def check(self) -> None:
        """The whole page."""
        body, linker = self.definition.body, self.sheets.linker
        names = self.names()
        self.later()
        if names is None:
            return
        for path, one in body["columns"].items():
            self.column(path, one if isinstance(one, Map) else Map(body["columns"].spot), names)
        for key in ("filters", "sort", "drill"):
            for path, mark in items_of(body, key):
                self.field(str(path).removeprefix("-"), mark, names)
        period = body.get("period")
        if isinstance(period, Map) and bare(str(body["of"]).rpartition("/")[0]) == "register":
            found = self.field(str(period["on"]), period.value_mark("on"), names)
            if found is not None and found.kind not in ("date", "datetime"):
                linker.note("TH250", period.value_mark("on"), found=period["on"], kind=found.kind)
        self.sheets.facts(body.get("facts"), names, names.roots.get("this", BOOL))
        inside = names.plus(
            {name: self.sheets.types.fact_type(one) for name, one in (body.get("facts") or {}).items()}
        )
        self.sheets.formulas.at(body, "where", BOOL, inside)
        self.sheets.formulas.at(body, "totals_only", BOOL, inside)
        for key in ("names_for", "open_for"):
            self.sheets.formulas.length(body, key, inside)
        objections = body.get("objections")
        if isinstance(objections, Map):
            self.sheets.post(objections, "to")
            self.sheets.formulas.length(objections, "answer_within", inside)

    def later(self) -> None:
        """Note what pages will be able to say and cannot yet."""
        body, linker = self.definition.body, self.sheets.linker
        for key in LATER_KEYS:
            if key in body:
                linker.note("TH223", body.key_mark(key), what=f"page.{key}")
        if body.get("qr") is False:
            linker.note("TH223", body.key_mark("qr"), what="qr: false")

    def names(self) -> Names | None:
        """The names of what the page shows: a form's, a row's of its table, or a register's."""
        body, linker = self.definition.body, self.sheets.linker
        kind, _, name = str(body["of"]).rpartition("/")
        found = linker.find(bare(kind), body["of"], body.value_mark("of"))
        if found is None:
            return None
        if found.kind == "register":
            for key in ("rows", "objections"):
                if key in body:
                    linker.note("TH256", body.key_mark(key), key=key)
            return register_names(self.sheets.types, name, self.sheets.types.definitions[found.path])
        names = self.forms.get(name)
        if names is None:
            return None
        for key in ("period", "filters", "rows_of"):
            if key in body:
                linker.note("TH256", body.key_mark(key), key=key)
        if "rows" not in body:
            return names.with_roots(**world_roots(self.sheets.types))
        table = names.fields.get(str(body["rows"]))
        if table is None or not table.is_table:
            tables = [one.name for one in names.fields.values() if one.is_table]
            linker.unknown(str(body["rows"]), body.value_mark("rows"), tables)
            return None
        return row_names(names, table, {})

    def column(self, path: str, body: Map, names: Names) -> None:
        """One column: there, masked, and added up only if it is a number."""
        linker = self.sheets.linker
        mark = self.definition.body["columns"].key_mark(path)
        for key in LATER_COLUMN_KEYS:
            if key in body:
                linker.note("TH223", body.key_mark(key), what=f"columns.{path}.{key}")
                return
        if body.get("total") == "count":
            linker.note("TH223", body.value_mark("total"), what="total: count")
        found = self.field(path, mark, names)
        if "mask" in body:
            linker.find("mask", body["mask"], body.value_mark("mask"))
        if found is None:
            return
        if (found.secret or found.hashed) and found.mask is None and "mask" not in body:
            linker.note("TH246", mark, name=path)
        if body.get("total") == "sum" and found.kind not in NUMBERS:
            linker.note("TH240", body.key_mark("total"), key="total: sum", kind=found.kind)

    def field(self, path: str, mark: Mark, names: Names) -> Field | None:
        """The field a dotted path leads to."""
        parts = path.split(".")
        found: Field | None = names.fields.get(parts[0])
        known = list(names.fields)
        owner = str(self.definition.body["of"])
        for place, part in enumerate(parts):
            if place:
                assert found is not None
                register = found.to
                if register is None:
                    self.sheets.linker.note("TH257", mark, path=".".join(parts[:place]), name=part)
                    return None
                owner, known = f"register/{register}", list(self.sheets.types.columns(register) or {})
                found = self.sheets.types.column(register, part)
                if not known:
                    return None
            if found is None:
                if not names.incomplete:
                    no_column(self.sheets.linker, owner, part, known, mark)
                return None
        return found
