"""Who sits where, and so who may be asked and who may see?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from townhall.spec.chains import PostReference
from townhall.spec.towns import Post, Town, Unit


@dataclass(frozen=True, slots=True)
class Person:
    """A member of staff who can sign in. `id` never changes; `login` may."""

    id: str
    name: str
    login: str
    phone: str = ""
    locale: str = "zh"


@dataclass(frozen=True, slots=True)
class Holding:
    """A person holds a post at a unit of a town, from a day to a day (inclusive; None: open).

    `responsible_for`: codes of the units this holder answers for, where the post says holders share
    them; empty means all. A district's holder has one holding for each town it serves.
    """

    person: str
    town: str
    post: str
    unit: str
    since: date
    until: date | None = None
    portfolio: str | None = None
    responsible_for: frozenset[str] = frozenset()

    def is_in_force(self, day: date) -> bool:
        """Whether the holding counts on a day."""
        return self.since <= day and (self.until is None or day <= self.until)

    @property
    def seat(self) -> Seat:
        """The seat it gives its holder."""
        return Seat(self.person, self.post, self.unit, self.portfolio)


@dataclass(frozen=True, slots=True)
class Seat:
    """A post at a unit with the person who holds it, at the moment someone acts or is asked."""

    person: str
    post: str
    unit: str
    portfolio: str | None = None

    @property
    def full_post(self) -> str:
        """The post with its portfolio, as records name it: `deputy_leader.finance`."""
        return f"{self.post}.{self.portfolio}" if self.portfolio else self.post

    @property
    def answers_to(self) -> tuple[str, str]:
        """The post texts that mean this seat: one without a portfolio means any of them."""
        return (self.post, self.full_post)


@dataclass(frozen=True, slots=True)
class Seating:
    """Who sits where in one town on one day."""

    town: Town
    day: date
    holdings: tuple[Holding, ...]
    names: Mapping[str, str]
    _by_post: Mapping[str, tuple[Holding, ...]] = field(init=False, repr=False, compare=False)
    _by_person: Mapping[str, tuple[Holding, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_post: dict[str, list[Holding]] = {}
        by_person: dict[str, list[Holding]] = {}
        for one in self.holdings:
            if one.is_in_force(self.day):
                by_post.setdefault(one.post, []).append(one)
                by_person.setdefault(one.person, []).append(one)
        object.__setattr__(self, "_by_post", {post: tuple(found) for post, found in by_post.items()})
        object.__setattr__(self, "_by_person", {one: tuple(found) for one, found in by_person.items()})

    def seats_of(self, person: str) -> tuple[Seat, ...]:
        """Every seat the person holds."""
        return tuple(one.seat for one in self._by_person.get(person, ()))

    def is_held(self, post: str, unit: str, person: str | None = None) -> bool:
        """Whether somebody, or just this person, sits at a post (with or without portfolio) of a unit."""
        held = self._by_post.get(post.partition(".")[0], ())
        return any(
            one.unit == unit and post in one.seat.answers_to and person in (None, one.person) for one in held
        )

    def name(self, person: str) -> str:
        """The person's name; the id where the person is unknown."""
        return self.names.get(person, person)

    def holders(self, reference: PostReference, unit: str, for_unit: str) -> tuple[Seat, ...]:
        """Who holds a post at a unit, narrowed to those responsible for `for_unit`."""
        return tuple(
            one.seat
            for one in self._by_post.get(reference.post, ())
            if one.unit == unit
            and (reference.portfolio is None or one.portfolio == reference.portfolio)
            and (not one.responsible_for or for_unit in one.responsible_for)
        )

    def where(self, reference: PostReference, post: Post, from_unit: str) -> Unit | None:
        """The nearest unit upward (itself, its departments, its parent, …) that has such a post.

        Near beats filled: where the nearest unit's post is empty, nobody further up sits in for it unasked
        (that is the chain's `people` policy to say). Among departments of one unit, one where somebody
        sits comes first.
        """
        for unit in self.town.upward(from_unit):
            found = [one for one in (unit, *self.town.departments(unit.code)) if one.kind in post.at]
            if found:
                held = (one for one in found if self.holders(reference, one.code, from_unit))
                return next(held, found[0])
        return None

    def asked(self, reference: PostReference, post: Post, from_unit: str) -> tuple[Seat, ...]:
        """The seats that a step asking for a post would ask, for a matter of `from_unit`."""
        unit = self.where(reference, post, from_unit)
        return () if unit is None else self.holders(reference, unit.code, from_unit)


@dataclass(frozen=True, slots=True)
class Sight:
    """What one viewer may see of one town: the row filter, derived from the viewer's posts.

    Deny by default: nothing is seen but what is named here. A case is seen if the whole town is
    (`whole`), or its unit is in `units`, or the viewer was asked or copied (by person or by seat), or
    started it. `seats` pairs posts with units; a post with a portfolio stands there with and without it.
    """

    town: str
    person: str | None
    whole: bool = False
    units: frozenset[str] = frozenset()
    seats: frozenset[tuple[str, str]] = frozenset()

    @property
    def is_blind(self) -> bool:
        """Whether nothing at all can be seen."""
        return self.person is None and not (self.whole or self.units or self.seats)


def sight_of(person: str, town: str, seats: Iterable[Seat], posts: Mapping[str, Post]) -> Sight:
    """What a person's seats let them see in a town."""
    own = tuple(seats)
    known = [(seat, posts[seat.post]) for seat in own if seat.post in posts]
    return Sight(
        town=town,
        person=person,
        whole=any(post.sees in ("town", "district") for _, post in known),
        units=frozenset(seat.unit for seat, post in known if post.sees == "unit"),
        seats=frozenset((name, seat.unit) for seat in own for name in seat.answers_to),
    )
