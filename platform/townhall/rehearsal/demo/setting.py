"""In which town, among whom and from which specimens do courses run?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from townhall.ports.hall import Hall
from townhall.record.people import Seating
from townhall.rehearsal.demo.bodies import Body
from townhall.rehearsal.demo.ground import Ground
from townhall.rehearsal.demo.months import SOME
from townhall.rehearsal.demo.population import Household
from townhall.spec.blueprint import Blueprint


@dataclass(frozen=True, slots=True)
class Setting:
    """One town in which courses run: its definitions, who asks for something, the specimen of each form."""

    blueprint: Blueprint
    seating: Seating
    bodies: Mapping[str, Body]
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
    with hall.archive(read_only=True) as archive:
        release, _ = hall.blueprints.in_force(archive, blueprint.town.name, hall.today())
        definitions = archive.release(release).definitions
        seating = hall.seatings.of(archive, blueprint, hall.today())
    return Setting(
        blueprint=blueprint,
        seating=seating,
        bodies=_bodies(ground, seating),
        examples={form: definitions[f"form/{form}"].get("example", {}) for form in blueprint.forms},
    )


def _bodies(ground: Ground, seating: Seating) -> dict[str, Body]:
    by_unit = ground.population.by_unit()
    some = ground.population.households[::SOME]
    relief = next((unit.code for unit in ground.bodies if unit.kind == "civil_affairs"), "")
    helped = frozenset(household.number for household in ground.helped)
    staff: dict[str, dict[str, tuple[str, ...]]] = {}
    for one in seating.holdings:
        posts = staff.setdefault(one.unit, {})
        posts[one.post] = (*posts.get(one.post, ()), one.person)
    found: dict[str, Body] = {}
    for unit in (*ground.units, *ground.bodies):
        people: tuple[Household, ...] = by_unit.get(unit.code) or by_unit.get(unit.parent or "") or some
        found[unit.code] = Body(
            unit=unit.code,
            kind=unit.kind,
            title=unit.title.zh,
            households=people,
            companies=ground.companies,
            relief_office=relief,
            helped=helped,
            staff=staff.get(unit.code, {}),
        )
    return found
