"""Who sits at which post, and by which login do they come in?

Villages are staffed from among the people who live there, offices from elsewhere. The finance group of a
village holds nobody who initiates or approves (Organic Law of Villagers' Committees 32); in some villages
one person is both director and party secretary (一肩挑). Seats that a town's definitions do not have are left
out, so the same plan staffs every town.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from random import Random

from townhall.record.people import Holding, Person
from townhall.rehearsal.demo.identity import Numbers
from townhall.rehearsal.demo.names import full_name
from townhall.rehearsal.demo.population import PLACES, Household
from townhall.spec.blueprint import Blueprint
from townhall.spec.towns import Unit

Chair = tuple[str, ...]
"""The posts that one person holds together; a portfolio follows its post after a dot."""

OFFICES: Mapping[str, tuple[Chair, ...]] = {
    "town": (
        ("mayor",),
        ("town_party_sec",),
        ("deputy_leader.finance",),
        ("deputy_leader.agri",),
        ("deputy_leader.civil",),
        ("deputy_leader.build",),
    ),
    "fiscal_office": (
        ("fiscal_director",),
        ("fiscal_finance_lead",),
        ("fiscal_auditor",),
        ("fiscal_auditor",),
        ("fiscal_accountant", "finance_group_member"),
        ("fiscal_accountant",),
        ("fund_accountant",),
        ("fund_accountant",),
        ("receipt_keeper", "finance_group_member", "finance_group_leader"),
        ("fiscal_specialist", "finance_group_member"),
        ("fiscal_specialist",),
        ("fiscal_specialist",),
        ("fiscal_specialist",),
        ("fiscal_specialist",),
        ("office_clerk",),
    ),
    "rural_mgmt": (("rural_mgmt_head",),),
    "civil_affairs": (
        ("civil_affairs_head",),
        ("civil_affairs_clerk", "finance_group_member", "finance_group_leader"),
        ("civil_affairs_clerk", "finance_group_member"),
        ("civil_affairs_clerk", "finance_group_member"),
        ("civil_affairs_clerk",),
        ("office_clerk",),
    ),
    "construction": (("construction_head",),),
    "land": (("land_head",),),
    "agri": (("agri_head",),),
    "water": (("water_head",),),
    "justice": (("legal_officer",),),
    "discipline": (("discipline_officer",),),
    "npc": (("npc_chair",),),
    "welfare_home": (
        ("home_director",),
        ("home_clerk",),
        ("home_keeper",),
        ("home_buyer",),
        ("resident_rep", "finance_group_member", "finance_group_leader"),
        ("resident_rep", "finance_group_member"),
        ("finance_group_member",),
    ),
    "coop": (
        ("coop_chair",),
        ("coop_supervisor",),
        ("coop_accountant",),
        ("coop_clerk",),
        ("finance_group_member", "finance_group_leader"),
        ("finance_group_member",),
        ("finance_group_member",),
    ),
    "district_finance": (
        ("district_treasury",),
        ("district_rural_fin",),
        ("district_inspection",),
        ("district_receipts",),
    ),
    "district_civil_affairs": (("district_civil",),),
    "district_agriculture": (("district_agri",),),
    "district_audit_office": (("district_audit",),),
    "district_inspectorate": (("district_discipline",),),
    "district_congress": (("district_npc",),),
}
"""Who sits in each kind of unit above or beside the villages."""

LOGINS: Mapping[str, str] = {
    "village_clerk": "clerk",
    "village_director": "director",
    "village_party_sec": "secretary",
    "finance_group_member": "member",
    "project_manager": "manager",
    "deputy_leader": "deputy",
    "fiscal_specialist": "specialist",
    "civil_affairs_clerk": "civil_clerk",
}
"""How a post is called in a login, where its own name is long."""


@dataclass(frozen=True, slots=True)
class Staff:
    """People and the posts they hold."""

    people: tuple[Person, ...] = ()
    holdings: tuple[Holding, ...] = ()


class Staffing:
    """Staffs one town after the other; whoever works for the whole district is met again in the next."""

    def __init__(self, random: Random, numbers: Numbers, ids: Iterator[str], since: date) -> None:
        self._random = random
        self._numbers = numbers
        self._ids = ids
        self._since = since
        self._logins: set[str] = set()
        self._of_district: dict[Chair, str] = {}

    def staffed(
        self,
        blueprint: Blueprint,
        residents: Mapping[str, tuple[Household, ...]],
        *,
        is_small: bool = False,
        suffix: str = "",
    ) -> Staff:
        """A town's staff. Villages without residents stay empty; a small office has one person at each post.

        `suffix` ends the logins of a second town.
        """
        people: list[Person] = []
        holdings: list[Holding] = []
        offices = {kind: _one_each(chairs) if is_small else chairs for kind, chairs in OFFICES.items()}
        shares = iter(_shares(blueprint, offices))
        for unit in blueprint.town.units:
            names = self._fit_for_office(residents.get(unit.code, ()))
            is_lived_in = unit.code in residents
            chairs = self._village(is_lived_in) if unit.kind in PLACES else offices.get(unit.kind, ())
            for chair in chairs:
                posts = tuple(one for one in chair if _exists(blueprint, one, unit))
                if not posts:
                    continue
                holder = self._of_district.get(chair)
                if holder is None:
                    is_one_of_several = sum(1 for other in chairs if other[0] == chair[0]) > 1
                    person = self._person(posts[0], unit, next(names), suffix, is_one_of_several)
                    people.append(person)
                    holder = person.id
                    if _is_of_district(posts[0]):
                        self._of_district[chair] = holder
                share = next(shares) if posts[0] == SPECIALIST else frozenset()
                holdings.extend(self._holdings(holder, blueprint.town.name, unit, posts, share))
        return Staff(tuple(people), tuple(holdings))

    def _village(self, is_lived_in: bool) -> tuple[Chair, ...]:
        """A village's posts: in two of five one person leads committee and party branch."""
        if not is_lived_in:
            return ()
        leads: tuple[Chair, ...] = (("village_director",), ("village_party_sec",))
        if self._random.random() < 0.4:
            leads = (("village_director", "village_party_sec"),)
        members = self._random.choices((3, 4, 5), (55, 30, 15))[0]
        group: tuple[Chair, ...] = (
            ("finance_group_member", "finance_group_leader"),
            *((("finance_group_member",),) * (members - 1)),
        )
        project: tuple[Chair, ...] = (("project_manager",),) if self._random.random() < 0.35 else ()
        return (("village_clerk",), *leads, *group, *project)

    def _fit_for_office(self, households: tuple[Household, ...]) -> Iterator[str]:
        """Names of residents between 26 and 60, at most one of a household; then of people from elsewhere."""
        shuffled = self._random.sample(households, len(households))
        taken: set[str] = set()
        for household in shuffled:
            fit = [one.name for one in household.members if 26 <= one.age_on(self._since) <= 60]
            if fit and fit[0] not in taken:
                taken.add(fit[0])
                yield fit[0]
        while True:
            born = self._since.year - self._random.randrange(27, 58)
            yield full_name(self._random, born, self._random.random() < 0.62)

    def _person(self, post: str, unit: Unit, name: str, suffix: str, is_counted: bool) -> Person:
        login = self._login(post, unit, "" if _is_of_district(post) else suffix, is_counted)
        return Person(id=next(self._ids), name=name, login=login, phone=self._numbers.phone())

    def _login(self, post: str, unit: Unit, suffix: str, is_counted: bool) -> str:
        """`clerk.201`, `member.201.2`, `deputy.finance`, `specialist.3`; in a second town `mayor@…`."""
        name, _, portfolio = post.partition(".")
        base = ".".join(part for part in (LOGINS.get(name, name), portfolio, short_code(unit)) if part)
        order = 1
        login = f"{base}.1{suffix}" if is_counted else f"{base}{suffix}"
        while login in self._logins:
            order += 1
            login = f"{base}.{order}{suffix}"
        self._logins.add(login)
        return login

    def _holdings(
        self, person: str, town: str, unit: Unit, posts: Iterable[str], share: frozenset[str]
    ) -> Iterator[Holding]:
        for post in posts:
            name, _, portfolio = post.partition(".")
            units = share if name == SPECIALIST else frozenset()
            yield Holding(
                person, town, name, unit.code, self._since, portfolio=portfolio or None, responsible_for=units
            )


