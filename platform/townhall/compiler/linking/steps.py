"""What does a step come to when its defaults, sheets and titles are written out?

What a `together` step says once (`sheet`, `within`, `a_no`, `choices`) its branches inherit; a step that
names no choices gets those its verb has; every choice gets its title.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from townhall.compiler.building.texts import bare
from townhall.compiler.linking.groups import Expanded, expanded, titled_fields
from townhall.compiler.linking.linker import Linker
from townhall.compiler.linking.samples import sample_table
from townhall.compiler.linking.words import Words, titled
from townhall.compiler.marked import Map
from townhall.spec.chains import SAMPLE

INHERITED = ("sheet", "within", "a_no", "choices")
JUDGED = ("post", "first_of", "person", "first_true")


@dataclass(slots=True)
class Written:
    """Writes out the steps of one chain. `incomplete` names the steps whose sheet lacks a group."""

    linker: Linker
    words: Words
    returns_to: str
    incomplete: set[str]

    def steps(self, written: Map, inherited: Map, prefix: str = "") -> Map:
        """Steps with everything written out."""
        made = Map(written.spot)
        for name, one in written.items():
            made.put(name, self.step(name, one, inherited, prefix), *written.spots_of(name))
        return made

    def step(self, name: str, written: Map, inherited: Map, prefix: str) -> Map:
        """One step."""
        path = prefix + name
        step = written
        for key in inherited:
            if key not in step and (key == "a_no" or not _holds_steps(step)):
                step = step.with_value(key, inherited[key], inherited)
        if "together" in step:
            return self.together(step, path)
        if "steps" in step:
            passed = _only(step, ("a_no",))
            return step.with_value("steps", self.steps(step["steps"], passed, path + "."))
        step = self.sheet(step, path)
        step = self.choices(step)
        seal = self.words.seal(str(step["seal"])) if "seal" in step else None
        if seal is not None:
            step = step.with_value("seal_title", seal, step, "seal")
        return self.entitled(step)

    def together(self, step: Map, path: str) -> Map:
        """Branches in parallel; where nothing else is said, a disagreement waits for all."""
        if "a_no" not in step:
            step = step.with_value("a_no", "waits_for_all", step, "together")
        passed = _only(step, INHERITED)
        branches = self.steps(step["together"], passed, path + ".")
        return step.with_value("together", branches).without(("sheet", "choices"))

    def sheet(self, step: Map, path: str) -> Map:
        """A step with its fields, those of its sheet among them."""
        if "sheet" in step:
            group = Map(step.spots_of("sheet")[1])
            group.put("use", step["sheet"], *step.spots_of("sheet"))
            fields = Map(step.spots_of("sheet")[1])
            fields.put(bare(str(step["sheet"])), group, *step.spots_of("sheet"))
            for name, one in (step.get("fields") or {}).items():
                fields.put(name, one, *step["fields"].spots_of(name))
            step = step.with_value("fields", fields, step, "fields" if "fields" in step else "sheet")
            step = step.without(("sheet",))
        if "wait_for" in step:
            hook = self.linker.get("hook", bare(str(step["wait_for"])))
            returns = None if hook is None else hook.get("returns")
            if isinstance(returns, Map) and "fields" not in step:
                step = step.with_value(
                    "fields", titled_fields(self.linker, returns, self.words), hook, "returns"
                )
        if isinstance(step.get("sample"), Map):
            fields = Map(step.spots_of("sample")[1])
            for name, one in (step.get("fields") or {}).items():
                fields.put(name, one, *step["fields"].spots_of(name))
            fields.put(SAMPLE, sample_table(step["sample"], step), *step.spots_of("sample"))
            step = step.with_value("fields", fields, step, "fields" if "fields" in step else "sample")
        if "fields" not in step:
            return step
        made: Expanded = expanded(self.linker, step, self.words)
        if made.incomplete:
            self.incomplete.add(path)
        if "enters" in made.body:
            self.linker.note("TH240", step.key_mark("fields"), key="enters", kind="step")
        return made.body

    def choices(self, step: Map) -> Map:
        """A step with its choices, each as `{to, title}`."""
        written = step.get("choices")
        if not isinstance(written, Map):
            written = Map(step.spot)
            for name, leads in self.default_choices(step).items():
                written.put(name, leads, step.spot, step.spot)
        if not written:
            return step
        made = Map(written.spot)
        for name, way in written.items():
            key, value = written.spots_of(name)
            choice = way if isinstance(way, Map) else Map(value)
            if choice is not way:
                choice.put("to", way, key, value)
            made.put(name, titled(choice, self.words.choice(name)), key, value)
        return step.with_value("choices", made)

    def default_choices(self, step: Map) -> dict[str, str]:
        """The ways out of a step that names none."""
        if any(verb in step for verb in JUDGED):
            if _is_opinion(step):
                return {"agree": "next", "disagree": self.returns_to}
            return {"agree": "next", "return": self.returns_to, "refuse": "refused"}
        if "open" in step:
            return {"approved": "next", "refused": "next"}
        if "publish" in step and "for" in step:
            return {"quiet": "next", "upheld": self.returns_to}
        if "wait_for" in step:
            hook = self.linker.get("hook", bare(str(step["wait_for"])))
            outcomes = list(hook.get("outcomes", {})) if hook else []
            return {name: "next" if place == 0 else self.returns_to for place, name in enumerate(outcomes)}
        return {}

    def entitled(self, step: Map) -> Map:
        """A step without a title is called what the post it asks is called."""
        asked = step.get("post") or step.get("tell")
        if "title" in step or not isinstance(asked, str):
            return step
        post = self.linker.get("post", bare(asked).partition(".")[0])
        return step if post is None else titled(step, post.get("title"))


def _is_opinion(step: Map) -> bool:
    """Whether a field decides, so that the choice follows from what is filled in."""
    fields: Any = step.get("fields")
    if not isinstance(fields, Map):
        return False
    inner = (one["fields"] for _, one in fields.maps() if isinstance(one.get("fields"), Map))
    return any(one.get("decides") for group in (fields, *inner) for _, one in group.maps())


def _holds_steps(step: Map) -> bool:
    return "together" in step or "steps" in step or "use" in step


def _only(step: Map, keys: tuple[str, ...]) -> Map:
    """The part of a step that others inherit."""
    made = Map(step.spot)
    for key in keys:
        if key in step:
            made.put(key, step[key], *step.spots_of(key))
    return made
