"""Does a rehearsal speak of things that exist, and what does it come to?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from townhall.compiler.building.texts import bare, text
from townhall.compiler.linking.groups import flat
from townhall.compiler.linking.linker import Linker
from townhall.compiler.linking.organisation import check_day
from townhall.compiler.linking.scopes import Names
from townhall.compiler.linking.sheets import Sheets, no_column
from townhall.compiler.linking.walking import entered, leads_of, missing_fragments
from townhall.compiler.marked import Map, items_of, plain
from townhall.compiler.reading import Definition
from townhall.kernel.marks import Mark
from townhall.kernel.problems import nearest
from townhall.kernel.values import Duration
from townhall.spec.scenarios import Play, Scenario

ACTS = ("submit", "decide", "wait", "answer", "object", "uphold", "edit")
INITIATOR = "initiator"


@dataclass(frozen=True, slots=True)
class Matters:
    """What the matters of one rehearsal hold, taken together: steps, choices, fields at steps, own fields."""

    forms: tuple[str, ...]
    steps: frozenset[str] = frozenset()
    choices: frozenset[str] = frozenset()
    filled: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()


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
        for path, rows in (body.get("given") or Map()).items():
            self.given(path, rows, body["given"].key_mark(path))
        self.people(body.get("people"))
        if definition.kind == "stage":
            return
        check_day(self.linker, str(body["today"]), body.value_mark("today"))
        for stage, mark in items_of(body, "stage"):
            self.linker.find("stage", stage, mark)
        if "unit" in body and f"town/{self.town}" in self.bodies:
            units = self.bodies[f"town/{self.town}"]["units"]
            if body["unit"] not in units:
                near = nearest(str(body["unit"]), list(units)) or "—"
                self.linker.note("TH235", body.value_mark("unit"), code=body["unit"], known=near)
        submitted = dict.fromkeys(bare(str(one["submit"])) for one in body["play"] if "submit" in one)
        matters = self.matters(tuple(submitted))
        for one in body["play"]:
            self.play(one, matters)

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
                )
        return self._matters[forms]

    def given(self, path: str, rows: Any, mark: Mark) -> None:
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
                if name not in columns:
                    no_column(self.linker, found.path, name, list(columns), row.key_mark(name))

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
        if "submit" in play:
            self.submit(play)
        if "decide" in play:
            self.known(str(play["decide"]), play.value_mark("decide"), matters, matters.choices)
        if "answer" in play:
            self.answer(play)
        if "wait" in play:
            self.wait(play)
        if "by" in play:
            self.post(str(play["by"]).partition("#")[0], play, "by", play.value_mark("by"))
        for key, names in (("fields", matters.filled), ("edit", matters.fields)):
            for name in play.get(key) or ():
                self.known(name, play[key].key_mark(name), matters, names)
        for place, mark in items_of(play, "at"):
            self.known(str(place), mark, matters, matters.steps)
        expect = play.get("expect")
        if isinstance(expect, Map):
            self.expect(expect, matters)

    def submit(self, play: Map) -> None:
        """The form that is handed in, with fields it has."""
        found = self.linker.find("form", play["submit"], play.value_mark("submit"))
        names = self.forms.get(found.name) if found is not None else None
        if names is None or found is None or names.incomplete:
            return
        for name in play.get("with") or ():
            if name not in names.fields:
                mark = play["with"].key_mark(name)
                no_column(self.linker, found.path, name, list(names.fields), mark)

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
            self.linker.note(
                "TH126", play.value_mark("wait"), found=play["wait"],
                wanted_zh="一段时间，如 7 days、3 workdays",
                wanted="a stretch of time such as 7 days, 3 workdays",
            )  # fmt: skip

    def expect(self, expect: Map, matters: Matters) -> None:
        """Steps, registers and posts that may be expected."""
        for key in ("at", "skipped"):
            for place, mark in items_of(expect, key):
                if place != INITIATOR:
                    self.known(str(place), mark, matters, matters.steps)
        for key in ("entered", "values"):
            for path in expect.get(key) or ():
                self.linker.find("register", path, expect[key].key_mark(path))
        self.sheets.post(expect, "asked")

    def known(self, name: str, mark: Mark, matters: Matters, names: Iterable[str]) -> None:
        """Note a step, choice or field that the matters do not have."""
        listed = sorted(names)
        if listed and name not in listed:
            said = nearest(name, listed) or ", ".join(listed[:12])
            forms = ", ".join(f"form/{one}" for one in matters.forms)
            self.linker.note("TH260", mark, what=forms, name=name, known=said)


def built_scenario(definition: Definition, stages: Mapping[str, Definition]) -> Scenario:
    """A scenario with what its stages give."""
    body = definition.body
    given: dict[str, tuple[Mapping[str, Any], ...]] = {}
    people: dict[str, Any] = {}
    used = [stages[bare(str(one))].body for one, _ in items_of(body, "stage")]
    for one in (*used, body):
        for path, rows in (one.get("given") or {}).items():
            key = path.rpartition(":")[2]
            given[key] = (*given.get(key, ()), *(_row(row) for row in rows))
        people.update(_row(one.get("people") or {}))
    return Scenario(
        name=definition.name,
        pack=definition.pack,
        title=text(body["title"], definition.name),
        town=str(body["town"]),
        today=date.fromisoformat(str(body["today"])),
        given=given,
        play=tuple(_play(one) for one in body["play"]),
        file=definition.spot[0],
        people=people,
        unit=body.get("unit"),
    )


def _row(row: Mapping[str, Any]) -> Mapping[str, Any]:
    made = plain(row)
    assert isinstance(made, dict)
    return made


def _play(written: Map) -> Play:
    act = next(one for one in ACTS if one in written)
    rest = {key: plain(value) for key, value in written.items() if key not in (act, "expect")}
    return Play(act, plain(written[act]), rest, _row(written.get("expect") or {}), written.key_mark(act))
