"""What stands in the books before anybody acts: accounts, budgets, people, property, works, stock?

Everything is entries of registers, unit by unit. A register that a town's definitions lack is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from random import Random

from townhall.record.entries import Entry
from townhall.rehearsal.demo.budgets import LINES, Line
from townhall.rehearsal.demo.economy import BANK
from townhall.rehearsal.demo.ground import Ground
from townhall.rehearsal.demo.identity import Numbers
from townhall.rehearsal.demo.standing_works import standing_works
from townhall.rehearsal.demo.stocking import GOODS
from townhall.spec.towns import Unit

ACCOUNTS: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    "village": (("basic", "基本户", "basic"), ("special", "专项资金户", "special")),
    "community": (("basic", "基本户", "basic"), ("special", "专项资金户", "special")),
    "civil_affairs": (("basic", "基本户", "basic"), ("relief", "临时救助专户", "special")),
}
"""The accounts of each kind of body: code, name, kind; a body that is not named has a basic one."""

BASIC = (("basic", "基本户", "basic"),)

PROGRAMMES = (
    ("temp_relief", "临时救助", "household", "户", None, None, "civil", False),
    ("land_subsidy", "耕地地力保护补贴", "area", "亩", Decimal("92.50"), "year", "agri", False),
    ("grain_subsidy", "种粮补贴", "area", "亩", Decimal("38.00"), "year", "agri", False),
    ("low_income", "最低生活保障", "person", "人", Decimal("480.00"), "month", "civil", False),
    ("aged_allowance", "高龄津贴", "person", "人", Decimal("100.00"), "month", "civil", False),
)
"""Code, name, what it is counted by, its unit of quantity, its standard, how often, whose, totals only."""

OF_A_PROGRAMME = (
    "code", "name", "basis", "measure", "standard", "every", "department", "sensitive",
)  # fmt: skip


def standing(
    random: Random, numbers: Numbers, ground: Ground, leads: Mapping[str, str]
) -> Iterator[tuple[str, Sequence[Entry]]]:
    """(register, entries) of all that stands before the history begins. `leads`: who leads each village."""
    yield "household", tuple(_households(ground))
    yield "person", tuple(_persons(ground))
    yield "member", tuple(_members(ground))
    yield "account", tuple(_accounts(numbers, ground))
    yield "budget", tuple(_budgets(random, ground))
    yield "project", tuple(standing_works(random, ground, leads))
    yield "programme", tuple(_programmes(ground))
    yield "subsidy", tuple(_relief_before(random, ground))
    yield "stock_move", tuple(_stock(ground))


def _households(ground: Ground) -> Iterator[Entry]:
    for one in ground.population.households:
        values = {
            "household_no": one.number,
            "org": one.unit,
            "group_no": one.group,
            "head_name": one.head.name,
        }
        yield ground.entry("household", one.unit, values)


def _persons(ground: Ground) -> Iterator[Entry]:
    for one in ground.population.villagers:
        values = {
            "person_no": one.number,
            "org": one.unit,
            "household": one.household,
            "name": one.name,
            "id_number": one.id_number,
        }
        yield ground.entry("person", one.unit, values)


def _members(ground: Ground) -> Iterator[Entry]:
    """Of a village's cooperative the head of every household is a member."""
    households = ground.population.by_unit()
    for unit in ground.bodies:
        for one in households.get(unit.parent or "", ()) if unit.kind == "coop" else ():
            values = {"org": unit.code, "person": one.head.number, "since": ground.on - timedelta(days=900)}
            yield ground.entry("member", unit.code, values)


def _accounts(numbers: Numbers, ground: Ground) -> Iterator[Entry]:
    for unit in (*ground.units, *ground.bodies):
        for code, name, kind in ACCOUNTS.get(unit.kind, BASIC):
            values = {
                "org": unit.code,
                "code": code,
                "name": f"{unit.title.zh}{name}",
                "bank": BANK,
                "number": numbers.bank_account(),
                "account_kind": kind,
                "status": "open",
            }
            yield ground.entry("account", unit.code, values)


def _budgets(random: Random, ground: Ground) -> Iterator[Entry]:
    for year in ground.years:
        for unit in (*ground.units, *ground.bodies):
            for code, line in LINES[unit.kind].items():
                yield _budget(
                    ground, unit, year, code, line, random.randrange(line.least, line.most + 1, 100)
                )


def _budget(ground: Ground, unit: Unit, year: int, code: str, line: Line, approved: int) -> Entry:
    values = {
        "org": unit.code,
        "fiscal_year": year,
        "line_code": code,
        "name": line.name,
        "category": line.category,
        "source": line.source,
        "approved": Decimal(approved),
        "adjusted": Decimal(0),
    }
    return ground.entry("budget", unit.code, values)


def _programmes(ground: Ground) -> Iterable[Entry]:
    for told in PROGRAMMES:
        values = dict(zip(OF_A_PROGRAMME, told, strict=True))
        yield ground.entry("programme", ground.town.code, values)


def _relief_before(random: Random, ground: Ground) -> Iterator[Entry]:
    for household in ground.helped:
        day = ground.on - timedelta(days=random.randrange(80, 330))
        values = {
            "org": household.unit,
            "programme": PROGRAMMES[0][0],
            "household": household.number,
            "name": household.head.name,
            "id_number": household.head.id_number,
            "day": day,
            "amount": Decimal(random.randrange(600, 3000, 100)),
            "state": "paid",
        }
        yield ground.entry("subsidy", household.unit, values, on=day)


def _stock(ground: Ground) -> Iterator[Entry]:
    """What lay in the home's store when its books began: of everything as much as is bought at a time."""
    day = ground.on - timedelta(days=150)
    for unit in ground.bodies:
        if unit.kind == "welfare_home":
            for item, (measure, price, usual) in GOODS.items():
                values = {
                    "org": unit.code,
                    "day": day,
                    "item": item,
                    "measure": measure,
                    "stock_move": "in",
                    "qty": Decimal(usual),
                    "amount": usual * price,
                }
                yield ground.entry("stock_move", unit.code, values, on=day)
