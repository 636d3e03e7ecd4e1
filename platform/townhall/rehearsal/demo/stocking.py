"""What comes into the home's store and what goes out of it (MZ-02)?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from townhall.rehearsal.demo.bodies import SMALL, Asked, Dossier
from townhall.rehearsal.demo.economy import of_trade
from townhall.rehearsal.demo.making import Maker

GOODS: Mapping[str, tuple[str, Decimal, int]] = {
    "大米": ("公斤", Decimal("5.20"), 400),
    "食用油": ("升", Decimal("12.50"), 60),
    "面条": ("公斤", Decimal("6.80"), 80),
    "鸡蛋": ("公斤", Decimal("9.60"), 60),
    "洗衣液": ("瓶", Decimal("18.00"), 20),
    "护理垫": ("包", Decimal("26.00"), 30),
}
"""What the home keeps: the measure, what a measure costs (yuan), how much is bought at a time."""

WORDS = {"in": "入库", "out": "出库", "count": "盘点", "loss": "损耗"}


def stock(make: Maker, asked: Asked) -> Dossier:
    """A move of the kind that is wished; nothing goes out that is not there."""
    held: dict[str, Decimal] = defaultdict(Decimal)
    for one in asked.look("stock_move"):
        held[one["item"]] += one["qty"]
    move = asked.wish.kind or "in"
    items = _bought(make, asked.wish.size) if move == "in" else _moved(make, held, move)
    body, day = asked.body, asked.day
    weighers = body.people("home_buyer", "home_keeper")
    supplier = of_trade(make.random, body.companies, "food")
    total = sum((row["qty"] * row["price"] for row in items if "price" in row), Decimal(0))
    sellers = [one for one in body.companies if one.trade == "food"][:3]
    return {
        "subject": f"{day.month}月{items[0]['item']}等{WORDS[move]}",
        "fiscal_year": day.year,
        "stock_move": move,
        "moved_on": day,
        "supplier": supplier.name,
        "loss_reason": "受潮霉变，已当场销毁",
        "weighed_by": weighers,
        "received_by": weighers[-1],
        "items": items,
        "quotes": [{"supplier": one.name, "quote": total + 120 * n} for n, one in enumerate(sellers)],
    }


def _bought(make: Maker, size: str) -> list[dict[str, Any]]:
    times = 1 if size == SMALL else 5
    return [
        {"item": item, "measure": measure, "qty": Decimal(usual * times), "price": price}
        for item, (measure, price, usual) in make.random.sample(sorted(GOODS.items()), 3)
    ]


def _moved(make: Maker, held: Mapping[str, Decimal], move: str) -> list[dict[str, Any]]:
    """A quarter of what is there handed out, a little of it lost, or all counted with a little missing."""
    there = sorted(item for item, quantity in held.items() if quantity >= 10)
    found = (
        there if move == "count" else make.random.sample(there, min(1 if move == "loss" else 3, len(there)))
    )
    share = {"out": Decimal("0.25"), "loss": Decimal("0.02")}.get(move)
    return [
        {
            "item": item,
            "measure": GOODS[item][0],
            "qty": held[item] - 1
            if share is None
            else max((held[item] * share).quantize(Decimal(1)), Decimal(1)),
        }
        for item in found
    ]
