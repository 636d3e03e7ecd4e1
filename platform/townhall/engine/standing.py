"""What do a case's own names mean to formulas: `case`, `unit`, `step`, `form`, `actor`, `choice`?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from townhall.engine import reviews
from townhall.engine.forms import field_value, from_json
from townhall.engine.routes import Route
from townhall.engine.rows import referring
from townhall.engine.scopes import Root, SheetScope, UnitRoot
from townhall.engine.world import World, world_root
from townhall.kernel.values import Value
from townhall.record.cases import Case
from townhall.record.entries import Entry, Want
from townhall.record.people import Seating
from townhall.spec.blueprint import Blueprint
from townhall.spec.catalog import Catalog
from townhall.spec.chains import Chain, Step
from townhall.spec.fields import Field
from townhall.spec.forms import Form

Known = Mapping[Want, tuple[Entry, ...]]

ROOTS = frozenset({"form", "case", "unit", "step", "param", "today", "now", "actor", "choice"})


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
    """A case as formulas see it; `world.missing` tells what they lacked. `values` are the form's."""

    circumstances: Circumstances
    form: Form
    chain: Chain
    route: Route
    case: Case
    world: World
    values: Mapping[str, Any]
    actor: str | None = None
    choice: str | None = None
    sheet: SheetScope = field(init=False)

    def __post_init__(self) -> None:
        self.sheet = SheetScope(self.form.sheet, self.values, self.world, self.root)

    def moved_to(self, case: Case) -> None:
        """The same look-ups for the case some events later; what was worked out before is forgotten."""
        if case is not self.case:
            self.case = case
            self.sheet.forget()

    def submitted(self, name: str) -> Value:
        """A field as it was handed in; of what is calculated, what it came to then."""
        one = self.form.field(name)
        if one is None or one.calculated is None or self.case.values is None:
            return self.sheet.value(name)
        value = field_value(one, self.case.values.get(name), self.circumstances.catalog)
        return referring(one, value, self.world)

    def step_scope(self, step: Step, filled: Mapping[str, Any] | None = None) -> SheetScope:
        """The names at a step: what is filled in there, then the facet's or the form's names, then roots."""
        return SheetScope(
            step.sheet,
            filled or {},
            self.world,
            lambda name: self._around(step, name),
            lambda name: self._field_around(step, name),
        )

    def root(self, name: str) -> Value:
        """A root by its name.

        Raises:
            LookupError: there is none of that name.
        """
        match name:
            case "form":
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
        mapped = self._mapped(step, name)
        return None if mapped is None else self.sheet.value(mapped)

    def _field_around(self, step: Step, name: str) -> Field | None:
        mapped = self._mapped(step, name)
        return None if mapped is None else self.form.field(mapped)

    def _mapped(self, step: Step, name: str) -> str | None:
        """The form's word for a name used at a step; None for an optional name of a facet, not offered."""
        if step.facet is None:
            return name
        mapped = self.form.offers[step.facet].get(name)
        return mapped if mapped is not None and self.form.field(mapped) is not None else None

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
                return sum(self._days_shown())
            case "publicity_no":
                return case.publicities[-1].number if case.publicities else None
            case "returns":
                return case.returns
            case _:
                raise LookupError(f"a case has no {name}")

    def _days_shown(self) -> list[int]:
        """For how long each publicity was open; one that was cut short counts nothing."""
        return [
            (min(one.closes_on, self.world.today) - one.opened_on).days
            for one in self.case.publicities
            if one.state == "open" or one.outcome == "quiet"
        ]


@dataclass(frozen=True, slots=True)
class _StepRoot:
    """`step.x.y`: what the step at path x filled into y, by its last decision; of an inserted chain, or at
    the root of the chain itself, what it gives under that name.
    """

    standing: Standing
    path: str

    def dot(self, name: str) -> Value:
        standing = self.standing
        deeper = f"{self.path}.{name}" if self.path else name
        if deeper in standing.route.steps:
            return _StepRoot(standing, deeper)
        step = standing.route.steps.get(self.path)
        for given, ways in standing.chain.values if step is None else step.values:
            if given == name:
                return self._first_of(ways)
        if step is None:
            raise LookupError(f"no step and nothing given is called {name}")
        run = standing.case.last_run(self.path)
        if run is None or not run.decisions:
            return None
        filled = from_json(step.sheet, run.decisions[-1].fields or {}, standing.circumstances.catalog)
        return standing.step_scope(step, filled).value(name)

    def _first_of(self, ways: tuple[str, ...]) -> Value:
        """The first value that was filled in, of several places in here."""
        for way in ways:
            found: Value = self
            for name in way.split("."):
                found = found.dot(name) if isinstance(found, _StepRoot) else None
            if found is not None:
                return found
        return None


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
        catalog=circumstances.catalog,
        case_id=case.id or None,
        unit=case.unit,
        restoring=form.restoring,
    )
    if values is None:
        values = from_json(form.sheet, case.values or {}, circumstances.catalog)
    return Standing(circumstances, form, chain, Route(chain), case, world, values, actor, choice)
