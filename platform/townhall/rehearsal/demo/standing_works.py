"""Which public works of the year before stand in the books, and how far have they got?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from random import Random

from townhall.record.entries import Entry
from townhall.rehearsal.demo.economy import site
from townhall.rehearsal.demo.ground import Ground
from townhall.rehearsal.demo.works import LARGE_ONES, builders

STATES = ("approved", "awarded", "building")
"""How far the project of a village of the year before has got, by the order of the village."""


def stands(order: int) -> str:
    """How far the project of the village of that order has got.

    >>> [stands(order) for order in range(4)]
    ['approved', 'awarded', 'building', 'approved']
    """
    return STATES[order % len(STATES)]


def standing_works(random: Random, ground: Ground, leads: Mapping[str, str]) -> Iterator[Entry]:
    """A project of every village, large enough to be paid in parts. `leads`: who leads each village."""
    for order, unit in enumerate(ground.units):
        scheme = random.choice(LARGE_ONES)
        total = Decimal(scheme.price + random.randrange(-6, 40) * 1000)
        state = stands(order)
        values = {
            "code": f"XM-01-{ground.years[0]}-{unit.code[-3:]}",
            "org": unit.code,
            "name": f"{unit.title.zh}{scheme.name}",
            "category": scheme.category,
            "location": site(unit.code, 0),
            "sources_total": total,
            "budget": total - 4000,
            "control_price": total - 6000,
            "procurement": "inquiry",
            "state": state,
        }
        if state != "approved":
            values["contractor"] = random.choice(builders(ground.companies)).name
            values["award_price"] = ((total - 6000) * 96 / 100).quantize(Decimal(1))
        if state == "building":
            values["supervisor"] = leads.get(unit.code)
        yield ground.entry("project", unit.code, values, on=date(ground.years[0], 11, 3))
