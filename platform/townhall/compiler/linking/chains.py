"""Do the steps of a chain ask posts that exist, fill in what is sound, and see names that are there?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from townhall.compiler.building.texts import bare
from townhall.compiler.linking.circles import names_in, sheet_circles
from townhall.compiler.linking.deciding import check_deciding
from townhall.compiler.linking.forms import check_sets
from townhall.compiler.linking.groups import flat
from townhall.compiler.linking.later import note_later
from townhall.compiler.linking.leads import Leads
from townhall.compiler.linking.linker import AT
from townhall.compiler.linking.scopes import Names, options_of, row_names
from townhall.compiler.linking.sheets import Sheets
from townhall.compiler.linking.walking import entered, reach, values_given
from townhall.compiler.marked import Map, items_of
from townhall.compiler.reading import Definition
from townhall.kernel.marks import Mark
from townhall.kernel.nodes import Path
from townhall.kernel.signatures import ANYTHING, BOOL, PERSON, UNIT, Many, Record, ValueType

Filled = dict[tuple[str, ...], Mapping[str, ValueType]]
"""What steps fill in, by the parts of their path."""

LOST: Mapping[str, ValueType] = {}
"""What a step fills in that inserts a chain nobody has."""

ASKING = ("post", "first_of", "tell")

OPENED = ("approved", "refused")
"""What a step comes to that opens other matters."""


@dataclass(frozen=True, slots=True)
class Context:
    """One way a chain is used: the names it sees, and the form that starts it (None: by its facet)."""

    names: Names
    form: str | None = None


@dataclass(slots=True)
class Chains:
    """Checks one chain, once for each way it is used."""

    sheets: Sheets
    definition: Definition
    body: Map
    chains: Mapping[str, Map]
    incomplete: set[str]
    is_fragment: bool
    contexts: Sequence[Context] = field(default_factory=tuple)

    def check(self) -> None:
        """The whole chain."""
        steps: Map = self.body["steps"]
        found = reach(steps)
        for name, owner in found.dead:
            self.note("TH211", owner.key_mark(name), name=name)
        if not found.ends and not found.dead:
            self.note("TH212", self.definition.mark, name=self.definition.name.partition(AT)[0])
        Leads(self.sheets.linker, self.body, self.chains).check()
        for _, step in entered(steps, {}):
            self.structure(step)
            sheet_circles(self.sheets.linker, step)
            if self.is_fragment:
                self.placeless(step)
        secrets = filled_secrets(self.body, self.chains)
        for context in self.contexts:
            self.run(steps, replace(context, names=context.names.with_secrets(secrets)), "", {})
            self.pages(context)

    def note(self, code: str, mark: Mark, /, **words: object) -> None:
        """Remember a problem."""
        self.sheets.linker.note(code, mark, **words)

    # -- what a step says ----------------------------------------------------------------------------

    def structure(self, step: Map) -> None:
        """Everything about one step that does not depend on who starts the chain."""
        for key in ASKING:
            if key in step:
                self.sheets.post(step, key)
                self.supervisors(step, key)
        candidates = step.get("first_true")
        if isinstance(candidates, Map):
            self.candidates(candidates)
        note_later(self.sheets.linker, "step", step)
        if step.get("mode") == "serial":
            self.note("TH223", step.value_mark("mode"), what="mode: serial")
        if step.get("mode") == "quorum" and "at_least" not in step:
            self.note("TH117", step.key_mark("mode"), key="mode: quorum", other="at_least")
        if "publish" in step:
            self.sheets.linker.find("page", step["publish"], step.value_mark("publish"))
        if "use" in step:
            self.sheets.linker.find("chain", step["use"], step.value_mark("use"))
        if "open" in step:
            self.sheets.linker.find("form", step["open"], step.value_mark("open"))
            for name in step.get("choices") or ():
                if name not in OPENED:
                    self.sheets.linker.unknown(name, step["choices"].key_mark(name), OPENED)
        if "wait_for" in step:
            self.hook(step)
        self.seal(step)

    def placeless(self, node: Any) -> None:
        """An inserted chain does not know its own place, so it cannot name steps by their paths."""
        for key, value in node.items() if isinstance(node, Map) else ():
            if isinstance(value, Map):
                self.placeless(value)
                continue
            for parts in sorted(names_in(value)) if isinstance(value, str) and "step." in value else ():
                if parts[0] == "step":
                    self.note("TH242", node.text_mark(key), name=".".join(parts))

    def supervisors(self, step: Map, key: str) -> None:
        """Who only supervises is told, and never asked."""
        for one, mark in items_of(step, key):
            post = self.sheets.linker.get("post", bare(str(one)).partition(".")[0])
            if key != "tell" and post is not None and post.get("supervises_only"):
                self.note("TH219", mark, name=one)

    def candidates(self, candidates: Map) -> None:
        """One of several: only the last has no condition."""
        last = list(candidates)[-1]
        for name, one in candidates.maps():
            self.sheets.post(one, "post")
            self.supervisors(one, "post")
            if "when" not in one and name != last:
                self.note("TH229", candidates.key_mark(name), name=name)
            if "when" in one and name == last and all("when" in other for other in candidates.values()):
                self.note("TH251", candidates.key_mark(name), name=name)

    def hook(self, step: Map) -> None:
        """Every answer of the hook leads somewhere, and nothing else is waited for."""
        found = self.sheets.linker.find("hook", step["wait_for"], step.value_mark("wait_for"))
        if found is None:
            return
        outcomes = list(found.body.get("outcomes") or ())
        choices = step.get("choices") or Map()
        for name in choices:
            if name not in outcomes:
                self.sheets.linker.unknown(name, choices.key_mark(name), outcomes)
        for name in outcomes:
            if name not in choices:
                self.note("TH226", step.key_mark("wait_for"), hook=found.name, name=name)

    def seal(self, step: Map) -> None:
        """A seal that has words."""
        named = {
            name for one in self.sheets.linker.library.of_kind("words") for name in one.body.get("seals", ())
        }
        if named and "seal" in step and step["seal"] not in named:
            self.sheets.linker.unknown(str(step["seal"]), step.value_mark("seal"), named)

    # -- formulas --------------------------------------------------------------------------------------

    def run(self, steps: Map, context: Context, prefix: str, filled: Filled) -> Filled:
        """The formulas of a run of steps; gives what has been filled in when it is over."""
        for name, step in steps.maps():
            path = prefix + name
            names = context.names.with_roots(step=ANYTHING if self.is_fragment else step_record(filled))
            self.conditions(step, names)
            if "steps" in step:
                filled = self.run(step["steps"], context, path + ".", filled)
            elif "together" in step:
                filled = self.branches(step["together"], context, path + ".", filled)
            else:
                self.sheet(step, names, path)
                filled = {**filled, **self.fills(step, path)}
        return filled

    def branches(self, branches: Map, context: Context, prefix: str, filled: Filled) -> Filled:
        """Branches in parallel: none knows what another fills in."""
        joined = dict(filled)
        for name, branch in branches.maps():
            alone = Map(branches.spot)
            alone.put(name, branch, *branches.spots_of(name))
            joined.update(self.run(alone, context, prefix, filled))
        return joined

    def conditions(self, step: Map, names: Names) -> None:
        """When a step is needed, who is asked, how long it takes."""
        formulas = self.sheets.formulas
        formulas.at(step, "when", BOOL, names)
        formulas.at(step, "of", UNIT, names)
        for key in ("person", "by"):
            given = formulas.given(step, key, names) if key in step else ANYTHING
            if given.kind not in ("person", "anything") and given != Many(PERSON):
                self.note("TH250", step.value_mark(key), found=step[key], kind=given)
        if "open" in step:
            self.opening(step, names)
        formulas.length(step, "within", names, until_day=True)
        formulas.length(step, "for", names)
        formulas.how_many(step, "at_least", names)
        if isinstance(step.get("sample"), Map):
            formulas.how_many(step["sample"], "at_least", names)
            formulas.how_many(step["sample"], "share", names)
        for _, one in step["first_true"].maps() if "first_true" in step else ():
            formulas.at(one, "when", BOOL, names)

    def opening(self, step: Map, names: Names) -> None:
        """The fields that are filled in beforehand where another matter is opened, once or for each row."""
        found = self.sheets.linker.get("form", bare(str(step["open"])))
        table = names.fields.get(str(step.get("each")))
        if "each" in step and (table is None or not table.is_table):
            if not names.incomplete:
                tables = [name for name, one in names.fields.items() if one.is_table]
                self.sheets.linker.unknown(str(step["each"]), step.value_mark("each"), tables)
            return
        if found is not None:
            inside = row_names(names, table, {}) if table is not None else names
            check_sets(self.sheets, step, bare(str(step["open"])), inside)

    def sheet(self, step: Map, names: Names, path: str) -> None:
        """What is filled in and demanded at a step."""
        if not any(key in step for key in ("fields", "must", "facts")):
            return
        fields = {name: one for name, one, _ in flat(step.get("fields") or Map())}
        built = {name: names.types.field(name, one) for name, one in fields.items()}
        check_deciding(self.sheets.linker, step, fields, built)
        own = {name: names.types.type_of_field(one) for name, one in built.items()}
        facts = step.get("facts") or {}
        own.update({name: names.types.fact_type(one) for name, one in facts.items()})
        inside = names.plus(own, built, path in self.incomplete)
        itself = Record({**inside.own}, "form")
        inside = inside.with_roots(this=itself, choice=options_of(step.get("choices") or ()))
        self.sheets.sheet(step, inside)

    def fills(self, step: Map, path: str) -> Filled:
        """What a step, or the fragment it inserts, leaves to be read later."""
        found: Filled = {}
        types = self.sheets.types
        around = Map()
        around.put(path.rpartition(".")[2], step, around.spot, around.spot)
        prefix = path.rpartition(".")[0]
        for inner, one in entered(around, self.chains, prefix + "." if prefix else ""):
            filled = filled_in(one, self.chains)
            if filled is None:
                found[tuple(inner.split("."))] = LOST
            elif filled:
                found[tuple(inner.split("."))] = {name: types.typed(name, body) for name, body in filled}
        return found

    def pages(self, context: Context) -> None:
        """A page that is opened for a case shows that case's form."""
        if context.form is None:
            return
        for _, step in entered(self.body["steps"], self.chains):
            if "publish" not in step:
                continue
            page = self.sheets.linker.get("page", bare(str(step["publish"])))
            if page is None:
                continue
            if not self.shows(page, context.form):
                self.strange_page(step, page, context.form)
            elif "for" not in step and "open_for" not in page:
                self.note("TH245", step.key_mark("publish"), page=step["publish"])

    def shows(self, page: Map, form: str) -> bool:
        """Whether a page is of a form, or of a facet that it offers."""
        kind, of = page["of"].rpartition("/")[0].rpartition(":")[2], bare(page["of"])
        if kind == "facet":
            return of in (self.sheets.types.definitions[f"form/{form}"].get("offers") or ())
        return kind == "form" and of == form

    def strange_page(self, step: Map, page: Map, form: str) -> None:
        """A page that shows something else: the chain's fault, or that of a form which borrows the chain."""
        said, of = f"form/{form}", str(page["of"])
        if any(one.form == bare(of) for one in self.contexts):
            body = self.sheets.types.definitions[said]
            words = {"form": said, "chain": body["starts"], "page": step["publish"], "of": of}
            self.note("TH265", body.value_mark("starts"), **words)
        else:
            self.note("TH244", step.value_mark("publish"), page=step["publish"], of=of, form=said)


