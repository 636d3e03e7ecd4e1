"""What does one town run, built and ready: every definition in force for it, by name?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from townhall.kernel.text import Text
from townhall.kernel.workdays import Calendar
from townhall.spec.chains import Chain
from townhall.spec.fields import Option
from townhall.spec.forms import Form
from townhall.spec.hooks import Hook
from townhall.spec.pages import Mask, Page
from townhall.spec.params import Param
from townhall.spec.registers import Facet, Register
from townhall.spec.towns import Department, Post, Town, Unit


@dataclass(frozen=True, slots=True)
class Pack:
    """A functional category that ships as one set of definitions."""

    name: str
    title: Text
    version: str
    order: int = 0


@dataclass(frozen=True)
class Blueprint:
    """Everything one town runs. Names are bare (`village_fund_payment`), unique within their kind."""

    town: Town
    packs: Mapping[str, Pack]
    departments: Mapping[str, Department]
    posts: Mapping[str, Post]
    dictionaries: Mapping[str, tuple[Option, ...]]
    facets: Mapping[str, Facet]
    forms: Mapping[str, Form]
    chains: Mapping[str, Chain]
    registers: Mapping[str, Register]
    pages: Mapping[str, Page]
    masks: Mapping[str, Mask]
    params: Mapping[str, Param]
    hooks: Mapping[str, Hook]
    calendar: Calendar

    @cached_property
    def persons(self) -> Register | None:
        """The register whose persons can prove who they are, where the town keeps one."""
        return next((one for one in self.registers.values() if one.identity is not None), None)

    @cached_property
    def members(self) -> Register | None:
        """The register that says who is a member of which unit."""
        return next((one for one in self.registers.values() if one.membership is not None), None)

    def chain_of(self, form: str) -> Chain:
        """The chain a form starts."""
        return self.chains[self.forms[form].starts]

    @cached_property
    def most_publicities(self) -> int:
        """How many publicities one act can open at most: as many as the chain with most of them has."""
        return max(
            (sum(step.verb == "publish" for step in chain.walk()) for chain in self.chains.values()),
            default=0,
        )

    @cached_property
    def seal_titles(self) -> Mapping[str, Text]:
        """What every seal that a step asks for is called, by its name."""
        steps = [step for chain in self.chains.values() for step in chain.walk() if step.seal]
        return {step.seal: step.seal_title or Text(step.seal, step.seal) for step in steps if step.seal}

    @cached_property
    def unit_titles(self) -> Mapping[str, Text]:
        """The title of every unit, by code."""
        return {unit.code: unit.title for unit in self.town.units}

    def pages_at(self, unit: Unit) -> tuple[Page, ...]:
        """The standing pages that a unit has, by their codes (P4 before P10); those without one last."""
        found = (
            page
            for page in self.pages.values()
            if page.of_register is not None and (unit.kind in page.at if page.at else unit.is_body)
        )
        return tuple(sorted(found, key=lambda page: (not page.code, len(page.code), page.code)))

    def unit_title(self, code: str) -> Text:
        """The title of a unit; the code of one that an earlier release had and this one has not."""
        return self.unit_titles.get(code) or Text(code, code)
