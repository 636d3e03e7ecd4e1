"""Do pages show columns that exist, masked as they must be, to whom they should?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from townhall.compiler.building.texts import bare
from townhall.compiler.linking.forms import facet_names, known_kinds
from townhall.compiler.linking.judging import check_condition
from townhall.compiler.linking.later import note_later
from townhall.compiler.linking.linker import Linker
from townhall.compiler.linking.registers import names_somebody, registers_with
from townhall.compiler.linking.scopes import Names, register_names, row_names, world_roots
from townhall.compiler.linking.sheets import Sheets, no_column
from townhall.compiler.marked import Map, items_of
from townhall.compiler.reading import Definition
from townhall.kernel.marks import Mark
from townhall.kernel.signatures import BOOL, NUMBERS
from townhall.spec.fields import Field
from townhall.spec.queries import kept_columns

_UNCOMMON = "990101195001010010"
"""What no mask but one that hides nothing leaves as it is (an identity number nobody has)."""


def check_mask(linker: Linker, definition: Definition) -> None:
    """A mask's functions are plugged in."""
    for viewer, function in definition.body.items():
        if function not in linker.catalog.masks:
            linker.unknown(str(function), definition.body.value_mark(viewer), linker.catalog.masks)


OF_FORMS = ("rows", "objections", "open_for")
OF_REGISTERS = (
    "period",
    "filters",
    "totals_by",
    "bars_by",
    "rows_of",
    "at",
    "includes",
    "where",
    "sort",
    "for",
)
"""Keys that mean something for one sort of page only."""

BY_WORDS = ("filters", "totals_by", "bars_by")
"""Keys that name columns whose values are words of a list."""


