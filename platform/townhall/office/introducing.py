"""Tells visitors who they are here: name, posts, town, and how much waits for them."""

from __future__ import annotations

from dataclasses import dataclass

from townhall.kernel.text import Text
from townhall.office.demonstrating import post_title
from townhall.office.naming import seated
from townhall.office.objecting import to_answer
from townhall.office.visiting import Visitor, in_force
from townhall.ports.hall import Hall


@dataclass(frozen=True, slots=True)
class Introduction:
    """What stands in the frame of every page. `objections`: how many wait for the visitor's own answer. `towns` are those in which the visitor holds a post."""

    name: str
    seats: tuple[Text, ...]
    town: str
    town_title: Text
    towns: tuple[tuple[str, Text], ...]
    todo: int
    copied: int
    drafts: int
    objections: int


def introduction(hall: Hall, visitor: Visitor) -> Introduction:
    """The visitor's name, posts and counts, read in one go for the frame of a page."""
    with hall.archive(read_only=True) as archive:
        _, blueprint = in_force(hall, archive, visitor)
        return Introduction(
            name=visitor.person.name,
            seats=tuple(
                seated(blueprint.unit_title(seat.unit), post_title(blueprint, seat)) for seat in visitor.seats
            ),
            town=visitor.town,
            town_title=blueprint.town.title,
            towns=tuple(
                (name, hall.blueprints.in_force(archive, name, hall.today())[1].town.title)
                for name in visitor.towns
            ),
            todo=archive.task_count(visitor.sight),
            copied=archive.task_count(visitor.sight, ("copy",)),
            drafts=len(archive.drafts(visitor.person.id, visitor.town)),
            objections=to_answer(hall, archive, visitor, blueprint),
        )
