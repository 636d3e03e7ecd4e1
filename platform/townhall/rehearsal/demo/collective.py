"""How does a village let what it owns, book what comes in, and close its months (SZ-12, SZ-06, SZ-16)?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from townhall.kernel.values import Period
from townhall.rehearsal.demo.bodies import LARGE, Asked, Dossier, Values
from townhall.rehearsal.demo.making import Maker

USES = {"water_surface": "水面养殖", "garden": "柑橘种植", "forest": "林下种植", "mobile": "蔬菜种植"}
"""What a resource is let for, by its kind."""

CASH = Decimal(200)
"""What lies in a village's cash box."""

GIFTS = (
    ("other", "废旧物资处置收入", 300, 2600),
    ("donation", "乡友捐款", 500, 6000),
    ("interest", "存款利息", 60, 420),
)


def contract(make: Maker, asked: Asked) -> Dossier:
    """A contract: signed anew for what is idle, renewed, or ended early (`renew`, `terminate`)."""
    day = asked.day
    live = [
        one for one in asked.look("contract") if one["state"] == "live" and one["contract_type"] == "lease"
    ]
    match asked.wish.kind:
        case "terminate" if live:
            return {
                "fiscal_year": day.year,
                "action": "terminate",
                "old_contract": live[0]["contract_no"],
                "change_reason": "承租人外出务工，申请提前退租",
                "settle_sheet": "settle.pdf",
                "authorisation_no": f"示例批〔{day.year}〕{make.random.randrange(1, 90)}号",
            }
        case "renew" if live:
            old = live[-1]
            begins = old["end_on"] + timedelta(days=1)
            terms = _terms(old["annual_amount"], begins, day, str(old["subject"]))
            return {
                **terms,
                "action": "renew",
                "old_contract": old["contract_no"],
                "items": _items(asked, let_under=old["contract_no"]),
                "party_b": old["party_b"],
                "party_b_id": old["party_b_id"],
            }
        case _:
            tenant = make.random.choice(asked.body.households).head
            resource = _idle(asked)[0]
            annual = make.pick(3000, 14000, 100)
            begins = date(day.year + day.month // 12, day.month % 12 + 1, 1)
            terms = _terms(annual, begins, day, USES.get(resource["resource_kind"], "种植"))
            return {
                **terms,
                "items": [{"resource": resource["code"], "area": resource["area"]}],
                "party_b": tenant.name,
                "party_b_id": tenant.id_number,
            }


def plan(make: Maker, asked: Asked) -> Dossier:
    """A plan to let what is idle; for five years (`large`) the deputy leader is asked, too."""
    resource = _idle(asked)[0]
    return {
        "fiscal_year": asked.day.year,
        "usage": USES.get(resource["resource_kind"], "种植"),
        "term_years": 5 if asked.wish.size == LARGE else 3,
        "floor_price": make.pick(3000, 9000, 100),
        "items": [{"resource": resource["code"], "area": min(resource["area"], Decimal(40))}],
    }


def _terms(annual: Decimal, begins: date, day: date, usage: str) -> Dossier:
    """Three years at one price, paid a year ahead."""
    return {
        "fiscal_year": day.year,
        "usage": usage,
        "start_on": begins,
        "end_on": _years_on(begins, 3) - timedelta(days=1),
        "annual_amount": annual,
        "schedule": [
            {"due_on": _years_on(begins, year) + timedelta(days=9), "amount": annual} for year in range(3)
        ],
        "procedure": "consult",
        "signed_on": day - timedelta(days=3),
    }


def _years_on(day: date, years: int) -> date:
    """The first of the month so many years later."""
    return date(day.year + years, day.month, 1)


def _idle(asked: Asked) -> list[Values]:
    """What may be let, what is idle first."""
    return sorted(asked.look("resource"), key=lambda one: one["state"] != "idle")


def _items(asked: Asked, let_under: str) -> list[Dossier]:
    """What is let under a contract."""
    return [
        *(
            {"resource": one["code"], "area": one["area"]}
            for one in asked.look("resource")
            if one.get("contract") == let_under
        ),
        *({"asset": one["code"]} for one in asked.look("asset") if one.get("contract") == let_under),
    ]


def income(make: Maker, asked: Asked) -> Dossier:
    """What was due first and is not paid yet (`rent`), or something that comes in once."""
    body, day = asked.body, asked.day
    due = sorted(
        (one for one in asked.look("receivable") if one["state"] in ("open", "partial")),
        key=lambda one: one["due_on"],
    )
    told: Dossier
    if asked.wish.kind == "rent" and due:
        found = due[0]
        under = next(one for one in asked.look("contract") if one["contract_no"] == found["contract"])
        told = {
            "subject": f"{body.title}{found['what']}租金",
            "income_type": "rent",
            "receivable_ref": f"{found['contract']}/{found['due_on']}",
            "payer": under["party_b"],
            "payer_id": under["party_b_id"],
            "amount": found["amount"] - found["received"],
        }
    else:
        kind, words, least, most = make.random.choice(GIFTS)
        payer = make.random.choice(body.households).head
        told = {
            "subject": f"{body.title}{words}",
            "income_type": kind,
            "payer": payer.name,
            "payer_id": payer.id_number,
            "amount": make.pick(least, most, 10),
        }
    return {
        **told,
        "fiscal_year": day.year,
        "receipt_no": make.numbers.digits(8),
        "received_on": day - timedelta(days=1),
        "deposited_on": day,
        "pay_account": f"{body.unit}/basic",
        "bank_ref": f"D{day:%Y%m%d}{make.numbers.digits(3)}",
        "slip": f"invoice-{make.random.randrange(6)}.png",
    }


def rent(make: Maker, asked: Asked) -> Dossier:
    """How collecting went: all of it came in, somebody was reminded, or it is to be waived (`waived`)."""
    found = next(
        one
        for one in asked.look("receivable")
        if f"{one['contract']}/{one['due_on']}" == asked.known["receivable_ref"]
    )
    if found["received"] >= found["amount"]:
        return {"outcome": "paid"}
    if asked.wish.kind == "waived" or found["due_on"] >= asked.day:
        return {
            "outcome": "waived",
            "waive_reason": "连续暴雨，塘堰决口，当年绝收",
            "authorisation_no": f"示例批〔{asked.day.year}〕{make.random.randrange(1, 90)}号",
        }
    return {
        "outcome": "overdue",
        "dunning": [{"day": asked.day - timedelta(days=1), "way": make.random.choice(("phone", "visit"))}],
    }


def month_close(make: Maker, asked: Asked) -> Dossier:
    """The month that the calendar asks for; now and then a cheque is on its way."""
    period = Period.parse(asked.known["period"])
    *_, book = sheet(asked.look("fund"), period)
    away = make.pick(200, 1800, 20) if make.random.random() < 0.4 else Decimal(0)
    on_its_way = {"day": date(period.year, period.month, 26), "amount": away, "reason": "已存未入账"}
    return {
        "period": str(period),
        "bank_balance": book - CASH - away,
        "cash_count": CASH,
        "outstanding": [on_its_way] if away else [],
    }


def sheet(moved: Iterable[Values], period: Period) -> tuple[Decimal, Decimal, Decimal, Decimal]:
    """A month's opening balance, income, expense and book balance (yuan)."""
    opening = came_in = went_out = Decimal(0)
    for one in moved:
        month = Period(one["day"].year, one["day"].month)
        is_in = one["direction"] == "in"
        if month < period:
            opening += one["amount"] if is_in else -one["amount"]
        elif month == period and is_in:
            came_in += one["amount"]
        elif month == period:
            went_out += one["amount"]
    return opening, came_in, went_out, opening + came_in - went_out
