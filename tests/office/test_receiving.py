"""Is what a phone sends taken once, refused in words, and never lost?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.office import away
from tests.office.village import Village
from townhall.kernel.marks import NOWHERE
from townhall.office import drafting, looking
from townhall.office.receiving import GONE, OTHER_CONTENT, SentSheet, TooLate, receive, take_file
from townhall.office.views import DraftView
from townhall.office.views.away import Receipt
from townhall.record.cases import Case
from townhall.record.people import Sight
from townhall.record.refusals import BadUpload, NotFound, Refused, SavedElsewhere
from townhall.rehearsal.files import paper
from townhall.spec.scenarios import Play


@pytest.fixture
def office(raise_village: Callable[..., Village]) -> Village:
    return away.office(raise_village)


@pytest.fixture
def draft(office: Village) -> str:
    return away.waiting(office)


@pytest.fixture
def sent(office: Village, draft: str) -> SentSheet:
    return away.filled(office, draft)


def received(office: Village, sent: SentSheet, by: str = away.BY) -> Receipt | DraftView:
    return receive(office.hall, office.visitor(by), sent)


def case(office: Village, draft: str) -> Case:
    with office.hall.archive(read_only=True) as archive:
        found = archive.case(draft.partition(".")[0], Sight("zhanghe", None, whole=True))
    assert found is not None
    return found


def test_a_sheet_is_handed_in_and_tells_how_it_came(office: Village, sent: SentSheet):
    receipt = received(office, sent)
    assert isinstance(receipt, Receipt)
    assert (receipt.is_again, receipt.at) == (False, office.hall.now())
    found = case(office, sent.draft)
    assert (found.state, found.matter_no) == ("open", receipt.matter_no)
    view = looking.case(office.hall, office.visitor(away.BY), found.id)
    assert view.sent is not None
    assert (view.sent.filled_at, view.sent.received_at) == (sent.filled_at, office.hall.now())
    assert (view.sent.fast_minutes, view.sent.accuracy) == (0, {"place": 12})


def test_the_same_sheet_again_gets_the_same_answer_and_does_nothing(office: Village, sent: SentSheet):
    first = received(office, sent)
    office.rehearsal.clock.moment += timedelta(hours=3)
    again = received(office, replace(sent, sent_at=office.hall.now(), version=99))
    assert isinstance(first, Receipt)
    assert again == replace(first, is_again=True)
    with office.hall.archive(read_only=True) as archive:
        kinds = [one.kind for one in archive.events(first.case)]
    assert kinds.count("resubmitted") == 1


def test_other_content_under_the_same_number_is_refused(office: Village, sent: SentSheet):
    received(office, sent)
    with pytest.raises(Refused) as refused:
        received(office, away.with_values(sent, interviewee="别人"))
    assert refused.value.say == OTHER_CONTENT
    assert case(office, sent.draft).values["interviewee"] == "村报账员"


def test_what_is_wrong_leaves_a_draft_with_all_that_was_typed(office: Village, sent: SentSheet):
    answer = received(office, away.with_values(sent, inspectors=[], interviewee="村会计"))
    assert isinstance(answer, DraftView)
    assert answer.refused == ("inspectors",)
    kept = drafting.view(office.hall, office.visitor(away.BY), sent.draft)
    shown = {one.name: one for section in kept.sheet.sections for one in section.items}
    assert shown["interviewee"].raw == "村会计"
    assert [one.name for one in shown["photos"].attachments] == ["a.png"]
    mended = received(office, replace(sent, version=answer.version))
    assert isinstance(mended, Receipt)


def test_an_answer_that_was_lost_leaves_no_conflict_behind(office: Village, sent: SentSheet):
    wrong = away.with_values(sent, inspectors=[])
    assert isinstance(received(office, wrong), DraftView)
    assert isinstance(received(office, wrong), DraftView)


def test_what_was_changed_at_a_desk_is_asked_about(office: Village, sent: SentSheet):
    visitor = office.visitor(away.BY)
    drafting.save(office.hall, visitor, sent.draft, {"interviewee": "在电脑上填的"}, 0)
    with pytest.raises(SavedElsewhere):
        received(office, sent)
    assert isinstance(received(office, replace(sent, is_over=True)), Receipt)
    assert case(office, sent.draft).values["interviewee"] == "村报账员"


def test_a_sheet_that_was_handed_in_at_a_desk_is_too_late(office: Village, sent: SentSheet):
    fill = Play("fill", "form/onsite_sheet", {"by": away.BY}, {}, NOWHERE)
    assert tuple(office.rehearsal.played(fill)) == ()
    with pytest.raises(TooLate) as late:
        received(office, sent)
    assert case(office, sent.draft).matter_no in late.value.say.zh
    assert "没有采用" in late.value.say.zh


def test_another_person_sends_nothing(office: Village, sent: SentSheet):
    with pytest.raises(TooLate) as late:
        received(office, sent, by="fiscal_specialist#2")
    assert late.value.say == GONE
    assert case(office, sent.draft).state == "begun"


def test_fields_that_the_form_has_lost_are_not_lost(office: Village, sent: SentSheet):
    changed = away.with_values(replace(sent, release="an earlier one"), weather="晴")
    with pytest.raises(Refused) as refused:
        received(office, changed)
    assert "weather" in refused.value.say.zh
    assert isinstance(received(office, replace(sent, release="an earlier one")), Receipt)


def test_a_clock_that_is_wrong_by_days_is_told(office: Village, sent: SentSheet):
    ahead = timedelta(days=3)
    received(office, replace(sent, filled_at=sent.filled_at + ahead, sent_at=sent.sent_at + ahead))
    view = looking.case(office.hall, office.visitor(away.BY), case(office, sent.draft).id)
    assert view.sent is not None
    assert view.sent.fast_minutes == 3 * 24 * 60


def test_a_photo_sent_twice_is_there_once(office: Village, draft: str):
    assert away.photo(office, draft, "photo-1") == away.photo(office, draft, "photo-1")
    assert away.photo(office, draft, "photo-2") != away.photo(office, draft, "photo-1")
    other = paper("a.png") + b"another"
    with pytest.raises(Refused):
        take_file(office.hall, office.visitor(away.BY), draft, "photo-1", "a.png", other, "photos")


def test_a_photo_must_be_one_and_be_asked_for(office: Village, draft: str):
    visitor = office.visitor(away.BY)
    with pytest.raises(BadUpload):
        take_file(office.hall, visitor, draft, "photo-1", "a.pdf", paper("a.pdf"), "photos")
    with pytest.raises(TooLate):
        take_file(office.hall, visitor, "nothing", "photo-1", "a.png", paper("a.png"), "photos")


def test_a_form_that_stays_here_is_not_taken_from_a_phone(raise_village: Callable[..., Village]):
    village = raise_village()
    visitor = village.visitor("village_clerk")
    draft = drafting.begin(village.hall, visitor, "village_fund_payment", village.rehearsal.unit)
    now = village.hall.now()
    with pytest.raises(NotFound):
        receive(village.hall, visitor, SentSheet(away.ON_PHONE, draft, {}, 1, "", now, now))
