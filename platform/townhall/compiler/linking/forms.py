"""Does a matter hang together: who starts it, what it offers, which chain it starts, its specimen?"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from townhall.compiler.building.texts import bare
from townhall.compiler.linking.circles import sheet_circles
from townhall.compiler.linking.deciding import no_deciding
from townhall.compiler.linking.effects import Effects
from townhall.compiler.linking.examples import Examples
from townhall.compiler.linking.groups import flat
from townhall.compiler.linking.judging import check_condition
from townhall.compiler.linking.later import note_later
from townhall.compiler.linking.linker import Linker
from townhall.compiler.linking.offline import check_offline
from townhall.compiler.linking.scopes import Names, case_roots, facet_field, register_names, sheet_names
from townhall.compiler.linking.sheets import Sheets, no_column
from townhall.compiler.linking.telling import told
from townhall.compiler.linking.walking import entered, walk
from townhall.compiler.marked import Map, items_of
from townhall.compiler.reading import Definition
from townhall.kernel.expressions import Formula, NotAFormula, Template, parse, template
from townhall.kernel.marks import NOWHERE, Mark
from townhall.kernel.pairing import fits
from townhall.kernel.problems import nearest
from townhall.kernel.signatures import ANYTHING
from townhall.spec.towns import UNIT_KINDS


def form_names(sheets: Sheets, body: Map, incomplete: bool) -> Names:
    """The names that formulas of a form see."""
    fields = [(name, one) for name, one, _ in flat(body["fields"])]
    return sheet_names(sheets.types, fields, body.get("facts") or {}, case_roots(sheets.types), incomplete)


class FormNames(Mapping[str, Names]):
    """The names of each form, made when they are first asked for.

    `incomplete` names, by path, the sheets in which a group is missing.
    """

    def __init__(
        self, sheets: Sheets, definitions: Mapping[str, Map], incomplete: Mapping[str, Collection[str]]
    ) -> None:
        self._sheets, self._incomplete = sheets, incomplete
        self._bodies = dict(each_form(definitions))
        self._made: dict[str, Names] = {}

    def __getitem__(self, name: str) -> Names:
        if name not in self._made:
            body = self._bodies[name]
            self._made[name] = form_names(self._sheets, body, bool(self._incomplete.get(f"form/{name}")))
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._bodies)

    def __len__(self) -> int:
        return len(self._bodies)


@dataclass(frozen=True, slots=True)
class Forms:
    """Checks one form. `names_at_steps`: what its effects see besides, what the steps filled in."""

    sheets: Sheets
    definition: Definition
    body: Map
    names: Names
    chains: Mapping[str, Map]
    names_at_steps: Names

    @property
    def linker(self) -> Linker:
        """Who gathers the problems."""
        return self.sheets.linker

    def check(self) -> None:
        """The whole form."""
        self.start()
        self.sheets.sheet(self.body, self.names)
        for _, one, _ in flat(self.body.get("fields") or Map()):
            no_deciding(self.linker, one, "form")
        sheet_circles(self.linker, self.body)
        check_offline(self.linker, self.definition.name, self.body, self.chains)
        self.offers()
        chain = self.chain()
        Effects(self.sheets, self.body, self.names_at_steps, chain, self.chains).check()
        self.sheets.formulas.sentence(self.body, "gist", self.names)
        if chain is not None:
            self.spoken(chain)
        Examples(self.sheets, self.definition, self.body, self.names).check()

    def start(self) -> None:
        """Posts that exist, at kinds of unit where they sit."""
        start: Map = self.body["start"]
        known_kinds(self.linker, start)
        for name, mark in items_of(start, "posts"):
            post = self.linker.find("post", name, mark)
            if post is not None and "at" in start and not set(post.body["at"]) & set(start["at"]):
                self.linker.note("TH247", mark, post=name, at=", ".join(post.body["at"]))
        if "each" in start:
            self.each(start)
        note_later(self.linker, "start", start)

    def chain(self) -> Map | None:
        """The chain it starts, which finds every facet it needs."""
        found = self.linker.find("chain", self.body["starts"], self.body.value_mark("starts"))
        if found is None or found.name not in self.chains:
            return None
        body = self.chains[found.name]
        needed = {str(one["needs"]): found.name for one in (body,) if "needs" in one}
        for _, step in entered(body["steps"], self.chains):
            fragment = self.chains.get(bare(str(step["use"]))) if "use" in step else None
            if fragment is not None and "needs" in fragment:
                needed.setdefault(str(fragment["needs"]), bare(str(step["use"])))
        offered = {bare(one) for one in self.body.get("offers") or ()}
        for facet, chain in needed.items():
            if facet not in offered:
                mark = self.body.value_mark("starts")
                self.linker.note("TH214", mark, chain=f"chain/{chain}", facet=facet)
        return body

    def each(self, start: Map) -> None:
        """The records for which it is begun, and the fields that are set from them."""
        found = self.linker.find("register", start["each"], start.value_mark("each"))
        if found is None:
            return
        types = self.sheets.types
        names = register_names(types, found.name, types.definitions[found.path])
        check_condition(self.sheets, start, "where", names)
        check_sets(self.sheets, start, self.definition.name, names)

    def offers(self) -> None:
        """Every name a facet promises is there, and of its kind."""
        check_offers(self.sheets, self.definition, self.body, self.names)

    def spoken(self, chain: Map) -> None:
        """What shared chains say by the names of a facet may be no secret field of this form."""
        used = [bare(str(step["use"])) for _, step in entered(chain["steps"], self.chains) if "use" in step]
        for body in (chain, *(self.chains[name] for name in used if name in self.chains)):
            facet = str(body.get("needs"))
            mapped = (self.body.get("offers") or {}).get(facet)
            if not isinstance(mapped, Map):
                continue
            for name in sorted(spoken_names(body["steps"])):
                ours = self.names.fields.get(str(mapped.get(name, name)))
                if ours is not None and (ours.secret or ours.hashed):
                    self.linker.note("TH217", self.body["offers"].key_mark(facet), name=ours.name)


def spoken_names(steps: Map) -> set[str]:
    """The names whose values the messages of a chain's own steps tell, or its fields keep in the open."""
    found: set[str] = set()
    for _, step in walk(steps):
        for _, demand in step["must"].maps() if "must" in step else ():
            said = demand["say"]
            for text in said.values() if isinstance(said, Map) else (said,):
                found.update(_told(template, str(text)))
        for _, one, _ in flat(step["fields"]) if isinstance(step.get("fields"), Map) else ():
            if not one.get("secret"):
                found.update(_kept(one))
    return found


