"""Does each row of a table offer what its own cells allow, in whichever order the rows stand?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import pytest

from tests.office.conftest import Village
from townhall.kernel.expressions import parse
from townhall.kernel.marks import NOWHERE
from townhall.office import drafting
from townhall.office.own_drafts import mending_id
from townhall.office.views import DraftView, TableInput
from townhall.ports.archive import Archive
from townhall.ports.hall import Blueprints, Hall
from townhall.spec.blueprint import Blueprint
from townhall.spec.fields import Field, Sheet

FORM = "village_fund_payment"


@dataclass(frozen=True)
class Narrowed:
    """The blueprints of a hall, with workers offered in rows that pay enough."""

    inner: Blueprints
    where: str

    def of(self, archive: Archive, release: str) -> Blueprint:
        return self._narrowed(self.inner.of(archive, release))

    def in_force(self, archive: Archive, town: str, day: date) -> tuple[str, Blueprint]:
        release, found = self.inner.in_force(archive, town, day)
        return release, self._narrowed(found)

    def _narrowed(self, found: Blueprint) -> Blueprint:
        form = found.forms[FORM]
        sections = tuple(
            replace(one, fields=tuple(map(self._field, one.fields))) for one in form.sheet.sections
        )
        sheet: Sheet = replace(form.sheet, sections=sections)
        return replace(found, forms={**found.forms, FORM: replace(form, sheet=sheet)})

    def _field(self, one: Field) -> Field:
        if one.name != "labour":
            return one
        columns = (
            replace(column, where=parse(self.where, NOWHERE)) if column.name == "worker" else column
            for column in one.columns
        )
        return replace(one, columns=tuple(columns))


@pytest.fixture(params=["org == case.unit and this.rate >= 5", "org == case.unit and rate >= 5"])
def hall(village: Village, request: pytest.FixtureRequest) -> Hall:
    return replace(village.hall, blueprints=Narrowed(village.hall.blueprints, request.param))


@pytest.fixture
def draft(village: Village) -> str:
    return drafting.begin(village.hall, village.visitor("village_clerk"), FORM, village.rehearsal.unit)


def saved(village: Village, hall: Hall, draft: str, *rates: str) -> DraftView:
    raw = {"expense_category": "worktime", "labour": [{"rate": rate} for rate in rates]}
    return drafting.save(hall, village.visitor("village_clerk"), draft, raw, 1)


def offered(view: DraftView) -> list[bool]:
    """By row: whether anybody is offered."""
    (table,) = (
        one
        for section in view.sheet.sections
        for one in section.items
        if isinstance(one, TableInput) and one.name == "labour"
    )
    return [bool(cell.options) for row in table.rows for cell in row if cell.field.name == "worker"]


@pytest.mark.parametrize("rates", [("10", "1"), ("1", "10"), ("", "10", "1", "10"), ("10", "", "1")])
def test_each_row_is_offered_what_its_own_cells_allow(
    village: Village, hall: Hall, draft: str, rates: tuple[str, ...]
):
    view = saved(village, hall, draft, *rates)
    assert offered(view) == [rate == "10" for rate in rates]
    clerk = village.visitor("village_clerk")
    found = [drafting.pick(hall, clerk, draft, f"labour.{row}.worker", "") for row in range(len(rates))]
    assert [bool(one) for one in found] == [rate == "10" for rate in rates]


@pytest.mark.parametrize("row", ["9", "x", "", "²", "9" * 5000])
def test_a_row_that_was_not_kept_yet_is_blank(village: Village, hall: Hall, draft: str, row: str):
    saved(village, hall, draft, "10")
    clerk = village.visitor("village_clerk")
    assert drafting.pick(hall, clerk, draft, f"labour.{row}.worker", "") == ()


def test_in_a_mending_that_was_never_saved_what_was_submitted_counts(village: Village):
    """A budget line is picked by the year on the form, which nobody types anew."""
    village.submit()
    village.decide("finance_group_member", "return", reason="预算科目不对")
    draft = mending_id(village.case(), village.case().initiator.person)
    clerk = village.visitor("village_clerk")
    assert drafting.pick(village.hall, clerk, draft, "budget_line", "管护")
