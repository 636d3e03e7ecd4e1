"""Does the status tree tell where a case is, who is still missing, how long it took and what lies ahead?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from tests.office.conftest import Village
from townhall.kernel.marks import NOWHERE
from townhall.office.views import StepView
from townhall.spec.scenarios import Play

AHEAD = ("director", "secretary", "town.specialist", "town.auditor", "town.fiscal", "town.pay")


def tree(village: Village, by: str = "village_clerk") -> dict[str, StepView]:
    return {one.path: one for one in walk(village.look(by).steps)}


def walk(steps: tuple[StepView, ...]) -> Iterator[StepView]:
    for one in steps:
        yield one
        yield from walk((*one.steps, *one.branches))


def test_what_lies_ahead_names_the_posts_and_nobody(village: Village):
    village.submit()
    steps = tree(village)
    assert {path: steps[path].state for path in AHEAD} == dict.fromkeys(AHEAD, "ahead")
    assert steps["director"].why.zh == "村（居）委会主任"
    assert all(steps[path].missing == () and steps[path].signatures == () for path in AHEAD)


def test_who_is_missing_is_named_and_who_stamped_signs(village: Village):
    village.submit()
    village.decide("finance_group_member")
    group = tree(village)["group"]
    assert group.state == "waiting"
    (signed,) = group.signatures
    assert signed.name == village.visitor("finance_group_member").person.name
    assert signed.seal.zh
    assert signed.name not in [name for name, _ in group.missing]
    assert len(group.missing) == 2


def test_a_shared_seal_stands_only_where_all_have_stamped(village: Village):
    village.submit()
    village.decide("finance_group_member")
    assert [one.is_sealed for one in tree(village)["group"].signatures] == [False]
    village.decide("finance_group_member#2", "return", reason="发票内容与事由不符")
    group = tree(village)["group"]
    assert group.state == "returned"
    assert [one.is_sealed for one in group.signatures] == [False, False]


def test_a_seal_stands_where_a_step_is_done(village: Village):
    village.submit()
    village.decide("finance_group_member", everyone=True)
    signed = tree(village)["group"].signatures
    assert [one.is_sealed for one in signed] == [True] * 3
    assert all(one.seal for one in signed)


def test_of_a_post_that_one_person_holds_the_person_is_named(village: Village):
    village.submit()
    village.decide("finance_group_member", everyone=True)
    ((name, post),) = tree(village)["director"].missing
    assert name == village.visitor("village_director").person.name
    assert post.zh == "刘院村委会主任"


def test_the_minutes_run_until_a_step_is_closed(village: Village):
    village.submit()
    village.rehearsal.clock.moment += timedelta(minutes=25)
    assert tree(village)["group"].waited_minutes == 25
    village.decide("finance_group_member", everyone=True)
    village.rehearsal.clock.moment += timedelta(hours=2)
    steps = tree(village)
    assert (steps["group"].state, steps["group"].waited_minutes) == ("done", 25)
    assert steps["director"].waited_minutes == 120


def test_what_was_sent_back_waits_for_its_initiator_with_the_reason(village: Village):
    village.submit()
    village.decide("finance_group_member", "return", reason="发票内容与事由不符")
    first = village.look("village_clerk").steps[0]
    assert (first.path, first.state) == ("initiator", "waiting")
    assert [one.reason for one in first.past] == ["发票内容与事由不符"]
    assert [name for name, _ in first.missing] == [village.visitor("village_clerk").person.name]
    assert tree(village)["group"].state == "returned"


def test_what_was_returned_before_is_told_at_the_step_that_is_walked_again(village: Village):
    village.submit()
    village.decide("finance_group_member", everyone=True)
    village.decide("village_director", "return", reason="缺一张照片，请补")
    village.rehearsal.clock.moment += timedelta(minutes=1)
    mended = Play("edit", {"purpose": "换灯修路，已补照片"}, {}, {}, NOWHERE)
    assert tuple(village.rehearsal.played(mended)) == ()
    director = tree(village)["director"]
    assert director.state == "waiting"
    assert director.earlier == 1
    assert [one.reason for one in director.past] == ["缺一张照片，请补"]


def test_a_refusal_ends_the_tree(village: Village):
    village.submit()
    village.decide("finance_group_member", "refuse", reason="不符合支出范围，不予支付")
    steps = tree(village)
    assert steps["group"].state == "refused"
    assert steps["director"].state == "ahead"


def test_a_step_that_is_not_needed_says_so(raise_village: Callable[..., Village]):
    village = raise_village(people={"village_party_sec": {"same_as": "village_director"}})
    village.submit()
    village.decide("finance_group_member", everyone=True)
    village.decide("village_director")
    steps = tree(village)
    assert (steps["secretary"].state, steps["secretary"].waited_minutes) == ("skipped", None)
    assert "同一人" in steps["secretary"].why.zh
    assert (steps["two_committees"].state, steps["two_committees"].why.zh) == ("skipped", "本件不需要此环节")


@pytest.mark.parametrize("by", ["legal_officer", "village_clerk", "discipline_officer"])
def test_each_departments_opinion_stands_at_its_branch(village: Village, by: str):
    village.submit("form/project_joint_approval")
    village.decide("finance_group_member", everyone=True)
    village.decide("village_party_sec")
    village.decide("legal_officer", fields={"opinion": "agree"})
    steps = tree(village, by)
    assert steps["joint"].state == "waiting"
    legal = steps["joint.legal"]
    assert legal.state == "done"
    filled = [item.name for section in legal.signatures[0].filled for item in section.items]
    assert "opinion" in filled
    assert {one.path for one in steps["joint"].branches if one.state == "waiting"}


def test_all_who_disagreed_in_a_joint_review_are_told_of_whoever_answered_last(village: Village):
    village.submit("form/project_joint_approval")
    village.decide("finance_group_member", everyone=True)
    village.decide("village_party_sec")
    against = {"joint.funds": "村自筹资金未到位", "joint.costs": "清单单价偏高"}
    for by, at in (
        ("construction_head", "joint.establish"),
        ("fiscal_director", "joint.funds"),
        ("fiscal_auditor", "joint.costs"),
        ("construction_head", "joint.plan"),
        ("rural_mgmt_head", "joint.letting"),
        ("legal_officer", "joint.legal"),
    ):
        village.rehearsal.clock.moment += timedelta(minutes=1)
        words = against.get(at)
        fields = {"opinion": "disagree", "opinion_text": words} if words else {"opinion": "agree"}
        village.decide(by, "disagree" if words else "agree", at=at, fields=fields)
    assert village.case().state == "returned"
    first = village.look("village_clerk").steps[0]
    assert {(one.unit.zh, one.reason) for one in first.past} == {
        ("财政所", "村自筹资金未到位"),
        ("财政所", "清单单价偏高"),
    }


def test_a_matter_that_an_objection_sent_back_is_laid_to_nobody(village: Village):
    village.submit()
    village.decide("finance_group_member", "return", reason="发票内容与事由不符")
    mended = Play("edit", {"purpose": "换灯修路，已补照片"}, {}, {}, NOWHERE)
    assert tuple(village.rehearsal.played(mended)) == ()
    assert village.look("village_clerk").steps[0].path != "initiator"


def test_a_step_that_the_amount_makes_needless_is_told_apart(village: Village):
    """A small payment asks neither meetings nor the mayor; who pays is asked in any case."""
    village.submit()
    steps = tree(village)
    assert steps["town.mayor"].state == "ahead"
    assert [steps[path].is_spared for path in ("town.mayor", "director", "town.pay")] == [True, False, False]
