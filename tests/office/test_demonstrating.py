"""Does the demo's clock move, only forward and only in a demo, without showing its visitor the door?"""

from __future__ import annotations

from datetime import date

import pytest

from tests.office.conftest import Village
from tests.office.villagers import VILLAGE, settled
from townhall.office import demonstrating, ledgers, looking, proving, visiting
from townhall.office.appointing import appoint
from townhall.record.people import Holding, Person
from townhall.record.refusals import NotAllowed, NotFound, Refused
from townhall.record.sessions import Session


@pytest.fixture
def demo(village: Village) -> Village:
    with village.hall.archive() as archive:
        archive.set_setting(demonstrating.DEMO, "yes")
    return village


def session(village: Village, token: str) -> Session:
    with village.hall.archive(read_only=True) as archive:
        found = archive.session(visiting.session_id(token))
    assert found is not None
    return found


def test_whoever_moves_the_clock_stays_signed_in(demo: Village):
    mover, other = (
        demonstrating.sign_in_as(demo.hall, demo.rehearsal.cast.holder("village_clerk"), device)
        for device in ("desk", "phone")
    )
    before = session(demo, mover), session(demo, other)
    demonstrating.move_clock(demo.hall, days=7, token=mover)
    assert (session(demo, mover).expires_at - before[0].expires_at).days == 7
    assert session(demo, other) == before[1]


def test_the_clock_adds_up(demo: Village):
    demonstrating.move_clock(demo.hall, days=1)
    demonstrating.move_clock(demo.hall, days=0, hours=4)
    with demo.hall.archive(read_only=True) as archive:
        assert archive.setting(demonstrating.CLOCK) == str(28 * 60)


@pytest.mark.parametrize(("days", "hours"), [(0, 0), (-1, 0), (401, 0)])
def test_the_clock_moves_forward_and_not_for_ever(demo: Village, days: int, hours: int):
    with pytest.raises(Refused):
        demonstrating.move_clock(demo.hall, days, hours)


def test_only_a_demo_has_a_clock_to_move_and_people_to_be(village: Village):
    with pytest.raises(NotAllowed):
        demonstrating.move_clock(village.hall, days=1)
    with pytest.raises(NotAllowed):
        demonstrating.sign_in_as(village.hall, village.rehearsal.cast.holder("mayor"), "desk")


def test_people_are_offered_as_they_come_to_act(demo: Village):
    groups = [title.en for title, _ in demonstrating.demo_people(demo.hall, "zhanghe")]
    assert groups[0] == "Village clerk"
    assert groups.index("Finance group member") < groups.index("Village party secretary")
    assert groups.index("Village party secretary") < groups.index("Mayor") < groups.index("Receipt keeper")
    assert len(groups) == len(set(groups))


def test_people_are_found_by_post_and_place(demo: Village):
    found = demonstrating.demo_people(demo.hall, "zhanghe", search="刘院村 报账员")
    assert [[one.post.zh for one in people] for _, people in found] == [
        ["村（社区）报账员"],
        ["合作社报账员"],
    ]


def test_who_sits_nearby_comes_first(demo: Village):
    here, there = demo.rehearsal.unit, "420802102202"
    appoint(
        demo.hall,
        [Person("another", "另一人", "another")],
        [Holding("another", "zhanghe", "project_manager", there, date(2026, 1, 1))],
    )

    def managers(near: str) -> list[str]:
        groups = demonstrating.demo_people(demo.hall, "zhanghe", near=[near])
        return [one.id for title, people in groups if title.en == "Project manager" for one in people]

    assert managers(here) == ["project_manager-0", "another"]
    assert managers(there) == ["another", "project_manager-0"]


def waiting(village: Village, by: str) -> int:
    found = demonstrating.demo_people(village.hall, "zhanghe")
    me = village.rehearsal.cast.holder(by)
    return next(one.waiting for _, people in found for one in people if one.id == me)


def test_the_chooser_tells_how_much_waits_for_whom(demo: Village):
    assert waiting(demo, "finance_group_member") == 0
    demo.submit()
    demo.submit("form/temp_relief")
    assert waiting(demo, "finance_group_member") == 1
    assert waiting(demo, "village_clerk") == 0
    assert waiting(demo, "civil_affairs_clerk") == demo_tasks(demo, "civil_affairs_clerk") > 0


def demo_tasks(village: Village, by: str) -> int:
    return len(looking.tasks(village.hall, village.visitor(by)).lines)


def test_one_may_be_a_villager_of_the_demo_and_reads_what_is_theirs(demo: Village):
    settled(demo)
    token = demonstrating.prove_as_villager(demo.hall, VILLAGE, "phone")
    found = proving.villager_of(demo.hall, token)
    assert found is not None
    view = ledgers.ledger(demo.hall, VILLAGE, "my_subsidies", reader=found)
    assert view.rows
    assert (VILLAGE in dict(demonstrating.demo_villages(demo.hall, "zhanghe"))) is True
    for nowhere in ("nowhere", "420802102203"):
        with pytest.raises(NotFound):
            demonstrating.prove_as_villager(demo.hall, nowhere, "phone")


def test_nobody_is_a_villager_by_a_press_of_a_button_anywhere_else(village: Village):
    with pytest.raises(NotAllowed):
        demonstrating.prove_as_villager(village.hall, VILLAGE, "phone")
    with pytest.raises(NotAllowed):
        demonstrating.demo_villages(village.hall, "zhanghe")
