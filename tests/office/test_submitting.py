"""Does handing in keep everything or nothing, once, and lose no keystroke?"""

from __future__ import annotations

import pytest

from tests.office.conftest import Village
from townhall.office import attaching, drafting, looking, submitting
from townhall.office.views import DraftView
from townhall.record.refusals import NotAllowed, NotFound, Stale


def begun(village: Village, by: str = "village_clerk") -> str:
    return drafting.begin(village.hall, village.visitor(by), "village_fund_payment", village.rehearsal.unit)


def test_a_draft_keeps_what_was_typed_even_when_it_makes_no_sense(village: Village) -> None:
    draft = begun(village)
    clerk = village.visitor("village_clerk")
    drafting.save(village.hall, clerk, draft, {"amount": "三块五", "purpose": "修路"}, 1)
    view = drafting.view(village.hall, clerk, draft)
    amount = next(item for section in view.sheet.sections for item in section.items if item.name == "amount")
    assert amount.raw == "三块五"
    assert amount.complaints


def test_every_complaint_comes_at_once_and_nothing_is_lost(village: Village) -> None:
    draft = begun(village)
    clerk = village.visitor("village_clerk")
    result = submitting.submit(village.hall, clerk, draft, {"purpose": "修路"}, 1)
    assert isinstance(result, DraftView)
    assert {"amount", "payee_name", "payee_id", "budget_line"} <= set(result.refused)
    again = drafting.view(village.hall, clerk, draft)
    raw = {
        item.name: item.raw
        for section in again.sheet.sections
        for item in section.items
        if hasattr(item, "raw")
    }
    assert raw["purpose"] == "修路"


def test_the_same_form_posted_twice_opens_one_case(village: Village) -> None:
    case = village.submit()
    clerk = village.visitor("village_clerk")
    assert submitting.submit(village.hall, clerk, case, {}, 2) == case
    assert len(looking.cases(village.hall, clerk, which="started").lines) == 1


def test_a_draft_saved_on_another_device_is_not_overwritten(village: Village) -> None:
    draft = begun(village)
    clerk = village.visitor("village_clerk")
    drafting.save(village.hall, clerk, draft, {"purpose": "甲"}, 1)
    with pytest.raises(Stale):
        drafting.save(village.hall, clerk, draft, {"purpose": "乙"}, 1)


def test_a_draft_is_nobody_elses(village: Village) -> None:
    draft = begun(village)
    for other in ("village_director", "fiscal_director", "finance_group_member"):
        with pytest.raises(NotFound):
            drafting.view(village.hall, village.visitor(other), draft)
        with pytest.raises(NotFound):
            submitting.submit(village.hall, village.visitor(other), draft, {}, 1)


def test_who_may_not_start_a_matter_cannot_begin_it(village: Village) -> None:
    with pytest.raises(NotAllowed):
        begun(village, "village_director")


def test_a_file_of_somebody_else_cannot_be_handed_in(village: Village) -> None:
    village.submit()
    stolen = village.case().values["invoices"][0]["image"]
    draft = begun(village)
    clerk = village.visitor("village_clerk")
    result = submitting.submit(village.hall, clerk, draft, {"invoices": [{"image": stolen}]}, 1)
    assert isinstance(result, DraftView)
    assert any(place == "invoices.0.image" for place, _, _ in result.sheet.complaints)


def test_a_spreadsheet_is_no_picture_of_the_place(village: Village) -> None:
    draft = begun(village)
    clerk = village.visitor("village_clerk")
    sheet = attaching.attach(village.hall, clerk, draft, "发票明细.xlsx", b"PK\x03\x04 a workbook")
    result = submitting.submit(village.hall, clerk, draft, {"invoices": [{"image": sheet.id}]}, 1)
    assert isinstance(result, DraftView)
    said = [words for place, words, _ in result.sheet.complaints if place == "invoices.0.image"]
    assert said == ["请上传照片（JPG、PNG、WEBP）、PDF、OFD"]


def test_what_cannot_be_read_is_said_once(village: Village) -> None:
    draft = begun(village)
    clerk = village.visitor("village_clerk")
    result = submitting.submit(village.hall, clerk, draft, {"amount": "三块五"}, 1)
    assert isinstance(result, DraftView)
    assert [place for place, _, _ in result.sheet.complaints].count("amount") == 1


def test_a_draft_that_was_handed_in_is_known_as_its_case_to_whoever_handed_it_in(village: Village) -> None:
    case = village.submit()
    assert submitting.handed_in_as(village.hall, village.visitor("village_clerk"), case) == case
    for by in ("finance_group_member", "civil_affairs_clerk"):
        assert submitting.handed_in_as(village.hall, village.visitor(by), case) is None
