"""Who sits where, who is asked at the nearest unit upward, and how far does a holder see?"""

from datetime import date, timedelta

import pytest

from tests.engine.specimens import (
    DISTRICT,
    FISCAL,
    HOME_TOWN,
    OTHER_VILLAGE,
    POSTS,
    RURAL,
    TODAY,
    TOWN,
    TREASURY,
    VILLAGE,
    held,
    reference,
)
from townhall.kernel.text import Text
from townhall.record.people import Holding, Seat, Seating, Sight, sight_of
from townhall.spec.towns import Post, Town, Unit


def seating(*holdings, day=TODAY, town=HOME_TOWN):
    return Seating(town, day, holdings, {"p": "王某某"})


def asked(seats, post, start=VILLAGE):
    return [seat.person for seat in seats.asked(reference(post), POSTS[post.partition(".")[0]], start)]


def where(seats, post, start=VILLAGE):
    found = seats.where(reference(post), POSTS[post.partition(".")[0]], start)
    return found.code if found else None


# -- days ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("since", "until", "counts"),
    [(0, None, True), (1, None, False), (-9, 0, True), (-9, -1, False), (0, 0, True), (-9, 9, True)],
)
def test_a_holding_counts_from_its_first_day_to_its_last(since, until, counts):
    last = None if until is None else TODAY + timedelta(days=until)
    one = Holding("p", "home", "director", VILLAGE, TODAY + timedelta(days=since), last)
    assert one.is_in_force(TODAY) == counts
    assert (asked(seating(one), "director") == ["p"]) == counts
    assert (seating(one).seats_of("p") == (Seat("p", "director", VILLAGE),)) == counts


def test_the_same_people_sit_elsewhere_on_another_day():
    old = Holding("old", "home", "director", VILLAGE, date(2020, 1, 1), date(2026, 4, 7))
    new = Holding("new", "home", "director", VILLAGE, date(2026, 4, 8))
    assert asked(seating(old, new), "director") == ["new"]
    assert asked(seating(old, new, day=date(2026, 4, 7)), "director") == ["old"]


# -- where -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("post", "start", "unit"),
    [
        ("director", VILLAGE, VILLAGE),
        ("director", OTHER_VILLAGE, OTHER_VILLAGE),
        ("auditor", VILLAGE, FISCAL),
        ("auditor", FISCAL, FISCAL),
        ("auditor", RURAL, FISCAL),
        ("mayor", VILLAGE, TOWN),
        ("mayor", RURAL, TOWN),
        ("treasurer", VILLAGE, TREASURY),
        ("treasurer", TREASURY, TREASURY),
        ("director", FISCAL, None),
        ("director", TOWN, None),
        ("nowhere", VILLAGE, None),
    ],
    ids=str,
)
def test_the_nearest_unit_upward_its_departments_then_the_unit_above(post, start, unit):
    assert where(seating(), post, start) == unit


def test_an_empty_post_nearby_is_not_filled_from_further_up():
    above = held("p", "member", FISCAL)
    assert where(seating(above), "member") == VILLAGE
    assert asked(seating(above), "member") == []
    assert asked(seating(above), "member", FISCAL) == ["p"]


def test_a_matter_never_wanders_sideways_into_a_neighbour():
    neighbour = held("p", "director", OTHER_VILLAGE)
    assert asked(seating(neighbour), "director", VILLAGE) == []


def test_among_departments_the_one_where_somebody_sits_comes_first():
    units = (
        Unit("t", "town", Text("镇", "")),
        Unit("v", "village", Text("村", ""), "t"),
        Unit("t-1", "office", Text("一办", ""), "t"),
        Unit("t-2", "office", Text("二办", ""), "t"),
    )
    town = Town("home", Text("镇", ""), "t", "town", "", units)
    anywhere = Post("x", Text("x", ""), ("office",))
    assert seating(town=town).where(reference("x"), anywhere, "v").code == "t-1"
    second = seating(held("p", "x", "t-2"), town=town)
    assert second.where(reference("x"), anywhere, "v").code == "t-2"
    assert [seat.person for seat in second.asked(reference("x"), anywhere, "v")] == ["p"]


def test_a_unit_the_town_does_not_have_is_a_mistake():
    with pytest.raises(LookupError, match="has no unit x"):
        asked(seating(), "director", "x")


# -- narrowed --------------------------------------------------------------------------------------------


def test_a_portfolio_narrows_a_post():
    seats = seating(
        held("f", "leader.finance", TOWN), held("a", "leader.agri", TOWN), held("n", "leader", TOWN)
    )
    assert asked(seats, "leader.finance") == ["f"]
    assert asked(seats, "leader") == ["f", "a", "n"]


def test_holders_answer_for_their_units_and_one_who_names_none_for_all():
    seats = seating(
        held("a", "specialist", FISCAL, responsible_for=frozenset({VILLAGE})),
        held("b", "specialist", FISCAL, responsible_for=frozenset({OTHER_VILLAGE})),
        held("c", "specialist", FISCAL),
    )
    assert asked(seats, "specialist", VILLAGE) == ["a", "c"]
    assert asked(seats, "specialist", OTHER_VILLAGE) == ["b", "c"]


def test_one_person_may_sit_in_several_seats():
    seats = seating(held("p", "director", VILLAGE), held("p", "leader.finance", TOWN))
    assert seats.seats_of("p") == (Seat("p", "director", VILLAGE), Seat("p", "leader", TOWN, "finance"))
    assert seats.seats_of("nobody") == ()


def test_names_are_known_or_the_id_stands_in():
    assert seating().name("p") == "王某某"
    assert seating().name("q") == "q"


# -- sight -----------------------------------------------------------------------------------------------


def test_a_post_that_sees_its_unit_sees_that_unit():
    sight = sight_of("p", "home", [Seat("p", "director", VILLAGE)], POSTS)
    assert (sight.whole, sight.units) == (False, {VILLAGE})
    assert sight.seats == {("director", VILLAGE)}
    assert not sight.is_blind


@pytest.mark.parametrize("post", ["mayor", "treasurer"])
def test_a_post_that_sees_the_town_or_district_sees_the_whole_town(post):
    sight = sight_of("p", "home", [Seat("p", post, DISTRICT)], POSTS)
    assert sight.whole
    assert sight.units == frozenset()


def test_a_seat_with_a_portfolio_is_asked_with_and_without_it():
    sight = sight_of("p", "home", [Seat("p", "leader", TOWN, "finance")], POSTS)
    assert sight.seats == {("leader", TOWN), ("leader.finance", TOWN)}


def test_a_post_that_is_no_more_shows_nothing_but_what_was_asked_of_it():
    sight = sight_of("p", "home", [Seat("p", "abolished", VILLAGE)], POSTS)
    assert (sight.whole, sight.units) == (False, frozenset())
    assert sight.seats == {("abolished", VILLAGE)}


def test_without_seats_one_sees_what_is_ones_own_and_without_a_person_nothing():
    own = sight_of("p", "home", [], POSTS)
    assert (own.person, own.whole, own.units, own.seats) == ("p", False, frozenset(), frozenset())
    assert not own.is_blind
    assert Sight("home", None).is_blind
    assert not Sight("home", None, whole=True).is_blind
