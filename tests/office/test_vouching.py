"""Does a clerk give codes to people of the own village, and nobody else to anybody?"""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.office.conftest import Village
from tests.office.villagers import LI, NEXT_VILLAGE, VILLAGE, ZHANG, book, code_for, settled
from townhall.office import vouching
from townhall.record.refusals import NotAllowed, NotFound, Refused


@pytest.fixture
def here(village: Village) -> Village:
    return settled(village)


def test_people_are_found_by_name_and_told_apart(here: Village) -> None:
    (found,) = vouching.persons(here.hall, here.visitor("village_clerk"), "李")
    assert (found.key, found.name, found.household) == (LI, "李某某", "李某某")
    assert found.number == "990101********0027"


def test_nobody_is_listed_unasked_nor_from_elsewhere(here: Village) -> None:
    clerk = here.visitor("village_clerk")
    assert vouching.persons(here.hall, clerk, " ") == ()
    assert vouching.persons(here.hall, clerk, "周") == ()
    assert vouching.persons(here.hall, clerk, "%") == ()


def test_a_code_is_shown_once_with_the_way_to_use_it(here: Village) -> None:
    issued = vouching.issue(here.hall, here.visitor("village_clerk"), ZHANG)
    assert len(issued.code.replace(" ", "")) == vouching.DIGITS
    assert issued.code.replace(" ", "").isdigit()
    assert issued.address.endswith(f"/prove/{VILLAGE}")
    assert issued.code not in repr(issued)
    clerk = here.visitor("village_clerk").person.id
    assert book(here) == [("code_issued", clerk, {"person": ZHANG})]


def test_only_for_people_of_the_own_unit(here: Village) -> None:
    for person in (f"{NEXT_VILLAGE}-0001-1", "nobody", ""):
        with pytest.raises(NotFound):
            vouching.issue(here.hall, here.visitor("village_clerk"), person)


def test_only_by_a_post_that_gives_codes(here: Village) -> None:
    for by in ("village_director", "finance_group_member", "fiscal_director"):
        with pytest.raises(NotAllowed):
            vouching.issue(here.hall, here.visitor(by), ZHANG)
        with pytest.raises(NotAllowed):
            vouching.persons(here.hall, here.visitor(by), "张")


def test_only_from_the_seat_at_that_unit(here: Village) -> None:
    clerk = here.visitor("village_clerk")
    elsewhere = replace(clerk, seats=tuple(replace(one, unit=NEXT_VILLAGE) for one in clerk.seats))
    with pytest.raises(NotFound):
        vouching.issue(here.hall, elsewhere, ZHANG)


def test_so_many_a_day(here: Village) -> None:
    for _ in range(vouching.MOST_A_DAY):
        code_for(here, ZHANG)
    with pytest.raises(Refused, match="tomorrow"):
        code_for(here, ZHANG)
    assert code_for(here, LI)
    here.rehearsal.clock.moment = here.rehearsal.clock.moment.replace(day=here.hall.today().day + 1)
    assert code_for(here, ZHANG)


def test_codes_differ(here: Village) -> None:
    assert len({code_for(here, person) for person in (ZHANG, LI) for _ in range(3)}) == 6
