"""Whose is a draft in which a returned case is mended?"""

from __future__ import annotations

from typing import Any

import pytest

from tests.office.conftest import Village
from townhall.office import drafting, own_drafts
from townhall.office.views import DraftView, Input, TableInput
from townhall.record.refusals import NotFound

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


def returned(village: Village) -> str:
    village.submit()
    village.decide("finance_group_member", "return", reason="发票内容与事由不符")
    return own_drafts.mending_id(village.case(), village.case().initiator.person)


def test_a_returned_case_is_mended_by_its_initiator_alone(village: Village):
    draft = returned(village)
    view = drafting.view(village.hall, village.visitor("village_clerk"), draft)
    assert view.return_reason == "发票内容与事由不符"
    assert inputs(view)["purpose"].raw == "更换主路损坏路灯八盏"  # type: ignore[union-attr]
    for by in ("finance_group_member", "village_director", "fiscal_director"):
        with pytest.raises(NotFound):
            drafting.view(village.hall, village.visitor(by), draft)


@pytest.mark.parametrize("wrong", [".0", ".2", ".99", ".-1", ".", "", ".1.1", ".x"])
def test_no_other_number_mends_it(village: Village, wrong: str):
    returned(village)
    with pytest.raises(NotFound):
        drafting.view(village.hall, village.visitor("village_clerk"), village.case().id + wrong)


def test_a_case_that_was_not_returned_is_no_draft(village: Village):
    case = village.submit()
    for id in (case, f"{case}.0", f"{case}.1"):
        with pytest.raises(NotFound):
            drafting.view(village.hall, village.visitor("village_clerk"), id)
