"""In which town, among whom and from which specimens do courses run?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from townhall.ports.hall import Hall
from townhall.record.people import Seating
from townhall.rehearsal.demo.ground import Ground
from townhall.rehearsal.demo.matters import Village
from townhall.spec.blueprint import Blueprint


@dataclass(frozen=True, slots=True)
class Setting:
    """One town in which courses run: its definitions, its villages, the specimen of each form."""

    blueprint: Blueprint
    seating: Seating
    villages: Mapping[str, Village]
    examples: Mapping[str, Mapping[str, Any]]

    @property
    def since(self) -> date:
        """The first day on which every number that law or policy sets is known: nothing is played before."""
        return max((one.dated[0].since for one in self.blueprint.params.values()), default=date.min)

    @property
    def shares(self) -> tuple[frozenset[str], ...]:
        """The units that each fiscal specialist answers for."""
        return tuple(one.responsible_for for one in self.seating.holdings if one.responsible_for)


def setting_of(hall: Hall, blueprint: Blueprint, ground: Ground) -> Setting:
    """The setting of a town whose books are kept and whose posts are filled."""
    by_unit = ground.population.by_unit()
    relief = next((unit.code for unit in blueprint.town.units if unit.kind == "civil_affairs"), "")
    helped = frozenset(household.number for household in ground.helped)
    with hall.archive(read_only=True) as archive:
        release, _ = hall.blueprints.in_force(archive, blueprint.town.name, hall.today())
        definitions = archive.release(release).definitions
        seating = hall.seatings.of(archive, blueprint, hall.today())
    return Setting(
        blueprint=blueprint,
        seating=seating,
        villages={
            unit.code: Village(unit.code, unit.title.zh, by_unit[unit.code], ground.companies, relief, helped)
            for unit in ground.units
        },
        examples={form: definitions[f"form/{form}"].get("example", {}) for form in blueprint.forms},
    )
