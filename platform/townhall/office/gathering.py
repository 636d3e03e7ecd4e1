"""How does an act get the rows its formulas need: all at once, as often as look-ups depend on look-ups?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from townhall.engine.standing import Circumstances
from townhall.engine.world import Wanting
from townhall.kernel.workdays import CalendarEnds
from townhall.ports.archive import Archive
from townhall.ports.hall import Hall
from townhall.record.entries import Entry, Want
from townhall.record.refusals import Refused
from townhall.spec.blueprint import Blueprint

Answer = TypeVar("Answer")

ROUNDS = 12
"""How deep look-ups may depend on look-ups (a reference to a record whose column counts other rows: 3)."""


def circumstances(hall: Hall, archive: Archive, blueprint: Blueprint) -> Circumstances:
    """What an act now may depend on, with no rows fetched yet."""
    now = hall.now()
    return Circumstances(
        blueprint=blueprint,
        catalog=hall.catalog,
        seating=hall.seatings.of(archive, blueprint, now.date()),
        now=now,
        known={},
        spare=tuple(hall.names.unguessable() for _ in range(blueprint.most_publicities)),
    )


def gathered(
    archive: Archive, circumstances: Circumstances, attempt: Callable[[Circumstances], Answer]
) -> Answer:
    """What the engine answers once it has every row it asks for: one query per register and round.

    Raises:
        Refused: somebody must first enter the next year's working days.
    """
    return informed(archive, circumstances, attempt)[0]


def informed(
    archive: Archive, circumstances: Circumstances, attempt: Callable[[Circumstances], Answer]
) -> tuple[Answer, Circumstances]:
    """The same, and the circumstances with those rows in them: who asks again fetches nothing twice.

    Raises:
        Refused: somebody must first enter the next year's working days.
    """
    known: dict[Want, tuple[Entry, ...]] = dict(circumstances.known)
    given = replace(circumstances, known=known)
    blueprint = circumstances.blueprint
    for _ in range(ROUNDS):
        try:
            return attempt(given), given
        except CalendarEnds as ends:
            raise Refused(ends.say) from ends
        except Wanting as wanting:
            known.update(archive.rows(blueprint.town.name, blueprint.registers, wanting.wants))
    raise RuntimeError(f"look-ups depend on each other more than {ROUNDS} deep")
