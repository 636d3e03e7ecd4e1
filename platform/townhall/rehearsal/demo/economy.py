"""Who sells to villages, what do villages build, and where?

Every company says in its name that it is an example.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from townhall.kernel.values import Place
from townhall.rehearsal.demo.identity import Numbers

BANK = "示例银行漳河支行"

TRADES: Mapping[str, str] = {
    "maintenance": "水电维修部",
    "public_service": "保洁服务队",
    "office": "文印办公店",
    "utilities": "供电服务站",
    "production": "农资经营部",
    "project": "建筑工程队",
    "newspaper": "邮政代办所",
    "training": "农技服务社",
    "meeting": "日用百货店",
    "rent": "商贸经营部",
    "food": "粮油经营部",
    "medical": "医药经营部",
    "clothes": "被服经营部",
    "travel": "汽车客运服务部",
}
"""Who sells what, by expense category; `rent` pays instead of selling."""

CENTRE = (Decimal("30.965000"), Decimal("112.048000"))
"""Degrees north and east, about the middle of the town; villages lie scattered around it."""


@dataclass(frozen=True, slots=True)
class Company:
    """Somebody with a credit code who is paid, and for what (`TRADES`)."""

    name: str
    trade: str
    code: str
    account: str


@dataclass(frozen=True, slots=True)
class Scheme:
    """A public project as villages build it; `price` in yuan, before bargaining."""

    category: str
    name: str
    price: int
    scale: str
    need: str
    measure: str
    quantity: int


SCHEMES = (
    Scheme("road", "通组道路硬化", 168000, "长0.9公里，宽3.5米", "现为土路，雨天通行困难", "平方米", 3150),
    Scheme("water", "当家塘清淤整治", 126000, "清淤9000立方米", "塘淤库浅，旱季无水可灌", "立方米", 9000),
    Scheme("lighting", "主路太阳能路灯", 88000, "路灯40盏", "主路夜间无照明，老人出行不便", "盏", 40),
    Scheme("culture", "文化广场改造", 96000, "铺装850平方米", "地面破损，健身器材老化", "平方米", 850),
    Scheme("sanitation", "垃圾分类亭建设", 64000, "分类亭8座", "垃圾桶露天摆放，夏季异味大", "座", 8),
    Scheme("drinking", "自来水管网延伸", 142000, "主管2.6公里", "高处农户用水压力不足", "米", 2600),
    Scheme("greening", "村口绿化", 46000, "补植树木200株", "村口裸土，晴天扬尘", "株", 200),
)


def companies(numbers: Numbers) -> tuple[Company, ...]:
    """Three companies of each trade; every name says that it is an example."""
    return tuple(
        Company(f"示例{letter}号{name}", trade, numbers.credit_code(), numbers.bank_account())
        for trade, name in TRADES.items()
        for letter in "甲乙丙"
    )


def of_trade(random: Random, known: Sequence[Company], trade: str) -> Company:
    """One of the companies of a trade; any, where none has it."""
    return random.choice([one for one in known if one.trade == trade] or known)


def site(unit: str, order: int) -> Place:
    """A place of a village: every village has its own corner, every order another spot in it."""
    dice = Random(f"{unit}/{order}")
    spread = Random(unit)
    north = CENTRE[0] + Decimal(spread.randrange(-90000, 90000)) / 1000000
    east = CENTRE[1] + Decimal(spread.randrange(-90000, 90000)) / 1000000
    return Place(
        north + Decimal(dice.randrange(-9000, 9000)) / 1000000,
        east + Decimal(dice.randrange(-9000, 9000)) / 1000000,
    )
