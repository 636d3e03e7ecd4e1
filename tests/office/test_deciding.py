"""Does a decision have one effect, whoever presses how often, and on however old a page?"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.office.conftest import Village
from townhall.office import deciding, looking
from townhall.record.refusals import NotFound, NotYourTask, Stale


def test_a_countersign_shows_who_is_still_missing(village: Village) -> None:
    village.submit()
    village.decide("finance_group_member")
    group = village.look("finance_group_member#2").steps[0]
    assert len(group.signatures) == 1
    assert len(group.missing) == 2
    assert group.needed == 3


def test_pressing_twice_stamps_once(village: Village) -> None:
    village.submit()
    village.press("finance_group_member", "agree")
    with pytest.raises(NotYourTask):
        village.press("finance_group_member", "agree", step="group")
    assert len(village.case().runs[0].decisions) == 1


def test_a_colleagues_stamp_makes_a_page_no_staler(village: Village) -> None:
    village.submit()
    seen = village.look("finance_group_member#2").seq
    village.decide("finance_group_member")
    village.press("finance_group_member#2", "agree", seq=seen)
    assert len(village.case().runs[0].decisions) == 2


def test_a_stale_page_decides_nothing(village: Village) -> None:
    village.submit()
    seen = village.look("finance_group_member#2").seq
    village.decide("finance_group_member", "return", reason="发票内容与事由不符")
    with pytest.raises(Stale):
        village.press("finance_group_member#2", "agree", seq=seen, step="group")


def test_a_return_needs_words(village: Village) -> None:
    village.submit()
    result = village.press("finance_group_member", "return", reason="不行")
    assert isinstance(result, deciding.Undecided)
    assert result.case.asked[0].complaint
    assert village.case().state == "open"


@pytest.mark.parametrize("who", ["village_director", "fiscal_director", "mayor", "village_clerk"])
def test_whose_turn_it_is_not_cannot_act(village: Village, who: str) -> None:
    village.submit()
    with pytest.raises((NotYourTask, NotFound)):
        deciding.decide(
            village.hall,
            village.visitor(who),
            village.rehearsal.case,
            "group",
            "agree",
            seq=village.case().seq,
        )


def test_one_person_in_both_posts_signs_once(raise_village: Callable[..., Village]) -> None:
    village = raise_village(people={"village_party_sec": {"same_as": "village_director"}})
    village.submit()
    village.decide("finance_group_member", everyone=True)
    village.decide("village_director")
    steps = {step.path: step for step in village.look("village_clerk").steps}
    assert steps["secretary"].state == "skipped"
    assert steps["town"].steps[0].path == "town.specialist"
    assert steps["town"].steps[0].state == "waiting"


def test_who_has_no_part_in_it_does_not_learn_that_it_exists(village: Village) -> None:
    case = village.submit()
    outsider = village.visitor("civil_affairs_clerk")
    with pytest.raises(NotFound):
        looking.case(village.hall, outsider, case)
    assert looking.cases(village.hall, outsider).lines == ()


def test_what_is_secret_is_in_no_record_and_in_no_view_of_those_who_may_not_see_it(village: Village) -> None:
    number, account = "990101198803150027", "9901010000000010999"
    village.submit(payee_type="person", payee_name="李某某", payee_id=number, payee_account=account)
    assert village.case().values["payee_id"].value == number
    assert number not in repr(village.case())
    view = repr(village.look("village_director"))
    assert number not in view
    assert account not in view
    assert "990101" in view
    assert "0027" in view
