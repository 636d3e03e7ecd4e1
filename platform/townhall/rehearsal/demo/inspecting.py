"""What is inspected, by whom, and what is found (JG-03, JG-04)?"""

from __future__ import annotations

from datetime import timedelta
from random import Random

from townhall.rehearsal.demo.bodies import Asked, Dossier
from townhall.rehearsal.demo.making import Maker

WORDS = ("收支是否及时入账", "票据是否齐全", "现金是否超限", "合同租金是否按期收取", "公开栏与台账是否一致")
"""What a specialist looks at in a village's books."""

OBJECTS = 2
"""So many villages are inspected in one task."""


def task(make: Maker, asked: Asked) -> Dossier:
    """The books of two villages are to be inspected; `district` where it was asked for from above."""
    day = asked.day
    villages = sorted({household.unit for household in asked.body.households})
    return {
        "subject": f"{day.month}月村级账务检查",
        "fiscal_year": day.year,
        "source": asked.wish.kind or "town",
        "content": "检查上月收支入账、票据和现金管理",
        "standard": f"村账{day.year}版",
        "due_on": day + timedelta(days=20),
        "objects": [{"object": unit, "matter": "上月账务"} for unit in make.random.sample(villages, OBJECTS)],
    }


def sheet(make: Maker, asked: Asked) -> Dossier:
    """What two inspectors saw in a village: everything in order, or one point that was not."""
    body, day = asked.body, asked.day
    items = make.random.sample(WORDS, 3)
    failed = make.random.random() < 0.3
    found = [{"finding": f"{items[0]}：有两笔未办", "severity": "yellow", "amount": make.pick(200, 3000, 10)}]
    where = Random(str(asked.known["object"]))
    return {
        "interviewee": "村报账员",
        "place": f"30.9{where.randrange(100, 999)},112.0{where.randrange(100, 999)}",
        "seen_at": f"{day:%Y-%m-%d} 08:30",
        "inspectors": body.people("fiscal_specialist", "fiscal_auditor")[:2],
        "checklist": [
            {"item": item, "result": "failed" if failed and order == 0 else "passed", "evidence": "site.jpg"}
            for order, item in enumerate(items)
        ],
        "findings": found if failed else [],
    }
