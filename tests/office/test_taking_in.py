"""Do rows of a workbook count only once they were taken in, and no more once they are taken out?"""

from __future__ import annotations

from typing import Any

import pytest

from tests.bench.lists import TOP
from tests.list_town import ListTown, good, list_town, listed
from townhall.office import checking_rows, deciding, drafting, looking, submitting, taking_in
from townhall.office.overseeing_imports import imports
from townhall.office.own_drafts import mending_id
from townhall.office.views import DraftView, TableInput
from townhall.record.refusals import NotFound, Refused, SavedElsewhere

__all__ = ["list_town"]


def look(town: ListTown, draft: str) -> dict[str, Any]:
    view = drafting.view(town.hall, town.clerk, draft)
    return {one.name: one for section in view.sheet.sections for one in section.items}


def submitted(town: ListTown, draft: str, **typed: Any) -> str | DraftView:
    return submitting.submit(town.hall, town.clerk, draft, typed, town.version(draft))


def decide(town: ListTown, case: str, choice: str, reason: str = "") -> None:
    director = town.town.visitor("village_director")
    view = looking.case(town.hall, director, case)
    answer = deciding.decide(
        town.hall, director, case, view.asked[0].step, choice, seq=view.seq, reason=reason, raw={}
    )
    assert answer is None


def test_rows_count_once_they_are_taken_in(list_town: ListTown):
    draft = list_town.draft()
    batch = list_town.checked(draft, listed(good(1), good(2)))
    assert look(list_town, draft)["total"].shown == "0.00"
    taking_in.take_in(list_town.hall, list_town.clerk, draft, batch.id)
    found = look(list_town, draft)
    assert isinstance(found["lines"], TableInput)
    assert (found["lines"].kept, found["lines"].rows, found["lines"].totals) == (
        2,
        (),
        (("amount", "1,134.00"),),
    )
    assert (found["total"].shown, found["households"].shown) == ("1,134.00", "2")
    taking_in.take_in(list_town.hall, list_town.clerk, draft, batch.id)  # once more changes nothing
    assert look(list_town, draft)["households"].shown == "2"


def test_rows_that_were_typed_stand_before_those_that_came_in(list_town: ListTown):
    draft = list_town.draft()
    typed = {"name": "手填", "id_number": good(9)[1], "category": "rice", "area": "1", "rate": "90"}
    drafting.save(list_town.hall, list_town.clerk, draft, {"lines": [typed]}, list_town.version(draft))
    list_town.taken(draft, listed(good(1)))
    found = look(list_town, draft)["lines"]
    assert (len(found.rows), found.kept) == (1, 1)
    case = submitted(list_town, draft)
    shown = looking.case(list_town.hall, list_town.clerk, case).sections[0].items[2]
    assert [row[0].shown for row in shown.rows] == ["手填", "示例00001"]


def test_with_a_fault_nothing_is_taken_in_unless_the_rest_is_asked_for(list_town: ListTown):
    draft = list_town.draft()
    batch = list_town.checked(draft, listed(good(1), good(2, 类别="小麦")))
    with pytest.raises(Refused) as refused:
        taking_in.take_in(list_town.hall, list_town.clerk, draft, batch.id)
    assert "一行也没有收入" in refused.value.say.zh
    assert look(list_town, draft)["lines"].kept == 0
    taking_in.take_in(list_town.hall, list_town.clerk, draft, batch.id, without_faulty=True)
    assert look(list_town, draft)["lines"].kept == 1
    (taken,) = imports(list_town.hall, list_town.clerk, draft, "lines").taken
    assert (taken.good, taken.left_out) == (1, 1)


def test_what_is_not_checked_to_its_end_is_not_taken_in(list_town: ListTown):
    draft = list_town.draft()
    batch = list_town.received(draft, listed(*(good(number) for number in range(501))))
    checking_rows.check_next(list_town.hall, list_town.clerk, draft, batch)
    with pytest.raises(Refused):
        taking_in.take_in(list_town.hall, list_town.clerk, draft, batch)


def test_where_no_row_is_good_there_is_nothing_to_take_in(list_town: ListTown):
    draft = list_town.draft()
    batch = list_town.checked(draft, listed(good(1, 类别="小麦")))
    with pytest.raises(Refused):
        taking_in.take_in(list_town.hall, list_town.clerk, draft, batch.id, without_faulty=True)


