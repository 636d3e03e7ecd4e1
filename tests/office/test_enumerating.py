"""Does a notice of many rows show a page of them, masked, with the sums of all?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.office.conftest import Village, compiled
from townhall.office import disclosing, enumerating
from townhall.office.views import Item, NoticeView, TableView

FORM = "form/subsidy_declare"


@pytest.fixture
def subsidies(raise_village: Callable[..., Village]) -> Village:
    scenario = next(one for one in compiled().scenarios if one.name == "subsidy_is_declared")
    return raise_village(given=scenario.given, people=scenario.people, today=scenario.today)


def rows(count: int) -> list[dict[str, Any]]:
    household, people = "420802102201-0001", ("0001-1", "0001-2", "0001-3")
    return [
        {
            "household": household,
            "person": f"420802102201-{people[number]}",
            "qty": 1,
            "account": "9901010000000010023",
            "holder": "张某某",
            "agent_proof": "proof.pdf",
        }
        for number in range(count)
    ]


def published(village: Village, **changed: Any) -> str:
    village.submit(FORM, **{"lines": rows(3), **changed})
    for number in (1, 2, 3):
        village.decide(f"finance_group_member#{number}")
    village.decide("village_party_sec")
    return village.case().publicities[-1].number


def table(view: NoticeView) -> TableView:
    (found,) = (one for one in view.items if isinstance(one, TableView))
    return found


def cells(view: NoticeView, column: str) -> list[str]:
    found = table(view)
    place = [name for name, _, _ in found.columns].index(column)
    return [row[place].shown for row in found.rows]


def test_rows_are_masked_and_the_forms_own_stand_above_them(subsidies: Village) -> None:
    view = disclosing.notice(subsidies.hall, published(subsidies))
    above = {one.name: one.shown for one in view.items if isinstance(one, Item)}
    assert above == {"programme": "高龄津贴", "period": "2026-04", "line_count": "3"}
    assert cells(view, "person.name") == ["张*某", "赵*某", "钱*某"]
    assert cells(view, "household.group_no") == ["1组"] * 3
    assert table(view).totals[-1] == "300.00"
    told = repr(view)
    for word in ("张某某", "赵某某", "9901010000000010023", "990101195001010010"):
        assert word not in told, word


def test_a_long_table_goes_on_where_it_stopped(subsidies: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    number = published(subsidies)
    monkeypatch.setattr(enumerating, "PAGE", 2)
    first = disclosing.notice(subsidies.hall, number)
    assert (cells(first, "person.name"), first.next) == (["张*某", "赵*某"], 2)
    rest = disclosing.notice(subsidies.hall, number, start=2)
    assert (cells(rest, "person.name"), rest.next) == (["钱*某"], None)
    assert table(first).totals == table(rest).totals
    assert cells(disclosing.notice(subsidies.hall, number, start=99), "person.name") == []


def test_a_sensitive_programme_shows_its_sums_only(subsidies: Village) -> None:
    view = disclosing.notice(subsidies.hall, published(subsidies, programme="orphan"))
    assert not any(isinstance(one, TableView) for one in view.items)
    assert {one.name: one.shown for one in view.items if isinstance(one, Item)}["amount"] == "3,600.00"
    assert view.next is None
