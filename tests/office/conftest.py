"""A village with its books, its people and its three matters, in memory; and the square of two towns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from tests.office.village import PAYMENT, Village, compiled, settings
from tests.web.square import raised, square
from townhall import bootstrap
from townhall.rehearsal.playing import Production, Rehearsal

__all__ = ["PAYMENT", "Village", "compiled", "raise_village", "raised", "settings", "square", "village"]


@pytest.fixture
def raise_village() -> Iterator[Callable[..., Village]]:
    """Makes villages; `raise_village(people={…})`."""
    raised: list[Village] = []

    def make(**changed: Any) -> Village:
        found = compiled()
        scenario = next(one for one in found.scenarios if one.name == "small_payment_is_paid")
        people = {**scenario.people, **changed.pop("people", {})}
        production: Production = bootstrap.production(settings(), bootstrap.catalog(settings()), found)
        rehearsal = Rehearsal(replace(scenario, play=(), people=people, **changed), production)
        rehearsal.set_up()
        raised.append(Village(rehearsal))
        return raised[-1]

    yield make
    for one in raised:
        one.hall.close()


@pytest.fixture
def village(raise_village: Callable[..., Village]) -> Village:
    return raise_village()
