"""What is said of a sheet while it is being filled in, and what tells one draft from another?"""

from __future__ import annotations

from typing import Any

import pytest

from tests.office.conftest import Village
from townhall.office import drafting
from townhall.office.views import DraftView, Input


def saved(village: Village, typed: dict[str, Any]) -> DraftView:
    clerk = village.visitor("village_clerk")
    draft = drafting.begin(village.hall, clerk, "village_fund_payment", village.rehearsal.unit)
    return drafting.save(village.hall, clerk, draft, typed, 1)


def field(view: DraftView, name: str) -> Input:
    found = [one for section in view.sheet.sections for one in section.items if one.name == name]
    assert isinstance(found[0], Input)
    return found[0]


def test_nothing_is_said_of_what_is_still_empty(village: Village):
    assert saved(village, {"purpose": "换灯"}).sheet.complaints == ()


@pytest.mark.parametrize("bad", ["-5", "0", "六千", "1.234"])
def test_an_amount_that_cannot_stand_is_told_of_and_nothing_is_calculated_from_it(village: Village, bad: str):
    view = saved(village, {"amount": bad})
    assert len(field(view, "amount").complaints) == 1
    assert field(view, "amount").raw == bad
    assert field(view, "amount_words").shown == ""


def test_an_amount_that_can_stand_is_calculated_with(village: Village):
    view = saved(village, {"amount": "6800"})
    assert field(view, "amount").complaints == ()
    assert field(view, "amount_words").shown == "陆仟捌佰元整"


def test_a_cell_that_cannot_stand_is_told_of_in_its_row(village: Village):
    view = saved(village, {"invoices": [{"inv_no": "1", "face_amount": "-3"}]})
    assert [place for place, _, _ in view.sheet.complaints] == ["invoices.0.face_amount"]


def gists(village: Village) -> list[str]:
    return [one.gist for one in drafting.drafts(village.hall, village.visitor("village_clerk"))]


def test_drafts_are_told_apart_by_their_first_words(village: Village):
    saved(village, {"subject": "路灯维修", "purpose": "更换路灯\n八盏"})
    assert gists(village) == ["路灯维修 · 更换路灯 八盏"]


def test_what_is_calculated_or_secret_tells_nothing(village: Village):
    saved(village, {"amount": "6800", "amount_words": "陆仟捌佰元整", "payee_id": "990101197203047777"})
    assert gists(village) == [""]
