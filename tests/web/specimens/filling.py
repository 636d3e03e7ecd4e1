"""What does a form look like while it is filled in, and what may be started?"""

from __future__ import annotations

from typing import Any

from tests.web.specimens.places import NOW, VILLAGE, field
from townhall.kernel.text import NO_TEXT, Text
from townhall.office.views import (
    AttachmentView,
    Category,
    DraftView,
    Input,
    Matter,
    SectionInput,
    SheetInput,
    TableInput,
)
from townhall.spec.fields import Field, Option


def one(kind_field: Field, raw: Any = "", **more: Any) -> Input:
    return Input(
        name=more.pop("name", kind_field.name),
        field=kind_field,
        raw=raw,
        shown=more.pop("shown", ""),
        required=more.pop("required", True),
        **more,
    )


def _labour() -> TableInput:
    columns = (
        field("worker", "text", "用工人员", "Worker"),
        field("from_day", "date", "起", "From"),
        field("days", "integer", "天数", "Days"),
        field("rate", "money", "标准单价", "Rate"),
        field("amount", "money", "金额", "Amount"),
        field("signature", "signature", "签名", "Signature"),
    )
    table = field("labour", "table", "用工明细", "Labour", columns=columns, min_rows=1, importable=True)
    raws = (("李乙二", "2026-11-02", "3", "150.00", "450.00"), ("王丙三", "2026-11-03", "两天", "150.00", ""))
    rows = []
    for number, raw in enumerate(raws):
        cells = []
        for column, text in zip(columns, (*raw, []), strict=True):
            bad = ("请填写整数，例如 3",) if text == "两天" else ()
            cells.append(
                one(
                    column,
                    text,
                    name=f"labour.{number}.{column.name}",
                    shown=text if column.name == "amount" else "",
                    calculated=column.name == "amount",
                    required=column.name not in ("amount", "signature"),
                    is_live=column.kind in ("integer", "money"),
                    complaints=bad,
                )
            )
        rows.append(tuple(cells))
    return TableInput("labour", table, tuple(rows), totals=(("amount", "450.00"), ("days", "3")))


def sheet(is_bad: bool = False) -> SheetInput:
    purpose = field(
        "purpose",
        "long_text",
        "支出事由",
        "Purpose",
        max_length=200,
        help=Text("写清楚做什么、在哪里、给谁。", "Say what, where and for whom."),
    )
    category = field(
        "category",
        "choice",
        "支出类别",
        "Category",
        options=tuple(Option(name, Text(zh, en)) for name, zh, en in CATEGORIES),
    )
    method = field("method", "choice", "支付方式", "Pay by")
    wants = ("amount",) if is_bad else ()
    money = (
        one(
            field("amount", "money", "金额（元）", "Amount (CNY)"),
            "" if is_bad else "12,450.00",
            is_live=True,
            complaints=("请填写金额",) if wants else (),
        ),
        one(
            field("amount_words", "text", "金额大写", "In words"),
            shown="壹万贰仟肆佰伍拾元整",
            calculated=True,
            required=False,
        ),
        one(
            method,
            "transfer",
            options=(("transfer", "转账", True), ("card", "公务卡", False), ("cash", "现金", False)),
        ),
        one(field("urgent", "bool", "是否紧急", "Urgent"), "false", is_live=True),
        one(
            field("pay_on", "date", "拟付日期", "Pay on"),
            "2026-11-30",
            required=False,
            warnings=("这一天是周一，银行下午四点后不出账。",),
        ),
        one(field("account", "bank_account", "收款账号", "Account"), "6222 0213"),
    )
    people = (
        one(
            field(
                "payee",
                "ref",
                "收款人",
                "Payee",
                to="register/payee",
                help=Text("输入姓名查找。", "Type a name to search."),
            ),
            "P-1",
            options=(("P-1", "双井村运输队", True), *((f"P-{n}", f"收款人{n}", False) for n in range(2, 22))),
        ),
        one(
            field("village", "unit", "所属村", "Village"),
            "",
            options=(("420802101201", "双井村", False), ("420802101202", "却集村", False)),
        ),
        one(field("place", "geo", "地点", "Place"), "", required=False),
        one(field("month", "period", "所属月份", "Month"), "2026-11"),
        one(
            field("reasons", "choices", "佐证材料", "Evidence"),
            ["a"],
            options=(("a", "发票", True), ("b", "合同", False), ("c", "验收单", False)),
            required=False,
        ),
        one(
            field("photos", "image", "现场照片", "Photos", many=True),
            ["F1", "F2"],
            required=False,
            attachments=(
                AttachmentView("F1", "清淤前.jpg", "image/jpeg", 1_480_000),
                AttachmentView("F2", "清淤后.jpg", "image/jpeg", 1_120_000),
            ),
        ),
        one(field("invoice", "file", "发票", "Invoice"), [], required=True),
    )
    sections = (
        SectionInput(
            "main",
            Text("支出事项", "What for"),
            NO_TEXT,
            (
                one(purpose, "清理村前沟渠淤泥，雇请6人3天。"),
                one(
                    category,
                    "repair",
                    options=tuple((name, zh, name == "repair") for name, zh, _ in CATEGORIES),
                ),
            ),
        ),
        SectionInput(
            "money",
            Text("金额与支付", "Money"),
            Text("金额、大写和支付方式须与发票一致。", "As on the invoice."),
            money,
        ),
        SectionInput("labour", Text("用工", "Labour"), NO_TEXT, (_labour(),)),
        SectionInput("payee", Text("收款人与附件", "Payee and papers"), NO_TEXT, people),
    )
    said = (
        (
            ("amount", "请填写金额", False),
            ("labour.1.days", "请填写整数，例如 3", False),
            ("invoice", "请上传发票", False),
            ("", "三张报价单才能超过10,000元", False),
            ("pay_on", "这一天是周一，银行下午四点后不出账", True),
        )
        if is_bad
        else ()
    )
    return SheetInput(sections, said)


