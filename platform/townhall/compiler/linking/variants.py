"""What does a shared chain come to where the one who uses it changes some of its steps, or leaves them out?

Every such use gets a chain of its own. It stands in no file; it is called after the shared chain and the step
that uses it, `town_payment@coop_payment.town`, and its keys keep the places they were written at.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from townhall.compiler.building.chains import VERBS
from townhall.compiler.building.texts import bare
from townhall.compiler.linking.linker import AT, Library, Linker
from townhall.compiler.marked import Map, items_of
from townhall.compiler.reading import Definition
from townhall.kernel.marks import Mark
from townhall.kernel.problems import nearest

CHANGES = ("but", "without")
HOLDING = ("together", "steps")


def with_variants(linker: Linker) -> Library:
    """The linker's library with a chain for each use that changes another, and with uses that name it."""
    making = _Making(linker)
    for definition in linker.library.of_kind("chain"):
        making.chain(definition)
    if not making.variants:
        return linker.library
    return replace(
        linker.library, definitions={**linker.library.definitions, **making.done, **making.variants}
    )


@dataclass(slots=True)
class _Making:
    linker: Linker
    done: dict[str, Definition] = field(default_factory=dict)
    variants: dict[str, Definition] = field(default_factory=dict)
    _begun: set[str] = field(default_factory=set)

    def chain(self, definition: Definition) -> Definition:
        """A chain whose uses name their variants; one that inserts itself is left as it is."""
        path = definition.path
        if path not in self._begun:
            self._begun.add(path)
            steps = self._steps(definition, definition.body["steps"], "")
            self.done[path] = replace(definition, body=definition.body.with_value("steps", steps))
        return self.done.get(path, definition)

    def _steps(self, owner: Definition, written: Map, prefix: str) -> Map:
        made = written.twin()
        for name, step in written.maps():
            made[name] = self._step(owner, step, prefix + name)
        return made

    def _step(self, owner: Definition, step: Map, path: str) -> Map:
        for key in HOLDING:
            if isinstance(step.get(key), Map):
                step = step.with_value(key, self._steps(owner, step[key], f"{path}."))
        if not any(key in step for key in CHANGES):
            return step
        used = self.linker.find("chain", step["use"], step.value_mark("use"))
        if used is None:
            return step.without(CHANGES)
        used = self.chain(used)
        name = f"{used.name}{AT}{owner.name}.{path}"
        body = used.body.with_value("steps", self._changed(used, step))
        self.variants[f"chain/{name}"] = replace(used, name=name, body=_giving_what_is_left(body, used.body))
        return step.with_value("use", f"chain/{name}").without(CHANGES)

    def _changed(self, used: Definition, use: Map) -> Map:
        """The steps of a chain without those that are left out, and with the keys that are changed."""
        steps: Map = used.body["steps"]
        for name, mark in items_of(use, "without"):
            if self._has(steps, name, use, mark):
                steps = steps.without([name])
        if not steps:
            # The use is at fault, not the shared chain: it is told there, and the chain left whole.
            self.linker.note("TH212", use.key_mark("without"), name=used.name.partition(AT)[0])
            steps = used.body["steps"]
        changes: Mapping[str, Any] = use.get("but", {})
        for name, keys in changes.items():
            if self._has(steps, name, use, use["but"].key_mark(name)):
                step: Map = steps[name]
                for key in keys:
                    step = step.with_value(key, keys[key], keys)
                if "post" in keys and "post" not in steps[name]:
                    step = self._post_of_another_verb(step, keys)
                steps = steps.with_value(name, step)
        return steps

    def _post_of_another_verb(self, step: Map, keys: Map) -> Map:
        """A step with another verb has no post to be changed: two verbs would stand there."""
        verb = next((one for one in VERBS if one != "post" and one in step), "use")
        self.linker.note("TH116", keys.key_mark("post"), written=f"post, {verb}")
        return step.without(["post"])

    def _has(self, steps: Map, name: str, use: Map, mark: Mark) -> bool:
        if name in steps:
            return True
        known = nearest(name, list(steps)) or ", ".join(steps)
        self.linker.note("TH273", mark, chain=f"chain/{bare(use['use'])}", name=name, known=known)
        return False


def _giving_what_is_left(body: Map, whole: Map) -> Map:
    """A chain that gives no more what only its left out steps came to or asked for."""
    gone = {name for name in whole["steps"] if name not in body["steps"]}
    gives = whole.get("gives")
    if not gone or not isinstance(gives, Map):
        return body
    left = gives.twin()
    for name in gives:
        ways = [way for way, _ in items_of(gives, name)]
        stay = [way for way in ways if str(way).removeprefix("=").partition(".")[0] not in gone]
        left = (
            left if len(stay) == len(ways) else left.with_value(name, stay) if stay else left.without([name])
        )
    return body.with_value("gives", left) if left else body.without(["gives"])
