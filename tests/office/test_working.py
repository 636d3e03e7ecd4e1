"""Does the clock's own work do what is due, once, and nothing that is not?"""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.office.village import Village
from townhall.office import appointing, working
from townhall.record.people import Holding


@pytest.fixture
def shown(village: Village) -> Village:
    """A village whose relief is being published."""
    village.submit("form/temp_relief")
    for by in ("civil_affairs_clerk", "civil_affairs_clerk#2"):
        village.decide(by, fields={"record": "入户查看,情况属实"})
    village.decide("civil_affairs_head")
    return village


def open_steps(village: Village) -> list[str]:
    return [run.step for run in village.case().open_runs]


def later(village: Village, days: int) -> None:
    village.rehearsal.clock.moment += timedelta(days=days)


def holding(village: Village, by: str) -> Holding:
    person = village.rehearsal.cast.holder(by)
    return next(one for one in village.rehearsal.cast.holdings if one.person == person)


def test_nothing_to_do_is_done_at_once(village: Village):
    village.submit()
    assert working.work(village.hall) == working.Worked(0, 0)
    assert open_steps(village) == ["group"]


def test_publicity_ends_when_its_days_are_over_and_not_before(shown: Village):
    days = (shown.case().publicities[-1].closes_on - shown.hall.today()).days
    for _ in range(days):
        later(shown, 1)
        assert working.work(shown.hall).ended == 0
    later(shown, 1)
    assert working.work(shown.hall) == working.Worked(1, 0)
    assert open_steps(shown) == ["decide"]


def test_whatever_was_done_is_not_done_again(shown: Village):
    later(shown, 30)
    assert working.work(shown.hall).ended == 1
    before = shown.case()
    assert working.work(shown.hall) == working.Worked(0, 0)
    assert shown.case() == before


def test_the_end_of_publicity_is_nobodys_act(shown: Village):
    later(shown, 30)
    working.work(shown.hall)
    with shown.hall.archive(read_only=True) as archive:
        closed = next(one for one in archive.events(shown.case().id) if one.kind == "publicity_closed")
    assert closed.actor.person == "system"
    assert closed.body["outcome"] == "quiet"


def test_a_step_after_publicity_where_nobody_sits_moves_up_or_waits(shown: Village):
    """Relief says `empty_post: move_up`: who answers for the empty post is asked instead."""
    appointing.dismiss(shown.hall, holding(shown, "deputy_leader.civil"), shown.hall.today())
    later(shown, 30)
    assert working.work(shown.hall).ended == 1
    asks = [ask.post for run in shown.case().open_runs for ask in run.asks]
    assert asks == ["mayor"]


def test_a_held_step_stays_held_while_nobody_sits_there(village: Village):
    appointing.dismiss(
        village.hall, holding(village, "village_party_sec"), village.hall.today() - timedelta(days=1)
    )
    village.submit()
    village.decide("finance_group_member", everyone=True)
    village.decide("village_director")
    assert village.case().is_held
    for _ in range(3):
        later(village, 1)
        assert working.work(village.hall) == working.Worked(0, 0)
    assert village.case().is_held
