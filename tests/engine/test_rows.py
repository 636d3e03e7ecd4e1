"""What is a register's row to a formula?"""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.engine.specimens import LINES, MOVES, NOW, TODAY, VILLAGE, blueprint, catalog, chain, post
from townhall.engine.rows import EntryRow, Reference, matchable
from townhall.engine.world import Wanting, World
from townhall.record.entries import Entry, Want

VALUES = {"org": VILLAGE, "code": "road", "name": "道路", "approved": Decimal(100), "state": "live"}
ROAD = Entry(
    "lines", "home", VALUES["org"], VALUES, key="x/road", matter_no="RQ-7", booked_on=TODAY, number=1
)
MOVE = Entry("moves", "home", VILLAGE, {"line": "x/road", "amount": Decimal("30.005")}, number=2)


def world(known=None, day=TODAY, **more):
    made = blueprint(chain(post("head")), None, (MOVES, LINES))
    return World(made, NOW, day, known or {}, catalog(), **more)


def by(register, **equals):
    return Want("register", register, tuple(equals.items()))


def row(known=None, **more):
    return EntryRow(ROAD, LINES, world(known, **more))


def test_stored_columns_and_what_every_entry_has():
    one = row()
    assert (one.dot("name"), one.dot("approved")) == ("道路", 100)
    assert (one.dot("entry_no"), one.dot("matter_no"), one.dot("booked_on")) == (1, "RQ-7", TODAY)
    with pytest.raises(LookupError, match="register/lines has no column nothing"):
        one.dot("nothing")


def test_calculated_columns_use_facts_of_their_own():
    known = {by("moves", line="x/road"): (MOVE, MOVE)}
    assert row(known).dot("used") == Decimal("60.01")
    assert row(known).dot("left") == Decimal("39.99")


def test_what_needs_rows_that_are_not_there_yet_is_unknown_and_wanted():
    one = row()
    assert one.dot("left") is None
    with pytest.raises(Wanting) as wanting:
        one.world.settle()
    assert wanting.value.wants == (by("moves", line="x/road"),)


def test_params_in_a_register_are_todays_whatever_day_governs_the_case():
    assert row(day=date(2026, 3, 1)).dot("cap") == 200


def test_a_reference_reads_the_newest_entry_and_is_equal_by_key():
    newer = replace(ROAD, number=5, values={**VALUES, "name": "新道路"})
    there = world({by("lines", key="x/road"): (ROAD, newer)})
    assert Reference("lines", "x/road", there).dot("name") == "新道路"
    assert Reference("lines", "x/road", there) == Reference("lines", "x/road", world())
    assert Reference("lines", "x/road", there) != Reference("moves", "x/road", there)
    assert str(Reference("lines", "x/road", there)) == "x/road"


def test_a_reference_to_nothing_is_empty_and_one_not_fetched_unknown():
    there = world({by("lines", key="none"): ()})
    assert Reference("lines", "none", there).row() is None
    assert Reference("lines", "none", there).dot("name") is None
    assert not there.missing
    assert Reference("lines", "x/road", there).row() is None
    assert list(there.missing) == [by("lines", key="x/road")]


def test_rows_of_one_entry_are_equal_and_hash_alike():
    assert row() == row()
    assert len({row(), row()}) == 1
    assert row() != EntryRow(replace(ROAD, number=2), LINES, world())
    assert row() != ROAD


def test_a_row_stands_for_its_key_and_in_a_journal_for_its_number():
    assert row().plain() == "x/road"
    assert EntryRow(MOVE, MOVES, world()).plain() == "2"


@pytest.mark.parametrize(
    ("value", "matched"), [("", None), (None, None), (0, 0), (False, False), (("a", "b"), ("a", "b"))]
)
def test_what_rows_are_matched_by(value, matched):
    assert matchable(value) == matched


def test_references_and_rows_are_matched_by_their_keys():
    assert matchable(Reference("lines", "k", world())) == "k"
    assert matchable((Reference("lines", "k", world()), row())) == ("k", "x/road")


def test_wants_asked_twice_are_wanted_once():
    there = world()
    for _ in range(3):
        assert there.look(by("moves", line="a")) is None
    assert len(there.missing) == 1


def test_a_case_does_not_find_itself_among_others():
    own = replace(MOVE, case="case-1")
    there = world({by("moves", line="x/road"): (MOVE, own)}, case_id="case-1")
    assert there.look(by("moves", line="x/road")) == (MOVE, own)
    assert there.look_at_others(by("moves", line="x/road")) == (MOVE,)
    assert there.look_at_others(by("moves", line="other")) is None
