"""Does the calendar begin a matter for every unit in its time and for every record that is due, once?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.office.village import Village
from townhall.office import calling, looking, starting, working
from townhall.ports.hall import Hall
from townhall.ports.questions import CaseQuery
from townhall.record.entries import Entry
from townhall.spec.blueprint import Blueprint

HERE = "420802102201"


def due(village: Village, on: date, state: str = "open") -> None:
    register = village.rehearsal.blueprint.registers["receivable"]
    values = {
        "contract": f"C-{on}", "org": HERE, "what": "租金", "due_on": on, "amount": Decimal(100),
        "received": Decimal(0), "state": state,
    }  # fmt: skip
    entry = Entry("receivable", "zhanghe", HERE, values, booked_on=on, booked_at=village.hall.now())
    with village.hall.archive() as archive:
        archive.add_entries(register, [entry])


def begun(village: Village, form: str) -> list[str]:
    visitor = village.visitor("village_clerk")
    with village.hall.archive(read_only=True) as archive:
        found = archive.cases(CaseQuery(state="open", form=form), visitor.sight)
    return [one.id for one in found]


def test_a_record_that_comes_due_begins_its_matter_once(village: Village):
    today = village.hall.today()
    due(village, today + timedelta(days=30))
    due(village, today + timedelta(days=31))
    due(village, today + timedelta(days=3), state="paid")
    working.work(village.hall)
    assert len(begun(village, "rent_collection")) == 1
    assert working.work(village.hall).called_up == 0
    village.rehearsal.clock.moment += timedelta(days=1)
    assert working.work(village.hall).called_up == 1
    assert len(begun(village, "rent_collection")) == 2


def test_the_clerk_finds_it_filled_in_as_far_as_it_is_known(village: Village):
    due(village, village.hall.today())
    working.work(village.hall)
    found = looking.tasks(village.hall, village.visitor("village_clerk")).lines
    (task,) = [one for one in found if one.case in begun(village, "rent_collection")]
    view = looking.case(village.hall, village.visitor("village_clerk"), task.case)
    assert (view.state, view.mend_draft is not None) == ("begun", True)
    assert task.gist.startswith("租金")


def test_nobody_begins_by_hand_what_the_system_begins(village: Village):
    offered = {
        matter.form
        for category in starting.categories(village.hall, village.visitor("village_clerk"))
        for matter in category.matters
    }
    assert "rent_collection" not in offered
    assert "contract_filing" in offered


class Monthly:
    """Blueprints in which month_close is begun every month, to be handed in by the tenth."""

    def __init__(self, hall: Hall, every: str) -> None:
        self._of, self._every = hall.blueprints, every

    def changed(self, blueprint: Blueprint) -> Blueprint:
        form = blueprint.forms["month_close"]
        start = replace(form.start, every=self._every, due=10)
        return replace(blueprint, forms={**blueprint.forms, form.name: replace(form, start=start)})

    def of(self, archive, release):  # type: ignore[no-untyped-def]
        return self.changed(self._of.of(archive, release))

    def in_force(self, archive, town, day):  # type: ignore[no-untyped-def]
        release, blueprint = self._of.in_force(archive, town, day)
        return release, self.changed(blueprint)


@pytest.mark.parametrize(("every", "days", "again"), [("month", 30, 1), ("quarter", 30, 0), ("year", 30, 0)])
def test_every_unit_is_called_once_in_every_span(village: Village, every: str, days: int, again: int):
    hall = replace(village.hall, blueprints=Monthly(village.hall, every))
    units = [one for one in village.rehearsal.blueprint.town.units if one.kind in ("village", "community")]
    assert calling.call_up(hall) == len(units)
    village.rehearsal.clock.moment += timedelta(days=1)
    assert calling.call_up(hall) == 0
    village.rehearsal.clock.moment += timedelta(days=days)
    assert calling.call_up(hall) == again * len(units)
    due = [one.due for one in looking.tasks(hall, village.visitor("village_clerk")).lines if one.due]
    assert [(one.day, one.month) for one in sorted(due)] == [(10, 4), (10, 5)][: 1 + again]
