"""What do villages ask for: dossiers of each matter, made from its specimen and the people who live there?

A dossier is written as a definition writes an example; `rehearsal.dossiers.typed` turns it into what somebody
types in. Only what differs from the specimen is made here, so a field that a definition adds is filled as its
specimen fills it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal
from random import Random
from typing import Any

from townhall.rehearsal.demo.books import LINES
from townhall.rehearsal.demo.economy import BANK, SCHEMES, Company, Scheme, of_trade, site
from townhall.rehearsal.demo.identity import Numbers
from townhall.rehearsal.demo.population import Household, Villager

Dossier = dict[str, Any]
FEN = Decimal("0.01")

SMALL, MIDDLE, LARGE, GREAT = "small", "middle", "large", "great"
RANGES: Mapping[str, tuple[int, int]] = {
    SMALL: (600, 9800),
    MIDDLE: (10000, 29500),
    LARGE: (30000, 49500),
    GREAT: (50000, 78000),
}
"""Sizes of a payment in yuan, between the tiers at which more people are asked."""

EXPENSES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "maintenance": (
        ("村级道路路灯维修", "更换主路损坏路灯"),
        ("自来水管网维修", "三组主管漏水抢修"),
        ("当家塘清淤护坡", "塘堰清淤和护坡修复"),
        ("村部屋面维修", "党群服务中心屋面防水"),
    ),
    "public_service": (
        ("村庄保洁服务费", "本季度保洁员劳务和工具"),
        ("垃圾清运费", "生活垃圾转运到镇中转站"),
        ("公共厕所管护", "两座公厕管护和耗材"),
    ),
    "office": (("办公用品采购", "打印纸、硒鼓和档案盒"), ("公示栏更新", "村务公开栏制作安装")),
    "utilities": (("泵站电费", "抗旱提水电费"), ("村部水电费", "办公用水用电")),
    "production": (("柑橘园农资采购", "有机肥和农药"), ("种苗采购", "油茶苗补植")),
    "relief": (("慰问困难老党员", "走访慰问困难老党员"), ("助学慰问", "慰问新入学困难学生")),
    "project": (("通组道路硬化进度款", "道路硬化工程进度款"), ("塘堰整治工程款", "塘堰整治工程进度款")),
    "worktime": (("清沟除草用工", "主渠清沟除草"), ("森林防火巡护用工", "秋季防火巡护")),
}
EVERYDAY = ("maintenance", "public_service", "office", "utilities", "relief", "worktime", "production")
PERSONAL = frozenset({"relief", "worktime"})
HARDSHIPS: Mapping[str, tuple[str, ...]] = {
    "illness": ("户主住院手术，自付费用较高", "家中老人脑梗住院，护理费用大", "孩子重病异地就医，负担较重"),
    "fire": ("厨房失火，房屋和粮食受损", "电路老化起火，两间偏房烧毁"),
    "accident": ("务工时摔伤，暂时失去收入", "交通事故致伤，赔付尚未到位"),
    "other": ("暴雨冲毁房屋山墙，需临时安置", "主要劳动力去世，生活陷入困难"),
}


@dataclass(frozen=True, slots=True)
class Village:
    """What a dossier of one village is made from; `helped`: households that were given relief before."""

    unit: str
    title: str
    households: tuple[Household, ...]
    companies: tuple[Company, ...]
    relief_office: str
    helped: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be asked for: a size or kind that the maker understands, and fields that are settled."""

    size: str = SMALL
    kind: str = ""
    fixed: Mapping[str, Any] | None = None


