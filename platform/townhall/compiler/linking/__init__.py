"""Do all the definitions of a town hang together, and what do they come to when written out?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from townhall.compiler.building.texts import bare
from townhall.compiler.kinds import KINDS
from townhall.compiler.linking.chains import (
    LOST,
    Chains,
    Context,
    Filled,
    filled_in,
    filled_secrets,
    step_record,
)
from townhall.compiler.linking.circles import register_circles
from townhall.compiler.linking.duties import Duties
from townhall.compiler.linking.forms import FormNames, Forms, each_form, facet_names
from townhall.compiler.linking.formulas import Formulas
from townhall.compiler.linking.groups import expanded, titled_fields
from townhall.compiler.linking.linker import AT, Library, Linker
from townhall.compiler.linking.organisation import check_calendar, check_hook, check_param, check_post
from townhall.compiler.linking.packs import check_adopted, check_pack
from townhall.compiler.linking.pages import Pages, check_mask
from townhall.compiler.linking.registers import check_facet, check_register, registers_of
from townhall.compiler.linking.samples import with_samples
from townhall.compiler.linking.scenarios import Scenarios
from townhall.compiler.linking.scopes import Names, case_roots
from townhall.compiler.linking.sheets import Sheets
from townhall.compiler.linking.steps import Written
from townhall.compiler.linking.towns import town_written_out
from townhall.compiler.linking.typed import Types
from townhall.compiler.linking.variants import with_variants
from townhall.compiler.linking.walking import entered, missing_fragments, values_given
from townhall.compiler.linking.words import Words
from townhall.compiler.marked import Map
from townhall.compiler.reading import Definition
from townhall.kernel.problems import Problem
from townhall.kernel.signatures import ANYTHING, Record, ValueType
from townhall.spec.catalog import Catalog

WITHIN_RELEASE = (
    "town", "pack", "department", "post", "dict", "facet", "form", "chain", "register", "page", "mask",
    "param", "hook", "calendar",
)  # fmt: skip
"""The kinds a release holds; the others are used up while it is made, or are not part of what runs."""


@dataclass(slots=True)
class Linked:
    """A town's definitions written out: groups put in, titles and defaults given, units listed.

    `incomplete` names, by path, the sheets in which a group is missing ("" for a form's own).
    """

    definitions: dict[str, Map] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    incomplete: dict[str, set[str]] = field(default_factory=dict)


def link(
    library: Library, catalog: Catalog, town: str | None, known: Mapping[str, Map] | None = None
) -> Linked:
    """Write a library out for a town and find everything that does not hang together.

    `known`: definitions that are written out already and known to be sound where they stand.
    """
    linker = Linker(library, catalog)
    linker.library = with_variants(linker)
    linked = written_out(linker, town, known or {})
    _Whole(linker, linked, town, frozenset(known or ())).check()
    linked.problems = tuple(linker.problems)
    return linked


def town_alone(library: Library, catalog: Catalog, town: str) -> tuple[Map, tuple[Problem, ...]]:
    """A town written out, with its units and packs, and what is wrong with these alone."""
    linker = Linker(library, catalog)
    definition = library.definitions[f"town/{town}"]
    made = town_written_out(linker, definition)
    check_adopted(linker, definition)
    return made, tuple(linker.problems)


def written_out(linker: Linker, town: str | None, known: Mapping[str, Map] | None = None) -> Linked:
    """Every definition as the builder wants it; `known` are written out already."""
    linked = Linked()
    done = known or {}
    words: dict[str, Words] = {}
    for path, definition in linker.library.definitions.items():
        if definition.kind not in WITHIN_RELEASE:
            continue
        if path in done:
            linked.definitions[path] = done[path]
            continue
        if definition.kind == "town":
            if definition.name == town:
                linked.definitions[path] = town_written_out(linker, definition)
            continue
        pack_words = words.setdefault(definition.pack, Words(linker.library, definition.pack))
        made = _written_out(linker, definition, pack_words, linked)
        if definition.kind in ("form", "chain", "register", "page", "hook"):
            made = made.with_value("pack", definition.pack, made)
        linked.definitions[path] = made
    with_samples(linker, linked.definitions)
    return linked


def _written_out(linker: Linker, definition: Definition, words: Words, linked: Linked) -> Map:
    body = definition.body
    match definition.kind:
        case "form":
            made = expanded(linker, body, words)
            if made.incomplete:
                linked.incomplete.setdefault(definition.path, set()).add("")
            return made.body
        case "chain":
            returns: Mapping[str, Any] = body.get("returns", {})
            writing = Written(linker, words, str(returns.get("to", "initiator")), set())
            steps = writing.steps(body["steps"], Map(body.spot))
            linked.incomplete[definition.path] = writing.incomplete
            return body.with_value("steps", steps)
        case "register":
            return body.with_value("columns", titled_fields(linker, body["columns"], words))
        case "hook" if isinstance(body.get("returns"), Map):
            return body.with_value("returns", titled_fields(linker, body["returns"], words))
        case _:
            return body


@dataclass(slots=True)
class _Whole:
    """Goes through all definitions of a town once, but for those that are known to be sound."""

    linker: Linker
    linked: Linked
    town: str | None
    sound: frozenset[str] = frozenset()
    sheets: Sheets = field(init=False)
    chains: dict[str, Map] = field(init=False)
    forms: Mapping[str, Names] = field(init=False)

    def __post_init__(self) -> None:
        types = Types(self.linker, self.linked.definitions)
        self.sheets = Sheets(self.linker, types, Formulas(self.linker))
        self.chains = {
            bare(path): body for path, body in self.linked.definitions.items() if path.startswith("chain/")
        }
        self.forms = FormNames(self.sheets, self.linked.definitions, self.linked.incomplete)

    def check(self) -> None:
        """Every definition, kind by kind."""
        used = set(self.fragments())
        asked = {path: one for path, one in self.linker.library.definitions.items() if path not in self.sound}
        for path, definition in asked.items():
            self.one(definition, self.linked.definitions.get(path, definition.body), used)
        if any(one.kind == "register" for one in asked.values()):
            self.circles()
        self.codes()
        if self.town is not None:
            rehearsals = Scenarios(self.sheets, self.forms, self.linked.definitions, self.chains, self.town)
            stages = (one for one in self.linker.library.of_kind("stage") if one.path in asked)
            for definition in (*stages, *self.scenarios()):
                rehearsals.check(definition)

    def circles(self) -> None:
        """Registers whose calculated columns wait for each other."""
        register_circles(self.linker, registers_of(self.linked.definitions))

    def scenarios(self) -> Iterator[Definition]:
        """The rehearsals that play in this town."""
        for definition in self.linker.library.of_kind("scenario"):
            if definition.body["town"] == self.town:
                yield definition

    def one(self, definition: Definition, body: Map, used: set[str]) -> None:
        """One definition."""
        linker, sheets = self.linker, self.sheets
        if not KINDS[definition.kind].runs:
            linker.note("TH223", definition.mark, what=definition.path)
            return
        match definition.kind:
            case "form":
                self.form(definition, body)
            case "chain":
                self.chain(definition, body, definition.name in used)
            case "register":
                check_register(sheets, definition, body)
            case "facet":
                check_facet(linker, definition)
            case "page":
                offers = {
                    name: one.get("offers") or Map() for name, one in each_form(self.linked.definitions)
                }
                Pages(sheets, definition, self.forms, offers).check()
            case "mask":
                check_mask(linker, definition)
            case "post":
                check_post(linker, sheets, definition)
            case "hook":
                check_hook(sheets, definition, body)
            case "param":
                check_param(linker, sheets, definition)
            case "calendar":
                check_calendar(linker, definition)
            case "pack":
                check_pack(linker, definition)
            case "town" if definition.path in self.linked.definitions:
                check_adopted(linker, definition)

    def form(self, definition: Definition, body: Map) -> None:
        """One form, with the chain it starts."""
        chain = self.chains.get(bare(str(body["starts"])))
        names = self.forms[definition.name].with_roots(step=ANYTHING)
        if chain is not None:
            names = names.with_roots(step=self.filled(chain))
            names = names.with_secrets(filled_secrets(chain, self.chains))
        Forms(self.sheets, definition, body, self.forms[definition.name], self.chains, names).check()

    def filled(self, chain: Map) -> ValueType:
        """The root `step` at the end of a chain."""
        typed = self.sheets.types.typed
        found: Filled = {tuple(path.split(".")): LOST for path in missing_fragments(chain, self.chains)}
        for path, step in entered(chain["steps"], self.chains):
            filled = filled_in(step, self.chains)
            if filled:
                found[tuple(path.split("."))] = {name: typed(name, one) for name, one in filled}
        own = {name: typed(inner, one) for name, inner, one in values_given(chain, self.chains)}
        return Record({**own, **step_record(found).columns}, "step")

    def chain(self, definition: Definition, body: Map, is_fragment: bool) -> None:
        """One chain, for each way it is used."""
        started = [
            name
            for name, form in each_form(self.linked.definitions)
            if bare(str(form["starts"])) == definition.name
        ]
        if "needs" in body:
            facet = self.linker.find("facet", body["needs"], body.value_mark("needs"))
            names = facet_names(self.sheets, bare(str(body["needs"])))
            contexts = [Context(names)]
            del facet
        else:
            contexts = [Context(self.forms[name], name) for name in started]
        if not contexts:
            contexts = [Context(Names(self.sheets.types, {}, case_roots(self.sheets.types), incomplete=True))]
        incomplete = self.linked.incomplete.get(definition.path, set())
        Chains(self.sheets, definition, body, self.chains, incomplete, is_fragment, contexts).check()
        if started:
            forms = [self.linked.definitions[f"form/{name}"] for name in started]
            offered = {bare(facet) for form in forms for facet in form.get("offers") or ()}
            facets = (self.linker.get("facet", facet) for facet in offered)
            pays = any(facet is not None and facet.get("pays") for facet in facets)
            starters = frozenset(bare(post) for form in forms for post in form["start"].get("posts") or ())
            duties = Duties(self.linker, body, self.chains)
            duties.check(pays, starters)
            if self.town is not None and f"town/{self.town}" in self.linked.definitions:
                at = frozenset(str(kind) for form in forms for kind in form["start"].get("at") or ())
                duties.seats(at, self.linked.definitions[f"town/{self.town}"]["units"])

    def fragments(self) -> Iterator[str]:
        """The chains that others insert; one that inserts itself is a circle."""
        for name, body in self.chains.items():
            for _, step in entered(body["steps"], {}):
                if "use" in step:
                    yield bare(str(step["use"]))
            if name in self.inserted(name, frozenset()):
                definition = self.linker.library.definitions[f"chain/{name}"]
                self.linker.note("TH230", definition.mark, name=name.partition(AT)[0])

    def inserted(self, name: str, seen: frozenset[str]) -> set[str]:
        """The chains a chain inserts, directly or through others."""
        found: set[str] = set()
        body = self.chains.get(name)
        for _, step in entered(body["steps"], {}) if body is not None else ():
            inner = bare(str(step["use"])) if "use" in step else None
            if inner is not None and inner not in seen:
                found |= {inner} | self.inserted(inner, seen | {inner})
        return found

    def codes(self) -> None:
        """Two matters may not share a code."""
        seen: dict[str, str] = {}
        for name, body in each_form(self.linked.definitions):
            code = str(body["code"])
            if code in seen:
                self.linker.note("TH248", body.value_mark("code"), code=code, other=f"form/{seen[code]}")
            seen.setdefault(code, name)


__all__ = ["Library", "Linked", "link"]