def _kept(body: Map) -> Iterator[str]:
    """The names whose values a field takes over."""
    rows = body.get("first_true")
    written = [body.get("is"), *(one.get("is") for one in rows.values())] if rows else [body.get("is")]
    default = body.get("default")
    if isinstance(default, str) and default.startswith("="):
        written.append(default[1:])
    for source in written:
        if isinstance(source, str):
            yield from _told(parse, source)


def _told(read: Callable[[str, Mark], Formula | Template], source: str) -> Iterator[str]:
    try:
        found = read(source, NOWHERE)
    except NotAFormula:
        return
    for formula in found.formulas if isinstance(found, Template) else (found,):
        yield from (path[0] for path in told(formula.tree))


def check_offers(sheets: Sheets, definition: Definition, body: Map, names: Names) -> None:
    """The facets a form or register offers."""
    linker = sheets.linker
    for facet, mapped in (body.get("offers") or Map()).items():
        owner: Map = body["offers"]
        found = linker.find("facet", facet, owner.key_mark(facet))
        if found is None:
            continue
        promised: Map = found.body["names"]
        for name in mapped:
            if name not in promised:
                linker.unknown(name, mapped.key_mark(name), list(promised))
        for name, one in promised.maps():
            _offered(sheets, definition, names, facet, name, one, owner, mapped)


def _offered(
    sheets: Sheets,
    definition: Definition,
    names: Names,
    facet: str,
    name: str,
    one: Map,
    owner: Map,
    mapped: Map,
) -> None:
    """One name of a facet, as a form or register keeps it."""
    linker = sheets.linker
    ours = str(mapped.get(name, name))
    mark = mapped.value_mark(name) if name in mapped else owner.key_mark(facet)
    given = names.own.get(ours)
    if given is None:
        if name in mapped and not names.incomplete:
            no_column(linker, definition.path, ours, list(names.own), mark)
        elif not one.get("optional") and not names.incomplete:
            close = nearest(ours, list(names.own)) or ours
            linker.note("TH213", mark, facet=facet, name=name, near=close)
        return
    wanted = sheets.types.type_of_field(facet_field(name, one, sheets.types))
    if ANYTHING not in (given, wanted) and not fits(given, wanted):
        linker.note("TH216", mark, facet=facet, name=name, ours=ours, given=given, wanted=wanted)
        return
    field = names.fields.get(ours)
    if (
        field is None
        or "of" not in one
        or (field.dictionary and linker.get("dict", field.dictionary) is None)
    ):
        return
    if field.dictionary != bare(str(one["of"])):
        has = f"dict/{field.dictionary}" if field.dictionary else field.kind
        linker.note("TH216", mark, facet=facet, name=name, ours=ours, given=has, wanted=one["of"])


def facet_names(sheets: Sheets, facet: str) -> Names:
    """The names that a shared chain sees: those its facet promises, and the roots but `form`."""
    body = sheets.linker.get("facet", facet)
    roots = case_roots(sheets.types)
    if body is None:
        return Names(sheets.types, {}, roots, incomplete=True)
    fields = {name: facet_field(name, one, sheets.types) for name, one in body["names"].maps()}
    own = {name: sheets.types.type_of_field(one) for name, one in fields.items()}
    return Names(sheets.types, own, roots, fields)


def check_sets(sheets: Sheets, owner: Map, form: str, names: Names) -> None:
    """The fields of a form that `with` fills in beforehand, from what is known where it stands."""
    settings: Map = owner.get("with") or Map()
    fields = {name: one for name, one, _ in flat(sheets.types.definitions[f"form/{form}"]["fields"])}
    for name in settings:
        if name not in fields:
            no_column(sheets.linker, f"form/{form}", name, list(fields), settings.key_mark(name))
        else:
            sheets.formulas.setting(settings, name, sheets.types.field(name, fields[name]), names)


def known_kinds(linker: Linker, owner: Map, key: str = "at") -> None:
    """The kinds of units that `at`, or another key, names are kinds."""
    kinds = UNIT_KINDS | set(linker.library.names("department"))
    for kind, mark in items_of(owner, key):
        if kind not in kinds and not linker.is_excused(f"department/{kind}"):
            linker.unknown(str(kind), mark, kinds)


def each_form(bodies: Mapping[str, Map]) -> Iterator[tuple[str, Map]]:
    """The forms among written-out definitions."""
    for path, body in bodies.items():
        if path.startswith("form/"):
            yield path[5:], body