SPECIALIST = "fiscal_specialist"


def short_code(unit: Unit) -> str:
    """What a login says of a unit: the last three digits of a village, with what follows a hyphen; of an
    office nothing, for its posts say it.

    >>> from townhall.kernel.text import NO_TEXT
    >>> (
    ...     short_code(Unit("420802102201", "village", NO_TEXT)),
    ...     short_code(Unit("420802102201-coop", "coop", NO_TEXT)),
    ... )
    ('201', '201-coop')
    """
    if unit.kind not in (*PLACES, "coop"):
        return ""
    code, hyphen, rest = unit.code.partition("-")
    return f"{code[-3:]}{hyphen}{rest}"


def _is_of_district(post: str) -> bool:
    return post.startswith("district_")


def _one_each(chairs: tuple[Chair, ...]) -> tuple[Chair, ...]:
    """The first chair of every leading post."""
    firsts: dict[str, Chair] = {}
    for chair in chairs:
        firsts.setdefault(chair[0], chair)
    return tuple(firsts.values())


def _exists(blueprint: Blueprint, post: str, unit: Unit) -> bool:
    name, _, portfolio = post.partition(".")
    found = blueprint.posts.get(name)
    if found is None or unit.kind not in found.at:
        return False
    return not portfolio or any(portfolio == one for one, _ in found.portfolios)


def _shares(blueprint: Blueprint, offices: Mapping[str, tuple[Chair, ...]]) -> list[frozenset[str]]:
    """The units each specialist answers for: neighbouring villages together with what belongs to them, and
    every unit with exactly one.
    """
    count = sum(1 for chair in offices["fiscal_office"] if chair[0] == SPECIALIST)
    post = blueprint.posts.get(SPECIALIST)
    units = [unit for unit in blueprint.town.units if post is not None and unit.kind in post.responsible_for]
    places = [unit.code for unit in units if unit.kind in PLACES]
    share_of = {code: order * count // len(places) for order, code in enumerate(places)}
    for unit in units:
        share_of.setdefault(unit.code, share_of.get(unit.parent or "", 0))
    return [frozenset(code for code, share in share_of.items() if share == number) for number in range(count)]
