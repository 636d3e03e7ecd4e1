"""What stands in the books before anybody acts: accounts, budgets, contracts, projects, people?

Everything is entries of registers, village by village. A register that a town's definitions lack is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from random import Random

from townhall.record.entries import Entry
from townhall.rehearsal.demo.economy import BANK, SCHEMES, Company, of_trade, site
from townhall.rehearsal.demo.ground import Ground
from townhall.rehearsal.demo.identity import Numbers
from townhall.rehearsal.demo.population import Household
from townhall.spec.towns import Town, Unit

LINES: Mapping[str, tuple[str, str, int, int]] = {
    "cadre_pay": ("村干部报酬", "operating", 192000, 228000),
    "worktime": ("误工补贴", "own", 40000, 60000),
    "office": ("办公", "operating", 20000, 28000),
    "travel": ("差旅", "operating", 6000, 9000),
    "meeting": ("会议", "operating", 5000, 9000),
    "training": ("培训", "operating", 5000, 7000),
    "newspaper": ("报刊", "operating", 3000, 3600),
    "utilities": ("水电", "own", 26000, 34000),
    "maintenance": ("管护维修", "own", 160000, 220000),
    "public_service": ("公益支出", "own", 90000, 140000),
    "production": ("经营支出", "own", 60000, 100000),
    "relief": ("慰问救助", "own", 20000, 32000),
    "project": ("工程", "special", 360000, 480000),
}
"""A village's budget lines by code: name, source, and between which amounts (yuan) a year's money lies."""

RELIEF_OF_THE_TOWN = (480000, 620000)

CONTRACTS = (
    "村集体鱼塘承包",
    "荒山林地承包",
    "机动地发包",
    "集体仓库租赁",
    "门面房租赁",
    "光伏屋顶租赁",
    "水库养殖水面承包",
    "集体果园承包",
)


PROGRAMMES = (
    ("temp_relief", "临时救助"),
    ("land_subsidy", "耕地地力保护补贴"),
    ("grain_subsidy", "种粮补贴"),
    ("low_income", "最低生活保障"),
    ("aged_allowance", "高龄津贴"),
)


def standing(random: Random, numbers: Numbers, ground: Ground) -> Iterator[tuple[str, Sequence[Entry]]]:
    """(register, entries) of everything that stands before the history begins."""
    yield "household", tuple(_households(ground))
    yield "person", tuple(_persons(ground))
    yield "account", tuple(_accounts(numbers, ground))
    yield "budget", tuple(_budgets(random, ground))
    yield "contract", tuple(_contracts(random, ground))
    yield "project", tuple(_projects(random, ground))
    yield "programme", tuple(_programmes(ground))
    yield "subsidy", tuple(_relief_before(random, ground))


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


def _accounts(numbers: Numbers, ground: Ground) -> Iterator[Entry]:
    kinds = (("basic", "基本户", "basic"), ("special", "专项资金户", "special"))
    for unit in ground.units:
        for code, name, kind in kinds:
            yield _account(numbers, ground, unit, code, f"{unit.title.zh}{name}", kind)
    for unit in _relief_offices(ground.town):
        yield _account(numbers, ground, unit, "relief", "临时救助专户", "special")


def _account(numbers: Numbers, ground: Ground, unit: Unit, code: str, name: str, kind: str) -> Entry:
    values = {
        "org": unit.code,
        "code": code,
        "name": name,
        "bank": BANK,
        "number": numbers.bank_account(),
        "account_kind": kind,
        "status": "open",
    }
    return ground.entry("account", unit.code, values)


def _budgets(random: Random, ground: Ground) -> Iterator[Entry]:
    for year in ground.years:
        for unit in ground.units:
            for code, (name, source, least, most) in LINES.items():
                approved = Decimal(random.randrange(least, most + 1, 100))
                yield _budget(ground, unit, year, code, name, code, source, approved)
        for unit in _relief_offices(ground.town):
            approved = Decimal(random.randrange(*RELIEF_OF_THE_TOWN, 10000))
            yield _budget(ground, unit, year, "relief", "临时救助", "relief", "civil", approved)


def _budget(
    ground: Ground, unit: Unit, year: int, code: str, name: str, category: str, source: str, approved: Decimal
) -> Entry:
    values = {
        "org": unit.code,
        "fiscal_year": year,
        "line_code": code,
        "name": name,
        "category": category,
        "source": source,
        "approved": approved,
        "adjusted": Decimal(0),
    }
    return ground.entry("budget", unit.code, values)


def _contracts(random: Random, ground: Ground) -> Iterator[Entry]:
    by_unit = ground.population.by_unit()
    for unit in ground.units:
        for order, subject in enumerate(random.sample(CONTRACTS, random.randint(1, 3)), start=1):
            values = {
                "contract_no": f"HT-{ground.years[0]}-{unit.code[-3:]}-{order}",
                "org": unit.code,
                "subject": subject,
                "party_b": _party(random, by_unit[unit.code], ground.companies),
                "state": "live" if random.random() < 0.85 else "ended",
            }
            yield ground.entry("contract", unit.code, values)


def _party(random: Random, households: Sequence[Household], known: Sequence[Company]) -> str:
    if random.random() < 0.7:
        return random.choice(households).head.name
    return of_trade(random, known, "rent").name


def _projects(random: Random, ground: Ground) -> Iterator[Entry]:
    """Projects of the year before, in one village of three."""
    for unit in ground.units:
        if random.random() > 0.34:
            continue
        scheme = random.choice(SCHEMES)
        total = Decimal(scheme.price + random.randrange(-20, 30) * 1000)
        values = {
            "code": f"XM-01-{ground.years[0]}-{unit.code[-3:]}",
            "org": unit.code,
            "name": f"{unit.title.zh}{scheme.name}",
            "category": scheme.category,
            "location": site(unit.code, 0),
            "sources_total": total,
            "budget": total - 4000,
            "control_price": total - 6000,
            "procurement": "inquiry",
        }
        yield ground.entry("project", unit.code, values)


def _programmes(ground: Ground) -> Iterable[Entry]:
    for code, name in PROGRAMMES:
        yield ground.entry("programme", ground.town.code, {"code": code, "name": name})


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


def _relief_offices(town: Town) -> Iterator[Unit]:
    return (unit for unit in town.units if unit.kind == "civil_affairs")
