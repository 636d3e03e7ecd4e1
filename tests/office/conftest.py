"""A village with its books, its people and its three matters, on each kind of database; and the square of two
towns.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest

from tests.halls import OpenHall, open_hall
from tests.office.village import PAYMENT, Village, compiled, settings
from tests.web.square import raised, square
from townhall.ports.hall import Hall
from townhall.rehearsal.playing import Production, Rehearsal

__all__ = [
    "PAYMENT",
    "Village",
    "compiled",
    "open_hall",
    "raise_village",
    "raised",
    "settings",
    "square",
    "village",
]


@pytest.fixture
def raise_village(open_hall: OpenHall) -> Callable[..., Village]:
    """Makes villages; `raise_village(people={…})`."""

    def make(**changed: Any) -> Village:
        found = compiled()
        scenario = next(one for one in found.scenarios if one.name == "small_payment_is_paid")
        people = {**scenario.people, **changed.get("people", {})}
        scenario = replace(scenario, **{**changed, "play": (), "people": people})
        assert found.release is not None
        assert found.blueprint is not None
        production = Production(found.release, found.blueprint, found.examples, lambda: open_hall(found))

        def furnish(hall: Hall) -> None:
            Rehearsal(scenario, replace(production, open_hall=lambda: hall)).set_up()

        # The same changes furnish the same village.
        name = sha256(repr(sorted(changed.items())).encode()).hexdigest()[:12]
        opened = open_hall(found, furnish, name)
        return Village(Rehearsal(scenario, replace(production, open_hall=lambda: opened)))

    return make


@pytest.fixture
def village(raise_village: Callable[..., Village]) -> Village:
    return raise_village()
