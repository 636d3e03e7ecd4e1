"""What do villagers see, and what does staff read of matters, devices and a demo?"""

from __future__ import annotations

from datetime import date, timedelta

from tests.web.specimens.filling import CATEGORIES
from tests.web.specimens.places import CODE_SVG, NOW, TOWN, VILLAGE
from tests.web.specimens.sheets import item, sections
from townhall.kernel.text import Text
from townhall.office.proving import MyProof, Place
from townhall.office.views import (
    DemoPerson,
    DeviceView,
    GuideView,
    Item,
    LedgerView,
    NoticeView,
    PageLink,
    Stamp,
    StepView,
    TableView,
    VillageView,
)
from townhall.office.vouching import IssuedCode, PersonLine


def village() -> VillageView:
    return VillageView(
        unit="420802101201",
        title=VILLAGE,
        town="zhanghe",
        town_title=TOWN,
        open_notices=(
            ("N1", Text("临时救助公示（2026-11-20)", "Temporary relief (2026-11-20)"), 4),
            ("N2", Text("道路硬化项目公示（2026-11-16)", "Road works (2026-11-16)"), 0),
        ),
        past_notices=(
            ("N3", Text("临时救助公示（2026-10-02)", "Temporary relief (2026-10-02)"), date(2026, 10, 9)),
        ),
        pages=(
            PageLink(
                "420802101201",
                "income",
                Text("收支明细", "Income and expense"),
                Text("这个月村里花了多少钱？", "What did the village spend this month?"),
            ),
            PageLink(
                "420802101201",
                "mine",
                Text("我的补贴", "My subsidies"),
                Text("国家给了我家多少？", "What did the state pay us?"),
                "self",
            ),
            PageLink(
                "420802101201-coop",
                "coop",
                Text("合作社收支", "Account of the cooperative"),
                Text("合作社的钱用到哪里了？", "Where did the cooperative's money go?"),
                "members",
                Text("柳林合作社", "Liulin cooperative"),
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
        ("amount", Text("救助金额（元）", "Amount"), "money"),
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
            "这些家庭要得到临时救助，您同意吗？", "These households are to get relief. Do you agree?"
        ),
        items=(
            item("救助原因", "Reason", "火灾"),
            item("户主", "Head", "张*一"),
            item("救助金额（元）", "Amount", "3,600.00", "money"),
            item(
                "困难情况", "Hardship", "11月8日夜间电线老化起火，房屋烧毁两间。", "long_text", is_wide=True
            ),
            table,
        ),
        opened_on=date(2026, 11, 20),
        closes_on=date(2026, 11, 27),
        days_left=4 if is_open else 0,
        is_open=is_open,
        outcome=None
        if is_open
        else Text("公示期满，无异议成立", "The days are over; no objection was upheld"),
        takes_objections=True,
        objections_made=1 if is_open else 0,
        hotline="0724-8600000",
        address="https://example.org/d/Hq3xT0aZ",
        code_svg=CODE_SVG,
    )


def ledger(is_empty: bool = False, is_mine: bool = False) -> LedgerView:
    columns = (
        ("day", Text("日期", "Date"), "date"),
        ("purpose", Text("用途", "For"), "text"),
        ("payee", Text("收款人", "Payee"), "text"),
        ("amount", Text("金额（元）", "Amount"), "money"),
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
        question=Text("这个月村里花了多少钱？", "What did the village spend this month?"),
        span="2026-11",
        spans=tuple((f"2026-{month:02}", f"2026年{month}月", month == 11) for month in range(11, 4, -1)),
        steps_by=(
            ("month", Text("按月", "By month"), True),
            ("quarter", Text("按季", "By quarter"), False),
            ("year", Text("按年", "By year"), False),
        ),
        totals=()
        if is_empty
        else ((Text("支出合计（元）", "Spent"), "24,258.00"), (Text("笔数", "Payments"), "12")),
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
        opens_to="self" if is_mine else "anyone",
        stamp=Stamp(NOW, "420802101201-7-3fa9c1") if is_mine else None,
        hotline="0724-8600000",
    )


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
            "急难的先救助，20个工作日内补齐手续。",
            "In urgent need relief comes first; papers follow within 20 working days.",
        ),
        law=("《社会救助暂行办法》第四十七条、第四十八条",),
        steps=ahead,
        specimen=sections()[:1],
        hotline="0724-8600000",
    )


def place() -> Place:
    return Place("420802101201", VILLAGE, TOWN, "0724-8600000")


def my_proof(is_known: bool = True) -> MyProof:
    pages = tuple(one for one in village().pages if one.opens_to != "anyone")
    until = NOW + timedelta(days=180) if is_known else None
    return MyProof("张乙一", place(), "WeChat 微信 · Android", NOW, until, pages)


def persons() -> tuple[PersonLine, ...]:
    return tuple(PersonLine(f"P-{n}", f"张乙{n}", "990101********0010", "张乙一", VILLAGE) for n in range(3))


def issued_code() -> IssuedCode:
    address = "https://example.org/prove/420802101201"
    return IssuedCode("张乙一", "1234 5678", NOW + timedelta(hours=24), VILLAGE, address, CODE_SVG)


def devices() -> tuple[DeviceView, ...]:
    return (
        DeviceView("S1", "Chrome · Linux", NOW, True),
        DeviceView("S2", "WeChat 微信 · Android", NOW - timedelta(days=2), False),
    )


def demo_groups() -> tuple[tuple[Text, tuple[DemoPerson, ...]], ...]:
    return (
        (
            Text("村（社区）报账员", "Village clerk"),
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
