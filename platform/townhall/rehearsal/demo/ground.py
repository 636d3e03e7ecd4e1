"""On what do the books and the history of a town stand: its places, people, companies and years?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from townhall.record.entries import Entry
from townhall.rehearsal.demo.budgets import LINES
from townhall.rehearsal.demo.economy import Company
from townhall.rehearsal.demo.population import PLACES, Household, Population
from townhall.spec.towns import Town, Unit

HELPED_BEFORE = 120
"""One household of so many was given relief within the last year."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What books of one town are made of."""

    town: Town
    population: Population
    companies: tuple[Company, ...]
    years: tuple[int, ...]
    on: date

    @property
    def units(self) -> tuple[Unit, ...]:
        """The villages and communities where people live."""
        lived_in = {household.unit for household in self.population.households}
        return tuple(unit for unit in self.town.units if unit.code in lived_in)

    @property
    def bodies(self) -> tuple[Unit, ...]:
        """The offices, cooperatives and homes that keep money of their own."""
        return tuple(unit for unit in self.town.units if unit.kind in LINES and unit.kind not in PLACES)

    @property
    def helped(self) -> tuple[Household, ...]:
        """The households that were given relief within the last year."""
        return self.population.households[::HELPED_BEFORE]

    def entry(self, register: str, unit: str, values: Mapping[str, Any], on: date | None = None) -> Entry:
        """An entry of this town."""
        return Entry(register, self.town.name, unit, values, booked_on=on or self.on)
