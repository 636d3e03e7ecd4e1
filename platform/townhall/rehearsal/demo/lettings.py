"""What does a village own, to whom is it let, what is due for it, and what of that has come in?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from townhall.record.entries import Entry
from townhall.rehearsal.demo.economy import of_trade
from townhall.rehearsal.demo.ground import Ground
from townhall.rehearsal.demo.identity import Numbers
from townhall.rehearsal.demo.population import Household
from townhall.spec.towns import Unit


@dataclass(frozen=True, slots=True)
class Thing:
    """Something a village owns. `kind` is a kind of resource, or a class of assets; `size` in mu, or yuan."""

    name: str
    kind: str
    least: int
    most: int
    place: str
    used_for: str = ""


RESOURCES = (
    Thing("一号水面", "water_surface", 18, 62, "村北", "水面养殖"),
    Thing("二号水面", "water_surface", 8, 34, "村南", "水面养殖"),
    Thing("荒山林地", "forest", 60, 240, "西岗", "林下种植"),
    Thing("集体果园", "garden", 20, 80, "东坡", "柑橘种植"),
    Thing("机动地", "mobile", 6, 40, "沿渠", "蔬菜种植"),
    Thing("四荒地", "waste", 12, 70, "后山", "植树造林"),
)
ASSETS = (
    Thing("村部临街门面", "operating", 90000, 260000, "村部东侧", "百货零售"),
    Thing("集体仓库", "operating", 60000, 180000, "村小学旁", "粮食仓储"),
    Thing("村部屋顶", "operating", 40000, 90000, "村部", "光伏发电"),
    Thing("党群服务中心", "non_operating", 380000, 900000, "村部"),
    Thing("文化广场", "non_operating", 60000, 160000, "村部前"),
    Thing("提灌泵站", "non_operating", 80000, 220000, "水库边"),
)


@dataclass(slots=True)
class Let:
    """Entries of a village's property, its contracts and what came in under them."""

    resource: list[Entry] = field(default_factory=list)
    asset: list[Entry] = field(default_factory=list)
    contract: list[Entry] = field(default_factory=list)
    receivable: list[Entry] = field(default_factory=list)
    fund: list[Entry] = field(default_factory=list)


def let(random: Random, numbers: Numbers, ground: Ground, since: date) -> Let:
    """The property of every village; what came in before `since` stands in no book any more."""
    found = Let()
    by_unit = ground.population.by_unit()
    for unit in ground.units:
        _Letting(random, numbers, ground, unit, by_unit[unit.code], since, found).done()
    found.resource.extend(_idle(ground, unit) for unit in ground.bodies if unit.kind == "coop")
    return found


def _idle(ground: Ground, coop: Unit) -> Entry:
    """The pond of a cooperative, which waits to be let."""
    values = {
        "code": f"{coop.code}-R1",
        "org": coop.code,
        "name": "合作社鱼塘",
        "resource_kind": "water_surface",
        "area": Decimal(40),
        "place": "村东",
        "state": "idle",
        "contract": None,
    }
    return ground.entry("resource", coop.code, values)


