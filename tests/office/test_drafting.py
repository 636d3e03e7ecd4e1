"""Is what a clerk fills in kept as typed, their own, and of use only for what may be picked there?"""

from __future__ import annotations

from typing import Any

import pytest

from tests.office.conftest import Village
from townhall.office import drafting, pasting, submitting
from townhall.office.views import DraftView, Input, TableInput
from townhall.record.refusals import NotFound, Stale

FORM = "village_fund_payment"


@pytest.fixture
def draft(village: Village) -> str:
    return drafting.begin(village.hall, village.visitor("village_clerk"), FORM, village.rehearsal.unit)


def saved(village: Village, draft: str, version: int = 1, **raw: Any) -> DraftView:
    return drafting.save(village.hall, village.visitor("village_clerk"), draft, raw, version)


def inputs(view: DraftView) -> dict[str, Input | TableInput]:
    return {one.name: one for section in view.sheet.sections for one in section.items}


def rows(view: DraftView, table: str) -> list[dict[str, Any]]:
    found = inputs(view)[table]
    assert isinstance(found, TableInput)
    return [{cell.field.name: cell.raw for cell in row if cell.raw} for row in found.rows]


# -- beginning -------------------------------------------------------------------------------------------


def test_a_draft_is_its_owners_alone(village: Village, draft: str):
    for by in ("village_director", "fiscal_director", "mayor", "district_audit"):
        other = village.visitor(by)
        for act in (
            lambda who: drafting.view(village.hall, who, draft),
            lambda who: drafting.save(village.hall, who, draft, {"purpose": "x"}, 1),
            lambda who: drafting.pick(village.hall, who, draft, "handler", ""),
            lambda who: drafting.add_row(village.hall, who, draft, {}, 1, "invoices"),
            lambda who: drafting.remove_row(village.hall, who, draft, {}, 1, "invoices", 0),
            lambda who: pasting.paste_rows(village.hall, who, draft, {}, 1, "invoices", "a"),
            lambda who: submitting.submit(village.hall, who, draft, {}, 1),
        ):
            with pytest.raises(NotFound):
                act(other)
        drafting.drop(village.hall, other, draft)
        assert drafting.drafts(village.hall, other) == ()
    assert [one.id for one in drafting.drafts(village.hall, village.visitor("village_clerk"))] == [draft]


# -- keeping ---------------------------------------------------------------------------------------------


def test_what_is_hidden_now_keeps_what_was_typed(village: Village, draft: str):
    saved(village, draft, expense_category="worktime", labour=[{"rate": "3"}])
    assert "labour" not in inputs(saved(village, draft, 2, expense_category="office"))
    assert rows(saved(village, draft, 3, expense_category="worktime"), "labour") == [{"rate": "3"}]


@pytest.mark.parametrize("version", [0, 2, -1, 10**9])
def test_only_who_saw_the_last_version_saves(village: Village, draft: str, version: int):
    with pytest.raises(Stale):
        saved(village, draft, version, purpose="x")


def test_a_calculated_field_takes_nothing_that_was_typed(village: Village, draft: str):
    view = saved(
        village, draft, amount_words="壹亿元整", budget_available="1", over_budget="true", amount="12"
    )
    found = inputs(view)
    words, left = found["amount_words"], found["budget_available"]
    assert isinstance(words, Input)
    assert isinstance(left, Input)
    assert (words.raw, words.shown, words.calculated) == ("", "壹拾贰元整", True)
    assert (left.raw, left.shown) == ("", "")


def test_a_fixed_field_shows_what_the_definition_says(village: Village):
    clerk = village.visitor("village_clerk")
    draft = drafting.begin(village.hall, clerk, "temp_relief", village.rehearsal.unit)
    view = drafting.save(
        village.hall, clerk, draft, {"expense_category": "entertainment", "payee_type": "company"}, 1
    )
    found = inputs(view)
    assert [found[name].raw for name in ("expense_category", "payee_type")] == ["relief", "person"]  # type: ignore[union-attr]


# -- rows ------------------------------------------------------------------------------------------------


