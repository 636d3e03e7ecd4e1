"""Does a form book what its registers can hold, at moments that come?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from townhall.compiler.building.texts import bare
from townhall.compiler.linking.groups import flat
from townhall.compiler.linking.scopes import Names, row_names, their_names
from townhall.compiler.linking.sheets import Sheets, no_column
from townhall.compiler.linking.walking import entered, field_at, missing_fragments, moments_of, outcomes
from townhall.compiler.marked import Map, items_of
from townhall.kernel.problems import nearest
from townhall.kernel.signatures import ANYTHING, BOOL, INTEGER, Reference, Rows
from townhall.spec.chains import ROW_NO
from townhall.spec.fields import Field

AT_A_STEP = "step."
"""What the path of a table begins with that a step fills in."""

OF_THE_CASE = ("submitted", "approved", "refused", "withdrawn", "ended")


@dataclass(frozen=True, slots=True)
class Effects:
    """Checks what one form enters. `chain` is the chain it starts, or None where that is not sound."""

    sheets: Sheets
    form: Map
    names: Names
    chain: Map | None
    chains: Mapping[str, Map]

    def check(self) -> None:
        """Every effect."""
        for name, one in self.form.get("enters", Map()).maps():
            self.moments(one)
            names = self.inside(one)
            self.sheets.formulas.at(one, "when", BOOL, names)
            register = self.register_of(name, one)
            if register is not None:
                self.columns(one, register, names)

    def moments(self, effect: Map) -> None:
        """The moments it is booked at."""
        if self.chain is None:
            return
        chains = {one.name: one.body for one in self.sheets.linker.library.of_kind("chain")}
        known = [*OF_THE_CASE, *outcomes(self.chain), *moments_of(self.chain, chains)]
        lost = tuple(path + "." for path in missing_fragments(self.chain, chains))
        for moment, mark in items_of(effect, "at"):
            if moment in known or str(moment).startswith(lost):
                continue
            near = [one for one in known if one.partition(".")[0] == str(moment).partition(".")[0]]
            listed = nearest(str(moment), known) or ", ".join(near or known[:16])
            self.sheets.linker.note("TH215", mark, name=moment, known=listed)

    def inside(self, effect: Map) -> Names:
        """The names its formulas see: a row's with `each`, else the form's."""
        each = effect.get("each")
        if each is None:
            return self.names
        if str(each).startswith(AT_A_STEP):
            return self.filled_in(effect, str(each))
        table = self.names.fields.get(str(each))
        if table is not None and table.is_table:
            return row_names(self.names, table, {})
        fact = self.names.own.get(str(each))
        if isinstance(fact, Rows) and fact.of.kind == "ref":
            roots = self.names.roots
            theirs = their_names(self.names.types, str(fact.of), roots.get("this", ANYTHING), roots)
            return replace(
                theirs,
                incomplete=theirs.incomplete or self.names.incomplete,
                form_fields=self.names.fields,
                secrets=self.names.secrets,
            ).with_roots(**{ROW_NO: INTEGER})
        if not self.names.incomplete:
            tables = [name for name, one in self.names.fields.items() if one.is_table]
            self.sheets.linker.unknown(str(each), effect.value_mark("each"), tables)
        return Names(self.names.types, {}, self.names.roots, {}, {}, incomplete=True)

    def filled_in(self, effect: Map, each: str) -> Names:
        """The names in a row of a table that a step of the chain filled in."""
        types = self.names.types
        found = None
        if self.chain is not None:
            found = field_at(self.chain, self.chains, each.removeprefix(AT_A_STEP))
            if found is None or found[1].get("kind") != "table":
                tables = [
                    f"{AT_A_STEP}{path}.{name}"
                    for path, step in entered(self.chain["steps"], self.chains)
                    for name, one, _ in flat(step.get("fields") or Map())
                    if one.get("kind") == "table"
                ]
                self.sheets.linker.unknown(each, effect.value_mark("each"), tables)
        if found is None or found[1].get("kind") != "table":
            return Names(types, {}, self.names.roots, {}, {}, incomplete=True)
        return row_names(self.names, types.field(*found), {})

    def register_of(self, name: str, effect: Map) -> str | None:
        """The register an effect writes to; of another effect, that one's."""
        for key in ("of", "reverses"):
            if key in effect:
                return self.of_other(name, effect, key)
        found = self.sheets.linker.find("register", effect["register"], effect.value_mark("register"))
        if found is None:
            return None
        if found.body.get("system"):
            self.sheets.linker.note("TH241", effect.value_mark("register"), path=found.path)
        return found.name

    def of_other(self, name: str, effect: Map, key: str) -> str | None:
        """The register that the effect named by `of` or `reverses` writes to."""
        effects: Mapping[str, Map] = self.form["enters"]
        other = effects.get(str(effect[key]))
        if other is None or not ("row" in other or "find" in other):
            known = [
                one for one, body in effects.items() if one != name and ("row" in body or "find" in body)
            ]
            self.sheets.linker.unknown(str(effect[key]), effect.value_mark(key), known)
            return None
        register = bare(str(other.get("register", "")))
        return register if self.names.types.columns(register) is not None else None

    def columns(self, effect: Map, register: str, names: Names) -> None:
        """The columns it sets, and those it finds its record by."""
        types = self.names.types
        body = types.definitions[f"register/{register}"]
        for key in ("row", "change"):
            settings: Map = effect.get(key, Map())
            is_of_found = key == "change" and ("find" in effect or "match" in effect)
            seen = names.with_roots(this=Reference(register)) if is_of_found else names
            for column in settings:
                built = self.column(register, column, settings)
                if built is not None:
                    self.sheets.formulas.setting(settings, column, built, seen)
        if "row" in effect:
            for column in body.get("key", ()):
                if column not in effect["row"] and not body["columns"].get(column, {}).get("auto"):
                    self.sheets.linker.note(
                        "TH222", effect.key_mark("row"), path=f"register/{register}", name=column
                    )
        if "match" in effect:
            self.match(effect["match"], register, names)
        if "find" in effect:
            self.find(effect["find"], register, body, names)

    def column(self, register: str, name: str, owner: Map) -> Field | None:
        """A column that may be set."""
        types = self.names.types
        built = types.column(register, name)
        if built is None:
            known = list(types.definitions[f"register/{register}"]["columns"])
            no_column(self.sheets.linker, f"register/{register}", name, known, owner.key_mark(name))
            return None
        if built.calculated is not None:
            self.sheets.linker.note("TH254", owner.key_mark(name), path=f"register/{register}", name=name)
            return None
        return built

    def match(self, match: Map, register: str, names: Names) -> None:
        """The columns by which entries of another effect are told apart."""
        columns = self.names.types.columns(register) or {}
        for column in match:
            if column in columns:
                self.sheets.formulas.at(match, column, columns[column], names)
            else:
                mark = match.key_mark(column)
                no_column(self.sheets.linker, f"register/{register}", column, list(columns), mark)

    def find(self, find: Map, register: str, body: Map, names: Names) -> None:
        """The key of the record to be changed."""
        columns = self.names.types.columns(register) or {}
        for column in find:
            if column not in columns:
                no_column(
                    self.sheets.linker, f"register/{register}", column, list(columns), find.key_mark(column)
                )
            else:
                self.sheets.formulas.at(find, column, columns[column], names)
        wanted = set(body.get("key", ()))
        if set(find) not in (wanted, {"entry_no"}) and set(find) <= set(columns):
            said = ", ".join(body.get("key", ())) or "entry_no"
            self.sheets.linker.note("TH255", find.mark, path=f"register/{register}", known=said)
