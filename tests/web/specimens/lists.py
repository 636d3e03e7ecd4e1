"""What do the lists of the desk hold, and who is the visitor?"""

from __future__ import annotations

from datetime import timedelta

from tests.web.specimens.places import NOW, TOWN, VILLAGE
from townhall.kernel.text import Text
from townhall.office.introducing import Introduction
from townhall.office.views import CaseItem, DraftRow, Listing, TaskItem


def introduction() -> Introduction:
    return Introduction(
        name="张甲一",
        seats=(Text("双井村报账员", "Village clerk, Shuangjing Village"),),
        town="zhanghe",
        town_title=TOWN,
        towns=(("zhanghe", TOWN), ("tuanlin", Text("团林铺镇", "Tuanlinpu Town"))),
        todo=12,
        copied=2,
        drafts=1,
        objections=1,
    )


def tasks() -> Listing[TaskItem]:
    lines = []
    for number in range(8):
        lines.append(
            TaskItem(
                case=f"C{number}",
                step_title=Text("民主理财", "Finance group")
                if number % 2
                else Text("四部门联审", "Joint review"),
                form_title=Text("资金审核审批", "Village fund payment"),
                matter_no=f"SZ-04-2026-{number + 118:04}",
                gist=(
                    "清理村前沟渠淤泥，雇请6人3天",
                    "双井村二组至三组道路硬化工程联审",
                    "火灾后临时安置救助",
                )[number % 3],
                unit_title=VILLAGE,
                amount=("12,450.00", "386,000.00", "")[number % 3],
                since=NOW - timedelta(hours=5 * number, minutes=12),
                due=NOW + timedelta(hours=20 - 9 * number) if number % 4 != 3 else None,
                is_overdue=number % 4 != 3 and 20 - 9 * number < 0,
                kind="act",
            )
        )
    return Listing(tuple(lines), "cursor")


def cases() -> Listing[CaseItem]:
    states = ("open", "returned", "approved", "refused", "withdrawn")
    return Listing(
        tuple(
            CaseItem(
                case=f"C{number}",
                form_title=Text("临时救助", "Temporary relief"),
                matter_no=f"MZ-05-2026-{number:04}",
                gist="火灾后临时安置救助",
                unit_title=VILLAGE,
                amount="3,600.00",
                state=state,
                at=(Text("入户调查", "Home survey"),) if state == "open" else (),
                opened_at=NOW - timedelta(days=number + 1),
                ended_at=NOW if state in ("approved", "refused") else None,
            )
            for number, state in enumerate(states)
        ),
        None,
    )


def drafts() -> Listing[DraftRow]:
    return Listing(
        (
            DraftRow(
                "D1",
                "village_fund_payment",
                Text("资金审核审批", "Village fund payment"),
                "清淤 · 清理村前沟渠",
                VILLAGE,
                NOW,
                None,
            ),
            DraftRow("C1.1", "temp_relief", Text("临时救助", "Temporary relief"), "", VILLAGE, NOW, "C1"),
        ),
        None,
    )
