"""Does a step that opens other matters begin each of them once, and go on when all of them are over?"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.office.village import Village
from townhall.kernel.marks import NOWHERE
from townhall.office import looking
from townhall.office.verifying import verify
from townhall.record.cases import INITIATOR, Case
from townhall.record.people import Sight
from townhall.spec.scenarios import Play

OFFICE = "420802102-fiscal_office"
HERE, THERE = "420802102201", "420802102202"
DIRECTORS = {"village_director": {"at": [HERE, THERE]}}


@pytest.fixture
def office(raise_village: Callable[..., Village]) -> Village:
    """A task that was assigned, with a sheet begun for each of its two objects."""
    village = raise_village(unit=OFFICE, people=DIRECTORS)
    village.submit("form/supervision_task", by="fiscal_finance_lead")
    village.decide("fiscal_director", "accepted")
    village.decide("fiscal_director", "assigned", fields={"specialist": "fiscal_specialist"})
    return village


def of(village: Village, id: str) -> Case:
    with village.hall.archive(read_only=True) as archive:
        found = archive.case(id, Sight("zhanghe", None, whole=True))
    assert found is not None
    return found


def filled(village: Village, director: str) -> str:
    """One sheet filled in, signed and acknowledged; gives its id."""
    done = village.rehearsal.played(
        Play("fill", "form/onsite_sheet", {"by": "fiscal_specialist"}, {}, NOWHERE)
    )
    assert tuple(done) == ()
    village.decide("fiscal_specialist", "signed")
    village.decide("fiscal_auditor", "signed")
    village.decide(director, "acknowledged")
    return village.rehearsal.case


def test_each_row_begins_a_matter_with_what_is_known_of_it(office: Village):
    task = office.case()
    run = task.open_run("onsite")
    assert run is not None
    sheets = [of(office, id) for id in run.cases]
    assert [one.values["object"] for one in sheets if one.values] == [HERE, THERE]
    assert {(one.state, one.form, one.unit) for one in sheets} == {("begun", "onsite_sheet", OFFICE)}
    for one in sheets:
        asked = one.open_run(INITIATOR)
        assert one.values is not None
        assert one.values["standard"] == "村账2026版"
        assert asked is not None
        assert [(ask.post, ask.person) for ask in asked.asks] == [
            ("fiscal_specialist", office.rehearsal.cast.holder("fiscal_specialist"))
        ]
        assert (one.parent and one.parent.case, one.parent and one.parent.step) == (task.id, "onsite")
    assert len({one.matter_no for one in sheets}) == 2


def test_a_table_begins_with_the_rows_of_its_fact(raise_village: Callable[..., Village]):
    lines = [
        {"standard": "村账2026版", "item": "收支是否入账", "requirement": "当月入账"},
        {"standard": "村账2025版", "item": "旧标准", "requirement": "不用了"},
        {"standard": "村账2026版", "item": "票据是否齐全", "requirement": "一笔一票"},
    ]
    village = raise_village(unit=OFFICE, people=DIRECTORS, given={"register/standard_item": lines})
    village.submit("form/supervision_task", by="fiscal_finance_lead")
    village.decide("fiscal_director", "accepted")
    village.decide("fiscal_director", "assigned", fields={"specialist": "fiscal_specialist"})
    run = village.case().open_run("onsite")
    assert run is not None
    for id in run.cases:
        values = of(village, id).values or {}
        assert [row["item"] for row in values["checklist"]] == ["收支是否入账", "票据是否齐全"]
        assert {row["result"] for row in values["checklist"]} == {None}


def test_whoever_is_asked_finds_it_among_the_tasks_and_others_do_not(office: Village):
    mine = looking.tasks(office.hall, office.visitor("fiscal_specialist")).lines
    assert [one.form_title.zh for one in mine].count("现场检查记录") == 2
    assert looking.tasks(office.hall, office.visitor("fiscal_auditor")).lines == ()
    view = looking.case(office.hall, office.visitor("fiscal_specialist"), mine[0].case)
    assert (view.state, view.mend_draft is not None) == ("begun", True)


def test_the_task_waits_until_all_are_over(office: Village):
    task = office.rehearsal.case
    sheet = filled(office, "village_director")
    assert of(office, sheet).state == "approved"
    assert [run.step for run in of(office, task).open_runs] == ["onsite"]
    filled(office, "village_director#2")
    assert [run.step for run in of(office, task).open_runs] == ["report"]
    assert of(office, task).last_run("onsite").outcome == "approved"  # type: ignore[union-attr]


def test_who_filled_it_in_handed_it_in(office: Village):
    sheet = of(office, filled(office, "village_director"))
    specialist = office.rehearsal.cast.holder("fiscal_specialist")
    assert sheet.mended_by == (specialist,)
    assert specialist in sheet.submitters


def test_the_trail_of_what_was_begun_holds(office: Village):
    filled(office, "village_director")
    assert verify(office.hall, lambda done, total: None).breaks == ()
