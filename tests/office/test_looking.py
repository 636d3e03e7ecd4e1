"""Does each see what their posts let them see, in words and masked for their eyes, and no more?"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.office.conftest import Village
from townhall.office import appointing, looking
from townhall.office.views import CaseView, Item
from townhall.ports.archive import Counts
from townhall.record.people import Holding, Person, Sight
from townhall.record.refusals import NotFound

NUMBER, ACCOUNT = "990101198803150027", "9901010000000010999"


def paid_to_a_person(village: Village) -> None:
    village.submit(payee_type="person", payee_name="李某某", payee_id=NUMBER, payee_account=ACCOUNT)


def shown(view: CaseView) -> dict[str, str]:
    return {
        item.name: item.shown for section in view.sections for item in section.items if isinstance(item, Item)
    }


def waiting(village: Village, by: str) -> list[str]:
    listing = looking.tasks(village.hall, village.visitor(by))
    return [line.step_title.en for line in listing.lines]


# -- lists -----------------------------------------------------------------------------------------------


def test_a_task_waits_for_who_is_asked_until_they_act(village: Village):
    village.submit()
    assert waiting(village, "finance_group_member") == ["Every finance group member stamps"]
    assert waiting(village, "village_director") == []
    village.decide("finance_group_member")
    assert waiting(village, "finance_group_member") == []
    assert waiting(village, "finance_group_member#2") != []
    village.decide("finance_group_member", everyone=True)
    assert waiting(village, "village_director") == ["Village director"]


def test_what_was_done_and_started_stays_listed(village: Village):
    case = village.submit()
    village.decide("finance_group_member")
    clerk, member = village.visitor("village_clerk"), village.visitor("finance_group_member")
    assert [one.case for one in looking.cases(village.hall, clerk, which="started").lines] == [case]
    assert [one.case for one in looking.cases(village.hall, member, which="done").lines] == [case]
    assert looking.cases(village.hall, member, which="started").lines == ()


def test_a_search_finds_gist_and_number_and_nothing_hidden(village: Village):
    paid_to_a_person(village)
    clerk = village.visitor("village_clerk")
    number = village.case().matter_no
    for text, count in (
        (number, 1),
        ("李某某", 1),
        (NUMBER, 0),
        (ACCOUNT, 0),
        (ACCOUNT[-4:], 0),
        ("%", 0),
        ("_", 0),
    ):
        assert len(looking.cases(village.hall, clerk, text=text).lines) == count, text


def test_a_copy_is_read_and_waits_for_nothing(village: Village):
    case = village.submit("form/project_joint_approval")
    chair = village.visitor("npc_chair")
    assert looking.tasks(village.hall, chair, kind="copied").lines == ()
    village.decide("finance_group_member", everyone=True)
    village.decide("village_party_sec")
    joint = ("construction_head", "construction_head", "fiscal_director", "fiscal_auditor", "rural_mgmt_head")
    for by in (*joint, "legal_officer"):
        village.decide(by, fields={"opinion": "agree"})
    for by in ("deputy_leader.build", "deputy_leader.finance"):
        village.decide(by)
    assert [one.case for one in looking.tasks(village.hall, chair, kind="copied").lines] == [case]
    assert looking.tasks(village.hall, chair).lines == ()
    assert looking.case(village.hall, chair, case).asked == ()


# -- one case --------------------------------------------------------------------------------------------


# -- who sees at all -------------------------------------------------------------------------------------


def test_a_seat_sees_what_its_unit_starts_and_nothing_of_the_next(raise_village: Callable[..., Village]):
    village = raise_village()
    case = village.submit()
    other = Person("other", "邻村报账员", "other")
    appointing.appoint(
        village.hall,
        [other],
        [Holding("other", "zhanghe", "village_clerk", "420802102202", village.hall.today())],
    )
    stranger = village.rehearsal.visitor_of("other")
    assert looking.cases(village.hall, stranger).lines == ()
    assert looking.tasks(village.hall, stranger).lines == ()
    with pytest.raises(NotFound):
        looking.case(village.hall, stranger, case)
    assert looking.case(village.hall, village.visitor("project_manager"), case).id == case


@pytest.mark.parametrize("by", ["fiscal_specialist", "mayor", "discipline_officer", "district_audit"])
def test_who_oversees_the_town_sees_all_of_it(village: Village, by: str):
    case = village.submit()
    assert looking.case(village.hall, village.visitor(by), case).id == case


def test_a_blind_sight_sees_nothing_in_any_list(village: Village):
    case = village.submit()
    blind = Sight("zhanghe", None)
    with village.hall.archive(read_only=True) as archive:
        assert archive.case(case, blind) is None
        assert archive.tasks(blind) == ()
        assert archive.counts(blind) == Counts(todo=0, copied=0, drafts=0, objections=0)
        assert archive.open_objections(blind) == ()
        assert archive.attachment(village.case().values["photos"][0], blind) is None  # type: ignore[index]


def test_a_case_in_many_hands_waits_at_each_of_them_and_not_at_what_holds_them(village: Village):
    village.submit("form/project_joint_approval")
    village.decide("finance_group_member", everyone=True)
    village.decide("village_party_sec")
    found = looking.cases(village.hall, village.visitor("village_clerk"), which="started").lines[0]
    titles = [step.en for step in found.at]
    assert "Joint review" not in titles
    assert titles[:2] == ["The project", "The money"]
