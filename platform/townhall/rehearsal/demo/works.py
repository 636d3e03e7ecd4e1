"""How do public works go on in a village: approved, awarded, begun, changed, paid (XM-01 to XM-05)?

A stage that builds on an earlier one takes the newest project of the village that stands where it must.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal
from typing import Any

from townhall.rehearsal.demo.bodies import GREAT, LARGE, MIDDLE, SMALL, Asked, Dossier, Values
from townhall.rehearsal.demo.economy import SCHEMES, Company, Scheme, site
from townhall.rehearsal.demo.making import Maker
from townhall.rehearsal.demo.names import full_name
from townhall.rehearsal.demo.paying import Spending, paid

FEN = Decimal("0.01")
YUAN = Decimal(1)
LARGE_ONES = tuple(one for one in SCHEMES if one.price >= 120000)
WORKS = Spending("project", "工程款", "工程款", large=True)
ADVANCE, PROGRESS = Decimal("0.3"), Decimal("0.2")
"""Shares of the price that are asked for first and then."""


def project(make: Maker, asked: Asked) -> Dossier:
    """A public project with its four deliberations, its money and its bill of quantities."""
    body, wish, day, random = asked.body, asked.wish, asked.day, make.random
    wished = [one for one in SCHEMES if one.category == wish.kind]
    scheme = random.choice(wished or SCHEMES)
    price = scheme.price + {SMALL: -16000, MIDDLE: 20000, LARGE: 90000, GREAT: 260000}[wish.size]
    control = Decimal(price + random.randrange(-10, 10) * 1000)
    entitled = random.randrange(28, 44)
    present = entitled - random.randrange(0, entitled // 6 + 1)
    steps = (("propose", 24), ("consult", 19), ("review", 13), ("resolve", 8))
    return {
        "fiscal_year": day.year,
        "project_name": f"{body.title}{random.choice(body.households).group}{scheme.name}",
        "location": str(site(body.unit, random.randrange(1, 10**6))),
        "category": scheme.category,
        "scale": scheme.scale,
        "need": scheme.need,
        "beneficiary_households": random.randrange(24, 180),
        "owner_org": f"{body.title}{'居' if body.kind == 'community' else '村'}民委员会",
        "start_on": day + timedelta(days=30),
        "end_on": day + timedelta(days=30 + random.randrange(45, 120)),
        "meeting_date": day - timedelta(days=8),
        "entitled": entitled,
        "present": present,
        "agree": present - random.randrange(0, 3),
        "against": 0,
        "four_steps": [
            {"stage": stage, "held_on": day - timedelta(days=before), "proof": f"{stage}.pdf"}
            for stage, before in steps
        ],
        "sources": _sources(make, control, day),
        "bill": _bill(scheme, control),
        "control_price": control,
        "procurement": "market" if control >= 500000 else "inquiry",
    }


def _sources(make: Maker, control: Decimal, day: date) -> list[dict[str, Any]]:
    own = Decimal(int(control) // 4000 * 1000)
    document = f"示例文号〔{day.year}〕{make.random.randrange(1, 60)}号"
    return [
        {"source": "district", "doc_no": document, "amount": control - own + 2000, "arrived": True},
        {"source": "village_own", "amount": own + 2000, "arrived": True},
    ]


def _bill(scheme: Scheme, control: Decimal) -> list[dict[str, Any]]:
    """Three tenths for the ground, the rest for the work itself; the price of a piece is whole fen."""
    ground = (control * 3 / 10).quantize(FEN)
    piece = ((control - ground) / scheme.quantity).quantize(FEN, ROUND_DOWN)
    return [
        {"item": "基础和场地整理", "measure": "项", "qty": 1, "price": ground},
        {"item": scheme.name, "measure": scheme.measure, "qty": scheme.quantity, "price": piece},
    ]


def procurement(make: Maker, asked: Asked) -> Dossier:
    """Three bids for a project that is approved, the lowest of which wins."""
    found = _newest(asked, "approved")
    bidders = builders(asked.body.companies)
    lowest = (found["control_price"] * make.random.randrange(93, 98) / 100).quantize(YUAN)
    leader = asked.body.people("finance_group_leader")
    panel = [
        one
        for one in asked.body.people("village_director", "village_party_sec", "finance_group_member")
        if one not in leader
    ]
    return {
        "fiscal_year": asked.day.year,
        "project": found["code"],
        "procurement": "inquiry",
        "notice_on": asked.day - timedelta(days=12),
        "deadline": asked.day - timedelta(days=4),
        "bidders": [
            {
                "name": one.name,
                "uscc": one.code,
                "legal_rep": full_name(make.random, 1975, True),
                "phone": make.numbers.phone(),
                "price": lowest + order * 600,
            }
            for order, one in enumerate(bidders)
        ],
        "evaluation_panel": panel[:3],
        "winner": bidders[0].name,
    }


def start(make: Maker, asked: Asked) -> Dossier:
    """The contract with the winner and what must be there before the works begin."""
    found, day = _newest(asked, "awarded"), asked.day
    price = found["award_price"]
    advance = (price * ADVANCE).quantize(YUAN, ROUND_DOWN)
    begins = day + timedelta(days=7)
    return {
        "fiscal_year": day.year,
        "project": found["code"],
        "site_supervisor": asked.body.people("village_director")[0],
        "wage_account": make.numbers.bank_account(),
        "quality_group": [{"member": one.number} for one in make.adults(asked.body, 3, day)],
        "party_b": found["contractor"],
        "party_b_id": _contractor(asked, found).code,
        "start_on": begins,
        "end_on": begins + timedelta(days=100),
        "annual_amount": price,
        "schedule": [
            {"due_on": begins + timedelta(days=10), "amount": advance},
            {"due_on": begins + timedelta(days=110), "amount": price - advance},
        ],
        "signed_on": day - timedelta(days=2),
    }


def change(make: Maker, asked: Asked) -> Dossier:
    """A ditch more, or where it is a large change a longer stretch: 3 or 7 of a hundred of the price."""
    found = _newest(asked, "building")
    share, item = (3, "增设边沟") if asked.wish.size == SMALL else (7, "延长路段")
    piece = (found["award_price"] * share / 100 / 40).quantize(FEN, ROUND_DOWN)
    return {
        "fiscal_year": asked.day.year,
        "project": found["code"],
        "change_reason": f"现场地形与设计不符，{item}",
        "change_photo": ["site.png"],
        "items": [{"item": item, "qty_before": 0, "qty_after": 40, "price": piece}],
    }


def payment(make: Maker, asked: Asked) -> Dossier:
    """The advance where nothing is paid yet; then what the verified progress allows."""
    found = _newest(asked, "building")
    before = [one for one in asked.look("fund") if one.get("project") == found["code"]]
    amount = (found["award_price"] * (PROGRESS if before else ADVANCE)).quantize(Decimal(100), ROUND_DOWN)
    handler, witness, acceptor = make.adults(asked.body, 3, asked.day)
    return {
        **paid(make, asked, WORKS, amount, make.company(_contractor(asked, found))),
        "project_ref": found["code"],
        "stage": "progress" if before else "advance",
        "verified_progress": "75%",
        "handler": handler.number,
        "witness": witness.number,
        "acceptor": acceptor.number,
    }


def builders(companies: tuple[Company, ...]) -> list[Company]:
    """The companies that build."""
    return [one for one in companies if one.trade == "project"]


def _newest(asked: Asked, state: str) -> Values:
    """The newest project of the village that stands so.

    Raises:
        LookupError: there is none.
    """
    found = [one for one in asked.look("project") if one["state"] == state]
    if not found:
        raise LookupError(f"no project of {asked.body.unit} is {state}")
    return found[-1]


def _contractor(asked: Asked, found: Values) -> Company:
    return next(one for one in asked.body.companies if one.name == found["contractor"])
