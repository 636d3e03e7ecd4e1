"""Does a rehearsal speak of things that exist, and what does it come to?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from townhall.compiler.building.texts import bare, length_meant
from townhall.compiler.linking.groups import flat
from townhall.compiler.linking.linker import Linker
from townhall.compiler.linking.organisation import check_day
from townhall.compiler.linking.scopes import Names
from townhall.compiler.linking.sheets import Sheets, no_column
from townhall.compiler.linking.towns import likely_units
from townhall.compiler.linking.walking import entered, leads_of, missing_fragments
from townhall.compiler.marked import Map, Seq, items_of
from townhall.compiler.reading import Definition
from townhall.kernel.marks import Mark
from townhall.kernel.problems import nearest
from townhall.kernel.values import Duration
from townhall.spec.catalog import Unreadable
from townhall.spec.fields import Field

INITIATOR = "initiator"
NEEDS = {"submit": ("by",), "decide": ("by",), "answer": ("by", "outcome"), "uphold": ("by",)}
"""What an act cannot do without."""

LATER = ("warnings", "reminded", "at_row")
"""What may be expected once there are rules and deadlines."""

REFUSALS = ("Refused", "NotFound", "NotAllowed", "NotYourTask", "DutiesClash", "Stale", "Complained")
"""Refusals by the office itself, which no demand explains."""


@dataclass(frozen=True, slots=True)
class Matters:
    """What the matters of one rehearsal hold, taken together: steps, choices, fields at steps, own fields."""

    forms: tuple[str, ...]
    steps: frozenset[str] = frozenset()
    choices: frozenset[str] = frozenset()
    filled: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()
    demands: frozenset[str] = frozenset()


HANDING_IN = ("submit", "fill")
"""Acts that name a form, which is handed in."""


@dataclass(slots=True)
class Scenarios:
    """Checks the rehearsals of one town."""

    sheets: Sheets
    forms: Mapping[str, Names]
    bodies: Mapping[str, Map]
    chains: Mapping[str, Map]
    town: str
    _matters: dict[tuple[str, ...], Matters] = field(default_factory=dict)

    @property
    def linker(self) -> Linker:
        """Who gathers the problems."""
        return self.sheets.linker

    def check(self, definition: Definition) -> None:
        """One scenario or stage."""
        body = definition.body
        # A stage belongs to no town: whose units it names is not known.
        units = self.sheets.types.units if definition.kind == "scenario" else ()
        for path, rows in (body.get("given") or Map()).items():
            self.given(path, rows, body["given"].key_mark(path), units)
        self.people(body.get("people"))
        if definition.kind == "stage":
            return
        check_day(self.linker, str(body["today"]), body.value_mark("today"))
        for stage, mark in items_of(body, "stage"):
            self.linker.find("stage", stage, mark)
        if "unit" in body and f"town/{self.town}" in self.bodies:
            units = self.bodies[f"town/{self.town}"]["units"]
            if body["unit"] not in units:
                known = likely_units(body["unit"], units)
                self.linker.note("TH235", body.value_mark("unit"), code=body["unit"], known=known)
        if "unit" not in body and not self.has_village():
            self.linker.note("TH110", definition.mark, key="unit")
        submitted = dict.fromkeys(
            bare(str(one[key])) for one in body["play"] for key in HANDING_IN if key in one
        )
        matters = self.matters(tuple(submitted))
        named: set[str] = set()
        for one in body["play"]:
            if "case" in one and one["case"] not in named:
                self.linker.note("TH267", one.value_mark("case"), name=one["case"])
            self.play(one, matters)
            named |= {str(one["as"])} if "as" in one else set()

    def has_village(self) -> bool:
        """Whether there is a unit to play in where none is named."""
        town, written = self.bodies.get(f"town/{self.town}"), self.linker.get("town", self.town)
        if town is None or written is None or "units_from" in written:
            return True
        return any(one.get("kind") == "village" for one in town["units"].values())

    def matters(self, forms: tuple[str, ...]) -> Matters:
        """What these forms and the chains they start hold; empty where one of them is not known."""
        if forms not in self._matters:
            known = [name for name in forms if name in self.forms]
            chains = [self.chains.get(bare(str(self.bodies[f"form/{name}"]["starts"]))) for name in known]
            lost = any(True for one in chains if one for _ in missing_fragments(one, self.chains))
            if len(known) < len(forms) or None in chains or lost:
                self._matters[forms] = Matters(forms)
            else:
                steps = [step for one in chains if one for step in entered(one["steps"], self.chains)]
                self._matters[forms] = Matters(
                    forms,
                    frozenset(path for path, _ in steps),
                    frozenset(name for _, step in steps for name, _ in leads_of(step)),
                    frozenset(
                        name for _, step in steps if "fields" in step for name, _, _ in flat(step["fields"])
                    ),
                    frozenset(name for form in known for name in self.forms[form].fields),
                    frozenset(
                        name
                        for sheet in (
                            *(self.bodies[f"form/{one}"] for one in known),
                            *(one for _, one in steps),
                        )
                        for name in demanded(sheet)
                    ),
                )
        return self._matters[forms]

    def given(self, path: str, rows: Any, mark: Mark, units: tuple[str, ...]) -> None:
        """Rows that are there already: of a register, with columns it has."""
        kind = path.rpartition("/")[0].rpartition(":")[2]
        if kind != "register":
            self.linker.note("TH224", mark, what=path)
            return
        found = self.linker.find("register", path, mark)
        if found is None:
            return
        columns = self.bodies[found.path]["columns"]
        for row in rows:
            for name in row:
                if name in columns:
                    self.value(self.sheets.types.field(name, columns[name]), row, name, units)
                else:
                    no_column(self.linker, found.path, name, list(columns), row.key_mark(name))

    def value(self, column: Field, row: Map, name: str, units: tuple[str, ...]) -> None:
        """A value that a column can hold."""
        written = row[name]
        if column.kind not in self.linker.catalog.kinds or isinstance(written, Map):
            return
        given = [str(item) for item in written] if isinstance(written, list) else written
        kept = isinstance(given, bool | list) or given is None
        try:
            value = self.linker.catalog.kind(column).read(given if kept else str(given), column)
        except Unreadable as failed:
            say, mark = failed.say, row.value_mark(name)
            self.linker.note("TH239", mark, name=name, found=written, why_zh=say.zh, why=say.en)
            return
        if column.kind == "unit" and units and isinstance(value, str) and value not in units:
            near = nearest(value, units) or units[0]
            self.linker.note("TH262", row.value_mark(name), code=value, known=near)

    def people(self, written: Any) -> None:
        """How many hold a post."""
        for name in written if isinstance(written, Map) else ():
            self.post(name, written, name, written.key_mark(name))

    def post(self, written: str, owner: Map, key: str, mark: Mark) -> None:
        """A post, with its portfolio."""
        one = Map(owner.spot)
        spot = (mark.file, mark.line, mark.column, "")
        one.put(key, written, spot, spot)
        self.sheets.post(one, key)

    def play(self, play: Map, matters: Matters) -> None:
        """One act and what is expected of it."""
        for act, keys in NEEDS.items():
            for key in keys if act in play else ():
                if key not in play:
                    self.linker.note("TH110", play.key_mark(act), key=key)
        for key in HANDING_IN:
            if key in play:
                self.submit(play, key)
        if "decide" in play:
            self.known(str(play["decide"]), play.value_mark("decide"), matters, matters.choices, CHOICE)
        if "answer" in play:
            self.answer(play)
        if "wait" in play:
            self.wait(play)
        if "by" in play:
            self.post(str(play["by"]).partition("#")[0], play, "by", play.value_mark("by"))
        for key, names in (("fields", matters.filled), ("edit", matters.fields)):
            for name in play.get(key) or ():
                self.known(name, play[key].key_mark(name), matters, names, FIELD)
        for place, mark in items_of(play, "at"):
            self.known(str(place), mark, matters, matters.steps, STEP)
        expect = play.get("expect")
        if isinstance(expect, Map):
            self.expect(expect, matters)

    def submit(self, play: Map, key: str) -> None:
        """The form that is handed in, with fields it has."""
        found = self.linker.find("form", play[key], play.value_mark(key))
        names = self.forms.get(found.name) if found is not None else None
        if names is None or found is None or names.incomplete:
            return
        for name in play.get("with") or ():
            written, one = play["with"][name], names.fields.get(name)
            if one is None:
                mark = play["with"].key_mark(name)
                no_column(self.linker, found.path, name, list(names.fields), mark)
            elif one.is_table and not _is_rows(written):
                mark = play["with"].value_mark(name)
                self.linker.note(
                    "TH112", mark, wanted="a list of rows: [{…}, {…}]", wanted_zh="几行：[{…}, {…}]"
                )

    def answer(self, play: Map) -> None:
        """The hook that answers, with an outcome it has."""
        found = self.linker.find("hook", play["answer"], play.value_mark("answer"))
        outcomes = list(found.body.get("outcomes") or ()) if found is not None else []
        if outcomes and "outcome" in play and play["outcome"] not in outcomes:
            self.linker.unknown(str(play["outcome"]), play.value_mark("outcome"), outcomes)

    def wait(self, play: Map) -> None:
        """How long is waited."""
        try:
            Duration.parse(str(play["wait"]))
        except ValueError:
            meant = length_meant(str(play["wait"])) or "7 days"
            self.linker.note(
                "TH126", play.value_mark("wait"), found=play["wait"],
                wanted_zh=f"一段时间，如 {meant}", wanted=f"a stretch of time such as {meant}",
            )  # fmt: skip

    def expect(self, expect: Map, matters: Matters) -> None:
        """Steps, registers, columns, posts and demands that may be expected."""
        for key in LATER:
            if key in expect:
                self.linker.note("TH223", expect.key_mark(key), what=f"expect.{key}")
        for key in ("at", "skipped"):
            for place, mark in items_of(expect, key):
                if place != INITIATOR:
                    self.known(str(place), mark, matters, matters.steps, STEP)
        for path in expect.get("entered") or ():
            self.linker.find("register", path, expect["entered"].key_mark(path))
        for path, columns in (expect.get("values") or Map()).items():
            found = self.linker.find("register", path, expect["values"].key_mark(path))
            if found is not None and isinstance(columns, Map):
                self.given(path, [columns], expect["values"].key_mark(path), self.sheets.types.units)
        self.sheets.post(expect, "asked")
        for key in ("refused", "warned"):
            for name, mark in items_of(expect, key):
                self.refusal(str(name), mark, matters)

    def refusal(self, name: str, mark: Mark, matters: Matters) -> None:
        """A demand or a field for which something can be refused."""
        known = sorted({*matters.demands, *matters.fields, *matters.filled})
        if matters.demands and name not in (*known, *REFUSALS):
            said = nearest(name, known) or ", ".join(sorted(matters.demands)[:12])
            self.linker.note("TH266", mark, name=name, what=_listed(matters), known=said)

    def known(
        self, name: str, mark: Mark, matters: Matters, names: Iterable[str], part: tuple[str, str]
    ) -> None:
        """Note a step, choice or field that the matters do not have."""
        listed = sorted(names)
        if listed and name not in listed:
            said = nearest(name, listed) or ", ".join(listed[:12])
            words = {"part_zh": part[0], "part": part[1], "known": said}
            self.linker.note("TH260", mark, what=_listed(matters), name=name, **words)


STEP = ("步骤", "step")
CHOICE = ("选择", "choice")
FIELD = ("字段", "field")


def _listed(matters: Matters) -> str:
    return ", ".join(f"form/{one}" for one in matters.forms)


def _is_rows(written: Any) -> bool:
    return isinstance(written, Seq) and all(isinstance(row, Map) for row in written)


def demanded(sheet: Map) -> Iterator[str]:
    """The demands of a sheet and of the rows of its tables, and the columns of these."""
    yield from sheet.get("must") or ()
    fields = sheet.get("fields")
    for _, one, _ in flat(fields) if isinstance(fields, Map) else ():
        if one.get("kind") == "table":
            yield from one.get("must") or ()
            yield from one["fields"]
