"""What do a case's own names mean to formulas: `case`, `unit`, `step`, `form`, `actor`, `choice`?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from townhall.engine import reviews
from townhall.engine.forms import from_json
from townhall.engine.scopes import Root, SheetScope, UnitRoot, World, world_root
from townhall.kernel.values import Value
from townhall.record.cases import Case
from townhall.record.entries import Entry, Want
from townhall.record.people import Seating
from townhall.spec.blueprint import Blueprint
from townhall.spec.catalog import Catalog
from townhall.spec.chains import Chain, Step
from townhall.spec.forms import Form

Known = Mapping[Want, tuple[Entry, ...]]


@dataclass(frozen=True, slots=True)
class Circumstances:
    """All that an act on a case may depend on besides the case: promises, people, rows and the moment.

    `spare`: public numbers not used before, one for each disclosure that may be opened.
    """

    blueprint: Blueprint
    catalog: Catalog
    seating: Seating
    now: datetime
    known: Known
    spare: tuple[str, ...] = ()


@dataclass(slots=True)
class Standing:
    """A case as formulas see it. Made anew for every evaluation; `world.missing` tells what it lacked."""

    circumstances: Circumstances
    form: Form
    chain: Chain
    case: Case
    world: World
    sheet: SheetScope
    actor: str | None = None
    choice: str | None = None

    def step_scope(self, step: Step, filled: Mapping[str, Any] | None = None) -> SheetScope:
        """The names at a step: what is filled in there, then the facet's or the form's names, then roots."""
        return SheetScope(step.sheet, filled or {}, self.world, lambda name: self._around(step, name))

    def moved_to(self, case: Case) -> None:
        """The same look-ups for the case one event later; what was worked out before is forgotten."""
        self.case = case
        self.sheet.forget()

    def form_scope(self) -> SheetScope:
        """The names of the form, with the roots around."""
        return self.sheet

    def root(self, name: str) -> Value:
        """A root by its name."""
        match name:
            case "form" | "this":
                return self.sheet.root
            case "case":
                return Root(self._case)
            case "unit":
                return UnitRoot(self.circumstances.blueprint.town.unit(self.case.unit))
            case "step":
                return _StepRoot(self, "")
            case "actor":
                return self.actor
            case "choice":
                return self.choice
            case _:
                return world_root(self.world, name)

    def _around(self, step: Step, name: str) -> Value:
        if name in ROOTS:
            return self.root(name)
        if step.facet is not None:
            mapped = self.form.offers[step.facet].get(name)
            return None if mapped is None else self.sheet.value(mapped)
        return self.sheet.value(name)

    def _case(self, name: str) -> Value:
        case = self.case
        match name:
            case "unit":
                return case.unit
            case "town":
                return case.town
            case "matter_no":
                return case.matter_no
            case "initiator":
                return case.initiator.person
            case "opened_on":
                return case.opened_on
            case "three_reviews":
                return reviews.three_reviews(self.chain, case)
            case "distinct_signers":
                return len(reviews.signers(self.chain, case))
            case "open_holds":
                return 0  # raised by warning rules; a town without rules has none
            case "published_days":
                return sum((one.closes_on - one.opened_on).days for one in case.publicities)
            case "returns":
                return case.returns
            case _:
                raise LookupError(f"a case has no {name}")


ROOTS = frozenset({"form", "this", "case", "unit", "step", "param", "today", "now", "actor", "choice"})


@dataclass(frozen=True, slots=True)
class _StepRoot:
    """`step.x.y`: what the step at path x filled into y, by its last decision."""

    standing: Standing
    path: str

    def dot(self, name: str) -> Value:
        deeper = f"{self.path}.{name}" if self.path else name
        paths = {step.path: step for step in self.standing.chain.walk()}
        if deeper in paths:
            return _StepRoot(self.standing, deeper)
        step = paths[self.path]
        run = self.standing.case.last_run(self.path)
        if run is None or not run.decisions:
            return None
        filled = from_json(step.sheet, run.decisions[-1].fields or {}, self.standing.circumstances.catalog)
        return self.standing.step_scope(step, filled).value(name)


def standing(
    circumstances: Circumstances,
    case: Case,
    values: Mapping[str, Any] | None = None,
    actor: str | None = None,
    choice: str | None = None,
) -> Standing:
    """A case's standing. `values`: engine values being filled in now; None reads what was submitted."""
    blueprint = circumstances.blueprint
    form = blueprint.forms[case.form]
    chain = blueprint.chains[form.starts]
    world = World(
        blueprint=blueprint,
        now=circumstances.now,
        day=case.opened_on,
        known=circumstances.known,
        functions=circumstances.catalog.functions,
        case_id=case.id or None,
    )
    if values is None:
        values = from_json(form.sheet, case.values or {}, circumstances.catalog)
    made: Standing

    def outer(name: str) -> Value:
        return made.root(name)

    made = Standing(
        circumstances, form, chain, case, world, SheetScope(form.sheet, values, world, outer), actor, choice
    )
    return made
