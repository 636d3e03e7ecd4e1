"""Who lives in a town: how many in each village, in which households, how old, called what?

Households come in the shapes a Hubei township has: couples, couples with children and grandparents, old
people alone while the young work elsewhere. Villages differ in size; communities are larger.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from townhall.rehearsal.demo.identity import Numbers
from townhall.rehearsal.demo.names import SURNAMES, given_name, surname
from townhall.spec.towns import Unit

PLACES = ("village", "community")
SIZES = (1, 2, 3, 4, 5, 6)
SIZE_SHARES = (12, 24, 25, 20, 12, 7)
"""Of a hundred households, how many have one, two … six members: 3.17 on average."""

HOUSEHOLDS_PER_GROUP = 48
SHARE_OF_THE_NAMESAKE = 0.3
"""刘院村 is full of people called 刘: so many households where the village's first character is a surname."""


@dataclass(frozen=True, slots=True)
class Villager:
    """A person of the register. `number` is the key there."""

    number: str
    unit: str
    household: str
    name: str
    born: date
    is_male: bool
    id_number: str

    def age_on(self, day: date) -> int:
        """Full years on a day."""
        return day.year - self.born.year - ((day.month, day.day) < (self.born.month, self.born.day))


@dataclass(frozen=True, slots=True)
class Household:
    """A household of the register; its first member is the head."""

    number: str
    unit: str
    group: str
    members: tuple[Villager, ...]

    @property
    def head(self) -> Villager:
        """The head of the household."""
        return self.members[0]


@dataclass(frozen=True, slots=True)
class Population:
    """All households, village by village."""

    households: tuple[Household, ...]

    @property
    def villagers(self) -> Iterable[Villager]:
        """Everybody."""
        return (one for household in self.households for one in household.members)

    @property
    def count(self) -> int:
        """How many people."""
        return sum(len(household.members) for household in self.households)

    def by_unit(self) -> dict[str, tuple[Household, ...]]:
        """The households of each village."""
        found: dict[str, list[Household]] = {}
        for household in self.households:
            found.setdefault(household.unit, []).append(household)
        return {unit: tuple(households) for unit, households in found.items()}


def settled(random: Random, numbers: Numbers, units: Sequence[Unit], people: int, today: date) -> Population:
    """So many people settled in villages and communities.

    Raises:
        ValueError: there is no village to settle them in.
    """
    places = [unit for unit in units if unit.kind in PLACES]
    if not places:
        raise ValueError("nobody can be settled where there is no village")
    weights = [random.uniform(*((1.5, 2.6) if unit.kind == "community" else (0.5, 1.4))) for unit in places]
    found: list[Household] = []
    for unit, share in zip(places, shared_out(people, weights), strict=True):
        found.extend(_village(random, numbers, unit, share, today))
    return Population(tuple(found))


def shared_out(total: int, weights: Sequence[float]) -> list[int]:
    """A total as whole parts in proportion to weights (largest remainders).

    >>> shared_out(10, [1, 1, 1])
    [4, 3, 3]
    """
    exact = [total * weight / sum(weights) for weight in weights]
    parts = [int(one) for one in exact]
    by_remainder = sorted(range(len(parts)), key=lambda place: (parts[place] - exact[place], place))
    for place in by_remainder[: total - sum(parts)]:
        parts[place] += 1
    return parts


def _village(random: Random, numbers: Numbers, unit: Unit, people: int, today: date) -> Iterable[Household]:
    sizes: list[int] = []
    left = people
    while left > 0:
        size = min(random.choices(SIZES, SIZE_SHARES)[0], left)
        sizes.append(size)
        left -= size
    groups = max(1, round(len(sizes) / HOUSEHOLDS_PER_GROUP))
    namesake = unit.title.zh[:1] if unit.title.zh[:1] in SURNAMES else ""
    for place, size in enumerate(sizes):
        number = f"{unit.code}-{place + 1:04}"
        family = namesake if namesake and random.random() < SHARE_OF_THE_NAMESAKE else surname(random)
        members: list[Villager] = []
        for order, (called, born, is_male) in enumerate(_members(random, family, size, today), start=1):
            name = called + given_name(random, born.year, is_male)
            while any(other.name == name for other in members):
                name = called + given_name(random, born.year, is_male)
            id_number = numbers.id_card(born, is_male)
            members.append(Villager(f"{number}-{order}", unit.code, number, name, born, is_male, id_number))
        group = f"{place * groups // len(sizes) + 1}组"
        yield Household(number, unit.code, group, tuple(members))


Member = tuple[str, date, bool]
"""Surname, birth date, whether male."""


def _members(random: Random, family: str, size: int, today: date) -> list[Member]:
    """A household's members, head first: husband and wife, then their parents and children."""
    if size == 1:
        return [(family, _born(random, today, 24, 92, older=True), random.random() < 0.55)]
    head = random.choices((32, 45, 58, 70), (22, 30, 28, 20))[0] + random.randrange(-6, 9)
    head_is_male = random.random() < 0.82
    members: list[Member] = [(family, _born(random, today, head, head), head_is_male)]
    spouse = max(head + random.randrange(-5, 4), 22)
    members.append((surname(random), _born(random, today, spouse, spouse), not head_is_male))
    while len(members) < size:
        members.append(_relative(random, family, head, members, today))
    return members


def _relative(random: Random, family: str, head: int, members: Sequence[Member], today: date) -> Member:
    parents = sum(1 for _, born, _ in members if today.year - born.year >= head + 18)
    if head <= 62 and parents < 2 and random.random() < 0.3:
        is_male = random.random() < 0.45
        age = min(head + random.randrange(20, 30), 97)
        return (family if is_male else surname(random), _born(random, today, age, age), is_male)
    age = head - random.randrange(21, 34)
    if age < 0 or (head > 60 and random.random() < 0.5):
        age = random.randrange(0, max(head - 42, 6))
    return (family, _born(random, today, age, age), random.random() < 0.52)


def _born(random: Random, today: date, youngest: int, oldest: int, older: bool = False) -> date:
    """A birth date that makes somebody so many years old today; `older` leans to the upper end."""
    age = random.randint(youngest, oldest)
    if older:
        age = max(age, random.randint(youngest, oldest))
    days = age * 365.2425 + random.uniform(0.0, 364.0)
    return date.fromordinal(max(today.toordinal() - int(days) - 1, 1))