class _Letting:
    def __init__(
        self,
        random: Random,
        numbers: Numbers,
        ground: Ground,
        unit: Unit,
        households: Sequence[Household],
        since: date,
        found: Let,
    ) -> None:
        self._random, self._numbers, self._ground = random, numbers, ground
        self._unit, self._households, self._since, self._found = unit, households, since, found

    def done(self) -> None:
        """Three resources, the first idle and the second let, and three assets, some let."""
        unit = self._unit
        for order, one in enumerate(self._random.sample(RESOURCES, 3), start=1):
            area = Decimal(self._random.randrange(one.least * 10, one.most * 10)) / 10
            is_let = order == 2 or (order > 2 and self._random.random() < 0.6)
            under = self._contract(one, area) if is_let else None
            values = {
                "code": f"{unit.code}-R{order}",
                "org": unit.code,
                "name": one.name,
                "resource_kind": one.kind,
                "area": area,
                "place": one.place,
                "state": "let" if under else "idle",
                "contract": under,
            }
            self._found.resource.append(self._ground.entry("resource", unit.code, values))
        for order, one in enumerate(self._random.sample(ASSETS, 3), start=1):
            original = Decimal(self._random.randrange(one.least, one.most, 1000))
            is_let = bool(one.used_for) and self._random.random() < 0.6
            under = self._contract(one, None) if is_let else None
            values = {
                "code": f"{unit.code}-A{order}",
                "org": unit.code,
                "name": one.name,
                "asset_class": one.kind,
                "original": original,
                "place": one.place,
                "state": "let" if under else "idle" if one.used_for else "in_use",
                "contract": under,
            }
            self._found.asset.append(self._ground.entry("asset", unit.code, values))

    def _contract(self, thing: Thing, area: Decimal | None) -> str:
        """A lease of three to five years that runs today; paid a year ahead."""
        unit, today = self._unit, self._ground.on
        number = f"HT-{self._ground.years[0]}-{unit.code[-3:]}-{len(self._found.contract) + 1}"
        begun = self._random.randrange(2, 34)
        start = date(today.year - 1 - begun // 12, 12 - begun % 12, 1)
        years = self._random.randrange(4, 7)
        annual = Decimal(self._random.randrange(2000, 12000, 100))
        if area is None:
            tenant = of_trade(self._random, self._ground.companies, "rent")
            name, code = tenant.name, tenant.code
        else:
            head = self._random.choice(self._households).head
            name, code = head.name, head.id_number
        values = {
            "contract_no": number,
            "org": unit.code,
            "contract_type": "lease",
            "subject": f"{thing.name}{thing.used_for}",
            "party_b": name,
            "party_b_id": code,
            "start_on": start,
            "end_on": start.replace(year=start.year + years) - timedelta(days=1),
            "area": area,
            "unit_price": None if area is None else (annual / area).quantize(Decimal("0.01")),
            "annual_amount": annual,
            "total": annual * years,
            "procedure": "consult",
            "signed_on": start - timedelta(days=self._random.randrange(4, 20)),
            "state": "live",
        }
        self._found.contract.append(self._ground.entry("contract", unit.code, values, on=start))
        for year in range(years):
            due_on = start.replace(year=start.year + year) + timedelta(days=9)
            self._due(number, str(values["subject"]), due_on, annual, (name, code))
        return number

    def _due(self, number: str, what: str, due_on: date, amount: Decimal, payer: tuple[str, str]) -> None:
        """One instalment: what is long past is paid, of the last year some is not, or in part."""
        unit, today = self._unit, self._ground.on
        paid_on = due_on + timedelta(days=self._random.randrange(0, 12))
        state = "open"
        if paid_on < today:
            chance = self._random.random()
            is_recent = due_on >= self._since
            state = (
                "open"
                if is_recent and chance < 0.15
                else "partial"
                if is_recent and chance < 0.25
                else "paid"
            )
        received = {"open": Decimal(0), "paid": amount, "partial": (amount / 2).quantize(Decimal(1))}[state]
        values = {"contract": number, "org": unit.code, "what": what, "due_on": due_on, "amount": amount,
                  "received": received, "state": state}  # fmt: skip
        self._found.receivable.append(self._ground.entry("receivable", unit.code, values, on=due_on))
        if received and paid_on >= self._since:
            self._found.fund.append(self._receipt(number, what, paid_on, received, payer))

    def _receipt(self, number: str, what: str, day: date, amount: Decimal, payer: tuple[str, str]) -> Entry:
        values = {
            "org": self._unit.code,
            "account": f"{self._unit.code}/basic",
            "day": day,
            "direction": "in",
            "amount": amount,
            "income_type": "rent",
            "source": "own",
            "purpose": f"{what}租金",
            "counterparty": payer[0],
            "counterparty_id": payer[1],
            "method": "bank_direct",
            "contract": number,
            "receipt_no": self._numbers.digits(8),
            "bank_ref": f"{day:%Y%m%d}{self._numbers.digits(8)}",
        }
        return self._ground.entry("fund", self._unit.code, values, on=day)


def by_register(found: Let) -> Iterator[tuple[str, list[Entry]]]:
    """(register, entries) without the money that came in."""
    yield "resource", found.resource
    yield "asset", found.asset
    yield "contract", found.contract
    yield "receivable", found.receivable