def test_a_batch_is_taken_out_whole(list_town: ListTown):
    draft = list_town.draft()
    first = list_town.taken(draft, listed(good(1), good(2)))
    list_town.taken(draft, listed(good(3)), "b.xlsx")
    assert look(list_town, draft)["lines"].kept == 3
    taking_in.take_out(list_town.hall, list_town.clerk, draft, first.id)
    assert look(list_town, draft)["lines"].kept == 1
    with pytest.raises(NotFound):
        taking_in.take_out(list_town.hall, list_town.clerk, draft, first.id)
    list_town.taken(draft, listed(good(1), good(2)))  # the same file may come again now


def test_a_page_of_before_does_not_overwrite_what_was_taken_in(list_town: ListTown):
    draft = list_town.draft()
    version = list_town.version(draft)
    list_town.taken(draft, listed(good(1)))
    with pytest.raises(SavedElsewhere):
        drafting.save(list_town.hall, list_town.clerk, draft, {"programme": "x"}, version)
    drafting.save(list_town.hall, list_town.clerk, draft, {"programme": "x"}, list_town.version(draft))
    assert look(list_town, draft)["lines"].kept == 1


def test_nobody_takes_anothers_rows(list_town: ListTown):
    draft = list_town.draft()
    batch = list_town.checked(draft, listed(good(1)))
    other = list_town.town.visitor("village_director")
    for act in (taking_in.take_in, taking_in.take_out, checking_rows.check_next):
        with pytest.raises(NotFound):
            act(list_town.hall, other, draft, batch.id)


def test_handed_in_the_case_holds_every_row_and_nothing_lies_beside_it(list_town: ListTown):
    draft = list_town.draft()
    batch = list_town.taken(draft, listed(*(good(number) for number in range(130))))
    case = submitted(list_town, draft)
    assert isinstance(case, str)
    with list_town.hall.archive(read_only=True) as archive:
        kept = archive.case(case, list_town.clerk.sight)
        assert archive.batches(draft, list_town.clerk.person.id) == archive.parts((batch.id,)) == ()
        (event,) = archive.events(case, kind="submitted")
    assert len(kept.values["lines"]) == len(event.body["values"]["lines"]) == 130
    with pytest.raises(NotFound):
        taking_in.take_out(list_town.hall, list_town.clerk, draft, batch.id)


def test_handing_in_checks_every_row_again(list_town: ListTown):
    draft = list_town.draft()
    list_town.taken(draft, listed(good(1), good(2)))
    answer = submitted(list_town, draft, cap="100")
    assert isinstance(answer, DraftView)
    assert [place for place, _, _ in answer.sheet.complaints] == ["lines.0", "lines.1"]
    assert look(list_town, draft)["lines"].kept == 2


def test_a_returned_case_keeps_its_many_rows_and_lets_others_take_their_place(list_town: ListTown):
    draft = list_town.draft()
    list_town.taken(draft, listed(*(good(number) for number in range(130))))
    case = submitted(list_town, draft)
    decide(list_town, case, "return", "名单有误，请核对后重报")
    with list_town.hall.archive(read_only=True) as archive:
        mending = mending_id(archive.case(case, list_town.clerk.sight), list_town.clerk.person.id)
    found = look(list_town, mending)["lines"]
    assert (found.rows, found.kept) == ((), 130)
    view = imports(list_town.hall, list_town.clerk, mending, "lines", 3)
    assert (view.submitted, view.rows.total, view.rows.page, len(view.rows.table.rows)) == (130, 130, 3, 30)
    again = submitting.submit(list_town.hall, list_town.clerk, mending, {"programme": "改"}, 0)
    assert again == case
    decide(list_town, case, "return", "仍有误，请改好后再报")
    with list_town.hall.archive(read_only=True) as archive:
        kept = archive.case(case, list_town.clerk.sight)
    assert len(kept.values["lines"]) == 130
    mending = mending_id(kept, list_town.clerk.person.id)
    taking_in.take_submitted_out(list_town.hall, list_town.clerk, mending, "lines")
    assert look(list_town, mending)["lines"].kept == 0
    list_town.taken(mending, listed(good(7)))
    assert submitted(list_town, mending) == case
    with list_town.hall.archive(read_only=True) as archive:
        assert len(archive.case(case, list_town.clerk.sight).values["lines"]) == 1


def test_a_returned_case_with_few_rows_has_them_as_inputs(list_town: ListTown):
    draft = list_town.draft()
    list_town.taken(draft, listed(good(1)))
    case = submitted(list_town, draft)
    decide(list_town, case, "return", "请核对后重新上报")
    with list_town.hall.archive(read_only=True) as archive:
        mending = mending_id(archive.case(case, list_town.clerk.sight), list_town.clerk.person.id)
    found = look(list_town, mending)["lines"]
    assert (len(found.rows), found.kept) == (1, 0)
    assert TOP["programme"] == look(list_town, mending)["programme"].raw
