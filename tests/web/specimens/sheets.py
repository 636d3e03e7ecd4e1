"""What does a sheet hold once it is filled in, and what is asked of whoever decides?"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.web.specimens.filling import one
from tests.web.specimens.places import DEMOCRATIC, MEMBER, NOW, field
from townhall.kernel.text import NO_TEXT, Text
from townhall.office.views import (
    Action,
    Asked,
    AttachmentView,
    Item,
    ObjectionView,
    SectionInput,
    SectionView,
    SheetInput,
    TableView,
)


def item(zh: str, en: str, shown: str, kind: str = "text", **more: Any) -> Item:
    return Item(en.lower().replace(" ", "_"), Text(zh, en), shown, kind, **more)


def sections() -> tuple[SectionView, ...]:
    rows = (
        ("李乙二", "2026-11-02", "3", "150.00", "450.00"),
        ("王丙三", "2026-11-03", "2", "150.00", "300.00"),
    )
    columns = (
        ("worker", Text("用工人员", "Worker"), "text"),
        ("from_day", Text("起", "From"), "date"),
        ("days", Text("天数", "Days"), "integer"),
        ("rate", Text("标准单价", "Rate"), "money"),
        ("amount", Text("金额", "Amount"), "money"),
    )
    table = TableView(
        "labour",
        Text("用工明细", "Labour"),
        columns,
        tuple(
            tuple(
                Item(name, label, text, kind) for (name, label, kind), text in zip(columns, row, strict=True)
            )
            for row in rows
        ),
        ("", "", "5", "", "750.00"),
    )
    return (
        SectionView(
            "main",
            Text("支出事项", "What for"),
            (
                item("支出事由", "Purpose", "清理村前沟渠淤泥，雇请6人3天，机械由村集体自有。", is_wide=True),
                item("支出类别", "Category", "维修费"),
                item("关联合同", "Contract", ""),
            ),
        ),
        SectionView(
            "money",
            Text("金额与支付", "Money"),
            (
                item("金额（元）", "Amount", "12,450.00", "money"),
                item("金额大写", "In words", "壹万贰仟肆佰伍拾元整"),
                item("收款人", "Payee", "双井村运输队"),
                item("收款账号", "Account", "6222 **** **** 8213"),
                item("开户行", "Bank", "农村商业银行漳河支行"),
                table,
                item(
                    "发票",
                    "Invoice",
                    "",
                    "file",
                    is_wide=True,
                    attachments=(
                        AttachmentView("F1", "现场照片.jpg", "image/jpeg", 1_480_000),
                        AttachmentView("F3", "增值税发票.pdf", "application/pdf", 320_000),
                    ),
                ),
            ),
        ),
    )


def asked(with_sheet: bool = False, complaint: str = "", step: str = "joint.money") -> Asked:
    items = (
        one(
            field("opinion", "choice", "意见", "Opinion"),
            "",
            options=(
                ("agree", "同意", False),
                ("agree_with_conditions", "有条件同意", False),
                ("disagree", "不同意", False),
            ),
        ),
        one(field("opinion_text", "long_text", "理由", "Reasons"), "", required=False),
    )
    filled = (
        SheetInput((SectionInput("opinion", Text("部门意见", "Opinion"), NO_TEXT, items),))
        if with_sheet
        else SheetInput((), (("reason", complaint, False),) if complaint else ())
    )
    return Asked(
        step=step if with_sheet else "group",
        title=Text("资金", "Money") if with_sheet else Text("民主理财", "Finance group"),
        post=Text("财政所长", "Fiscal director") if with_sheet else Text(*MEMBER),
        sheet=filled,
        actions=(Action("agree", Text("提交意见", "Give this opinion"), "agree", False),)
        if with_sheet
        else (
            Action("agree", Text("同意", "Agree"), "agree", False),
            Action("return", Text("退回", "Return"), "return", True),
            Action("refuse", Text("不同意", "Refuse"), "refuse", True),
        ),
        targets=()
        if with_sheet
        else (
            ("initiator", Text("经办人修改", "The initiator")),
            ("group", Text("民主理财", "Finance group")),
        ),
        seal=None if with_sheet else DEMOCRATIC,
        complaint=complaint,
        reason="发票" if complaint else "",
    )


def objection(can_answer: bool = True) -> ObjectionView:
    return ObjectionView(
        "O1" if can_answer else "O2",
        "沟渠去年刚清过，今年又报一次。",
        "139****0001" if can_answer else "",
        NOW - timedelta(hours=4),
        "open" if can_answer else "dismissed",
        "" if can_answer else "去年清的是东沟，这次是西沟，已张贴照片。",
        "" if can_answer else "吴辛八",
        can_answer,
    )
