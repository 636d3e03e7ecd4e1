"""Says what a clerk may start, and from which seat."""

from __future__ import annotations

from collections.abc import Iterator

from townhall.office.views import Category, Matter
from townhall.office.visiting import Visitor, in_force
from townhall.ports.hall import Hall
from townhall.record.people import Seat
from townhall.record.refusals import NotAllowed
from townhall.spec.blueprint import Blueprint
from townhall.spec.forms import Form


def categories(hall: Hall, visitor: Visitor) -> tuple[Category, ...]:
    """What the visitor may start, by category."""
    with hall.archive(read_only=True) as archive:
        _, blueprint = in_force(hall, archive, visitor)
    found: dict[str, list[Matter]] = {}
    for form in blueprint.forms.values():
        units = tuple(
            dict.fromkeys(
                (seat.unit, blueprint.unit_titles[seat.unit])
                for seat in _starting_seats(blueprint, form, visitor)
            )
        )
        if units:
            found.setdefault(form.pack, []).append(
                Matter(form.name, form.title, form.code, form.pack, units, form.guide.who)
            )
    return tuple(
        Category(name, pack.title, tuple(found[name]))
        for name, pack in blueprint.packs.items()
        if name in found
    )


def _starting_seats(blueprint: Blueprint, form: Form, visitor: Visitor) -> Iterator[Seat]:
    kinds = {one.code: one.kind for one in blueprint.town.units}
    if form.start.by_system:
        return
    for seat in visitor.seats:
        if seat.post in form.start.posts and kinds.get(seat.unit) in form.start.at:
            yield seat


def seat_to_start(blueprint: Blueprint, form: Form, visitor: Visitor, unit: str) -> Seat:
    """The seat from which the visitor may start a matter at a unit.

    Raises:
        NotAllowed: there is none.
    """
    for seat in _starting_seats(blueprint, form, visitor):
        if seat.unit == unit:
            return seat
    raise NotAllowed
