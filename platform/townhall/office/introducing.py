"""Tells visitors who they are here: name, posts, town, and how much waits for them."""

from __future__ import annotations

from dataclasses import dataclass

from townhall.kernel.text import Text
from townhall.office.naming import post_title, seated
from townhall.office.objecting import to_answer
from townhall.office.visiting import Visitor
from townhall.office.vouching import may_issue
from townhall.ports.hall import Hall


@dataclass(frozen=True, slots=True)
class Introduction:
    """What stands in the frame of every page.

    `towns` are those in which the visitor holds a post; `objections`: how many wait for their own answer;
    `issues_codes`: whether they give villagers codes.
    """

    name: str
    seats: tuple[Text, ...]
    town: str
    town_title: Text
    towns: tuple[tuple[str, Text], ...]
    todo: int
    copied: int
    drafts: int
    objections: int
    issues_codes: bool = False


def introduction(hall: Hall, visitor: Visitor) -> Introduction:
    """The visitor's name, posts and counts, read in one go for the frame of a page."""
    with hall.archive(read_only=True) as archive:
        blueprints = {
            name: hall.blueprints.of(archive, release)
            for name, release in zip(visitor.towns, visitor.releases, strict=True)
        }
        blueprint = blueprints[visitor.town]
        waits = archive.counts(visitor.sight)
        return Introduction(
            name=visitor.person.name,
            seats=tuple(
                seated(blueprint.unit_title(seat.unit), post_title(blueprint, seat)) for seat in visitor.seats
            ),
            town=visitor.town,
            town_title=blueprint.town.title,
            towns=tuple((name, one.town.title) for name, one in blueprints.items()),
            todo=waits.todo,
            copied=waits.copied,
            drafts=waits.drafts,
            objections=to_answer(hall, archive, visitor, blueprint) if waits.objections else 0,
            issues_codes=bool(may_issue(visitor, blueprint)),
        )
