"""Is the demo whole: everybody finds something to do, every page has something on it, and the trail holds?"""

import re
from collections import Counter
from datetime import timedelta

import pytest

from tests.compiler.packs import ROOT
from tests.rehearsal.demo.conftest import NOW, TOWNS, Heard
from townhall.office import (
    disclosing,
    drafting,
    ledgers,
    looking,
    objecting,
    signing_in,
)
from townhall.office.demonstrating import demo_people, is_demo
from townhall.office.verifying import verify
from townhall.ports.world import ZONE
from townhall.record.refusals import Refused
from townhall.rehearsal.demo import DEMO_PASSWORD, build_demo
from townhall.rehearsal.demo.building import PEOPLE
from townhall.rehearsal.demo.planning import UNTOLD
from townhall.rehearsal.demo.working_hours import CLOSES, OPENS

UNVISITED = ("joint.land",)
"""Steps at which nobody has acted yet: the one case that came there is left to whoever visits the demo."""


def test_the_summary_counts_what_is_there(demo):
    cases = [case for town in TOWNS for case in demo.cases(town)]
    assert Counter(case.state for case in cases) == demo.summary.cases
    assert (demo.summary.towns, demo.summary.persons) == (2, 2500 + 900)
    assert 43 + 3 <= demo.summary.villages <= 43 + 5
    assert str(len(cases)) in demo.summary.say.zh
    assert str(len(cases)) in demo.summary.say.en


def test_the_readme_says_how_large_it_is(demo):
    """Fewer settle here, so that it falls out a little otherwise who works there."""
    readme = " ".join((ROOT / "README.md").read_text("utf-8").split())
    everyone = demo.summary.persons - 2500 + PEOPLE
    assert f"with {demo.summary.villages - 5} villages and communities" in readme
    assert "双喜街道 with five of its own" in readme
    (staff,) = re.findall(rf"some (\d+) staff and {everyone:,} generated persons", readme)
    assert abs(int(staff) - demo.summary.staff) < 30


def test_the_database_says_that_it_is_a_demo(demo):
    assert is_demo(demo.hall)
    assert sum(len(people) for _, people in demo_people(demo.hall, "zhanghe")) > 350


def test_progress_is_told_to_its_end(demo):
    last = {title.en: (done, total) for title, done, total in demo.heard.steps}
    assert all(done == total > 0 for done, total in last.values()), last
    assert all(title.zh and title.en for title, _, _ in demo.heard.steps)


def test_a_second_demo_in_the_same_database_is_refused_in_words(demo):
    with pytest.raises(Refused) as refused:
        build_demo(demo.hall, seed=1, progress=Heard())
    assert "空的数据库" in refused.value.say.zh
    assert "empty" in refused.value.say.en


def test_a_town_of_too_few_is_refused(demo):
    with pytest.raises(ValueError, match="too few"):
        build_demo(demo.hall, seed=1, progress=Heard(), people=1999)


def test_everybody_comes_in_with_the_one_password(demo):
    for login in ("clerk.201", "mayor", "specialist.2", "clerk.001", "mayor@shuangxi"):
        assert signing_in.sign_in(demo.hall, login, DEMO_PASSWORD, "test")


@pytest.mark.parametrize(
    "login",
    [
        "clerk.201", "member.201.1", "director.201", "clerk.001", "director.238", "clerk.900",
        "specialist.1", "specialist.5", "fiscal_auditor.1", "fiscal_auditor.2", "rural_mgmt_head",
        "fiscal_director", "fiscal_finance_lead", "fund_accountant.1", "deputy.finance", "deputy.civil",
        "deputy.build", "mayor", "civil_affairs_head", "civil_clerk.1", "district_civil",
        "construction_head", "land_head", "water_head", "agri_head", "legal_officer",
        "office_clerk", "home_clerk", "home_buyer", "home_keeper", "home_director", "resident_rep.1",
        "fiscal_accountant.1",
    ],
)  # fmt: skip
def test_those_whom_a_visitor_plays_have_something_to_do(demo, login):
    found = looking.tasks(demo.hall, demo.visitor(login)).lines
    assert found
    assert all(line.gist and line.matter_no for line in found)


@pytest.mark.parametrize(
    "login", ["clerk.207", "director.207", "specialist", "fiscal_auditor", "fiscal_director", "mayor"]
)
def test_the_second_town_works_too(demo, login):
    assert looking.tasks(demo.hall, demo.visitor(f"{login}@shuangxi", "shuangxi")).lines


@pytest.mark.parametrize(
    "post",
    ["coop_chair", "coop_supervisor", "coop_accountant", "finance_group_member", "finance_group_leader"],
)
def test_some_cooperative_waits_for_each_of_its_posts(demo, post):
    with demo.hall.archive(read_only=True) as archive:
        held = [one for one in archive.holdings("zhanghe") if one.post == post and one.unit.endswith("-coop")]
        logins = [archive.person(one.person).login for one in held]
    assert len(logins) >= 8
    assert any(looking.tasks(demo.hall, demo.visitor(login)).lines for login in logins)


def test_every_clerk_has_started_matters_something_to_mend_and_a_draft(demo):
    with demo.hall.archive(read_only=True) as archive:
        clerks = [one.person for one in archive.holdings("zhanghe") if one.post == "village_clerk"]
        logins = [archive.person(person).login for person in clerks]
    assert len(logins) == 43
    for login in logins:
        clerk = demo.visitor(login)
        assert looking.tasks(demo.hall, clerk).lines, login
        assert looking.cases(demo.hall, clerk, which="started").lines, login
        assert drafting.drafts(demo.hall, clerk), login


