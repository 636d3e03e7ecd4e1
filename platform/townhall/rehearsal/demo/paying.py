"""For what does each kind of body pay, and how is its dossier filled in?

Villages, offices, cooperatives and the home spend money in one and the same shape: an amount from a line of
their budget to somebody with an invoice, with two who vouch for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from townhall.rehearsal.demo.bodies import RANGES, SMALL, Asked, Body, Dossier
from townhall.rehearsal.demo.budgets import LINES
from townhall.rehearsal.demo.making import Maker

PERSONAL = frozenset({"relief", "worktime", "wage"})
"""What is paid to people."""

PHOTOGRAPHED = frozenset({"maintenance", "project"})
QUOTES_FROM = 10000


@dataclass(frozen=True, slots=True)
class Spending:
    """Something that is bought again and again. `large`: whether sums above the first tier are spent on it,
    never (False), always (True) or as it comes (None). `line` where it is not called like the category.
    """

    category: str
    subject: str
    purpose: str
    large: bool | None = False
    line: str = ""


VILLAGE = (
    Spending("maintenance", "村级道路路灯维修", "更换主路损坏路灯", large=None),
    Spending("maintenance", "自来水管网维修", "三组主管漏水抢修", large=None),
    Spending("maintenance", "当家塘清淤护坡", "塘堰清淤和护坡修复", large=None),
    Spending("maintenance", "村部屋面维修", "党群服务中心屋面防水", large=None),
    Spending("public_service", "村庄保洁服务费", "本季度保洁员劳务和工具"),
    Spending("public_service", "垃圾清运费", "生活垃圾转运到镇中转站"),
    Spending("public_service", "公共厕所管护", "两座公厕管护和耗材"),
    Spending("office", "办公用品采购", "打印纸、硒鼓和档案盒"),
    Spending("office", "公示栏更新", "村务公开栏制作安装"),
    Spending("utilities", "泵站电费", "抗旱提水电费"),
    Spending("utilities", "村部水电费", "办公用水用电"),
    Spending("production", "柑橘园农资采购", "有机肥和农药"),
    Spending("production", "种苗采购", "油茶苗补植"),
    Spending("relief", "慰问困难老党员", "走访慰问困难老党员"),
    Spending("relief", "助学慰问", "慰问新入学困难学生"),
    Spending("project", "通组道路硬化进度款", "道路硬化工程进度款", large=True),
    Spending("project", "塘堰整治工程款", "塘堰整治工程进度款", large=True),
    Spending("worktime", "清沟除草用工", "主渠清沟除草"),
    Spending("worktime", "森林防火巡护用工", "秋季防火巡护"),
)
OFFICE = (
    Spending("office", "办公用纸采购", "购买打印纸和硒鼓"),
    Spending("office", "档案盒和凭证装订", "会计凭证装订用品"),
    Spending("travel", "到区里报账差旅费", "到区财政局对账往返交通"),
    Spending("travel", "下村核查差旅费", "到村核查租车"),
    Spending("training", "业务培训资料费", "报账员业务培训资料"),
    Spending("utilities", "办公楼电费", "本月办公用电"),
    Spending("maintenance", "复印机维修", "更换定影组件", large=None),
    Spending("maintenance", "档案室防潮维修", "档案室墙面防潮和门窗更换", large=None),
)
COOP = (
    Spending("production", "购买有机肥", "柑橘园春季施肥", large=None),
    Spending("production", "购买鱼苗饲料", "水面养殖鱼苗和饲料", large=None),
    Spending("maintenance", "冷库设备检修", "压缩机和库板检修", large=None),
    Spending("wage", "采摘用工工资", "柑橘采摘临时用工"),
    Spending("office", "账簿和打印耗材", "合作社账簿和打印耗材"),
    Spending("utilities", "冷库电费", "本月冷库用电"),
)
HOME = (
    Spending("food", "食堂采购", "购买大米、食用油和蔬菜", None, "support"),
    Spending("clothes", "换季衣被采购", "院民换季被褥和内衣", None, "support"),
    Spending("medical", "常用药品采购", "降压药和护理耗材", False, "nursing"),
    Spending("care", "护理用品采购", "护理垫和轮椅坐垫", False, "nursing"),
    Spending("utilities", "水电费", "本月水电费", False, "operating"),
    Spending("maintenance", "宿舍屋面维修", "东楼屋面防水和护栏加固", None, "operating"),
    Spending("wage", "护理员工资", "本月护理员工资", False, "wages"),
)
SPENDINGS: Mapping[str, tuple[Spending, ...]] = {
    "village": VILLAGE,
    "community": VILLAGE,
    "fiscal_office": OFFICE,
    "civil_affairs": OFFICE,
    "coop": COOP,
    "welfare_home": HOME,
}
COST_OBJECTS = ("柑橘园", "水面养殖", "冷库", "育苗大棚")
"""To what a cooperative charges its costs."""

HANDLERS = ("fiscal_specialist", "civil_affairs_clerk", "home_buyer", "home_keeper", "village_clerk")
"""Who vouches where staff does it, not villagers."""

CHIEFS = ("village_director", "village_party_sec", "fiscal_auditor", "civil_affairs_head")
"""Who vouches beside them where they are too few."""


def chosen(make: Maker, body: Body, size: str, kind: str) -> Spending:
    """Something this kind of body buys: of a category where one is wished, else one that fits the size."""
    known = SPENDINGS[body.kind]
    wished = [one for one in known if one.category == kind]
    fitting = [one for one in known if one.large is None or one.large == (size != SMALL)]
    return make.random.choice(wished or fitting)


def village_payment(make: Maker, asked: Asked) -> Dossier:
    """A payment from the village's money, with its invoices or its roster of workers (SZ-04)."""
    body, day = asked.body, asked.day
    spending = chosen(make, body, asked.wish.size, asked.wish.kind)
    handler, witness, acceptor, *payees = make.adults(body, 5, day)
    workers = _workers(make, [one.number for one in payees], day) if spending.category == "worktime" else []
    amount = sum((row["rate"] * row["days"] for row in workers), Decimal(0)) or drawn(make, asked)
    payee = make.person(payees[0]) if spending.category in PERSONAL else make.trader(body, spending.category)
    return {
        **paid(make, asked, spending, amount, payee),
        "labour": [{name: cell for name, cell in row.items() if name != "days"} for row in workers],
        "handler": handler.number,
        "witness": witness.number,
        "acceptor": acceptor.number,
    }


