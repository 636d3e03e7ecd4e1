"""What do workbooks with very many lines look like, and who stands in them?"""

from __future__ import annotations

import io
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import xlsxwriter

from tests.bench.town import BenchTown
from townhall.kernel.checksums import id_card_check
from townhall.record.entries import Entry

LIST = "bench_list"
HEAD = (
    "农户",
    "姓名",
    "身份证号",
    "账号",
    "类别",
    "出生日期",
    "面积（亩）",
    "标准（元/亩）",
    "比例",
    "脱贫户",
    "备注",
)
TOP = {"programme": "耕地地力保护补贴", "cap": "10000"}


def id_number(number: int) -> str:
    """The number of nobody: it begins with 990101, which no county has."""
    year, month, day = 1950 + number // 3360 % 50, number // 280 % 12 + 1, number // 10 % 28 + 1
    first = f"990101{year}{month:02d}{day:02d}{number // 168_000:02d}{number % 10}"
    return first + id_card_check(first)


def line(number: int) -> list[Any]:
    """One line as it stands in a workbook."""
    card = id_number(number)
    born = f"{card[6:10]}-{card[10:12]}-{card[12:14]}"
    kind = "稻谷" if number % 3 else "良种"
    area, rate = Decimal(number % 900 + 50) / 100, Decimal(90)
    return [f"H{number % 500:05d}", f"示例{number:05d}", card, "", kind, born, area, rate, "30%", "是", ""]


def workbook_of(lines: Iterator[list[Any]] | list[list[Any]]) -> bytes:
    """A workbook of such lines under their head."""
    into = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(into, options) as made:
        sheet = made.add_worksheet("补贴名单")
        sheet.write_row(0, 0, HEAD)
        for at, cells in enumerate(lines, start=1):
            sheet.write_row(at, 0, cells)
    return into.getvalue()


def add_households(town: BenchTown, count: int = 500) -> None:
    """The households that the lines name."""
    register = town.blueprint.registers["household"]
    with town.hall.archive() as archive:
        archive.add_entries(
            register,
            [
                Entry(
                    register="household",
                    town=town.blueprint.town.name,
                    unit=town.unit,
                    values={
                        "household_no": f"H{number:05d}",
                        "org": town.unit,
                        "group_no": "1",
                        "head_name": f"示例户主{number}",
                    },
                    booked_on=town.hall.today(),
                )
                for number in range(count)
            ],
        )
