"""Is a case shown masked for whoever looks, and only what may be pressed offered?"""

from __future__ import annotations

import pytest

from tests.office.conftest import Village
from townhall.office.views import CaseView, Item, TableView

NUMBER, ACCOUNT = "990101198803150027", "9901010000000010999"


def paid_to_a_person(village: Village) -> None:
    village.submit(payee_type="person", payee_name="李某某", payee_id=NUMBER, payee_account=ACCOUNT)


def shown(view: CaseView) -> dict[str, str]:
    return {
        item.name: item.shown for section in view.sections for item in section.items if isinstance(item, Item)
    }


@pytest.mark.parametrize(
    ("by", "number", "account"),
    [
        ("village_clerk", "990101********0027", "****0999"),
        ("finance_group_member", "990101********0027", "****0999"),
        ("village_director", "990101********0027", "****0999"),
        ("project_manager", "990101********0027", "****0999"),
        ("discipline_officer", "990101********0027", "****0999"),
        ("fiscal_specialist", "990101********0027", "****0999"),
        ("fund_accountant", "990101********0027", ACCOUNT),
        ("fiscal_director", "990101********0027", ACCOUNT),
    ],
)
def test_the_masks_of_the_definition_hold_for_each_class(
    village: Village, by: str, number: str, account: str
):
    paid_to_a_person(village)
    seen = shown(village.look(by))
    assert seen["payee_id"].replace(" ", "") == number
    assert seen["payee_account"].replace(" ", "") == account
    assert seen["payee_name"] == "李某某"


def test_who_does_not_handle_the_payment_finds_no_whole_secret_anywhere_in_the_view(village: Village):
    paid_to_a_person(village)
    for by in ("village_clerk", "project_manager", "discipline_officer", "mayor"):
        told = repr(village.look(by))
        assert NUMBER not in told
        assert ACCOUNT not in told


def test_only_who_is_asked_is_offered_what_to_press(village: Village):
    village.submit()
    assert village.look("finance_group_member").asked[0].actions[0].choice == "agree"
    for by in ("village_clerk", "village_director", "fiscal_director", "mayor"):
        assert village.look(by).asked == ()
    village.decide("finance_group_member")
    assert village.look("finance_group_member").asked == ()


def test_a_return_may_go_to_the_initiator_or_to_any_earlier_step_that_was_decided(village: Village):
    village.submit()
    assert [path for path, _ in village.look("finance_group_member").asked[0].targets] == ["initiator"]
    village.decide("finance_group_member", everyone=True)
    village.decide("village_director")
    assert [path for path, _ in village.look("village_party_sec").asked[0].targets] == [
        "initiator",
        "group",
        "director",
    ]


def test_in_a_parallel_branch_nobody_says_where_it_goes_back_to(village: Village):
    village.submit("form/project_joint_approval")
    village.decide("finance_group_member", everyone=True)
    village.decide("village_party_sec")
    asked = village.look("legal_officer").asked
    assert [one.step for one in asked] == ["joint.legal"]
    assert asked[0].targets == ()


def test_a_file_is_named_only_to_who_may_fetch_it(village: Village):
    village.submit()
    table = next(
        item
        for section in village.look("village_director").sections
        for item in section.items
        if isinstance(item, TableView) and item.name == "invoices"
    )
    names = [file.name for row in table.rows for cell in row for file in cell.attachments]
    assert names == ["invoice.png"]