def coop_payment(make: Maker, asked: Asked) -> Dossier:
    """A payment of a cooperative; those who vouch for it are people of its village (JY-02)."""
    spending, amount, payee = _bought(make, asked)
    handler, witness, acceptor = make.adults(asked.body, 3, asked.day)
    return {
        **paid(make, asked, spending, amount, payee),
        "cost_object": make.random.choice(COST_OBJECTS),
        "counter_price": _quotes(asked.body, spending.category, amount),
        "handler": handler.number,
        "witness": witness.number,
        "acceptor": acceptor.number,
    }


def staff_payment(make: Maker, asked: Asked) -> Dossier:
    """A payment of an office, a community's office or the home; two of the staff vouch for it (CZ-09, MZ-01).

    Raises:
        ValueError: there are no two.
    """
    spending, amount, payee = _bought(make, asked)
    handler, witness = asked.body.people(*HANDLERS, *CHIEFS)[:2]
    day = asked.day - timedelta(days=make.random.randrange(2, 9))
    journey = {
        "traveller": handler,
        "from_day": day,
        "to_day": day,
        "place": "荆门市区",
        "amount": amount,
    }
    return {
        **paid(make, asked, spending, amount, payee),
        "travel": [journey] if spending.category == "travel" else [],
        "handler": handler,
        "witness": witness,
    }


def paid(make: Maker, asked: Asked, spending: Spending, amount: Decimal, payee: Dossier) -> Dossier:
    """What every payment says: how much, of which line, to whom, on which invoice."""
    body, day = asked.body, asked.day
    line = spending.line or spending.category
    source = LINES[body.kind][line].source
    account = "special" if source == "special" else "basic"
    return {
        "subject": f"{body.title}{spending.subject}",
        "fiscal_year": day.year,
        "purpose": spending.purpose,
        "expense_category": spending.category,
        "amount": amount,
        "fund_source": source,
        "budget_line": f"{body.unit}/{day.year}/{line}",
        "pay_method": "bank_direct",
        "pay_account": f"{body.unit}/{account}",
        **payee,
        "invoices": [make.invoice(payee, amount, day)],
        "photos": ["before.png", "after.png"] if spending.category in PHOTOGRAPHED else [],
    }


def drawn(make: Maker, asked: Asked) -> Decimal:
    """An amount of the size that is wished."""
    return make.pick(*RANGES[asked.wish.size], 20)


def _bought(make: Maker, asked: Asked) -> tuple[Spending, Decimal, Dossier]:
    """What is paid, how much, and to whom."""
    spending = chosen(make, asked.body, asked.wish.size, asked.wish.kind)
    if spending.category in PERSONAL:
        payee = make.person(make.adults(asked.body, 1, asked.day)[0])
    else:
        payee = make.trader(asked.body, spending.category)
    return spending, drawn(make, asked), payee


def _quotes(body: Body, trade: str, amount: Decimal) -> list[dict[str, Any]]:
    """Three quotes, the one that is paid the lowest; none where the sum is small."""
    if amount < QUOTES_FROM:
        return []
    sellers = [one for one in body.companies if one.trade == trade][:3]
    return [{"supplier": one.name, "quote": amount + 380 * order} for order, one in enumerate(sellers)]


def _workers(make: Maker, payees: list[str], day: date) -> list[dict[str, Any]]:
    first = day - timedelta(days=make.random.randrange(9, 16))
    return [
        {
            "worker": one,
            "from_day": first + timedelta(days=order),
            "to_day": first + timedelta(days=order + length - 1),
            "days": length,
            "rate": Decimal(make.random.choice((120, 130, 150))),
            "signature": "signature.png",
        }
        for order, one in enumerate(payees)
        for length in (make.random.randrange(2, 6),)
    ]
