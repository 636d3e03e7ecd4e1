"""Are staff, passwords and posts kept and found?"""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from tests.storage.builders import EVERYTHING, OTHER_TOWN, TOWN, opening
from townhall.record.people import Holding, Person

ANNA, BEN = Person("p1", "张某", "zhang", "13900000000", "en"), Person("p2", "李某", "li")
SEAT = Holding("p1", TOWN, "mayor", "u1", date(2026, 1, 1))


@pytest.fixture
def staffed(archives):
    with archives() as archive:
        archive.add_people([ANNA, BEN])
    return archives


def test_people_are_found_by_id_and_by_login(staffed):
    with staffed(read_only=True) as archive:
        assert archive.person("p1") == ANNA
        assert archive.person_by_login("li") == BEN
        assert archive.person("p3") is None
        assert archive.person_by_login("p1") is None
        assert archive.people_by_login({"li", "zhang", "p1"}) == {"li": BEN, "zhang": ANNA}
        assert archive.people_by_login(set()) == {}


def test_a_login_belongs_to_one(staffed):
    with pytest.raises((IntegrityError, ValueError)), staffed() as archive:
        archive.add_people([replace(BEN, id="p3")])


def test_passwords(staffed):
    with staffed() as archive:
        assert archive.password("p1") is None
        assert archive.password("nobody") is None
        archive.set_password("p1", "hash 1")
        archive.set_password("p1", "hash 2")
    with staffed(read_only=True) as archive:
        assert (archive.password("p1"), archive.password("p2")) == ("hash 2", None)


def test_holdings(staffed):
    liaison = Holding("p2", TOWN, "liaison", "u2", date(2026, 1, 1), date(2026, 6, 30), "water",
                      frozenset({"u7", "u8"}))  # fmt: skip
    elsewhere = replace(SEAT, town=OTHER_TOWN)
    with staffed() as archive:
        archive.add_holdings([SEAT, liaison, elsewhere])
    with staffed(read_only=True) as archive:
        assert archive.holdings(TOWN) == (SEAT, liaison)
        assert archive.holdings(OTHER_TOWN) == (elsewhere,)
        assert archive.names(TOWN) == {"p1": "张某", "p2": "李某"}
        assert archive.names(OTHER_TOWN) == {"p1": "张某"}
        assert archive.holdings_of("p1") == (SEAT, elsewhere)
        assert archive.holdings_of("p3") == ()


def test_only_the_named_holding_ends(staffed):
    others = [replace(SEAT, portfolio="water"), replace(SEAT, unit="u2"), replace(SEAT, person="p2")]
    with staffed() as archive:
        archive.add_holdings([SEAT, *others])
        archive.end_holding(SEAT, date(2026, 5, 1))
        assert archive.holdings(TOWN) == (replace(SEAT, until=date(2026, 5, 1)), *others)


def test_the_version_grows_with_every_appointment_of_the_town(staffed):
    with staffed() as archive:
        assert archive.appointments_version(TOWN) == 0
        archive.add_holdings([SEAT, replace(SEAT, unit="u2")])
        first = archive.appointments_version(TOWN)
        archive.end_holding(SEAT, date(2026, 5, 1))
        assert 0 < first < archive.appointments_version(TOWN)
        assert archive.appointments_version(OTHER_TOWN) == 0


def test_the_version_that_is_read_with_a_case_is_the_newest(staffed):
    with staffed() as archive:
        archive.keep(opening("c1"))
        for version in (0, 1, 2):
            archive.case("c1", EVERYTHING)
            assert archive.appointments_version(TOWN) == version
            archive.add_holdings([replace(SEAT, unit=f"u{version}")])
            assert archive.appointments_version(TOWN) == version + 1
