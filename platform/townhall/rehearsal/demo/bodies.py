"""Who asks for something in the demo, for how much, and what stands in the books at that moment?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from townhall.rehearsal.demo.economy import Company
from townhall.rehearsal.demo.population import Household

Dossier = dict[str, Any]
"""A sheet as a definition writes an example."""

Values = Mapping[str, Any]
Look = Callable[[str], tuple[Values, ...]]
"""What stands in a register for the body that asks, in the order it was entered."""

SMALL, MIDDLE, LARGE, GREAT = "small", "middle", "large", "great"
RANGES: Mapping[str, tuple[int, int]] = {
    SMALL: (600, 9800),
    MIDDLE: (10000, 29500),
    LARGE: (30000, 49500),
    GREAT: (50000, 78000),
}
"""Sizes of a payment in yuan, between the tiers at which more people are asked."""


@dataclass(frozen=True, slots=True)
class Body:
    """What a dossier of one unit is made from.

    `households`: its people, those of its village, or some of the town's where it is an office. `staff`: who
    holds its posts, by post. `helped`: households that were given relief before.
    """

    unit: str
    kind: str
    title: str
    households: tuple[Household, ...]
    companies: tuple[Company, ...]
    relief_office: str = ""
    helped: frozenset[str] = frozenset()
    staff: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def people(self, *posts: str) -> list[str]:
        """Different people who hold these posts, in their order."""
        return list(dict.fromkeys(one for post in posts for one in self.staff.get(post, ())))


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be asked for: a size or kind that the maker understands, and fields that are settled."""

    size: str = SMALL
    kind: str = ""
    fixed: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """One dossier that is asked for: by whom, what, handed in on which day, and what the books say then.

    `known`: what a matter that began by itself has already, as JSON.
    """

    body: Body
    wish: Wish
    day: date
    look: Look
    known: Values = field(default_factory=dict)
