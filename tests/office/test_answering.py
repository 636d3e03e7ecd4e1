"""Does a step's sheet follow what is typed, for whoever may see the case, and is nothing of it kept?"""

from __future__ import annotations

import pytest

from tests.office.conftest import Village
from townhall.office.answering import answering
from townhall.office.views import CaseView, Input, TableInput
from townhall.record.refusals import NotFound


@pytest.fixture
def joint(village: Village) -> Village:
    """A project that waits for the departments' opinions."""
    village.submit("form/project_joint_approval")
    village.decide("finance_group_member", everyone=True)
    village.decide("village_party_sec")
    return village


def typed(view: CaseView) -> dict[str, object]:
    (asked,) = view.asked
    items: list[Input | TableInput] = [one for section in asked.sheet.sections for one in section.items]
    return {one.name: one.raw for one in items if isinstance(one, Input)}


def test_what_was_typed_stands_in_the_sheet_and_nowhere_else(joint: Village):
    officer, case = joint.visitor("legal_officer"), joint.rehearsal.case
    before = joint.case()
    view = answering(joint.hall, officer, case, "joint.legal", {"opinion": "agree"}, "合同条款齐全")
    assert typed(view)["opinion"] == "agree"
    assert view.asked[0].reason == "合同条款齐全"
    assert joint.case() == before
    assert typed(joint.look("legal_officer"))["opinion"] != "agree"


def test_whoever_is_not_asked_gets_the_case_as_it_is(joint: Village):
    clerk, case = joint.visitor("village_clerk"), joint.rehearsal.case
    view = answering(joint.hall, clerk, case, "joint.legal", {"opinion": "disagree"}, "不同意")
    assert view.asked == ()
    assert "不同意" not in repr(view)


def test_who_may_not_see_the_case_does_not_learn_of_it(joint: Village):
    stranger = joint.visitor("civil_affairs_clerk")
    with pytest.raises(NotFound):
        answering(joint.hall, stranger, joint.rehearsal.case, "joint.legal", {"opinion": "agree"})
    with pytest.raises(NotFound):
        answering(joint.hall, joint.visitor("legal_officer"), "nothing", "joint.legal", {})
