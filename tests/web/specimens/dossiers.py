"""What does a whole case look like, bare and with all that may hang on it?"""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from tests.web.specimens.places import CODE_SVG, NOW, VILLAGE
from tests.web.specimens.sheets import objection, sections
from tests.web.specimens.trees import steps
from townhall.kernel.text import Text
from townhall.office.objecting import Unanswered
from townhall.office.views import Asked, Booked, CaseView, NoticeLink


def case(asks: tuple[Asked, ...] = (), **more: Any) -> CaseView:
    return CaseView(
        id="C1",
        seq=9,
        matter_no="SZ-04-2026-0118",
        form="village_fund_payment",
        title=Text("资金审核审批单", "Village fund payment"),
        code="SZ-04",
        gist="清理村前沟渠淤泥，雇请6人3天",
        unit_title=VILLAGE,
        initiator="张甲一",
        opened_at=NOW - timedelta(hours=44),
        ended_at=None,
        state=more.pop("state", "open"),
        amount="12,450.00",
        sections=sections(),
        steps=steps(),
        asked=asks,
        release="5f0c2a1b77de",
        **more,
    )


def rich_case() -> CaseView:
    return case(
        state="returned",
        mend_draft="C1.1",
        notices=(
            NoticeLink(
                "N1",
                Text("村级支出公示", "Village spending"),
                date(2026, 11, 20),
                date(2026, 11, 27),
                True,
                "https://example.org/d/N1",
                CODE_SVG,
            ),
        ),
        objections=(objection(), objection(can_answer=False)),
        booked=(
            Booked(
                Text("资金台账", "Fund register"),
                (Text("日期", "Date"), Text("摘要", "Summary"), Text("支出", "Out")),
                (("2026-11-23", "沟渠清淤", "12,450.00"),),
            ),
        ),
    )


def objection_list() -> Unanswered:
    return Unanswered(((objection(), SimpleNamespace(id="C1", gist="清理村前沟渠淤泥，雇请6人3天")),), more=2)