def test_rows_are_added_and_removed_with_all_else_kept(village: Village, draft: str):
    clerk = village.visitor("village_clerk")
    raw = {"invoices": [{"inv_no": "1"}, {"inv_no": "2"}, {"inv_no": "3"}], "purpose": "甲"}
    view = drafting.add_row(village.hall, clerk, draft, raw, 1, "invoices")
    assert len(rows(view, "invoices")) == 4
    view = drafting.remove_row(village.hall, clerk, draft, raw, 2, "invoices", 1)
    assert [row["inv_no"] for row in rows(view, "invoices")] == ["1", "3"]
    for index in (99, 10**9):
        view = drafting.remove_row(village.hall, clerk, draft, raw, view.version, "invoices", index)
        assert len(rows(view, "invoices")) == 3
    assert inputs(view)["purpose"].raw == "甲"  # type: ignore[union-attr]


# -- picking ---------------------------------------------------------------------------------------------


def elsewhere(village: Village) -> None:
    """A household and a budget line of the next village."""
    with village.hall.archive() as archive:
        for name, row in {
            "household": {
                "household_no": "420802102202-0009", "org": "420802102202", "group_no": "9组",
                "head_name": "寒某某",
            },
            "budget": {
                "org": "420802102202", "fiscal_year": 2026, "line_code": "maintenance", "name": "邻村管护",
                "category": "maintenance", "source": "own", "approved": 98765, "adjusted": 0,
            },
            "subsidy": {
                "org": "420802102202", "programme": "temp_relief", "household": "420802102202-0009",
                "day": "2026-03-01", "amount": 4321, "state": "paid",
            },
        }.items():  # fmt: skip
            register = village.rehearsal.blueprint.registers[name]
            archive.add_entries(register, [village.rehearsal._entry(register, row)])


def test_a_record_that_may_not_be_picked_tells_nothing_to_who_types_its_key(village: Village):
    """Neither its name, nor what is calculated from it: numbers of households run on and are guessed."""
    elsewhere(village)
    clerk = village.visitor("village_clerk")
    draft = drafting.begin(village.hall, clerk, "temp_relief", village.rehearsal.unit)
    stranger = {"applicant": "420802102202-0009", "budget_line": "420802102202/2026/maintenance"}
    view = drafting.save(village.hall, clerk, draft, stranger, 1)
    told = repr(view)
    assert "420802102202-0009" in told  # what was typed stays typed
    for word in ("寒某某", "邻村管护", "98,765", "98765", "4,321", "4321"):
        assert word not in told, word
    answer = submitting.submit(village.hall, clerk, draft, stranger, 2)
    assert isinstance(answer, DraftView)
    assert {"applicant", "budget_line"} <= set(answer.refused)
    assert "寒某某" not in repr(answer)


def test_a_record_that_may_be_picked_tells_its_name_and_what_hangs_on_it(village: Village, draft: str):
    view = saved(
        village,
        draft,
        budget_line=f"{village.rehearsal.unit}/2026/maintenance",
        handler="420802102201-0001-1",
    )
    found = inputs(view)
    assert found["budget_available"].shown == "120,000.00"  # type: ignore[union-attr]
    assert any(
        chosen and title == "张某某（1组，张某某，420802102201-0001-1）"
        for _, title, chosen in found["handler"].options
    )  # type: ignore[union-attr]


@pytest.mark.parametrize("field", ["nothing", "", "invoices.0.nothing", "a.b.c.d", "__init__"])
def test_only_fields_of_the_form_can_be_picked_in(village: Village, draft: str, field: str):
    with pytest.raises(NotFound):
        drafting.pick(village.hall, village.visitor("village_clerk"), draft, field, "")


def test_a_picker_searches_what_fits_only(village: Village, draft: str):
    elsewhere(village)
    clerk = village.visitor("village_clerk")
    assert drafting.pick(village.hall, clerk, draft, "budget_line", "管护") == (
        (f"{village.rehearsal.unit}/2026/maintenance", "管护维修（2026）"),
    )
    for search in ("邻村", "%", "_", "寒", "990101"):
        assert drafting.pick(village.hall, clerk, draft, "budget_line", search) == ()


# -- mending ---------------------------------------------------------------------------------------------
