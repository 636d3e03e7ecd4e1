"""Which sheets go along, and is everything on them that is needed where nothing can be asked?"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.office import away
from tests.office.village import Village
from townhall.office import drafting
from townhall.office.taking_along import sheet, sheets
from townhall.record.refusals import NotFound


@pytest.fixture
def office(raise_village: Callable[..., Village]) -> Village:
    return away.office(raise_village)


def test_whoever_is_asked_may_take_it_along_and_nobody_else(office: Village):
    (row,) = sheets(office.hall, office.visitor(away.BY))
    assert (row.draft, row.title.zh) == (away.waiting(office), "现场检查记录")
    assert sheets(office.hall, office.visitor("fiscal_specialist#2")) == ()
    with pytest.raises(NotFound):
        sheet(office.hall, office.visitor("fiscal_specialist#2"), row.draft)


def test_all_fields_are_there_and_each_table_has_a_blank_row(office: Village):
    along = sheet(office.hall, office.visitor(away.BY), away.waiting(office))
    shown = {one.name: one for section in along.draft.sheet.sections for one in section.items}
    form = office.rehearsal.blueprint.forms["onsite_sheet"]
    assert set(shown) == {one.name for one in form.sheet.fields}
    assert [len(shown[name].rows) for name in ("checklist", "findings")] == [1, 1]
    assert {cell.raw for cell in shown["findings"].rows[0]} == {""}
    assert len(shown["inspectors"].options) > 1


def test_what_is_required_whatever_else_is_filled_in_is_told(office: Village):
    must = sheet(office.hall, office.visitor(away.BY), away.waiting(office)).must
    assert {"place", "photos", "signature", "checklist.item", "findings.severity"} <= must
    assert must.isdisjoint({"far_reason", "progress", "checklist.evidence", "interviewee", "apart"})


def test_an_own_draft_of_another_form_stays_here(raise_village: Callable[..., Village]):
    village = raise_village()
    visitor = village.visitor("village_clerk")
    draft = drafting.begin(village.hall, visitor, "village_fund_payment", village.rehearsal.unit)
    assert sheets(village.hall, visitor) == ()
    with pytest.raises(NotFound):
        sheet(village.hall, visitor, draft)
