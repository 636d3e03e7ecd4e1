"""Is an objection taken while it may be made, and answered by the post that the page names, once?"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests.office.conftest import Village
from townhall.office import disclosing, looking, objecting, working
from townhall.office.introducing import introduction
from townhall.office.verifying import verify
from townhall.record.disclosures import Objection
from townhall.record.moves import Move
from townhall.record.refusals import Complained, NotAllowed, NotFound, Refused
from townhall.record.trail import VILLAGER, Event


@pytest.fixture
def notice(village: Village) -> str:
    """Relief of which the notice is open."""
    village.submit("form/temp_relief")
    for by in ("civil_affairs_clerk", "civil_affairs_clerk#2"):
        village.decide(by, fields={"record": "入户查看,情况属实"})
    village.decide("civil_affairs_head")
    return village.case().publicities[-1].number


def made(village: Village, notice: str, contact: str = "") -> Objection:
    objecting.object_to(village.hall, notice, "这一户有工资收入,请核实", contact)
    with village.hall.archive(read_only=True) as archive:
        return archive.objections(village.case().id)[-1]


def answered(village: Village, by: str, one: Objection, uphold: bool, words: str = "经核实,情况属实") -> None:
    objecting.answer_objection(village.hall, village.visitor(by), one.id, one.case, uphold, words)


def at(village: Village) -> list[str]:
    return [run.step for run in village.case().open_runs if not run.step.endswith("pay")]


class Ticking:
    """A clock that never shows the same moment twice, as real ones do."""

    def __init__(self, begins: datetime) -> None:
        self.moment = begins

    def now(self) -> datetime:
        self.moment += timedelta(microseconds=17)
        return self.moment


def test_an_objection_and_its_answer_are_of_one_moment_with_their_events(village: Village, notice: str):
    hall = replace(village.hall, clock=Ticking(village.hall.now()))
    objecting.object_to(hall, notice, "这一户有工资收入,请核实")
    assert verify(hall, lambda done, total: None).breaks == ()
    officer = village.visitor("discipline_officer")
    ((view, case),) = objecting.objections(hall, officer).lines
    objecting.answer_objection(hall, officer, view.id, case.id, False, "经核实,情况属实")
    assert verify(hall, lambda done, total: None).breaks == ()


# -- making ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["", "  \n ", "长" * 501])
def test_an_objection_needs_words_and_not_too_many(village: Village, notice: str, words: str):
    with pytest.raises(Complained):
        objecting.object_to(village.hall, notice, words)
    assert disclosing.notice(village.hall, notice).objections_made == 0


def test_a_contact_is_kept_whole_or_complained_of(village: Village, notice: str):
    assert made(village, notice, " " + "1" * 100 + " ").contact == "1" * 100
    with pytest.raises(Complained) as refused:
        objecting.object_to(village.hall, notice, "", "1" * 101)
    assert [one.place for one in refused.value.complaints] == ["content", "contact"]
    with pytest.raises(Complained) as refused:
        objecting.object_to(village.hall, notice, "这不对，请核实", "1" * 101)
    assert [one.place for one in refused.value.complaints] == ["contact"]
    assert disclosing.notice(village.hall, notice).objections_made == 1


def test_objections_are_counted_on_the_page_and_not_shown(village: Village, notice: str):
    made(village, notice, "13900000000")
    view = disclosing.notice(village.hall, notice)
    assert view.objections_made == 1
    assert "工资" not in repr(view)
    assert "13900000000" not in repr(view)


def test_the_same_words_from_the_same_contact_are_taken_once(village: Village, notice: str):
    words = "这一户有工资收入,请核实"
    taken = [objecting.object_to(village.hall, notice, said, "13900000001") for said in (words, f" {words} ")]
    assert taken == [True, False]
    assert objecting.object_to(village.hall, notice, words, "13900000002")
    assert objecting.object_to(village.hall, notice, words + "。", "13900000001")
    with village.hall.archive(read_only=True) as archive:
        assert len(archive.objections(village.case().id)) == 3


def test_nobody_objects_to_what_is_no_notice(village: Village, notice: str):
    for number in ("nothing", "", village.case().id):
        with pytest.raises(NotFound):
            objecting.object_to(village.hall, number, "这不对,请核实")


def test_after_the_last_day_nobody_objects_any_more(village: Village, notice: str):
    closes = village.case().publicities[-1].closes_on
    village.rehearsal.clock.moment += timedelta(days=(closes - village.hall.today()).days)
    made(village, notice)
    village.rehearsal.clock.moment += timedelta(days=1)
    with pytest.raises(Refused):
        objecting.object_to(village.hall, notice, "这不对,请核实")


# -- answering -------------------------------------------------------------------------------------------


def test_only_the_post_the_page_names_answers(village: Village, notice: str):
    one = made(village, notice, "13900000000")
    for by in ("village_clerk", "civil_affairs_head", "mayor", "fiscal_director"):
        with pytest.raises((NotAllowed, NotFound)):
            answered(village, by, one, uphold=True)
    with pytest.raises(NotFound):
        answered(village, "land_head", one, uphold=True)
    assert at(village) == ["publish"]
    ((view, _),) = objecting.objections(village.hall, village.visitor("discipline_officer")).lines
    assert (view.can_answer, view.contact) == (True, "13900000000")
    ((view, _),) = objecting.objections(village.hall, village.visitor("mayor")).lines
    assert (view.can_answer, view.contact) == (False, "")
    assert objecting.objections(village.hall, village.visitor("land_head")).lines == ()


def test_a_dismissed_one_lets_the_publicity_go_on(village: Village, notice: str):
    one = made(village, notice)
    answered(village, "discipline_officer", one, uphold=False)
    assert at(village) == ["publish"]
    view = village.look("village_clerk").objections[0]
    assert (view.state, view.answer) == ("dismissed", "经核实,情况属实")
    assert view.answered_by == village.visitor("discipline_officer").person.name


def test_an_upheld_one_ends_the_publicity_and_sends_it_back(village: Village, notice: str):
    one, other = made(village, notice), made(village, notice)
    answered(village, "discipline_officer", one, uphold=True, words="收入漏报,重新调查")
    assert at(village) == ["survey"]
    shown = disclosing.notice(village.hall, notice)
    assert not shown.is_open
    assert shown.outcome is not None
    with pytest.raises((Refused, NotFound)):
        answered(village, "discipline_officer", other, uphold=True)
    assert at(village) == ["survey"]


def test_one_is_answered_once(village: Village, notice: str):
    one = made(village, notice)
    answered(village, "discipline_officer", one, uphold=False)
    with pytest.raises(NotFound):
        answered(village, "discipline_officer", one, uphold=True)
    assert at(village) == ["publish"]


def test_an_answer_needs_words(village: Village, notice: str):
    one = made(village, notice)
    for words in ("", "不对", " \n  "):
        with pytest.raises(Complained):
            answered(village, "discipline_officer", one, uphold=True, words=words)


def test_an_objection_is_answered_in_its_own_case(village: Village, notice: str):
    one = made(village, notice)
    other = village.submit()
    with pytest.raises(NotFound):
        objecting.answer_objection(
            village.hall, village.visitor("discipline_officer"), one.id, other, True, "经核实,情况属实"
        )


# -- the end ---------------------------------------------------------------------------------------------


def test_the_end_of_publicity_waits_for_every_answer(village: Village, notice: str):
    one = made(village, notice)
    closes = village.case().publicities[-1].closes_on
    village.rehearsal.clock.moment += timedelta(days=(closes - village.hall.today()).days + 1)
    assert working.work(village.hall).ended == 0
    assert at(village) == ["publish"]
    answered(village, "discipline_officer", one, uphold=False)
    assert working.work(village.hall).ended == 1
    assert at(village) == ["decide"]
    assert working.work(village.hall).ended == 0


def test_publicity_lasts_through_its_last_day(village: Village, notice: str):
    shown = village.case().publicities[-1]
    assert (shown.closes_on - shown.opened_on).days >= 6
    village.rehearsal.clock.moment += timedelta(days=(shown.closes_on - village.hall.today()).days)
    assert working.work(village.hall).ended == 0
    assert disclosing.notice(village.hall, notice).is_open
    village.rehearsal.clock.moment += timedelta(days=1)
    assert not disclosing.notice(village.hall, notice).is_open
    assert working.work(village.hall).ended == 1


def test_an_answer_may_come_late_and_still_send_it_back(village: Village, notice: str):
    one = made(village, notice)
    village.rehearsal.clock.moment += timedelta(days=30)
    answered(village, "discipline_officer", one, uphold=True)
    assert at(village) == ["survey"]
    assert looking.cases(village.hall, village.visitor("village_clerk"), which="started").lines


# -- what everybody sees of it ---------------------------------------------------------------------------


def test_the_answer_stands_on_the_public_page_and_nothing_of_the_objector(village: Village, notice: str):
    one = made(village, notice, "13900000000")
    assert disclosing.notice(village.hall, notice).answers == ()
    answered(village, "discipline_officer", one, uphold=False, words="已入户核实，收入低于标准")
    view = disclosing.notice(village.hall, notice)
    (answer,) = view.answers
    assert (answer.words, answer.outcome.zh) == ("已入户核实，收入低于标准", "异议不成立")
    assert (answer.answered_on, answer.post.zh) == (village.hall.today(), "纪委书记（专干）")
    told = repr(view)
    for secret in ("13900000000", "工资收入", village.visitor("discipline_officer").person.name):
        assert secret not in told


def test_days_that_are_over_wait_for_an_answer_and_say_so(village: Village, notice: str):
    one = made(village, notice)
    closes = village.case().publicities[-1].closes_on
    village.rehearsal.clock.moment += timedelta(days=(closes - village.hall.today()).days)
    assert not disclosing.notice(village.hall, notice).awaits_answer
    village.rehearsal.clock.moment += timedelta(days=1)
    working.work(village.hall)
    view = disclosing.notice(village.hall, notice)
    assert (view.is_open, view.awaits_answer) == (False, True)
    assert [link.awaits_answer for link in village.look("discipline_officer").notices] == [True]
    answered(village, "discipline_officer", one, uphold=False)
    working.work(village.hall)
    assert not disclosing.notice(village.hall, notice).awaits_answer
    assert [link.awaits_answer for link in village.look("discipline_officer").notices] == [False]


def test_whose_it_is_to_answer_is_named_and_comes_first(village: Village, notice: str):
    made(village, notice)
    ((seen, _),) = objecting.objections(village.hall, village.visitor("civil_affairs_head")).lines
    assert (seen.can_answer, seen.answers.zh) == (False, "纪委书记（专干）")
    ((mine, _),) = objecting.objections(village.hall, village.visitor("discipline_officer")).lines
    assert mine.can_answer


def many(village: Village, notice: str, number: int) -> None:
    """So many objections against one notice of the case, in one go."""
    case, now = village.case(), village.hall.now()
    said = tuple(
        Objection(f"{notice}.{place}", notice, case.id, case.town, "不对", "", now) for place in range(number)
    )
    with village.hall.archive() as archive:
        known = archive.disclosure(notice)
        shown = replace(
            known or archive.disclosures(case.town, case.unit)[0], number=notice, page="project_board"
        )
        event = Event("objected", {"number": notice}, now, VILLAGER)
        discloses = () if known else (shown,)
        archive.keep(Move(case, case, events=(event,), objections=said, discloses=discloses))


def test_one_to_answer_oneself_is_never_hidden_behind_those_of_others(village: Village, notice: str):
    many(village, "another", 60)
    village.rehearsal.clock.moment += timedelta(hours=1)
    one = made(village, notice)
    officer = village.visitor("discipline_officer")
    listed = [view for view, _ in objecting.objections(village.hall, officer).lines]
    assert (listed[0].id, [view.can_answer for view in listed].count(True), len(listed)) == (one.id, 1, 50)
    assert introduction(village.hall, officer).objections == 1


def test_all_that_wait_for_ones_own_answer_are_counted_and_come_in_turn(village: Village, notice: str):
    many(village, notice, 60)
    officer = village.visitor("discipline_officer")
    assert introduction(village.hall, officer).objections == 60
    found = objecting.objections(village.hall, officer)
    listed = [view for view, _ in found.lines]
    assert (len(listed), found.more) == (50, 10)
    first = listed[0]
    objecting.answer_objection(village.hall, officer, first.id, village.case().id, False, "经核实,情况属实")
    assert introduction(village.hall, officer).objections == 59
    found = objecting.objections(village.hall, officer)
    assert [view.id for view, _ in found.lines][:49] == [view.id for view in listed[1:]]
    assert (len(found.lines), found.more) == (50, 9)
    assert introduction(village.hall, village.visitor("mayor")).objections == 0
