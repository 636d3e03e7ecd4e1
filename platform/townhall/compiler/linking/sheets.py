"""Is everything that is filled in at once sound: fields, look-ups, demands, and the rows of tables?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from townhall.compiler.building.texts import bare
from townhall.compiler.linking.deciding import no_deciding
from townhall.compiler.linking.formulas import Formulas
from townhall.compiler.linking.groups import flat
from townhall.compiler.linking.later import note_later
from townhall.compiler.linking.linker import Linker
from townhall.compiler.linking.scopes import Names, row_names, their_names
from townhall.compiler.linking.typed import Types
from townhall.compiler.marked import Map, items_of
from townhall.kernel.marks import Mark
from townhall.kernel.pairing import comparable, fits
from townhall.kernel.problems import nearest
from townhall.kernel.signatures import ANYTHING, BOOL, ORDERED, Reference, ValueType

_ONLY_FOR = {
    "to": ("ref",),
    "where": ("ref",),
    "of": ("choice", "choices"),
    "only": ("choice", "choices"),
    "holds": ("person",),
    "fields": ("table", "section"),
    "facts": ("table",),
    "must": ("table",),
    "rows_from": ("table",),
    "min_rows": ("table",),
    "max_rows": ("table",),
    "import": ("table",),
    "total": ("money", "area", "number", "integer"),
    "decides": ("choice",),
    "reason": ("text", "long_text"),
}
"""Keys that mean something for some kinds only."""


@dataclass(frozen=True, slots=True)
class Sheets:
    """Checks the fields, look-ups and demands of forms, steps, registers and hooks."""

    linker: Linker
    types: Types
    formulas: Formulas

    def sheet(self, body: Map, names: Names) -> None:
        """A whole sheet, its groups already put in."""
        asker = names.roots.get("this", ANYTHING)
        for name, one in body.get("fields", {}).items():
            if one.get("kind") == "section":
                self.section(one, names)
            else:
                self.field(name, one, names)
        self.facts(body.get("facts"), names, asker)
        self.demands(body.get("must"), names)
        for _, one, _ in flat(body.get("fields") or Map()):
            if "rows_from" in one:
                self.rows_from(one, body.get("facts") or {})

    def rows_from(self, table: Map, facts: Mapping[str, Map]) -> None:
        """The look-up that a table begins with, and the columns it takes from there."""
        name, mark = table["rows_from"], table.value_mark("rows_from")
        if name not in facts:
            self.linker.unknown(str(name), mark, list(facts))
            return
        register = bare(str(facts[name].get("register", "")))
        theirs = self.types.columns(register) or {}
        ours = {column: self.types.typed(column, one) for column, one in table["fields"].maps()}
        shared = [column for column in ours if column in theirs]
        if theirs and not shared:
            self.no_column(register, next(iter(ours)), table["fields"])
        for column in shared:
            if not fits(theirs[column], ours[column]):
                self.linker.note(
                    "TH253",
                    table["fields"].key_mark(column),
                    name=column,
                    theirs=theirs[column],
                    ours=ours[column],
                )

    def section(self, body: Map, names: Names) -> None:
        """A section and the fields in it; sections do not nest."""
        self.formulas.claim(body, "shown", names)
        for name, one in body["fields"].items():
            self.field(name, one, names)

    def field(self, name: str, body: Map, names: Names, in_table: bool = False) -> None:
        """One field or column."""
        self.references(body)
        if in_table:
            no_deciding(self.linker, body, "column")
        if "unique" in body and not in_table:
            self.linker.note(
                "TH240", body.key_mark("unique"), key="unique", kind=f"{body['kind']} outside a table"
            )
        wanted = self.types.typed(name, body)
        if "is" in body and "first_true" in body:
            self.linker.note("TH116", body.key_mark("first_true"), written="is, first_true")
        self.formulas.claim(body, "required", names)
        self.formulas.claim(body, "shown", names)
        calculated = self.formulas.at(body, "is", wanted, names)
        if calculated is not None:
            self.formulas.kept_secret(calculated, body.text_mark("is"), self.types.field(name, body), names)
        self.decision_table(name, body, wanted, names)
        for key in ("min", "max"):
            if key in body and wanted != ANYTHING and wanted.kind not in ORDERED:
                self.linker.note("TH240", body.key_mark(key), key=key, kind=body["kind"])
            else:
                self.limit(body, key, wanted, names)
        if "default" in body:
            self.formulas.setting(body, "default", self.types.field(name, body), names)
        if "where" in body and "to" in body:
            asker = names.roots.get("this", ANYTHING)
            theirs = their_names(self.types, bare(str(body["to"])), asker, names.roots)
            self.formulas.at(body, "where", BOOL, theirs)
        if body["kind"] == "table":
            self.table(name, body, names)

    def limit(self, body: Map, key: str, wanted: ValueType, names: Names) -> None:
        """The smallest or largest value, which whoever goes beyond it is told."""
        formula = self.formulas.at(body, key, wanted, names)
        if formula is not None and not body.get("secret"):
            self.formulas.no_secret(formula, body.text_mark(key), names)

    def table(self, name: str, body: Map, names: Names) -> None:
        """The columns, look-ups and demands of a table's rows."""
        table = self.types.field(name, body)
        inside = row_names(names, table, body.get("facts", {}))
        for column, one in body["fields"].items():
            self.field(column, one, inside, in_table=True)
        self.facts(body.get("facts"), inside, inside.roots["this"])
        self.demands(body.get("must"), inside)

    def decision_table(self, name: str, body: Map, wanted: ValueType, names: Names) -> None:
        """Rows in order; only the last has no condition, and nothing stands behind it."""
        rows = body.get("first_true")
        if not isinstance(rows, Map):
            return
        last = list(rows)[-1]
        for row, one in rows.items():
            self.formulas.at(one, "when", BOOL, names)
            chosen = self.formulas.at(one, "is", wanted, names)
            if chosen is not None:
                self.formulas.kept_secret(chosen, one.text_mark("is"), self.types.field(name, body), names)
            if "when" not in one and row != last:
                self.linker.note("TH229", rows.key_mark(row), name=row)
            if "when" in one and row == last and all("when" in other for other in rows.values()):
                self.linker.note("TH251", rows.key_mark(row), name=row)

    def references(self, body: Map) -> None:
        """The names a field refers to, and keys that mean nothing for its kind."""
        kind = body["kind"]
        for key, kinds in _ONLY_FOR.items():
            if key in body and kind not in kinds:
                self.linker.note("TH240", body.key_mark(key), key=key, kind=kind)
        if isinstance(body.get("of"), str):
            self.linker.find("dict", body["of"], body.value_mark("of"))
        self.only(body)
        if "to" in body:
            self.linker.find("register", body["to"], body.value_mark("to"))
        if "mask" in body:
            self.linker.find("mask", body["mask"], body.value_mark("mask"))
        if "holds" in body:
            self.post(body, "holds")
        if str(body.get("from", "")).startswith("hook/"):
            self.linker.note("TH223", body.value_mark("from"), what=f"from: {body['from']}")
        note_later(self.linker, "field", body)

    def only(self, body: Map) -> None:
        """The options that may be chosen are options."""
        known = [option.name for option in self.types.field("", body).options] if "only" in body else []
        for one, mark in items_of(body, "only"):
            if known and one not in known:
                self.linker.unknown(str(one), mark, known)

    def post(self, owner: Map, key: str) -> None:
        """The posts a key names, each with its portfolio."""
        for one, mark in items_of(owner, key):
            post, _, portfolio = str(one).partition(".")
            found = self.linker.find("post", post, mark)
            if found is not None and portfolio:
                known = list(found.body.get("portfolios", ()))
                if portfolio not in known:
                    listed = ", ".join(known) or "—"
                    self.linker.note("TH228", mark, post=found.name, name=portfolio, known=listed)

    def demands(self, written: Map | None, names: Names) -> None:
        """What must hold."""
        for _, one in written.maps() if written else ():
            self.formulas.at(one, "that", BOOL, names)
            self.formulas.at(one, "when", BOOL, names)
            self.formulas.sentence(one, "say", names)

    def facts(self, written: Map | None, names: Names, asker: ValueType) -> None:
        """Look-ups: where they come from, what they are matched by, which rows count."""
        for _, one in written.maps() if written else ():
            self.fact(one, names, asker)

    def fact(self, body: Map, names: Names, asker: ValueType) -> None:
        """One look-up."""
        source = next(kind for kind in ("register", "hook", "form", "facet") if kind in body)
        if source != "register":
            self.linker.note("TH224", body.key_mark(source), what=f"{source}/{bare(str(body[source]))}")
            return
        found = self.linker.find("register", body["register"], body.value_mark("register"))
        self.formulas.length(body, "past", names)
        if found is None:
            return
        match = body.get("match")
        if isinstance(match, Map):
            self.match(found.name, match, names)
        self.formulas.at(body, "where", BOOL, their_names(self.types, found.name, asker, names.roots))

    def match(self, register: str, match: Map, names: Names) -> None:
        """Their columns, each equal to a formula of ours."""
        columns: Mapping[str, ValueType] = self.types.columns(register) or {}
        for column in match:
            theirs = columns.get(column)
            if theirs is None:
                self.no_column(register, column, match)
                continue
            built = self.types.column(register, column)
            if built is not None and built.calculated is not None:
                self.linker.note("TH252", match.key_mark(column), path=f"register/{register}", name=column)
            if built is not None and built.secret and not built.searchable:
                self.linker.note("TH218", match.key_mark(column), path=f"register/{register}", name=column)
            ours = self.formulas.given(match, column, names)
            if not comparable(ours, theirs) and not _is_row_of(ours, theirs):
                mark = match.value_mark(column)
                self.linker.note("TH253", mark, name=column, theirs=theirs, ours=ours)

    def no_column(self, register: str, name: str, owner: Map) -> None:
        """Note that a register has no such column."""
        known = list(self.types.columns(register) or {})
        no_column(self.linker, f"register/{register}", name, known, owner.key_mark(name))


def no_column(linker: Linker, path: str, name: str, known: list[str], mark: Mark) -> None:
    """Note that something has no column or field of a name."""
    listed = ", ".join(known[:12]) + (" …" if len(known) > 12 else "")
    linker.note("TH208", mark, path=path, name=name, known=nearest(name, known) or listed or "—")


def _is_row_of(ours: ValueType, theirs: ValueType) -> bool:
    """Whether a row itself stands where its reference is meant (`{budget_line: this}`)."""
    return isinstance(theirs, Reference) and isinstance(ours, Reference) and ours.to == theirs.to
