"""Are fields called as people call them, and only for who may see them?"""

from __future__ import annotations

import pytest

from tests.office.conftest import Village
from townhall.office import drafting
from townhall.office.captions import named_fields


@pytest.fixture
def draft(village: Village) -> str:
    clerk = village.visitor("village_clerk")
    return drafting.begin(village.hall, clerk, "village_fund_payment", village.rehearsal.unit)


def test_the_owner_of_a_draft_gets_its_titles_cells_with_their_tables(village: Village, draft: str):
    titles = named_fields(village.hall, village.visitor("village_clerk"), draft)
    assert titles["purpose"].title.zh
    assert titles["invoices.inv_no"].title.zh.startswith(titles["invoices"].title.zh)


@pytest.mark.parametrize("by", ["village_director", "civil_affairs_clerk"])
def test_nobody_else_learns_of_a_draft(village: Village, draft: str, by: str):
    assert named_fields(village.hall, village.visitor(by), draft) == {}


def test_a_steps_fields_are_named_to_who_sees_the_case(village: Village):
    village.submit("form/project_joint_approval")
    case = village.rehearsal.case
    assert "opinion" in named_fields(village.hall, village.visitor("village_clerk"), case, "joint.legal")
    assert named_fields(village.hall, village.visitor("village_clerk"), case, "no_such_step") == {}
    stranger = village.visitor("civil_affairs_clerk")
    assert named_fields(village.hall, stranger, case, "joint.legal") == {}
    assert named_fields(village.hall, stranger, "nothing") == {}


def test_what_an_option_is_called_is_known_also_of_a_draft_that_was_handed_in(village: Village):
    village.submit()
    case = village.rehearsal.case
    fields = named_fields(village.hall, village.visitor("village_clerk"), case)
    assert fields["payee_type"].options["company"].zh == "企业"
    assert fields["related_declared"].options["false"].zh == "否"
