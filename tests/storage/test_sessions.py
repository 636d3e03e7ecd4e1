"""Are sign-ins, settings and numbers kept?"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from tests.storage.builders import OTHER_TOWN, TOWN, later
from townhall.ports.archive import Overtaken
from townhall.record.people import Person
from townhall.record.sessions import Session

SIGN_IN = Session("s1", "p1", "Firefox", later(0), later(60))


@pytest.fixture
def staffed(archives):
    with archives() as archive:
        archive.add_people([Person("p1", "a", "a"), Person("p2", "b", "b")])
    return archives


def test_sign_ins(staffed):
    second = Session("s2", "p1", "phone", later(5), later(65))
    with staffed() as archive:
        archive.keep_session(SIGN_IN)
        archive.keep_session(second)
        archive.keep_session(Session("s3", "p2", "phone", later(6), later(66)))
        archive.keep_session(replace(SIGN_IN, revoked_at=later(9)))
    with staffed(read_only=True) as archive:
        assert archive.session("s1") == replace(SIGN_IN, revoked_at=later(9))
        assert archive.session("s9") is None
        assert [one.id for one in archive.sessions_of("p1")] == ["s2", "s1"]


def test_settings(archives):
    with archives() as archive:
        assert archive.setting("demo") is None
        archive.set_setting("demo", "yes")
        archive.set_setting("demo", "no")
    with archives(read_only=True) as archive:
        assert archive.setting("demo") == "no"


def test_numbers_count_by_series_town_and_year(archives):
    with archives() as archive:
        assert [archive.next_number(TOWN, "SZ", 2026) for _ in range(3)] == [1, 2, 3]
        assert archive.next_number(TOWN, "SZ", 2027) == 1
        assert archive.next_number(TOWN, "MZ", 2026) == 1
        assert archive.next_number(OTHER_TOWN, "SZ", 2026) == 1
    with archives() as archive:
        assert archive.next_number(TOWN, "SZ", 2026) == 4


def test_several_numbers_are_taken_at_once(archives):
    with archives() as archive:
        assert archive.next_number(TOWN, "SZ", 2026, 3) == 1
        assert archive.next_number(TOWN, "SZ", 2026) == 4
        assert archive.next_number(TOWN, "SZ", 2026, 20) == 5
    with archives() as archive:
        assert archive.next_number(TOWN, "SZ", 2026, 2) == 25


def test_a_number_taken_by_an_act_that_failed_is_given_out_again(archives):
    with pytest.raises(ZeroDivisionError), archives() as archive:  # noqa: PT012 - all of it is undone
        archive.next_number(TOWN, "SZ", 2026)
        raise ZeroDivisionError
    with archives() as archive:
        assert archive.next_number(TOWN, "SZ", 2026) == 1


def test_many_who_take_numbers_at_once_get_each_its_own(archives):
    def take(_):
        while True:
            try:
                with archives() as archive:
                    return archive.next_number(TOWN, "SZ", 2026)
            except Overtaken:  # PostgreSQL sends away whoever came second; acts try again
                continue

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(take, range(60))) == list(range(1, 61))
