"""Do the courses of the demo fit the definitions they are played on?"""

from random import Random

from townhall.record.cases import INITIATOR
from townhall.rehearsal.demo.courses import Course, of_a_small_town, of_a_town
from townhall.rehearsal.demo.planning import TOLD

UNITS = tuple(f"4208021022{number:02}" for number in range(43))
SHARES = tuple(UNITS[place * 9 : place * 9 + 9] for place in range(5))


def planned(seed: int = 4) -> list[Course]:
    return [*of_a_town(UNITS, SHARES, Random(seed)), *of_a_small_town(UNITS[:5])]


def test_the_same_seed_plans_the_same():
    assert planned() == planned()
    assert planned() != planned(5)


def test_every_matter_with_a_story_is_told():
    assert {course.form for course in planned()} == TOLD


def test_courses_stop_only_where_a_chain_has_a_step(blueprint):
    for course in planned():
        paths = {step.path for step in blueprint.chain_of(course.form).walk()} | {INITIATOR}
        stop = (course.stops or INITIATOR).partition(":")[0]
        assert {stop, *course.leaves, *course.turns} <= paths, course


def test_turns_choose_what_a_step_offers_and_give_a_reason(blueprint):
    for course in planned():
        chain = blueprint.chain_of(course.form)
        for path, turns in course.turns.items():
            for turn in turns:
                step = chain.step(path)
                assert turn is None or step.choice(turn.choice), (course.form, path)
                assert turn is None or len(turn.reason) >= chain.returns.reason_min


def test_answers_and_objections_are_long_enough_to_be_taken():
    for course in planned():
        if course.protest is not None:
            assert course.protest.words
            assert course.protest.answer is None or len(course.protest.answer) >= 5


def test_every_village_has_something_for_its_finance_group_and_its_director():
    stops = {(course.unit, course.stops) for course in planned()}
    assert {(unit, stop) for unit in UNITS for stop in ("group", "director")} <= stops


def test_some_days_lie_within_the_last_week_and_some_months_back():
    days = [course.ago for course in planned()]
    assert min(days) == 0
    assert sum(day < 7 for day in days) > 50
    assert 40 < max(days) < 90
