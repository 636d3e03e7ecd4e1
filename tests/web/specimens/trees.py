"""Where may a case stand: every state of the status tree at once?"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.web.specimens.places import DEMOCRATIC, MEMBER, NOW, VILLAGE
from tests.web.specimens.sheets import item
from townhall.kernel.text import Text
from townhall.office.views import SectionView, Signature, StepView


def signature(name: str, zh: str, en: str, hours: int, seal: Text | None = None, **more: Any) -> Signature:
    return Signature(
        name=name,
        post=Text(zh, en),
        unit=VILLAGE,
        choice_title=more.pop("choice_title", Text("同意", "Agreed")),
        is_sealed=more.pop("is_sealed", True),
        reason=more.pop("reason", ""),
        at=NOW - timedelta(hours=hours),
        seal=seal,
        **more,
    )


def steps() -> tuple[StepView, ...]:
    opinion = (
        SectionView("opinion", Text("意见", "Opinion"), (item("意见", "Opinion", "同意，但须补用地手续"),)),
    )
    return (
        StepView(
            "group",
            Text("民主理财", "Finance group"),
            "done",
            waited_minutes=190,
            opened_at=NOW,
            closed_at=NOW,
            signatures=tuple(
                signature(name, *MEMBER, 40 + n, DEMOCRATIC)
                for n, name in enumerate(("李乙二", "王丙三", "赵丁四"))
            ),
        ),
        StepView(
            "director",
            Text("村主任", "Village director"),
            "done",
            waited_minutes=65,
            signatures=(
                signature(
                    "钱戊五",
                    "村主任",
                    "Village director",
                    30,
                    Text("村委会公章", "Committee seal"),
                    reason="情况属实，同意支付。",
                ),
            ),
        ),
        StepView(
            "secretary",
            Text("村书记", "Village secretary"),
            "skipped",
            why=Text("与前面签字的是同一人，记录后跳过", "The same person signed before"),
        ),
        StepView(
            "joint",
            Text("四部门联审", "Joint review"),
            "waiting",
            waited_minutes=1800,
            branches=(
                StepView(
                    "joint.approve",
                    Text("立项", "Project"),
                    "done",
                    waited_minutes=25,
                    signatures=(
                        signature("孙己六", "村建办主任", "Head of construction", 6, filled=opinion),
                    ),
                ),
                StepView(
                    "joint.money",
                    Text("资金", "Money"),
                    "waiting",
                    waited_minutes=1800,
                    due=NOW - timedelta(hours=3),
                    missing=(("周庚七", Text("财政所长", "Fiscal director")),),
                ),
                StepView(
                    "joint.plan",
                    Text("方案预算", "Plan and budget"),
                    "returned",
                    waited_minutes=90,
                    signatures=(
                        signature(
                            "吴辛八",
                            "审核岗",
                            "Auditor",
                            3,
                            is_sealed=False,
                            choice_title=Text("不同意", "Disagreed"),
                            reason="预算缺少监理费。",
                        ),
                    ),
                ),
                StepView(
                    "joint.tender",
                    Text("发包", "Procurement"),
                    "ahead",
                    why=Text("经管站长、司法所长", "Rural management, justice"),
                ),
            ),
        ),
        StepView(
            "second",
            Text("第二理财小组", "Second group"),
            "waiting",
            waited_minutes=125,
            due=NOW + timedelta(hours=22),
            needed=3,
            earlier=1,
            signatures=(
                signature("郑壬九", *MEMBER, 1, DEMOCRATIC),
                signature("冯癸十", *MEMBER, 2, DEMOCRATIC),
            ),
            missing=(("陈甲二", Text(*MEMBER)),),
        ),
        StepView(
            "pay",
            Text("放款", "Release"),
            "ahead",
            steps=(
                StepView("pay.make", Text("制单", "Make"), "ahead", why=Text("资金会计", "Fund accountant")),
                StepView(
                    "pay.release",
                    Text("复核放款", "Release"),
                    "ahead",
                    why=Text("财务负责人、财政所长", "Finance lead, fiscal director"),
                ),
            ),
        ),
    )
