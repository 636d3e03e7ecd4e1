"""Which households are in need, and how is their relief asked for (MZ-05)?"""

from __future__ import annotations

from collections.abc import Mapping

from townhall.rehearsal.demo.bodies import SMALL, Asked, Dossier
from townhall.rehearsal.demo.making import Maker

HARDSHIPS: Mapping[str, tuple[str, ...]] = {
    "illness": ("户主住院手术，自付费用较高", "家中老人脑梗住院，护理费用大", "孩子重病异地就医，负担较重"),
    "fire": ("厨房失火，房屋和粮食受损", "电路老化起火，两间偏房烧毁"),
    "accident": ("务工时摔伤，暂时失去收入", "交通事故致伤，赔付尚未到位"),
    "other": ("暴雨冲毁房屋山墙，需临时安置", "主要劳动力去世，生活陷入困难"),
}


def relief(make: Maker, asked: Asked) -> Dossier:
    """A household in need; small sums are granted by the town, larger ones by the district."""
    body, wish, day = asked.body, asked.wish, asked.day
    helped = [one for one in body.households if one.number in body.helped]
    household = make.random.choice(helped if make.random.random() < 0.3 and helped else body.households)
    reason = wish.kind or make.random.choice(tuple(HARDSHIPS))
    least, most = (800, 3000) if wish.size == SMALL else (3100, 7400)
    return {
        "fiscal_year": day.year,
        "applicant": household.number,
        "relief_reason": reason,
        "purpose": make.random.choice(HARDSHIPS[reason]),
        "income": make.pick(0, 2600, 100),
        "amount": make.pick(least, most, 100),
        "budget_line": f"{body.relief_office}/{day.year}/relief",
        "pay_account": f"{body.relief_office}/relief",
        **make.person(household.head),
    }
