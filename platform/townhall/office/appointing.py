"""Puts people at posts, and takes them off, within what the posts allow."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from townhall.kernel.text import Text
from townhall.ports.hall import Hall
from townhall.record.people import Holding, Person
from townhall.record.refusals import Refused
from townhall.spec.blueprint import Blueprint


class CannotHold(Refused):
    """Somebody cannot be put at a post."""

    status = 422


def appoint(hall: Hall, people: Iterable[Person], holdings: Iterable[Holding]) -> None:
    """Add people and put them at their posts, all or nothing.

    Raises:
        CannotHold: a post does not exist at that unit, has its one holder already, or may not be held
            together with another the person holds there (`not_with`).
    """
    wanted = tuple(holdings)
    with hall.archive() as archive:
        archive.add_people(people)
        for town in dict.fromkeys(one.town for one in wanted):
            _, blueprint = hall.blueprints.in_force(archive, town, hall.today())
            standing = [*archive.holdings(town)]
            for one in wanted:
                if one.town == town:
                    check(blueprint, standing, one)
                    standing.append(one)
        archive.add_holdings(wanted)


def check(blueprint: Blueprint, others: Iterable[Holding], one: Holding) -> None:
    """See whether a holding may stand beside the others.

    Raises:
        CannotHold: it may not.
    """
    post = blueprint.posts.get(one.post)
    unit = next((unit for unit in blueprint.town.units if unit.code == one.unit), None)
    if post is None or unit is None or unit.kind not in post.at:
        raise CannotHold(
            Text(f"{one.unit}没有岗位{one.post}。", f"There is no post {one.post} at unit {one.unit}.")
        )
    here = [other for other in others if other.unit == one.unit and _overlap(other, one)]
    if post.one_holder and any(other.post == one.post and other.portfolio == one.portfolio for other in here):
        raise CannotHold(
            Text(
                f"{unit.title.zh}的{post.title.zh}已有人;请先结束原任。",
                f"{post.title.en} of {unit.title.en} is held already; end that first.",
            )
        )
    for other in here:
        theirs = blueprint.posts.get(other.post)
        if other.person != one.person or theirs is None:
            continue
        if other.post in post.not_with or one.post in theirs.not_with:
            raise CannotHold(
                Text(
                    f"同一人不能在{unit.title.zh}兼任{post.title.zh}和{theirs.title.zh}。",
                    f"One person cannot be both {post.title.en} and {theirs.title.en} of {unit.title.en}.",
                )
            )


def _overlap(one: Holding, other: Holding) -> bool:
    return (one.until is None or other.since <= one.until) and (
        other.until is None or one.since <= other.until
    )


def dismiss(hall: Hall, holding: Holding, until: date) -> Holding:
    """Let a holding end on a day; what waits for its holder goes to whoever holds the post then."""
    with hall.archive() as archive:
        archive.end_holding(holding, until)
    return replace(holding, until=until)
