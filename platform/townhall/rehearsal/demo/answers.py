"""What is filled in at a step: minutes of a meeting, a record of a visit, an opinion, a bank reference?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

from townhall.rehearsal.demo.courses import Turn
from townhall.rehearsal.demo.identity import Numbers
from townhall.rehearsal.dossiers import FILES
from townhall.spec.chains import Step
from townhall.spec.fields import Field

RECORDS = (
    "入户查看住房和生活情况，与本人及邻居谈话，所述属实。",
    "到村到户核实，查看病历和缴费票据，与申报一致。",
    "现场查看受损情况，走访邻居两户，情况属实。",
)
CONDITIONS = ("开工前补齐施工安全方案", "请按最新信息价复核单价", "须公示后实施")
BIDDERS = (
    {"name": "示例水产养殖户", "bidder_id": "990101198803150027", "price": 12800, "is_member": True},
    {"name": "示例生态农业公司", "bidder_id": "91990101MA00000022", "price": 11900, "is_member": False},
)
"""Who bids for what is let; the first bids most."""

PAPER = re.compile(r"\.(pdf|png|jpg)$")
"""What the name of a paper ends with: a record may be told in words, or be a file."""

SIZES: Mapping[str, int] = {"two_committees": 7, "villager_rep": 36}
"""How many are entitled to vote in a body."""


def filled(
    step: Step,
    turn: Turn | None,
    random: Random,
    numbers: Numbers,
    day: date,
    holders: Mapping[str, str],
) -> dict[str, Any]:
    """A step's sheet as somebody fills it in on a day; what no name tells is filled by its kind.

    `holders`: somebody for each post, where a person is to be named who holds it.
    """
    fixed = {
        one.name: one.default
        for one in step.sheet.fields
        if isinstance(one.default, str | int) and one.calculated is None
    }
    told = {**fixed, **_told(str(fixed.get("decision_type", "")), turn, random, numbers, day)}
    named = {
        one.name: told[one.name]
        for one in step.sheet.fields
        if one.name in told and (one.kind not in FILES or PAPER.search(str(told[one.name])))
    }
    rest = {
        one.name: holders[one.holds] if one.holds else _by_kind(one, day)
        for one in step.sheet.fields
        if one.required is True and one.calculated is None and one.shown is True and one.name not in named
    }
    return {**named, **rest}


def _told(body: str, turn: Turn | None, random: Random, numbers: Numbers, day: date) -> dict[str, Any]:
    entitled = SIZES.get(body, 9)
    present = entitled - random.randrange(0, max(entitled // 6, 1) + 1)
    agree = 1 if turn is not None else present - random.randrange(0, 2)
    opinion = turn.opinion if turn is not None and turn.opinion else "agree"
    if opinion == "agree" and random.random() < 0.15:
        opinion = "agree_with_conditions"
    return {
        "meeting_date": day - timedelta(days=random.randrange(0, 3)),
        "entitled": entitled,
        "present": present,
        "agree": agree,
        "against": present - agree,
        "minutes": "minutes.pdf",
        "sign_sheet": "attendance.pdf",
        "record": random.choice(RECORDS),
        "appraisal": "appraisal.pdf",
        "visit_photo": "visit.png",
        "bidders": BIDDERS,
        "winner": BIDDERS[0]["name"],
        "certificate": "certificate.pdf",
        "bank_ref": f"{day:%Y%m%d}{numbers.digits(8)}",
        "late_check": "经核对，名下无商品房和机动车，存款低于标准。",
        "late_proof": "late_proof.pdf",
        "opinion": opinion,
        "opinion_text": turn.reason if turn is not None else "",
        "conditions": random.choice(CONDITIONS) if opinion == "agree_with_conditions" else "",
    }


def _by_kind(one: Field, day: date) -> Any:
    match one.kind:
        case "choice" | "choices":
            return one.options[0].name
        case "bool":
            return True
        case "date":
            return day
        case "file" | "image" | "signature":
            return f"{one.name}.pdf"
        case "money" | "integer" | "number" | "area" | "percent":
            return 1
        case _:
            return "情况属实"