def test_supervisors_have_copies_and_objections_to_answer(demo):
    officer, specialists = (
        demo.visitor("discipline_officer"),
        [demo.visitor(f"specialist.{n}") for n in range(1, 6)],
    )
    assert looking.tasks(demo.hall, officer, kind="copied").lines
    assert looking.tasks(demo.hall, demo.visitor("npc_chair"), kind="copied").lines
    assert any(view.can_answer for view, _ in objecting.objections(demo.hall, officer).lines)
    assert any(
        view.can_answer for one in specialists for view, _ in objecting.objections(demo.hall, one).lines
    )


def test_every_matter_has_cases_in_every_state(demo):
    with demo.hall.archive(read_only=True) as archive:
        _, blueprint = demo.hall.blueprints.in_force(archive, "zhanghe", NOW.date())
    cases = demo.cases()
    for form in blueprint.forms.keys() - UNTOLD:
        found = [case for case in cases if case.form == form]
        choices = {one.name for step in blueprint.chain_of(form).walk() for one in step.choices}
        wanted = {"open", "approved"} | ({"refused"} if "refuse" in choices else set())
        assert wanted <= {case.state for case in found}, form
        assert any(case.returns for case in found) == ("return" in choices), form


def test_what_began_by_itself_waits_is_filled_in_and_goes_on(demo):
    rents = [case for case in demo.cases() if case.form == "rent_collection"]
    assert {"begun", "approved"} <= {case.state for case in rents}
    assert {case.values["outcome"] for case in rents if case.state == "approved"} >= {"overdue", "waived"}
    tasks = [case for case in demo.cases() if case.form == "supervision_task"]
    sheets = {case.id: case for case in demo.cases() if case.parent is not None}
    closed = [case for case in tasks if case.state == "approved"]
    assert all(sheets[id].is_over for case in closed for id in case.last_run("onsite").cases)
    waiting = [run for case in tasks if (run := case.open_run("onsite"))]
    assert any({sheets[id].state for id in run.cases} == {"begun"} for run in waiting)
    assert any({sheets[id].state for id in run.cases} == {"begun", "open"} for run in waiting)


def test_every_step_that_asks_somebody_has_been_visited(demo):
    with demo.hall.archive(read_only=True) as archive:
        _, blueprint = demo.hall.blueprints.in_force(archive, "zhanghe", NOW.date())
    for form in blueprint.forms.keys() - UNTOLD:
        visited = {
            run.step for case in demo.cases() if case.form == form for run in case.runs if run.decisions
        }
        wanted = {step.path for step in blueprint.chain_of(form).walk() if step.asks_people}
        assert wanted - visited <= set(UNVISITED), form


def test_villages_show_what_is_disclosed(demo):
    villages = [
        disclosing.village(demo.hall, code)
        for name, _, units in disclosing.towns(demo.hall)
        for code, _ in units
        if name == "zhanghe"
    ]
    is_open = [notice for village in villages for notice in village.open_notices]
    is_past = [notice for village in villages for notice in village.past_notices]
    assert len(villages) == 43 + 3 + 8, "villages and communities, two offices, the home and cooperatives"
    assert len(is_open) >= 4
    assert len(is_past) >= 12
    answered = Counter(objection.state for case in demo.cases() for objection in _objections(demo, case.id))
    assert {"open", "upheld", "dismissed"} == set(answered)


def _objections(demo, case):
    with demo.hall.archive(read_only=True) as archive:
        return archive.objections(case)


def test_villages_show_their_money_by_month_quarter_and_year(demo):
    for name, _, units in disclosing.towns(demo.hall):
        with demo.hall.archive(read_only=True) as archive:
            staffed = {one.unit for one in archive.holdings(name)}
        for code in [code for code, _ in units if code in staffed and code.isdigit()][::12]:
            for by in ("month", "quarter", "year"):
                view = ledgers.ledger(demo.hall, code, "income_expense", by=by)
                assert view.rows, (code, by)
            last_year = ledgers.ledger(demo.hall, code, "income_expense", by="year", span=str(NOW.year - 1))
            assert last_year.rows


def test_the_trail_holds(demo):
    found = verify(demo.hall, lambda done, total: None)
    assert found.breaks == ()
    assert found.cases == sum(demo.summary.cases.values())


def test_nothing_happened_after_now_and_nobody_worked_at_night(demo):
    with demo.hall.archive(read_only=True) as archive:
        events = [event for case in archive.case_ids() for event in archive.trail(case)]
    assert max(event.at for event in events) < NOW
    assert min(event.at for event in events) > NOW - timedelta(days=130)
    for event in events:
        if event.actor.person not in ("system", "villager"):
            assert OPENS <= event.at.astimezone(ZONE).time() < CLOSES, event


def test_a_complete_project_is_through_within_the_half_hour(demo):
    took = sorted(
        case.ended_at - case.opened_at
        for case in demo.cases()
        if case.form == "project_joint_approval" and case.state == "approved" and not case.returns
    )
    assert took[len(took) // 2] <= timedelta(minutes=30)


def test_what_is_over_budget_waits_for_its_release(demo):
    waiting = [
        case
        for case in demo.cases()
        if case.state == "open"
        and case.open_run("town.pay.release")
        and case.values["expense_category"] == "office"
    ]
    assert waiting
    with demo.hall.archive(read_only=True) as archive:
        lead = demo.visitor("fiscal_finance_lead")
        assert archive.case(waiting[0].id, lead.sight)
