"""What does each page look like with everything on it? Views with made-up contents, for every page kind."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from types import SimpleNamespace
from typing import Any

from townhall.kernel.text import NO_TEXT, Text
from townhall.office.introducing import Introduction
from townhall.office.views import (
    Action,
    Asked,
    AttachmentView,
    Booked,
    CaseItem,
    CaseView,
    Category,
    DemoPerson,
    DeviceView,
    DraftRow,
    DraftView,
    GuideView,
    Input,
    Item,
    LedgerView,
    Listing,
    Matter,
    NoticeLink,
    NoticeView,
    ObjectionView,
    SectionInput,
    SectionView,
    SheetInput,
    Signature,
    StepView,
    TableInput,
    TableView,
    TaskItem,
    VillageView,
)
from townhall.spec.fields import Field, Option

NOW = datetime(2026, 11, 23, 14, 5, tzinfo=timezone(timedelta(hours=8)))
CODE_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 29 29">'
    '<path d="M0 0h7v7H0zM22 0h7v7h-7zM0 22h7v7H0z'
    'M9 1h1v3H9zM12 5h5v2h-5zM9 9h3v3H9zM14 11h4v2h-4zM20 9h2v6h-2zM10 15h6v1h-6zM18 17h5v2h-5z"/></svg>'
)
VILLAGE = Text("双井村", "Shuangjing Village")
TOWN = Text("漳河镇", "Zhanghe Town")


def field(name: str, kind: str, zh: str, en: str, **more: Any) -> Field:
    return Field(name=name, kind=kind, title=Text(zh, en), **more)


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


# -- filling in ------------------------------------------------------------------------------------------


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
            bad = ("请填写整数,例如 3",) if text == "两天" else ()
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
            field("amount", "money", "金额(元)", "Amount (CNY)"),
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
            warnings=("这一天是周一,银行下午四点后不出账。",),
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
                one(purpose, "清理村前沟渠淤泥,雇请6人3天。"),
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
            ("labour.1.days", "请填写整数,例如 3", False),
            ("invoice", "请上传发票", False),
            ("", "三张报价单才能超过10,000元", False),
            ("pay_on", "这一天是周一,银行下午四点后不出账", True),
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
        return_reason="发票金额与申请金额不一致,请核对后重新提交。" if is_returned else "",
        path=tuple(
            Text(*pair)
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
                    Text("村(社区)报账员", "Village clerks"),
                ),
                Matter(
                    "village_income",
                    Text("收入登记缴存", "Income"),
                    "SZ-06",
                    "sanzi",
                    (*unit, ("420802101202", Text("却集村", "Queji Village"))),
                    Text("村(社区)报账员", "Village clerks"),
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


# -- lists -----------------------------------------------------------------------------------------------


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
                    "清理村前沟渠淤泥,雇请6人3天",
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
                "D1", "village_fund_payment", Text("资金审核审批", "Village fund payment"), VILLAGE, NOW, None
            ),
            DraftRow("C1.1", "temp_relief", Text("临时救助", "Temporary relief"), VILLAGE, NOW, "C1"),
        ),
        None,
    )


# -- one case --------------------------------------------------------------------------------------------


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
                item("支出事由", "Purpose", "清理村前沟渠淤泥,雇请6人3天,机械由村集体自有。", is_wide=True),
                item("支出类别", "Category", "维修费"),
                item("关联合同", "Contract", ""),
            ),
        ),
        SectionView(
            "money",
            Text("金额与支付", "Money"),
            (
                item("金额(元)", "Amount", "12,450.00", "money"),
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


def signature(name: str, zh: str, en: str, hours: int, seal: Text | None = None, **more: Any) -> Signature:
    return Signature(
        name=name,
        post=Text(zh, en),
        unit=VILLAGE,
        choice=more.pop("choice", "agree"),
        choice_title=more.pop("choice_title", Text("同意", "Agreed")),
        reason=more.pop("reason", ""),
        at=NOW - timedelta(hours=hours),
        seal=seal,
        **more,
    )


DEMOCRATIC = Text("民主理财审核章", "Democratic finance seal")
MEMBER = ("理财小组成员", "Finance group member")


def steps() -> tuple[StepView, ...]:
    opinion = (
        SectionView("opinion", Text("意见", "Opinion"), (item("意见", "Opinion", "同意,但须补用地手续"),)),
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
                    reason="情况属实,同意支付。",
                ),
            ),
        ),
        StepView(
            "secretary",
            Text("村书记", "Village secretary"),
            "skipped",
            why=Text("与前面签字的是同一人,记录后跳过", "The same person signed before"),
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
                            choice="disagree",
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
        "沟渠去年刚清过,今年又报一次。",
        "139****0001" if can_answer else "",
        NOW - timedelta(hours=4),
        "open" if can_answer else "dismissed",
        "" if can_answer else "去年清的是东沟,这次是西沟,已张贴照片。",
        "" if can_answer else "吴辛八",
        can_answer,
    )


def case(asks: tuple[Asked, ...] = (), **more: Any) -> CaseView:
    return CaseView(
        id="C1",
        seq=9,
        matter_no="SZ-04-2026-0118",
        form="village_fund_payment",
        title=Text("资金审核审批单", "Village fund payment"),
        code="SZ-04",
        gist="清理村前沟渠淤泥,雇请6人3天",
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


# -- outside ---------------------------------------------------------------------------------------------


def village() -> VillageView:
    return VillageView(
        unit="420802101201",
        title=VILLAGE,
        town="zhanghe",
        town_title=TOWN,
        open_notices=(
            ("N1", Text("临时救助公示(2026-11-20)", "Temporary relief (2026-11-20)"), 4),
            ("N2", Text("道路硬化项目公示(2026-11-16)", "Road works (2026-11-16)"), 0),
        ),
        past_notices=(
            ("N3", Text("临时救助公示(2026-10-02)", "Temporary relief (2026-10-02)"), date(2026, 10, 9)),
        ),
        pages=(
            (
                "income",
                Text("收支明细", "Income and expense"),
                Text("这个月村里花了多少钱?", "What did the village spend this month?"),
            ),
            (
                "assets",
                Text("资产资源", "Assets"),
                Text("村里的塘和房租给谁了?", "Who rents the village's ponds and houses?"),
            ),
        ),
        hotline="0724-8600000",
        address="https://example.org/v/420802101201",
        code_svg=CODE_SVG,
    )


def notice(is_open: bool = True) -> NoticeView:
    columns = (
        ("name", Text("户主", "Household head"), "text"),
        ("size", Text("人数", "Persons"), "integer"),
        ("amount", Text("救助金额(元)", "Amount"), "money"),
    )
    rows = (("张*一", "4", "3,600.00"), ("李*", "2", "1,800.00"))
    table = TableView(
        "households",
        Text("救助对象", "Households"),
        columns,
        tuple(
            tuple(
                Item(name, label, text, kind) for (name, label, kind), text in zip(columns, row, strict=True)
            )
            for row in rows
        ),
        ("", "6", "5,400.00"),
    )
    return NoticeView(
        number="Hq3xT0aZ",
        town_title=TOWN,
        unit="420802101201",
        unit_title=VILLAGE,
        title=Text("临时救助公示", "Temporary relief"),
        question=Text(
            "这些家庭要得到临时救助,您同意吗?", "These households are to get relief. Do you agree?"
        ),
        items=(
            item("救助原因", "Reason", "火灾"),
            item("户主", "Head", "张*一"),
            item("救助金额(元)", "Amount", "3,600.00", "money"),
            item("困难情况", "Hardship", "11月8日夜间电线老化起火,房屋烧毁两间。", "long_text", is_wide=True),
            table,
        ),
        opened_on=date(2026, 11, 20),
        closes_on=date(2026, 11, 27),
        days_left=4 if is_open else 0,
        is_open=is_open,
        outcome=None
        if is_open
        else Text("公示期满,无异议成立", "The days are over; no objection was upheld"),
        takes_objections=True,
        objections_made=1 if is_open else 0,
        hotline="0724-8600000",
        address="https://example.org/d/Hq3xT0aZ",
        code_svg=CODE_SVG,
    )


def ledger(is_empty: bool = False) -> LedgerView:
    columns = (
        ("day", Text("日期", "Date"), "date"),
        ("purpose", Text("用途", "For"), "text"),
        ("payee", Text("收款人", "Payee"), "text"),
        ("amount", Text("金额(元)", "Amount"), "money"),
    )
    rows = tuple(
        (
            f"2026-11-{day:02}",
            ("沟渠清淤", "办公用品", "路灯电费")[day % 3],
            ("运输队", "张*", "供电公司")[day % 3],
            f"{day * 311:,}.00",
        )
        for day in range(1, 13)
    )
    return LedgerView(
        page="income",
        unit="420802101201",
        unit_title=VILLAGE,
        town_title=TOWN,
        title=Text("收支明细", "Income and expense"),
        question=Text("这个月村里花了多少钱?", "What did the village spend this month?"),
        span="2026-11",
        spans=tuple((f"2026-{month:02}", f"2026年{month}月", month == 11) for month in range(11, 4, -1)),
        steps_by=(
            ("month", Text("按月", "By month"), True),
            ("quarter", Text("按季", "By quarter"), False),
            ("year", Text("按年", "By year"), False),
        ),
        totals=()
        if is_empty
        else ((Text("支出合计(元)", "Spent"), "24,258.00"), (Text("笔数", "Payments"), "12")),
        bars=()
        if is_empty
        else tuple(
            (f"{month}月", amount, f"{amount // 100:,}.00")
            for month, amount in (
                (6, 812_000),
                (7, 1_930_000),
                (8, 45_000),
                (9, 0),
                (10, 1_408_000),
                (11, 2_425_800),
            )
        ),
        columns=columns,
        rows=() if is_empty else rows,
        filters=(
            ("category", Text("类别", "Category"), tuple((name, zh, False) for name, zh, _ in CATEGORIES)),
        ),
        next=None if is_empty else "cursor",
        hotline="0724-8600000",
    )


# -- the unit space and the door -------------------------------------------------------------------------


def guide() -> GuideView:
    ahead = tuple(
        StepView(name, Text(zh, en), "ahead", why=Text(who, who_en), branches=branches)
        for name, zh, en, who, who_en, branches in (
            ("survey", "入户调查", "Home survey", "民政专干两人", "two civil affairs clerks", ()),
            (
                "joint",
                "部门会审",
                "Joint review",
                "",
                "",
                (
                    StepView(
                        "a",
                        Text("民政", "Civil affairs"),
                        "ahead",
                        why=Text("民政办主任", "Head of civil affairs"),
                    ),
                    StepView("b", Text("财政", "Finance"), "ahead", why=Text("财政所长", "Fiscal director")),
                ),
            ),
            ("publish", "公示7天", "Published for 7 days", "", "", ()),
            ("pay", "放款", "Release", "财务负责人", "finance lead", ()),
        )
    )
    return GuideView(
        form="temp_relief",
        title=Text("临时救助", "Temporary relief"),
        code="MZ-05",
        pack_title=Text("民政协同", "Civil affairs"),
        who=Text("遇到火灾、重病、意外的家庭", "Households struck by fire, illness or accident"),
        papers=(
            Text("户口簿和身份证", "Household booklet and identity card"),
            Text("事故证明或诊断书", "Proof of the accident or a diagnosis"),
        ),
        notes=Text(
            "急难的先救助,20个工作日内补齐手续。",
            "In urgent need relief comes first; papers follow within 20 working days.",
        ),
        law=("《社会救助暂行办法》第四十七条、第四十八条",),
        steps=ahead,
        specimen=sections()[:1],
        hotline="0724-8600000",
    )


def devices() -> tuple[DeviceView, ...]:
    return (
        DeviceView("S1", "Chrome · Linux", NOW, True),
        DeviceView("S2", "WeChat 微信 · Android", NOW - timedelta(days=2), False),
    )


def demo_groups() -> tuple[tuple[Text, tuple[DemoPerson, ...]], ...]:
    return (
        (
            Text("村(社区)报账员", "Village clerk"),
            tuple(
                DemoPerson(f"P{n}", f"张甲{n}", Text("报账员", "Clerk"), VILLAGE, waiting=n % 3)
                for n in range(5)
            ),
        ),
        (
            Text("财政所长", "Fiscal director"),
            (
                DemoPerson(
                    "P9", "周庚七", Text("财政所长", "Fiscal director"), Text("财政所", "Fiscal office"), 3
                ),
            ),
        ),
    )


def objection_list() -> tuple[Any, ...]:
    return ((objection(), SimpleNamespace(id="C1", gist="清理村前沟渠淤泥,雇请6人3天")),)
