"""Every built-in kind: a field of it, what people type for it, and what it must refuse."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from functools import cache
from typing import Any

from townhall.adapters.plugins import load_catalog
from townhall.kernel.text import Text
from townhall.kernel.values import Duration, Period, Place
from townhall.ports.kits import Example
from townhall.settings import shipped
from townhall.spec.catalog import Catalog
from townhall.spec.fields import Field, Option

BEIJING = timezone(timedelta(hours=8))
OPTIONS = (
    Option("bank_direct", Text("银行直付", "Bank transfer")),
    Option("village_card", Text("村务卡", "Village card")),
    Option("cash", Text("现金", "Cash")),
)


@cache
def built_in() -> Catalog:
    return load_catalog([shipped("plugins")], installed=False)


def field_of(kind: str, **more: Any) -> Field:
    fitting: dict[str, Any] = {}
    if kind in ("choice", "choices"):
        fitting = {"options": OPTIONS, "dictionary": "dict/pay_method"}
    if kind == "ref":
        fitting = {"to": "register/person"}
    return Field(name="one", kind=kind, title=Text("某项", "Something"), **{**fitting, **more})


@dataclass(frozen=True)
class Examples:
    readable: tuple[Example, ...]
    unreadable: tuple[Any, ...] = ()
    complained_of: tuple[Any, ...] = ()
    warned_of: tuple[Any, ...] = ()


def decimal(text: str) -> Decimal:
    return Decimal(text)


MARCH_5 = date(2026, 3, 5)
HALF_PAST_NINE = datetime(2026, 3, 5, 9, 30, tzinfo=BEIJING)
ID_CARD = "990101198803150027"
CREDIT_CODE = "91990101MA00000022"
ATTACHMENT = "01JDB0Z8Q6W3V5T7R9P1N3M5K7"

EXAMPLES: dict[str, Examples] = {
    "text": Examples(
        (
            Example("  王\u200b䶮 ", "王䶮", "王䶮", "王䶮"),
            Example("𠮷野\n家", "𠮷野 家"),
            Example("e\u0301", "é"),
            Example(13800138000, "13800138000"),
            Example(13800138000.0, "13800138000"),
        ),
        unreadable=("a\u202eb", "a\x00b", {"a": 1}, True),
        complained_of=("长" * 501,),
    ),
    "long_text": Examples(
        (Example("第一行  \r\n第二行\r\n", "第一行\n第二行"), Example("一句话。", "一句话。")),
        unreadable=("a\x08b", 1e300),
        complained_of=("长" * 5001,),
    ),
    "integer": Examples(
        (
            Example("12", 12, "12", "12"),
            Example("2,026", 2026, "2026"),
            Example(" -3 ", -3),
            Example(3.0, 3),
            Example(Decimal("7.00"), 7),
        ),
        unreadable=("3.5", "三", "12个", "1_000", "1,00", True, "1e5"),
        complained_of=("9" * 16,),
    ),
    "number": Examples(
        (
            Example("12.50", decimal("12.5"), "12.5", "12.5"),
            Example("1,234.567", decimal("1234.567")),
            Example(".5", decimal("0.5"), "0.5"),
            Example("-0", decimal("0"), "0"),
            Example(0.1, decimal("0.1")),
        ),
        unreadable=("12.3456789", "1.2.3", "1,2", "1e5", "-", ".", "½"),
    ),
    "money": Examples(
        (
            Example("12,345.6元", decimal("12345.60"), "12,345.60", "12,345.60"),
            Example("¥12 345", decimal("12345.00"), "12,345.00"),
            Example("人民币9600元整", decimal("9600.00")),
            Example("12345.60", decimal("12345.60")),
            Example("19。99", decimal("19.99")),
            Example("-3.5", decimal("-3.50"), "-3.50"),
            Example(4.35, decimal("4.35")),
            Example("99,999,999.99", decimal("99999999.99")),
        ),
        unreadable=("1.005", "十元", "1,23", "12万", "100美元", True, "1 2", "0x10"),
        complained_of=("100,000,000.00", "-100000000"),
    ),
    "area": Examples(
        (
            Example("3.25亩", decimal("3.25"), "3.25 亩", "3.25 mu"),
            Example("1,200", decimal("1200.00"), "1200.00 亩"),
        ),
        unreadable=("3.255", "三亩", "3 m2"),
        complained_of=("-1", "10000000"),
    ),
    "percent": Examples(
        (
            Example("30%", decimal("0.3"), "30%", "30%"),
            Example("30", decimal("0.3"), "30%"),
            Example("12.5", decimal("0.125"), "12.5%"),
            Example("0", decimal("0"), "0%"),
        ),
        unreadable=("30.12345%", "三成", "%"),
        complained_of=("1001%",),
    ),
    "date": Examples(
        tuple(
            Example(raw, MARCH_5, "2026-03-05", "2026-03-05")
            for raw in (
                "2026-03-05",
                "2026/3/5",
                "2026.3.5",
                "2026年3月5日",
                "2026 年 3 月 5 号",
                "20260305",
                "2026-03-05 00:00:00",
                MARCH_5,
                datetime(2026, 3, 5),  # noqa: DTZ001 - as a workbook gives it
            )
        ),
        unreadable=("2026-02-30", "3月5日", "05/03/2026", "2026-13-01", "明天", 20261),
        complained_of=("0206-03-05", "2206-03-05"),
    ),
    "datetime": Examples(
        tuple(
            Example(raw, HALF_PAST_NINE, "2026-03-05 09:30", "2026-03-05 09:30")
            for raw in (
                "2026-03-05T09:30",
                "2026-03-05 9:30",
                "2026/3/5 09:30:00",
                "2026年3月5日 9时30分",
                "2026年3月5日 9点30",
                "2026-03-05T01:30:00Z",
                "2026-03-05T09:30:00+08:00",
            )
        ),
        unreadable=("2026-03-05 25:00", "9:30", "2026-02-30 09:30", "一会儿"),
        complained_of=("0026-03-05 09:30",),
    ),
    "period": Examples(
        tuple(
            Example(raw, Period(2026, 4), "2026-04", "2026-04")
            for raw in ("2026-04", "2026/4", "2026年4月", "202604", "2026.4", date(2026, 4, 30))
        ),
        unreadable=("2026-13", "4月", "2026", "26-04"),
        complained_of=("0026-04",),
    ),
    "duration": Examples(
        (
            Example("7 days", Duration(7, "day"), "7 天", "7 days"),
            Example("7天", Duration(7, "day")),
            Example("3个工作日", Duration(3, "workday"), "3 个工作日", "3 workdays"),
            Example("1 workday", Duration(1, "workday"), "1 个工作日", "1 workday"),
            Example("24小时", Duration(24, "hour")),
            Example("12 个月", Duration(12, "month"), "12 个月", "12 months"),
        ),
        unreadable=("7", "一周", "1.5 days", "-3 days", "7 fortnights"),
    ),
    "bool": Examples(
        (
            Example("是", True, "是", "Yes"),
            Example("否", False, "否", "No"),
            Example(True, True),
            Example("YES", True),
            Example("0", False),
            Example("无", False),
        ),
        unreadable=("也许", "2", "null"),
    ),
    "choice": Examples(
        (
            Example("cash", "cash", "现金", "Cash"),
            Example("银行直付", "bank_direct", "银行直付", "Bank transfer"),
            Example("VILLAGE CARD", "village_card"),
        ),
        unreadable=("支票", "1", ["cash", "village_card"]),
    ),
    "choices": Examples(
        (
            Example(
                ["cash", "bank_direct"], ("cash", "bank_direct"), "现金、银行直付", "Cash; Bank transfer"
            ),
            Example("cash", ("cash",), "现金"),
            Example(["现金", "VILLAGE CARD"], ("cash", "village_card")),
        ),
        unreadable=("现金、支票", ["cash", "x"]),
    ),
    "person": Examples((Example(ATTACHMENT, ATTACHMENT, ATTACHMENT),), unreadable=("张 三", "../x", "<b>")),
    "unit": Examples((Example("420802100201", "420802100201"),), unreadable=("某 村", "a/b")),
    "ref": Examples(
        (Example(" 2026/一事一议/3 ", "2026/一事一议/3"), Example("K-1", "K-1")),
        unreadable=("k" * 301, "a\x00"),
    ),
    "id_card": Examples(
        (
            Example("990101196207200033", "990101196207200033", "990101196207200033"),
            Example(" 990101 19880315 0027 ", ID_CARD),
            Example("990101195001010010", "990101195001010010"),
        ),
        unreadable=("99010119880315002", "990101880315002", "9901011988031500277", "99010119880315002Y"),
        complained_of=("990101198803150028", "990101198802300027", "990101178803150024"),
    ),
    "uscc": Examples(
        (Example("91990101ma0000002 2", CREDIT_CODE, CREDIT_CODE),),
        unreadable=("91990101MA0000002", "91990101MA0000002I", "91990101MA0000002村"),
        complained_of=("91990101MA00000023",),
    ),
    "id_card_or_uscc": Examples(
        (Example(ID_CARD, ID_CARD), Example(CREDIT_CODE.lower(), CREDIT_CODE)),
        unreadable=("123", "91990101MA0000002I"),
        complained_of=("990101198803150028", "91990101MA00000023"),
    ),
    "bank_account": Examples(
        (
            Example("6222 0000 0000 0000 008", "6222000000000000008"),
            Example("6222-0000-0000-0005", "6222000000000005"),
        ),
        unreadable=("12345678901", "1" * 22, "6222 0000 0000 000X", 6.222e14),
        warned_of=("6222000000000006",),
    ),
    "phone": Examples(
        (
            Example("138 0013 8000", "13800138000", "13800138000"),
            Example("+86-13800138000", "13800138000"),
            Example("(0724)2345678", "0724-2345678", "0724-2345678"),
            Example("01065432100", "010-65432100"),
            Example("4008001234", "4008001234"),
        ),
        unreadable=("12345", "23800138000", "2345678", "138001380001", "电话"),
    ),
    "geo": Examples(
        (
            Example(
                "31.1201, 112.2035", Place(decimal("31.1201"), decimal("112.2035")), "31.120100,112.203500"
            ),
            Example("31.12,112.2", Place(decimal("31.12"), decimal("112.2"))),
            Example("-0.0 0", Place(decimal("0"), decimal("0")), "0.000000,0.000000"),
            Example(
                "31.12010049999999,112.2034995000001", Place(decimal("31.120100"), decimal("112.203500"))
            ),
        ),
        unreadable=("112.2035,31.1201", "31.12", "北纬", "31.12,112.2,5"),
    ),
    "image": Examples((Example(ATTACHMENT, ATTACHMENT),), unreadable=("照片 1", "a/b")),
    "file": Examples((Example(ATTACHMENT, ATTACHMENT),), unreadable=("C:\\x.pdf", "../etc")),
    "signature": Examples((Example(ATTACHMENT, ATTACHMENT),), unreadable=("M 0 0 L 1 1",)),
    "table": Examples(
        (
            Example(
                [{"days": "3", "rate": ""}, {"days": "3"}], ({"days": "3", "rate": ""}, {"days": "3"}), "3、3"
            ),
        ),
        unreadable=("3 天", [["3"]]),
    ),
}
