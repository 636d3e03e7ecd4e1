"""Who plays in a rehearsal: made-up holders for every post that a matter of one unit can reach."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from townhall.kernel.text import Text
from townhall.record.people import Holding, Person
from townhall.spec.blueprint import Blueprint
from townhall.spec.towns import Post, Unit

ORDINALS = "甲乙丙丁戊己庚辛壬癸"


class Unplayable(LookupError):
    """A scenario speaks of somebody or something that is not there; `say` tells what is missing."""

    def __init__(self, say: Text) -> None:
        super().__init__(say.en)
        self.say = say


@dataclass(frozen=True, slots=True)
class Cast:
    """The people of a rehearsal and the posts they hold, in order of their names."""

    people: tuple[Person, ...]
    holdings: tuple[Holding, ...]

    def holder(self, by: str) -> str:
        """The person a play names: `clerk`, `clerk#2`, `leader.finance`.

        Raises:
            Unplayable: nobody of the cast holds that.
        """
        name, _, number = by.partition("#")
        found, wanted = self.holders(name), int(number or 1)
        if not 1 <= wanted <= len(found):
            raise Unplayable(
                Text(
                    f"这里没有人担任“{by}”：本单位够不着这个岗位（请在情景里用unit另写单位），或people里写的人数不够。",
                    f"Nobody plays '{by}' here: the unit does not reach that post (name another by unit:), or"
                    " people names too few.",
                )
            )
        return found[wanted - 1]

    def holders(self, by: str) -> list[str]:
        """Everyone who holds a post (`leader.finance`: with that portfolio)."""
        post, _, portfolio = by.partition("#")[0].partition(".")
        return [
            one.person
            for one in self.holdings
            if one.post == post and (not portfolio or one.portfolio == portfolio)
        ]


def cast(blueprint: Blueprint, unit: str, wanted: Mapping[str, Any], since: date) -> Cast:
    """One holder for every post the unit can reach, or as many as `wanted` says.

    `wanted` gives a number per post, `{same_as: other_post}` for one person in two posts, or
    `{at: [unit, …]}` for one at each of these units.

    Raises:
        Unplayable: `same_as` names no post.
    """
    people: dict[str, Person] = {}
    holdings: list[Holding] = []
    for post in blueprint.posts.values():
        told = wanted.get(post.name, 1)
        elsewhere = told.get("at", ()) if isinstance(told, Mapping) else ()
        nearest = _place(blueprint, post, unit)
        places = [blueprint.town.unit(one) for one in elsewhere] or [one for one in (nearest,) if one]
        same_as = told.get("same_as") if isinstance(told, Mapping) else None
        if same_as is not None and same_as not in blueprint.posts:
            raise Unplayable(Text(f"没有“{same_as}”这个岗位。", f"There is no post '{same_as}'."))
        for place, number, portfolio in _seats(post, places, 1 if isinstance(told, Mapping) else int(told)):
            holder = f"{same_as or post.name}-{portfolio or ''}{number}"
            title = blueprint.posts[same_as].title.zh if same_as else post.title.zh
            people.setdefault(holder, Person(holder, title + ORDINALS[number % 10], holder))
            holdings.append(
                Holding(holder, blueprint.town.name, post.name, place.code, since, portfolio=portfolio)
            )
    return Cast(tuple(people.values()), tuple(holdings))


def _seats(post: Post, places: Sequence[Unit], count: int) -> Iterator[tuple[Unit, int, str | None]]:
    """The seats of a post: so many at each place and for each portfolio, numbered through."""
    portfolios: tuple[str | None, ...] = tuple(name for name, _ in post.portfolios) or (None,)
    for portfolio in portfolios:
        for number, place in enumerate(place for place in places for _ in range(count)):
            yield place, number, portfolio


def _place(blueprint: Blueprint, post: Post, unit: str) -> Unit | None:
    for above in blueprint.town.upward(unit):
        for candidate in (above, *blueprint.town.below(above.code)):
            if candidate.kind in post.at and (candidate is above or candidate.kind != above.kind):
                return candidate
    return None
