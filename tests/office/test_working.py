"""Does the clock's own work do what is due, once, and nothing that is not?"""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.office.village import Village
from townhall.office import appointing, drafting, looking, objecting, submitting, working
from townhall.office.gathering import circumstances
from townhall.office.visiting import visitor
from townhall.record.people import Holding, Person, Sight


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
    working.work(village.hall)  # begins what the calendar asks for
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
    working.work(village.hall)
    for _ in range(3):
        later(village, 1)
        assert working.work(village.hall) == working.Worked(0, 0)
    assert village.case().is_held


# -- people who leave ------------------------------------------------------------------------------------


def leave(village: Village, person: str) -> None:
    """Somebody gives up every post as of yesterday."""
    with village.hall.archive(read_only=True) as archive:
        held = [one for one in archive.holdings(village.case().town) if one.person == person]
    for one in held:
        appointing.dismiss(village.hall, one, village.hall.today() - timedelta(days=1))


def waiting_members(village: Village) -> list[str]:
    (run,) = (one for one in village.case().open_runs if one.asks)
    return [ask.person for ask in run.asks if ask.person and not run.is_answered_by(ask.person)]


def test_a_member_who_leaves_is_asked_no_more_and_stamps_given_stand(village: Village):
    village.submit()
    village.decide("finance_group_member")
    (run,) = (one for one in village.case().open_runs if one.asks)
    stamped = [one.actor.person for one in run.decisions]
    gone, *others = waiting_members(village)
    leave(village, gone)
    assert working.work(village.hall).asked_again == 1
    assert waiting_members(village) == others
    (run,) = (one for one in village.case().open_runs if one.asks)
    assert [one.actor.person for one in run.decisions] == stamped
    assert working.work(village.hall) == working.Worked(0, 0)


def test_when_the_last_who_was_missing_leaves_the_case_goes_on(village: Village):
    village.submit()
    village.decide("finance_group_member")
    village.decide("finance_group_member#2")
    before = open_steps(village)
    (missing,) = waiting_members(village)
    leave(village, missing)
    assert working.work(village.hall).asked_again == 1
    assert open_steps(village) != before
    assert village.case().state == "open"


def test_a_successor_mends_what_an_initiator_who_left_began(village: Village):
    village.submit()
    village.decide("finance_group_member", "return", reason="发票抬头不对")
    case = village.case()
    clerk = village.visitor("village_clerk")
    (seat,) = clerk.seats
    successor = Person("p-successor", "接任者", "successor")
    leave(village, clerk.person.id)
    with village.hall.archive() as archive:
        archive.add_people([successor])
        archive.add_holdings(
            [
                Holding(
                    successor.id, case.town, seat.post, seat.unit, village.hall.today(), None, seat.portfolio
                )
            ]
        )
    with village.hall.archive(read_only=True) as archive:
        heir = visitor(village.hall, archive, successor, "")
    assert looking.case(village.hall, heir, case.id).mend_draft is None
    assert working.work(village.hall).asked_again == 1
    draft = looking.case(village.hall, heir, case.id).mend_draft
    assert draft is not None
    waiting = looking.tasks(village.hall, heir).lines
    assert [one.kind for one in waiting if one.case == case.id] == ["mend"]
    kept = drafting.save(village.hall, heir, draft, {"remark": "已换发票"}, 0)
    assert submitting.submit(village.hall, heir, draft, {}, kept.version) == case.id
    mended = village.case()
    assert mended.state == "open"
    assert mended.mended_by == (successor.id,)
    assert mended.initiator == case.initiator


def test_an_objection_of_the_last_moment_keeps_the_publicity_open(shown: Village):
    """The worker saw a publicity due, and somebody objected before its own act began."""
    (notice,) = [one.number for one in shown.case().publicities]
    objecting.object_to(shown.hall, notice, "这家人有车")
    later(shown, 30)
    with shown.hall.archive() as archive:
        case = archive.case(shown.case().id, Sight(shown.case().town, None, whole=True))
        given = circumstances(shown.hall, archive, shown.hall.blueprints.of(archive, case.release))
        assert working.ended(notice, archive, given, case) is None
    assert working.work(shown.hall).ended == 0
