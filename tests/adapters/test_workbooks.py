"""Is a workbook read as it was meant, told in words where it cannot be, and never run?"""

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

import pytest

from tests.workbooks import HOSTILE, PLAIN, SHEET, empty_rows, rezipped, sheet_part, workbook
from townhall.adapters.workbooks import ExcelWorkbooks
from townhall.ports.workbooks import Column, Grid, Leaf, Limits
from townhall.record.refusals import BadUpload

BOOKS = ExcelWorkbooks()
MIDNIGHT, HALF_PAST = datetime.fromisoformat("2026-07-01"), datetime.fromisoformat("2026-07-01T09:30")


def read(content: bytes, sheet: str = "明细", limits: Limits | None = None) -> Grid:
    return BOOKS.read(content, sheet, limits or Limits())


def test_cells_come_as_they_were_typed():
    def furnish(made):
        sheet = made.get_worksheet_by_name("明细")
        sheet.write_datetime(2, 0, MIDNIGHT, made.add_format({"num_format": "yyyy-mm-dd"}))
        sheet.write_datetime(2, 1, HALF_PAST, made.add_format({"num_format": "yyyy-mm-dd hh:mm"}))
        sheet.write_boolean(3, 0, True)
        sheet.write_number(3, 1, 0.1 + 0.2)
        sheet.write_number(4, 0, 110101199001011234)
        sheet.write_string(4, 1, "=1+1")

    rows = read(workbook(PLAIN, furnish)).rows
    assert rows[:2] == (("姓名", "金额"), ("甲某某", Decimal("12.5")))
    assert rows[2] == (date(2026, 7, 1), HALF_PAST)
    assert rows[3] == (True, Decimal("0.3"))
    assert rows[4] == (Decimal("110101199001011000"), "=1+1")
    assert all(not isinstance(cell, float) for row in rows for cell in row)


def test_a_formula_is_told_of_and_not_run():
    found = read(workbook({"明细": [["a", "=1+1"], ["b", '=HYPERLINK("http://a.example")']]}))
    assert found.formulas == {(0, 1), (1, 1)}
    assert found.rows[0] == ("a", Decimal(0))  # what it last came to, as its writer left it


def test_merged_cells_are_told_of():
    found = read(workbook(PLAIN, lambda made: made.get_worksheet_by_name("明细").merge_range("A3:B4", "合")))
    assert found.merged == (((2, 0), (3, 1)),)


def test_rows_that_only_have_a_format_cost_nothing():
    assert len(read(empty_rows()).rows) == 2


def test_the_only_sheet_is_taken_whatever_its_name():
    assert read(workbook(PLAIN), "另一张").sheet == "明细"
    assert read(workbook({"明细": []})).rows == ()


def test_of_several_sheets_the_one_asked_for():
    two = workbook({"说明": [["x"]], **PLAIN})
    assert read(two).rows[1][0] == "甲某某"
    with pytest.raises(BadUpload) as refused:
        read(two, "补贴")
    assert "补贴" in refused.value.say.zh
    assert "说明" in refused.value.say.zh


def test_a_hidden_sheet_is_none():
    assert read(workbook({**PLAIN, "x": []}, lambda made: made.get_worksheet_by_name("x").hide()), "y").rows


def test_days_may_count_from_1904():
    into = io.BytesIO(workbook(PLAIN))
    assert read(into.getvalue()).first_day == date(1899, 12, 30)
    parts = b'<workbookPr date1904="1"'
    content = into.getvalue()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        told = archive.read("xl/workbook.xml").replace(b"<workbookPr", parts)
    assert read(rezipped(content, {"xl/workbook.xml": told})).first_day == date(1904, 1, 1)


def test_cells_without_a_reference_stand_one_after_another():
    rows = "<row><c><v>1</v></c><c><f>1+1</f><v>2</v></c></row><row><c><v>3</v></c></row>"
    found = read(rezipped(workbook(PLAIN), {SHEET: sheet_part(rows)}))
    assert found.formulas == {(0, 1)}


@pytest.mark.parametrize(("make", "word"), HOSTILE.values(), ids=HOSTILE)
def test_what_is_hostile_is_refused_in_words(make: Callable[[], bytes], word: str):
    with pytest.raises(BadUpload) as refused:
        read(make())
    assert word in refused.value.say.zh
    assert refused.value.say.en


@pytest.mark.parametrize(
    ("limits", "word"),
    [
        (Limits(octets=100), "MB"),
        (Limits(rows=1), "第2行"),
        (Limits(columns=1), "第2列"),
        (Limits(parts=3), "过大"),
        (Limits(unpacked=500), "过大"),
    ],
)
def test_beyond_a_limit_nothing_is_read(limits: Limits, word: str):
    with pytest.raises(BadUpload) as refused:
        read(workbook(PLAIN), limits=limits)
    assert word in refused.value.say.zh


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "http://a.example", "{=1}", "0012", "\t=1"])
def test_what_is_text_stays_text(text: str):
    into = io.BytesIO()
    BOOKS.write([Leaf("明细", (Column(text),), [(text,)], lead=(text,))], into)
    found = read(into.getvalue())
    assert found.rows == ((text,), (text,), (text,))
    assert found.formulas == frozenset()


def test_a_sheet_is_written_with_lists_notes_and_formats():
    columns = (
        Column("选", choices=("甲", "乙"), note="选一个", is_required=True),
        Column("长", choices=tuple(f"第{number}项" for number in range(300))),
        Column("金额", "money"),
        Column("日期", "date"),
    )
    rows = [("甲", None, Decimal("12.30"), date(2026, 7, 1)), ("乙", "x", None, date(1066, 1, 1))]
    into = io.BytesIO()
    BOOKS.write([Leaf("a/b", columns, rows, room=50)], into)
    found = read(into.getvalue(), "ab")
    assert found.sheet == "ab"
    assert found.rows[0] == ("选", "长", "金额", "日期")
    assert found.rows[1] == ("甲", None, Decimal("12.3"), date(2026, 7, 1))
    assert found.rows[2] == ("乙", "x", None, "1066-01-01")
    assert b"PK" in into.getvalue()