@dataclass(frozen=True, slots=True)
class Pages:
    """Checks one page. `forms` holds the names of each form, `offers` what each says it offers."""

    sheets: Sheets
    definition: Definition
    forms: Mapping[str, Names]
    offers: Mapping[str, Map]

    def check(self) -> None:
        """The whole page."""
        body = self.definition.body
        shown = self.names()
        self.later()
        if shown is None:
            return
        names = self.of_the_whole(shown)
        for path, one in body["columns"].items():
            column = one if isinstance(one, Map) else Map(body["columns"].spot)
            self.column(path, column, shown)
            for ours, theirs in self.keepers(path) if self.kind == "facet" else ():
                mark = body["columns"].key_mark(path)
                self.secrets(path, column, self.field(ours, mark, theirs), mark)
        if self.is_of_register:
            self.listed(names)
        self.whose(names)
        self.sheets.facts(body.get("facts"), names, names.roots.get("this", BOOL))
        inside = names.plus(
            {name: self.sheets.types.fact_type(one) for name, one in (body.get("facts") or {}).items()}
        )
        if not self.is_of_register:
            self.sheets.formulas.at(body, "totals_only", BOOL, inside)
        for key in ("names_for", "open_for"):
            self.sheets.formulas.length(body, key, inside)
        objections = body.get("objections")
        if isinstance(objections, Map):
            self.sheets.post(objections, "to")
            self.sheets.formulas.length(objections, "answer_within", inside)

    @property
    def kind(self) -> str:
        """What it shows: a `form`, whatever form offers a `facet`, or a `register`."""
        return str(self.definition.body["of"]).rpartition("/")[0].rpartition(":")[2]

    @property
    def is_of_register(self) -> bool:
        """Whether it lists a register, and is no page of one matter."""
        return self.kind == "register"

    def keepers(self, path: str) -> Iterator[tuple[str, Names]]:
        """A facet's column as each form that offers the facet calls it, and that form's names."""
        facet, (head, dot, rest) = bare(str(self.definition.body["of"])), path.partition(".")
        for form, offered in self.offers.items():
            if facet in offered and form in self.forms:
                yield f"{(offered[facet] or {}).get(head, head)}{dot}{rest}", self.forms[form]

    def of_the_whole(self, names: Names) -> Names:
        """What the keys beside the columns see: of a page of rows, the form."""
        if "rows" not in self.definition.body:
            return names
        around = self.forms[bare(str(self.definition.body["of"]))]
        return around.with_roots(**world_roots(self.sheets.types))

    def listed(self, names: Names) -> None:
        """What the database does for the page of a register: it filters, sorts, groups and adds up."""
        body, linker = self.definition.body, self.sheets.linker
        for key in ("at", "includes"):
            known_kinds(linker, body, key)
        for key in (*BY_WORDS, "sort"):
            for path, mark in items_of(body, key):
                found = self.stored(key, str(path).removeprefix("-"), mark, names)
                if key in BY_WORDS and found is not None and not self.is_of_few(key, found):
                    linker.note("TH240", mark, key=f"{key}: {path}", kind=found.kind)
        period = body.get("period")
        if isinstance(period, Map):
            mark = period.value_mark("on")
            found = self.stored("period", str(period["on"]), mark, names)
            if found is not None and found.kind != "date":
                linker.note("TH250", mark, found=period["on"], kind=found.kind)
        added_up = [name for name, one in body["columns"].maps() if one.get("total") == "sum"]
        for name in added_up[:1]:
            self.stored("total", name, body["columns"][name].value_mark("total"), names)
        for name in added_up[1:]:
            linker.note("TH223", body["columns"][name].key_mark("total"), what=f"columns.{name}.total: sum")
        check_condition(self.sheets, body, "where", names)
        if not self.is_by_record(names):
            check_condition(self.sheets, body, "totals_only", names)

    def is_of_few(self, key: str, found: Field) -> bool:
        """Whether a column has few values that may be named outside: a word of a list, a record that is no
        person, or to filter by, a plain text.
        """
        if found.options:
            return True
        if found.kind == "ref" and key != "bars_by":
            label = self.sheets.types.definitions[f"register/{found.to}"].get("label", "")
            shown = self.sheets.types.column(found.to or "", label)
            return shown is not None and not shown.names_somebody and shown.calculated is None
        return key == "filters" and found.kind == "text" and not found.names_somebody

    def is_by_record(self, names: Names) -> bool:
        """Whether `totals_only` is a claim of the record that a column refers to (`programme.sensitive`)."""
        column, _, claim = str(self.definition.body.get("totals_only", "")).partition(".")
        found = names.fields.get(column)
        if not claim.isidentifier() or found is None or found.kind != "ref" or found.calculated is not None:
            return False
        self.sheets.formulas.at(self.definition.body, "totals_only", BOOL, names)
        theirs = self.sheets.types.column(found.to or "", claim)
        return theirs is None or theirs.calculated is None

    def whose(self, names: Names) -> None:
        """For whom the page is, and which columns say whose row, or whose matter, it is."""
        body, linker = self.definition.body, self.sheets.linker
        readers = body.get("for") if self.is_of_register else None
        key = "for" if readers else "about"
        if not (readers or "about" in body):
            return
        needed = {
            "identity": bool(registers_with(linker, "identity")),
            "about": readers != "self" or "about" in body,
            "membership": readers != "members" or bool(registers_with(linker, "membership")),
        }
        for other, is_there in needed.items():
            if not is_there:
                linker.note(
                    "TH117", body.key_mark(key), key=f"for: {readers}" if readers else key, other=other
                )
        for path, mark in items_of(body, "about") if needed["identity"] else ():
            self.belongs(str(path), mark, names)

    def belongs(self, path: str, mark: Mark, names: Names) -> None:
        """A column that says whose row it is: a person, a household, or an identity number to be found by."""
        linker, found = self.sheets.linker, self.field(path, mark, names)
        if found is None:
            return
        if not names_somebody(linker, found):
            linker.note("TH240", mark, key=f"about: {path}", kind=found.kind)
        elif found.calculated is not None and self.is_of_register:
            linker.note("TH264", mark, key="about", name=path)
        elif found.secret and not found.searchable and self.is_of_register:
            linker.note("TH218", mark, path=self.definition.body["of"], name=path)

    def stored(self, key: str, path: str, mark: Mark, names: Names) -> Field | None:
        """The column a page is filtered, sorted, cut or added up by: kept by the register, openly."""
        found = self.field(path, mark, names)
        if found is None:
            return None
        is_own = "." not in path and found.kind in self.sheets.linker.catalog.kinds
        if not is_own or kept_columns((found,), self.sheets.linker.catalog)[found.name] == "closed":
            self.sheets.linker.note("TH264", mark, key=key, name=path)
            return None
        return found

    def later(self) -> None:
        """Note what pages will be able to say and cannot yet."""
        body, linker = self.definition.body, self.sheets.linker
        note_later(linker, "page", body)
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
            self.senseless(OF_FORMS)
            return register_names(self.sheets.types, name, self.sheets.types.definitions[found.path])
        if found.kind == "facet":
            self.senseless((*OF_REGISTERS, "rows"))
            return facet_names(self.sheets, name)
        names = self.forms.get(name)
        if names is None:
            return None
        self.senseless(OF_REGISTERS)
        if "rows" not in body:
            return names.with_roots(**world_roots(self.sheets.types))
        table = names.fields.get(str(body["rows"]))
        if table is None or not table.is_table:
            tables = [one.name for one in names.fields.values() if one.is_table]
            linker.unknown(str(body["rows"]), body.value_mark("rows"), tables)
            return None
        return row_names(names, table, {})

    def senseless(self, keys: tuple[str, ...]) -> None:
        """Note keys that only pages of the other sort have."""
        body = self.definition.body
        for key in keys:
            if key in body:
                self.sheets.linker.note("TH256", body.key_mark(key), key=key)

    def column(self, path: str, body: Map, names: Names) -> None:
        """One column: there, masked, and added up only if it is a number."""
        linker = self.sheets.linker
        mark = self.definition.body["columns"].key_mark(path)
        if note_later(linker, "column", body, f"columns.{path}"):
            return
        if body.get("total") == "count":
            linker.note("TH223", body.value_mark("total"), what="total: count")
        found = self.field(path, mark, names)
        if "mask" in body:
            linker.find("mask", body["mask"], body.value_mark("mask"))
        self.secrets(path, body, found, mark)
        if found is None:
            return
        if body.get("total") == "sum" and found.kind not in NUMBERS:
            linker.note("TH240", body.key_mark("total"), key="total: sum", kind=found.kind)

    def secrets(self, path: str, body: Map, found: Field | None, mark: Mark) -> None:
        """Note a secret that a column would show to anyone."""
        is_secret = found is not None and (found.secret or found.hashed)
        if is_secret and self.shows_all(bare(str(body.get("mask") or (found and found.mask) or ""))):
            self.sheets.linker.note("TH246", mark, name=path)

    def shows_all(self, mask: str) -> bool:
        """Whether a mask, or none, lets anyone read the whole; a mask that is not known is told elsewhere."""
        found = self.sheets.linker.get("mask", mask)
        function = self.sheets.linker.catalog.masks.get(str(found["anyone"])) if found is not None else None
        return not mask or (function is not None and function(_UNCOMMON) == _UNCOMMON)

    def field(self, path: str, mark: Mark, names: Names) -> Field | None:
        """The field a dotted path leads to."""
        parts = path.split(".")
        if "rows" in self.definition.body and parts[0] == "form" and len(parts) > 1:
            names, parts = self.of_the_whole(names), parts[1:]
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
