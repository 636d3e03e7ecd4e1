"""Is everybody told who they are here, and how much waits for them and for nobody else?"""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.office.conftest import Village
from townhall.office import drafting, objecting
from townhall.office.introducing import Introduction, introduction
from townhall.record.people import Sight


def of(village: Village, by: str) -> Introduction:
    return introduction(village.hall, village.visitor(by))


def test_a_name_and_its_posts(village: Village):
    found = of(village, "village_clerk")
    assert found.name == village.visitor("village_clerk").person.name
    assert [one.zh for one in found.seats] == ["刘院村报账员"]
    assert (found.town, found.town_title.zh) == ("zhanghe", "漳河镇")
    assert [name for name, _ in found.towns] == ["zhanghe"]


def test_what_waits_is_counted_for_each_alone(village: Village):
    village.submit()
    assert {by: of(village, by).todo for by in ("finance_group_member", "village_director")} == {
        "finance_group_member": 1,
        "village_director": 0,
    }
    village.decide("finance_group_member", everyone=True)
    assert of(village, "finance_group_member").todo == 0
    assert of(village, "village_director").todo == 1


def test_drafts_are_ones_own(village: Village):
    drafting.begin(
        village.hall, village.visitor("village_clerk"), "village_fund_payment", village.rehearsal.unit
    )
    assert of(village, "village_clerk").drafts == 1
    assert of(village, "village_director").drafts == 0


def test_objections_are_counted_for_who_answers_them(village: Village):
    assert of(village, "civil_affairs_head").objections == 0
    village.submit("form/temp_relief")
    for by in ("civil_affairs_clerk", "civil_affairs_clerk#2"):
        village.decide(by, fields={"record": "入户查看，家中一人"})
    village.decide("civil_affairs_head")
    objecting.object_to(village.hall, village.case().publicities[-1].number, "收入没有算全")
    counted = {by: of(village, by).objections for by in ("discipline_officer", "village_director", "mayor")}
    assert sum(counted.values()) >= 1
    assert counted["village_director"] == 0


def test_who_sees_nothing_has_nothing_waiting(village: Village):
    village.submit()
    clerk = village.visitor("finance_group_member")
    blind = replace(clerk, sight=Sight("zhanghe", None))
    assert introduction(village.hall, blind).todo == 0


def test_a_town_where_nothing_is_in_force_introduces_nobody(village: Village):
    clerk = replace(village.visitor("village_clerk"), town="nowhere")
    with pytest.raises(LookupError):
        introduction(village.hall, clerk)
