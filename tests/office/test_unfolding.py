"""Is a case shown masked for whoever looks, and only what may be pressed offered?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest

from tests.office.conftest import Village
from townhall.office import appointing, drafting, looking, submitting, working
from townhall.office.own_drafts import mending_id
from townhall.office.views import CaseView, Item, TableView
from townhall.office.visiting import visitor
from townhall.ports.archive import Archive
from townhall.ports.hall import Blueprints
from townhall.record.people import Holding, Person
from townhall.spec.blueprint import Blueprint

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


@dataclass(frozen=True)
class Open:
    """The blueprints of a hall, with no mask for those who handle a case."""

    inner: Blueprints

    def of(self, archive: Archive, release: str) -> Blueprint:
        return self._opened(self.inner.of(archive, release))

    def in_force(self, archive: Archive, town: str, day: date) -> tuple[str, Blueprint]:
        release, found = self.inner.in_force(archive, town, day)
        return release, self._opened(found)

    def _opened(self, found: Blueprint) -> Blueprint:
        masks = {
            name: replace(one, by_viewer={**one.by_viewer, "case_staff": "plain"})
            for name, one in found.masks.items()
        }
        return replace(found, masks=masks)


def test_who_mends_in_the_place_of_one_who_left_handles_the_case_like_them(village: Village):
    paid_to_a_person(village)
    village.decide("finance_group_member", "return", reason="发票抬头不对")
    case, clerk, today = village.case(), village.visitor("village_clerk"), village.hall.today()
    with village.hall.archive() as archive:
        archive.add_people([Person("p-heir", "接任者", "heir")])
        (own,) = archive.holdings_of(clerk.person.id)
        archive.add_holdings([Holding("p-heir", case.town, own.post, own.unit, today, None, own.portfolio)])
    appointing.dismiss(village.hall, own, today - timedelta(days=1))
    working.work(village.hall)
    with village.hall.archive(read_only=True) as archive:
        heir = visitor(village.hall, archive, Person("p-heir", "接任者", "heir"), "")
    draft = mending_id(village.case(), "p-heir")
    kept = drafting.save(village.hall, heir, draft, {"remark": "已换发票"}, 0)
    assert submitting.submit(village.hall, heir, draft, {}, kept.version) == case.id
    hall = replace(village.hall, blueprints=Open(village.hall.blueprints))
    assert shown(looking.case(hall, heir, case.id))["payee_id"].replace(" ", "") == NUMBER
    other = looking.case(hall, village.visitor("project_manager"), case.id)
    assert NUMBER not in shown(other)["payee_id"].replace(" ", "")


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
    assert names == ["invoice.pdf"]