def filled_in(step: Map, chains: Mapping[str, Map]) -> list[tuple[str, Map]] | None:
    """What a step asks for, or the chain it inserts gives: names and fields; None for a chain nobody has."""
    if "use" in step:
        fragment = chains.get(bare(str(step["use"])))
        if fragment is None:
            return None
        return [(name, field) for name, _, field in values_given(fragment, chains)]
    return [(name, one) for name, one, _ in flat(step.get("fields") or Map())]


def filled_secrets(chain: Map, chains: Mapping[str, Map]) -> frozenset[Path]:
    """The paths, from the root `step` on, to the secret fields that the steps of a chain fill in."""
    own = [((), name, field) for name, _, field in values_given(chain, chains)]
    inner = [
        (tuple(path.split(".")), name, field)
        for path, step in entered(chain["steps"], chains)
        for name, field in filled_in(step, chains) or ()
    ]
    return frozenset(
        ("step", *path, name)
        for path, name, field in (*own, *inner)
        if field.get("secret") or field.get("hashed")
    )


def step_record(filled: Filled) -> Record:
    """The root `step`: what each step has filled in, by its path; nobody knows what a lost fragment fills."""
    tree: dict[str, ValueType] = {}
    heads = {parts[0] for parts in filled}
    for head in heads:
        if filled.get((head,)) is LOST:
            tree[head] = ANYTHING
            continue
        inner = {parts[1:]: fields for parts, fields in filled.items() if parts[0] == head and len(parts) > 1}
        own = dict(filled.get((head,), {}))
        tree[head] = Record({**own, **step_record(inner).columns}, f"step.{head}")
    return Record(tree, "step")
