"""Is each matter that began by itself taken up once, at its unit where there is one?"""

from townhall.rehearsal.demo.begun import Begun


def test_each_is_taken_up_once(demo):
    begun = Begun(demo.hall)
    free = [case.id for case in demo.cases() if case.form == "rent_collection" and case.state == "begun"]
    unit = next(case.unit for case in demo.cases() if case.id == free[-1])
    first = begun.taken("zhanghe", "rent_collection", unit)
    assert first in free
    assert next(case.unit for case in demo.cases() if case.id == first) == unit
    others = [begun.taken("zhanghe", "rent_collection", "nowhere") for _ in range(len(free))]
    assert sorted([first, *others]) == sorted(["", *free])


def test_where_nothing_began_nothing_is_taken_up(demo):
    assert Begun(demo.hall).taken("zhanghe", "village_income", "420802102201") == ""
