"""Is every matter without a story of its own met at every step, returned, refused and done?"""

import pytest

from townhall.rehearsal.demo.bodies import Body
from townhall.rehearsal.demo.breadth import HABITS, STAGES, of_other_matters, of_whole_projects
from townhall.rehearsal.demo.courses import Course
from townhall.rehearsal.demo.planning import TOLD, UNTOLD
from townhall.rehearsal.demo.population import PLACES
from townhall.rehearsal.demo.staffing import OFFICES
from townhall.spec.blueprint import Blueprint


def staffed(blueprint: Blueprint) -> list[Body]:
    """Every unit with somebody at each post it has."""
    return [
        Body(
            unit.code,
            unit.kind,
            unit.title.zh,
            (),
            (),
            staff={post.name: (post.name,) for post in blueprint.posts.values() if unit.kind in post.at},
        )
        for unit in blueprint.town.units
        if unit.kind in PLACES or unit.kind in OFFICES
    ]


@pytest.fixture(scope="module")
def planned(blueprint) -> list[Course]:
    return list(of_other_matters(blueprint, staffed(blueprint), TOLD | UNTOLD))


def others(blueprint: Blueprint) -> set[str]:
    """The matters that have no story, and are not opened by others."""
    opened = {step.form for chain in blueprint.chains.values() for step in chain.walk() if step.form}
    return set(blueprint.forms) - TOLD - UNTOLD - opened


def test_every_other_matter_is_met(blueprint, planned):
    assert {course.form for course in planned} == others(blueprint)


def test_one_waits_at_every_step_that_asks(blueprint, planned):
    for form in others(blueprint):
        steps = {step.path for step in blueprint.chain_of(form).walk() if step.asks_people}
        assert steps <= {course.stops for course in planned if course.form == form}, form


def offered(blueprint: Blueprint, form: str, choice: str) -> bool:
    """Whether a step that always comes offers a choice."""
    steps = [one for one in blueprint.chain_of(form).walk() if one.asks_people and not one.branches]
    return any(one.choice(choice) for one in steps if choice == "return" or one.when is None)


def test_each_is_returned_mended_refused_and_done(blueprint, planned):
    for form in others(blueprint):
        here = [course for course in planned if course.form == form]
        chosen = [turn.choice for course in here for turns in course.turns.values() for turn in turns]
        returns, refuses = offered(blueprint, form, "return"), offered(blueprint, form, "refuse")
        assert sum(course.stops is None and course.inside is not None for course in here) == 3 * (
            form == "supervision_task"
        )
        assert chosen.count("return") == (2 if returns else 0), form
        assert chosen.count("refuse") == (1 if refuses else 0), form
        assert any(course.stops == "initiator" for course in here) == returns, form
        assert sum(course.stops is None and not course.turns for course in here) >= 2, form


def test_turns_choose_what_a_step_offers(blueprint, planned):
    for course in planned:
        chain = blueprint.chain_of(course.form)
        for path, turns in course.turns.items():
            assert all(chain.step(path).choice(turn.choice) for turn in turns)
            assert all(len(turn.reason) >= chain.returns.reason_min for turn in turns)


def test_habits_speak_of_steps_that_are_there(blueprint):
    for form, habit in HABITS.items():
        paths = {step.path for step in blueprint.chain_of(form).walk()}
        assert set(habit.wishes) - {"*"} <= paths, form


def test_a_matter_starts_only_where_it_may(blueprint, planned):
    kinds = {unit.code: unit.kind for unit in blueprint.town.units}
    for course in planned:
        assert kinds[course.unit] in blueprint.forms[course.form].start.at


def test_a_month_is_closed_once_in_a_village(planned):
    units = [course.unit for course in planned if course.form == "month_close"]
    assert len(set(units)) == len(units)


def test_nobody_starts_where_nobody_sits(blueprint):
    empty = [Body(one.unit, one.kind, one.title, (), ()) for one in staffed(blueprint)]
    assert list(of_other_matters(blueprint, empty, TOLD)) == []


def test_a_whole_project_goes_through_its_stages_in_their_order(blueprint):
    found = list(of_whole_projects(["a", "b"]))
    assert [course.form for course in found if course.unit == "a"] == [form for form, _ in STAGES]
    days = [course.ago for course in found if course.unit == "b"]
    assert days == sorted(days, reverse=True)
    assert {course.form for course in found} <= set(blueprint.forms)
