"""Does the public see what a page promises, masked, for as long as it promises, and nothing besides?"""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.office.conftest import Village
from townhall.office import disclosing, working
from townhall.office.views import Item
from townhall.record.refusals import NotFound

NUMBER, ACCOUNT = "990101195001010010", "9901010000000010023"


@pytest.fixture
def notice(village: Village) -> str:
    village.submit("form/temp_relief")
    for by in ("civil_affairs_clerk", "civil_affairs_clerk#2"):
        village.decide(by, fields={"record": "入户查看,情况属实"})
    village.decide("civil_affairs_head")
    return village.case().publicities[-1].number


def shown(village: Village, notice: str) -> dict[str, str]:
    return {
        one.name: one.shown for one in disclosing.notice(village.hall, notice).items if isinstance(one, Item)
    }


def test_a_notice_shows_the_columns_its_page_names_masked(village: Village, notice: str):
    found = shown(village, notice)
    assert found == {
        "applicant.head_name": "张*某",
        "applicant.org": "刘院村",
        "applicant.group_no": "1组",
        "relief_reason": "疾病",
        "amount": "2,000.00",
    }


def test_nothing_of_the_case_is_in_the_view_but_that(village: Village, notice: str):
    told = repr(disclosing.notice(village.hall, notice))
    case = village.case()
    for word in (
        "张某某", NUMBER, ACCOUNT, "0010", "住院", "1800", "1,800", case.id, case.matter_no, case.gist,
        "diagnosis", "入户查看", "村(社区)报账员", case.initiator.person,
    ):  # fmt: skip
        assert word not in told, word


def test_a_number_that_nobody_was_given_opens_nothing(village: Village, notice: str):
    assert len(notice) >= 20
    for number in ("", "nothing", notice[:-1], notice.swapcase(), village.case().id, "%", notice + " "):
        with pytest.raises(NotFound):
            disclosing.notice(village.hall, number)


def test_a_case_that_opened_no_notice_is_behind_none(village: Village):
    case = village.submit()
    with village.hall.archive(read_only=True) as archive:
        assert archive.disclosed_case(case) is None
        assert archive.disclosures("zhanghe", None) == ()


def test_names_are_dropped_when_their_time_is_over(village: Village, notice: str):
    village.rehearsal.clock.moment += timedelta(days=8)
    working.work(village.hall)
    assert shown(village, notice)["applicant.head_name"] == "张*某"
    village.rehearsal.clock.moment += timedelta(days=370)
    later = shown(village, notice)
    assert "applicant.head_name" not in later
    assert later["amount"] == "2,000.00"


def test_a_village_lists_its_own_notices_open_and_past(village: Village, notice: str):
    view = disclosing.village(village.hall, village.rehearsal.unit)
    assert [number for number, _, _ in view.open_notices] == [notice]
    assert view.past_notices == ()
    assert disclosing.village(village.hall, "420802102202").open_notices == ()
    village.rehearsal.clock.moment += timedelta(days=30)
    working.work(village.hall)
    view = disclosing.village(village.hall, village.rehearsal.unit)
    assert view.open_notices == ()
    assert [number for number, _, _ in view.past_notices] == [notice]


@pytest.mark.parametrize(
    "unit", ["", "nothing", "420802102000", "420802102-discipline", "420899", "420804004207"]
)
def test_only_grass_roots_units_have_a_page(village: Village, unit: str):
    """Offices without money of their own, the town, the district, and villages of other towns have none."""
    with pytest.raises(NotFound):
        disclosing.village(village.hall, unit)
