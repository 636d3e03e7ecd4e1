"""Do rows come out of a workbook as they stood in it, and what is no table changes nothing?"""

from __future__ import annotations

from typing import Any

import pytest

from tests.office.conftest import Village
from townhall.office import drafting, pasting
from townhall.office.views import DraftView, Input, TableInput
from townhall.record.refusals import NotFound, Refused

FORM = "village_fund_payment"


@pytest.fixture
def draft(village: Village) -> str:
    return drafting.begin(village.hall, village.visitor("village_clerk"), FORM, village.rehearsal.unit)


def inputs(view: DraftView) -> dict[str, Input | TableInput]:
    return {one.name: one for section in view.sheet.sections for one in section.items}


def rows(view: DraftView, table: str) -> list[dict[str, Any]]:
    found = inputs(view)[table]
    assert isinstance(found, TableInput)
    return [{cell.field.name: cell.raw for cell in row if cell.raw} for row in found.rows]


def test_what_is_pasted_falls_under_its_columns(village: Village, draft: str):
    clerk = village.visitor("village_clerk")
    text = "开票日\t票面金额\r\n2026-04-02\t12.5\r\n\r\n2026-04-03\t7\r"
    view = pasting.paste_rows(village.hall, clerk, draft, {}, 1, "invoices", text)
    assert rows(view, "invoices") == [
        {"inv_date": "2026-04-02", "face_amount": "12.5"},
        {"inv_date": "2026-04-03", "face_amount": "7"},
    ]
    view = pasting.paste_rows(village.hall, clerk, draft, {}, 2, "invoices", "数电发票\t\t123")
    assert rows(view, "invoices") == [{"inv_type": "vat_e", "inv_no": "123"}]


def test_a_cell_may_hold_a_line_break_as_workbooks_quote_it(village: Village, draft: str):
    clerk = village.visitor("village_clerk")
    view = pasting.paste_rows(village.hall, clerk, draft, {}, 1, "invoices", '数电发票\t"1\r\n2"\t3')
    assert rows(view, "invoices")[0]["inv_no"] == "3"


@pytest.mark.parametrize("text", ["x" * 200_000, "\n".join("1\t2" for _ in range(501))])
def test_what_is_no_table_is_told_so_and_changes_nothing(village: Village, draft: str, text: str):
    with pytest.raises(Refused) as refused:
        pasting.paste_rows(village.hall, village.visitor("village_clerk"), draft, {}, 1, "invoices", text)
    assert refused.value.say.zh
    assert drafting.view(village.hall, village.visitor("village_clerk"), draft).version == 1


@pytest.mark.parametrize("table", ["nothing", "purpose", "", "__class__"])
def test_rows_are_pasted_into_tables_only(village: Village, draft: str, table: str):
    with pytest.raises(NotFound):
        pasting.paste_rows(village.hall, village.visitor("village_clerk"), draft, {}, 1, table, "1\t2")