CATEGORIES = (
    ("office", "办公费", "Office"),
    ("repair", "维修费", "Repairs"),
    ("labour", "劳务费", "Labour"),
    ("travel", "差旅费", "Travel"),
    ("other", "其他", "Other"),
)


def draft(is_bad: bool = False, is_returned: bool = False) -> DraftView:
    return DraftView(
        id="D1",
        version=7,
        form="village_fund_payment",
        title=Text("资金审核审批", "Village fund payment"),
        code="SZ-04",
        unit="420802101201",
        unit_title=VILLAGE,
        sheet=sheet(is_bad),
        saved_at=NOW,
        case="C1" if is_returned else None,
        return_reason="发票金额与申请金额不一致，请核对后重新提交。" if is_returned else "",
        path=tuple(
            (Text(*pair), pair[1] == "Fiscal director")
            for pair in (
                ("民主理财", "Finance group"),
                ("村主任", "Village director"),
                ("村书记", "Village secretary"),
                ("专管员审核", "Specialist"),
                ("财政所长", "Fiscal director"),
                ("放款", "Release"),
            )
        ),
    )


def categories() -> tuple[Category, ...]:
    unit = (("420802101201", VILLAGE),)
    return (
        Category(
            "sanzi",
            Text("三资协同", "Village money, assets, resources"),
            (
                Matter(
                    "village_fund_payment",
                    Text("资金审核审批", "Village fund payment"),
                    "SZ-04",
                    "sanzi",
                    unit,
                    Text("村（社区）报账员", "Village clerks"),
                ),
                Matter(
                    "village_income",
                    Text("收入登记缴存", "Income"),
                    "SZ-06",
                    "sanzi",
                    (*unit, ("420802101202", Text("却集村", "Queji Village"))),
                    Text("村（社区）报账员", "Village clerks"),
                ),
            ),
        ),
        Category(
            "civil_affairs",
            Text("民政协同", "Civil affairs"),
            (
                Matter(
                    "temp_relief",
                    Text("临时救助", "Temporary relief"),
                    "MZ-05",
                    "civil_affairs",
                    unit,
                    Text("遇到火灾、重病、意外的家庭", "Households struck by fire, illness or accident"),
                ),
            ),
        ),
    )
