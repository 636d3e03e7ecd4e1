"""Where do the choices of a chain's steps lead, and do they lead anywhere?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from townhall.compiler.building.chains import WAYS_OUT
from townhall.compiler.linking.linker import Linker
from townhall.compiler.linking.walking import entered, field_at, leads_of, moments_of, outcomes
from townhall.compiler.marked import Map, items_of
from townhall.kernel.problems import nearest


@dataclass(frozen=True, slots=True)
class Leads:
    """Checks one chain: its choices, whom a step keeps apart from, its returns, the outcomes it exports."""

    linker: Linker
    body: Map
    chains: Mapping[str, Map]

    def check(self) -> None:
        """The whole chain."""
        self.leads(self.body["steps"], (), in_branch=False)
        self.returns(self.body["steps"])
        self.gives()

    def leads(self, steps: Map, around: tuple[Map, ...], in_branch: bool) -> None:
        """The choices of a run of steps, and of the runs inside it."""
        for name, step in steps.maps():
            self.choices(step, steps, around, in_branch)
            self.apart(name, step, (steps, *around))
            if "steps" in step:
                self.leads(step["steps"], (steps, *around), in_branch)
            if "together" in step:
                self.leads(step["together"], (steps, *around), in_branch=True)

    def choices(self, step: Map, steps: Map, around: tuple[Map, ...], in_branch: bool) -> None:
        """Each choice leads on, back, out, or to a step that is there."""
        for name, leads in leads_of(step):
            way = step["choices"][name]
            mark = way.value_mark("to")
            if leads in WAYS_OUT:
                continue
            known = [one for run in (steps, *around) for one in run]
            if leads not in known:
                close = nearest(leads, [*known, *WAYS_OUT])
                self.linker.note(
                    "TH210", mark, name=name, leads=leads, known=close or ", ".join((*WAYS_OUT, *known))
                )
            elif in_branch and (leads not in steps or self.is_together(steps, around)):
                self.linker.note("TH227", mark, name=name, leads=leads)

    def is_together(self, steps: Map, around: tuple[Map, ...]) -> bool:
        """Whether a run is the set of branches of a `together`, whose members do not follow one another."""
        return any(one.get("together") is steps for run in around for _, one in run.maps())

    def apart(self, name: str, step: Map, runs: tuple[Map, ...]) -> None:
        """The steps whose people may not act here again."""
        known = [path for path, _ in entered(self.body["steps"], self.chains)]
        known += [one for run in runs for one in run]
        for other, mark in items_of(step, "apart_from"):
            if other not in (*known, "initiator", "everyone_before") or other == name:
                self.linker.unknown(str(other), mark, [*known, "initiator", "everyone_before"])

    def returns(self, steps: Map) -> None:
        """Where a return goes by default."""
        written: Map = self.body.get("returns", Map())
        leads = written.get("to")
        if leads is not None and leads not in ("initiator", "previous") and leads not in steps:
            close = nearest(str(leads), [*steps, "initiator"]) or ", ".join(["initiator", *steps])
            self.linker.note("TH210", written.value_mark("to"), name="returns", leads=leads, known=close)

    def gives(self) -> None:
        """The outcomes it exports are moments of its own steps, the values are filled in there; the first of
        several ways says which it is.
        """
        known = list(moments_of(self.body, self.chains))
        given = list(outcomes(self.body))
        for name in self.body.get("gives") or ():
            for way, mark in items_of(self.body["gives"], name):
                if name not in given:
                    is_value = str(way).startswith("=")
                    if not is_value or field_at(self.body, self.chains, str(way)[1:]) is None:
                        self.linker.note("TH274", mark, way=way)
                elif way not in known:
                    close = nearest(str(way), known) or ", ".join(known[:12])
                    self.linker.note("TH215", mark, name=way, known=close)
