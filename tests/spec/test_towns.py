"""Which units hang together, and whose records may a matter name?"""

from tests.engine.specimens import (
    CITY,
    DISTRICT,
    FISCAL,
    HOME,
    HOME_TOWN,
    OTHER_VILLAGE,
    TOWN,
    TREASURY,
    VILLAGE,
)
from townhall.spec.towns import BODIES, GRASS_ROOTS, UNIT_KINDS

OFFICES = {unit.code for unit in HOME_TOWN.units if unit.parent == TOWN and unit.is_department}


def test_a_village_matter_may_name_its_own_records_and_those_above_it():
    assert HOME_TOWN.kin(VILLAGE) == {VILLAGE, TOWN, *OFFICES, DISTRICT, TREASURY, CITY}


def test_a_village_matter_never_reaches_sideways():
    assert not {OTHER_VILLAGE, HOME} & HOME_TOWN.kin(VILLAGE)


def test_a_town_matter_may_name_all_below_it():
    assert {VILLAGE, OTHER_VILLAGE, HOME, FISCAL} <= HOME_TOWN.kin(TOWN)


def test_an_office_reaches_upward_and_to_its_neighbours_in_the_same_house():
    assert HOME_TOWN.kin(FISCAL) == {TOWN, *OFFICES, DISTRICT, TREASURY, CITY}


def test_kinds_of_units():
    assert GRASS_ROOTS < BODIES < UNIT_KINDS
    assert {unit.code for unit in HOME_TOWN.units if unit.is_grass_roots} == {VILLAGE, OTHER_VILLAGE}
    assert {unit.code for unit in HOME_TOWN.units if unit.is_body} == {VILLAGE, OTHER_VILLAGE, HOME}
    assert not HOME_TOWN.unit(TOWN).is_department
    assert HOME_TOWN.unit(TREASURY) in HOME_TOWN.departments(DISTRICT)
