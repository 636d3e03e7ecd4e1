"""Whom does a sign-in stand for, in which town, and what do their posts let them see?"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.office.village import Village
from tests.web.square import Square
from townhall.office import appointing
from townhall.office.visiting import Visitor, asked_seat, open_towns, visitor, visitor_of
from townhall.record.cases import Ask, Run
from townhall.record.people import Holding, Person
from townhall.record.refusals import NotAllowed

OFFICE = "420899-district_finance"


def seen(square: Square, person: str, town: str | None = None) -> Visitor:
    with square.hall.archive(read_only=True) as archive:
        found = archive.person(person)
        assert found is not None
        return visitor(square.hall, archive, found, "", town)


@pytest.fixture
def district(square: Square) -> str:
    """Somebody of the district, who sits there for both towns."""
    person = "district"
    posts = [
        Holding(person, town, "district_rural_fin", OFFICE, square.hall.today()) for town in square.towns
    ]
    appointing.appoint(square.hall, [Person(person, "区农财岗", person)], posts)
    return person


def test_a_person_of_one_town_is_a_visitor_of_that(square: Square):
    found = seen(square, square.towns["shuangxi"].people["overseer"])
    assert (found.town, found.towns) == ("shuangxi", ("shuangxi",))
    assert found.sight.town == "shuangxi"


def test_a_person_of_two_towns_chooses_and_sees_one(square: Square, district: str):
    for town in square.towns:
        found = seen(square, district, town)
        assert found.town == found.sight.town == town
        assert set(found.towns) == set(square.towns)
    assert seen(square, district, "nowhere").town in square.towns


@pytest.mark.parametrize("town", ["nowhere", "", "zhanghe", "zhanghe_new_area", "ZHANGHE"])
def test_no_word_opens_a_town_one_has_no_post_in(square: Square, town: str):
    assert seen(square, square.towns["shuangxi"].people["initiator"], town).town == "shuangxi"


def test_a_town_one_has_left_is_closed_while_the_other_stays_open(square: Square, district: str):
    with square.hall.archive(read_only=True) as archive:
        left = next(one for one in archive.holdings("zhanghe") if one.person == district)
    appointing.dismiss(square.hall, left, square.hall.today() - timedelta(days=1))
    found = seen(square, district, "zhanghe")
    assert (found.town, found.towns) == ("shuangxi", ("shuangxi",))


def test_who_holds_no_post_is_no_visitor(square: Square):
    with pytest.raises(NotAllowed):
        seen(square, square.towns["zhanghe"].people["ended"])
    with square.hall.archive() as archive:
        archive.add_people([Person("nobody", "无岗", "nobody")])
    with pytest.raises(NotAllowed):
        seen(square, "nobody")


def test_a_token_that_nobody_was_given_is_nobodys(square: Square):
    assert visitor_of(square.hall, "never given") is None


def test_sight_is_what_the_posts_say(square: Square):
    town = square.towns["zhanghe"]
    assert seen(square, town.people["overseer"]).sight.whole
    clerk = seen(square, town.people["initiator"]).sight
    assert (clerk.whole, clerk.units) == (False, frozenset({town.unit}))
    head = seen(square, town.people["department_head"]).sight
    assert (head.whole, head.units) == (False, frozenset({"420802102-land"}))


def test_a_seat_answers_what_asks_it_and_nothing_else(village: Village):
    clerk = village.visitor("village_clerk")
    here = village.rehearsal.unit
    now = village.hall.now()
    run = Run("step", 1, "open", now, asks=(Ask("village_clerk", here),))
    assert asked_seat(clerk, run) is not None
    for ask in (
        Ask("village_clerk", "420802102202"), Ask("village_director", here), Ask("village_clerk", here, "x"),
        Ask("village_clerk.finance", here), Ask("", here), Ask("village_clerk", ""),
    ):  # fmt: skip
        assert asked_seat(clerk, replace(run, asks=(ask,))) is None
    assert asked_seat(clerk, replace(run, asks=())) is None


def test_only_towns_whose_release_has_begun_are_open(square: Square):
    with square.hall.archive(read_only=True) as archive:
        assert [one.town.name for one in open_towns(square.hall, archive)] == ["shuangxi", "zhanghe"]
    square.clock.moment -= timedelta(days=400)
    with square.hall.archive(read_only=True) as archive:
        assert open_towns(square.hall, archive) == ()