class Matters:
    """Makes dossiers; no two alike."""

    def __init__(self, random: Random, numbers: Numbers) -> None:
        self._random = random
        self._numbers = numbers
        self._sites: dict[str, int] = {}

    def dossier(
        self, form: str, example: Mapping[str, Any], village: Village, wish: Wish, day: date
    ) -> Dossier:
        """A filled dossier of a matter, as handed in on a day.

        Raises:
            LookupError: nobody knows how such a matter is filled in.
        """
        made = _MAKERS[form](self, village, wish, day)
        return {**example, **made, **(wish.fixed or {})}

    # -- village fund payment (SZ-04) ------------------------------------------------------------------

    def payment(self, village: Village, wish: Wish, day: date) -> Dossier:
        """A payment from the village's money, with its invoices or its roster of workers."""
        usual = EVERYDAY if wish.size == SMALL else ("maintenance", "project")
        category = wish.kind or self._random.choice(usual)
        subject, purpose = self._random.choice(EXPENSES[category])
        least, most = RANGES[wish.size]
        amount = Decimal(self._random.randrange(least, most, 20))
        handler, witness, acceptor, *payees = self._adults(village, 5, day)
        workers = self._workers(payees, day) if category == "worktime" else []
        if workers:
            amount = sum((row["rate"] * row["days"] for row in workers), Decimal(0))
        source = LINES[category][1]
        payee = self._person(payees[0]) if category in PERSONAL else self._company(village, category)
        return {
            "subject": f"{village.title}{subject}",
            "fiscal_year": day.year,
            "purpose": purpose,
            "expense_category": category,
            "amount": amount,
            "fund_source": source,
            "budget_line": f"{village.unit}/{day.year}/{category}",
            "pay_method": "bank_direct",
            "pay_account": f"{village.unit}/{'special' if source == 'special' else 'basic'}",
            **payee,
            "labour": [{name: cell for name, cell in row.items() if name != "days"} for row in workers],
            "invoices": [self._invoice(payee, amount, day)],
            "handler": handler.number,
            "witness": witness.number,
            "acceptor": acceptor.number,
            "photos": ["before.png", "after.png"] if category in ("maintenance", "project") else [],
        }

    def _workers(self, payees: list[Villager], day: date) -> list[dict[str, Any]]:
        first = day - timedelta(days=self._random.randrange(9, 16))
        return [
            {
                "worker": one.number,
                "from_day": first + timedelta(days=order),
                "to_day": first + timedelta(days=order + length - 1),
                "days": length,
                "rate": Decimal(self._random.choice((120, 130, 150))),
                "signature": "signature.png",
            }
            for order, one in enumerate(payees)
            for length in (self._random.randrange(2, 6),)
        ]

    def _invoice(self, payee: Dossier, amount: Decimal, day: date) -> dict[str, Any]:
        is_company = payee["payee_type"] == "company"
        return {
            "inv_type": "vat_e" if is_company else "village_receipt",
            "inv_no": f"{day.year % 100}99{self._numbers.digits(16)}",
            "inv_date": day - timedelta(days=self._random.randrange(1, 9)),
            "seller_name": payee["payee_name"],
            "seller_id": payee["payee_id"] if is_company else "",
            "face_amount": amount,
            "used_amount": amount,
            "image": f"invoice-{self._random.randrange(6)}.png",
        }

    # -- temporary relief (MZ-05) ----------------------------------------------------------------------

    def relief(self, village: Village, wish: Wish, day: date) -> Dossier:
        """A household in need; small sums are granted by the town, larger ones by the district."""
        helped = [one for one in village.households if one.number in village.helped]
        household = self._random.choice(
            helped if self._random.random() < 0.3 and helped else village.households
        )
        reason = wish.kind or self._random.choice(tuple(HARDSHIPS))
        least, most = (800, 3000) if wish.size == SMALL else (3100, 7400)
        return {
            "fiscal_year": day.year,
            "applicant": household.number,
            "relief_reason": reason,
            "purpose": self._random.choice(HARDSHIPS[reason]),
            "income": Decimal(self._random.randrange(0, 2600, 100)),
            "amount": Decimal(self._random.randrange(least, most, 100)),
            "budget_line": f"{village.relief_office}/{day.year}/relief",
            "pay_account": f"{village.relief_office}/relief",
            **self._person(household.head),
        }

    # -- four joint approvals (XM-01) ------------------------------------------------------------------

    def project(self, village: Village, wish: Wish, day: date) -> Dossier:
        """A public project with its four deliberations, its money and its bill of quantities."""
        wished = [one for one in SCHEMES if one.category == wish.kind]
        scheme = self._random.choice(wished or SCHEMES)
        price = scheme.price + {SMALL: -16000, MIDDLE: 20000, LARGE: 90000, GREAT: 260000}[wish.size]
        control = Decimal(price + self._random.randrange(-10, 10) * 1000)
        order = self._sites[village.unit] = self._sites.get(village.unit, 0) + 1
        entitled = self._random.randrange(28, 44)
        present = entitled - self._random.randrange(0, entitled // 6 + 1)
        steps = (("propose", 24), ("consult", 19), ("review", 13), ("resolve", 8))
        meeting = day - timedelta(days=8)
        return {
            "fiscal_year": day.year,
            "project_name": f"{village.title}{self._random.choice(village.households).group}{scheme.name}",
            "location": str(site(village.unit, order)),
            "category": scheme.category,
            "scale": scheme.scale,
            "need": scheme.need,
            "beneficiary_households": self._random.randrange(24, 180),
            "owner_org": f"{village.title}{'居' if village.title.endswith('社区') else '村'}民委员会",
            "start_on": day + timedelta(days=30),
            "end_on": day + timedelta(days=30 + self._random.randrange(45, 120)),
            "meeting_date": meeting,
            "entitled": entitled,
            "present": present,
            "agree": present - self._random.randrange(0, 3),
            "against": 0,
            "four_steps": [
                {"stage": stage, "held_on": day - timedelta(days=before), "proof": f"{stage}.pdf"}
                for stage, before in steps
            ],
            "sources": self._sources(control, day),
            "bill": self._bill(scheme, control),
            "control_price": control,
            "procurement": "market" if control >= 500000 else "inquiry",
        }

    def _sources(self, control: Decimal, day: date) -> list[dict[str, Any]]:
        own = Decimal(int(control) // 4000 * 1000)
        document = f"示例文号〔{day.year}〕{self._random.randrange(1, 60)}号"
        return [
            {"source": "district", "doc_no": document, "amount": control - own + 2000, "arrived": True},
            {"source": "village_own", "amount": own + 2000, "arrived": True},
        ]

    def _bill(self, scheme: Scheme, control: Decimal) -> list[dict[str, Any]]:
        """Three tenths for the ground, the rest for the work itself; the price of a piece is whole fen."""
        ground = (control * 3 / 10).quantize(FEN)
        piece = ((control - ground) / scheme.quantity).quantize(FEN, ROUND_DOWN)
        return [
            {"item": "基础和场地整理", "measure": "项", "qty": 1, "price": ground},
            {"item": scheme.name, "measure": scheme.measure, "qty": scheme.quantity, "price": piece},
        ]

    # -- people ----------------------------------------------------------------------------------------

    def _adults(self, village: Village, count: int, day: date) -> list[Villager]:
        """Different people of working age, one of a household."""
        found: list[Villager] = []
        for household in self._random.sample(village.households, len(village.households)):
            grown = next((one for one in household.members if 22 <= one.age_on(day) <= 64), None)
            if grown is not None:
                found.append(grown)
            if len(found) == count:
                break
        return found

    def _person(self, one: Villager) -> Dossier:
        return {
            "payee_type": "person",
            "payee_name": one.name,
            "payee_id": one.id_number,
            "payee_account": self._numbers.bank_account(),
            "payee_bank": BANK,
            "related_declared": False,
        }

    def _company(self, village: Village, trade: str) -> Dossier:
        company = of_trade(self._random, village.companies, trade)
        return {
            "payee_type": "company",
            "payee_name": company.name,
            "payee_id": company.code,
            "payee_account": company.account,
            "payee_bank": BANK,
            "related_declared": False,
        }


_MAKERS: Mapping[str, Callable[[Matters, Village, Wish, date], Dossier]] = {
    "village_fund_payment": Matters.payment,
    "temp_relief": Matters.relief,
    "project_joint_approval": Matters.project,
}
