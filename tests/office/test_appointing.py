"""Are people put at posts only where the posts allow it, and do seats pass from one to the next?"""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.office.conftest import Village
from tests.web.square import Square
from townhall.office import appointing, looking, publishing, working
from townhall.office.appointing import CannotHold, appoint, appoint_rows, dismiss, dismiss_from
from townhall.ports.archive import Archive
from townhall.record.people import Holding, Person
from townhall.record.refusals import NotAllowed, NotFound, NotYourTask

DAY = date(2026, 4, 8)
HERE, THERE = "420802102201", "420802102202"


def new(village: Village, id: str = "new") -> str:
    with village.hall.archive() as archive:
        archive.add_people([Person(id, "新人", id)])
    return id


def put(
    village: Village, person: str, post: str, unit: str = THERE, since: date = DAY, **more: object
) -> Holding:
    one = Holding(person, "zhanghe", post, unit, since, **more)  # type: ignore[arg-type]
    appoint(village.hall, (), [one])
    return one


def holding(village: Village, by: str) -> Holding:
    person = village.rehearsal.cast.holder(by)
    with village.hall.archive(read_only=True) as archive:
        return next(one for one in archive.holdings("zhanghe") if one.person == person)


def sits(village: Village, person: str) -> list[str]:
    with village.hall.archive(read_only=True) as archive:
        return [one.post for one in archive.holdings("zhanghe") if one.person == person]


# -- what cannot be --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("post", "unit"),
    [
        ("nothing", THERE),
        ("village_clerk", "nowhere"),
        ("village_clerk", "420802102-fiscal_office"),
        ("fiscal_director", THERE),
        ("mayor", THERE),
        ("village_clerk", "420804004207"),  # a village of another town
        ("", THERE),
    ],
)
def test_a_post_stands_only_where_it_exists(village: Village, post: str, unit: str):
    person = new(village)
    with pytest.raises(CannotHold):
        put(village, person, post, unit)
    assert sits(village, person) == []


def test_a_portfolio_must_be_one_of_the_posts(village: Village):
    person = new(village)
    with pytest.raises(CannotHold) as refused:
        put(village, person, "deputy_leader", "420802102000", portfolio="war")
    assert "finance（" in refused.value.say.zh
    with pytest.raises(CannotHold) as refused:
        put(village, person, "village_clerk", portfolio="finance")
    assert refused.value.say.zh.endswith("可写：无。")
    assert put(village, person, "deputy_leader", "420802102000", portfolio="finance")


def test_a_post_of_one_has_one_holder_at_a_time(village: Village):
    person = new(village)
    with pytest.raises(CannotHold):
        put(village, person, "village_director", HERE)
    assert put(village, person, "village_director", THERE)
    dismiss(village.hall, holding(village, "village_director"), DAY)
    with pytest.raises(CannotHold):
        put(village, person, "village_director", HERE, since=DAY)
    assert put(village, person, "village_director", HERE, since=DAY + timedelta(days=1))


def test_a_post_of_many_takes_another_but_nobody_twice(village: Village):
    person = new(village)
    assert put(village, person, "finance_group_member", HERE)
    with pytest.raises(CannotHold):
        put(village, person, "finance_group_member", HERE)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("village_clerk", "finance_group_member"),
        ("finance_group_member", "village_clerk"),
        ("village_director", "finance_group_leader"),
        ("finance_group_member", "village_party_sec"),
    ],
)
def test_duties_kept_apart_are_not_one_persons_at_one_unit(village: Village, first: str, second: str):
    """Accounting Law 35: whoever keeps the money does not keep the books."""
    person = new(village)
    put(village, person, first)
    with pytest.raises(CannotHold):
        put(village, person, second)
    assert sits(village, person) == [first]
    put(village, person, second, "420802102203")


def test_duties_kept_apart_may_follow_one_another(village: Village):
    person = new(village)
    put(village, person, "village_clerk", until=DAY)
    with pytest.raises(CannotHold):
        put(village, person, "finance_group_member", since=DAY)
    put(village, person, "finance_group_member", since=DAY + timedelta(days=1))


def test_two_of_one_list_are_checked_against_each_other_and_none_is_added(village: Village):
    people = [Person("a", "甲", "a"), Person("b", "乙", "b")]
    both = [Holding(one.id, "zhanghe", "village_director", THERE, DAY) for one in people]
    with pytest.raises(CannotHold):
        appoint(village.hall, people, both)
    with village.hall.archive(read_only=True) as archive:
        assert archive.person("a") is None
        assert [one for one in archive.holdings("zhanghe") if one.unit == THERE] == []


def test_a_town_must_be_open(village: Village):
    person = new(village)
    with pytest.raises(CannotHold):
        appoint(village.hall, (), [Holding(person, "nowhere", "village_clerk", THERE, DAY)])
    release = village.rehearsal.production.release
    town = replace(village.rehearsal.blueprint.town, name="later", units=())
    publishing.publish(
        village.hall,
        replace(release, id="0" * 64, town="later"),
        replace(village.rehearsal.blueprint, town=town),
        since=DAY + timedelta(days=5),
        approved_by="x",
    )
    with pytest.raises(CannotHold):
        appoint(village.hall, (), [Holding(person, "later", "village_clerk", THERE, DAY)])


# -- from a list -----------------------------------------------------------------------------------------

ROW = {
    "login": "a",
    "name": "甲",
    "town": "zhanghe",
    "post": "village_clerk",
    "unit": THERE,
    "since": "2026-04-08",
}


def test_a_list_adds_people_and_posts(village: Village):
    second = {**ROW, "post": "village_clerk", "unit": "420802102203"}
    found = appoint_rows(
        village.hall, [ROW, second, {**ROW, "login": "village_clerk-0", "unit": "420802102204"}]
    )
    assert (found.people, found.holdings) == (1, 3)
    assert len(sits(village, "village_clerk-0")) == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"since": "soon"}, {"since": "2026-02-30"}, {"since": ""}, {"login": ""}, {"name": ""},
        {"post": "nothing"}, {"unit": ""}, {"unit": "nowhere"}, {"town": "nowhere"}, {"town": ""},
        {"portfolio": "war"},
    ],
)  # fmt: skip
def test_a_wrong_row_is_told_of_and_nothing_is_added(village: Village, wrong: dict[str, str]):
    with pytest.raises(CannotHold) as refused:
        appoint_rows(village.hall, [ROW, {**ROW, "login": "b", **wrong}])
    if wrong.keys() != {"town"}:
        assert "第3行" in refused.value.say.zh
        assert "Row 3" in refused.value.say.en
    with village.hall.archive(read_only=True) as archive:
        assert archive.person_by_login("a") is None


def test_a_list_is_one_unit_of_work_however_long(village: Village):
    """What was read must still hold when it is kept, and a query for each row would take minutes."""
    opened: list[bool] = []

    def counted(*, read_only: bool = False) -> AbstractContextManager[Archive]:
        opened.append(read_only)
        return village.hall.archive(read_only=read_only)

    units = [f"4208021022{number:02}" for number in range(2, 20)]
    rows = [{**ROW, "login": f"clerk.{unit}", "unit": unit} for unit in units]
    found = appoint_rows(replace(village.hall, archive=counted), rows)
    assert (found.people, found.holdings) == (18, 18)
    assert opened == [False]
    opened.clear()
    hall = replace(village.hall, archive=counted)
    dismiss_from(hall, "clerk.420802102202", "village_clerk", "420802102202", DAY)
    assert opened == [False]


def test_of_two_who_appoint_from_one_list_at_once_one_does(village: Village):
    """The other is told in words that it is done, and nothing is there twice."""
    rows = [{**ROW, "login": f"clerk.{number}", "unit": f"4208021022{number:02}"} for number in range(2, 12)]
    together = threading.Barrier(4, timeout=60)

    def appointed(_: int) -> str:
        together.wait()
        try:
            return f"{appoint_rows(village.hall, rows).holdings} filled"
        except CannotHold as refused:
            return refused.say.en.partition(":")[0]

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(appointed, range(4))) == ["10 filled"] + 3 * ["Row 2"]
    with village.hall.archive(read_only=True) as archive:
        assert len([one for one in archive.holdings("zhanghe") if one.since == DAY]) == 10


# -- taking somebody off a post --------------------------------------------------------------------------


def test_somebody_leaves_a_post(village: Village):
    appoint_rows(village.hall, [ROW])
    assert dismiss_from(village.hall, "a", "village_clerk", THERE, DAY).until == DAY
    for login, post, day in (
        ("a", "village_clerk", DAY + timedelta(days=1)),
        ("a", "village_director", DAY),
        ("nobody", "village_clerk", DAY),
    ):
        with pytest.raises(CannotHold, match="does not hold the post"):
            dismiss_from(village.hall, login, post, THERE, day)


def test_a_post_with_two_portfolios_is_named_whole(village: Village):
    office = "420802102000"
    rows = [
        {**ROW, "post": "deputy_leader", "unit": office, "portfolio": one} for one in ("finance", "civil")
    ]
    appoint_rows(village.hall, rows)
    with pytest.raises(CannotHold, match=r"deputy_leader\.civil"):
        dismiss_from(village.hall, "a", "deputy_leader", office, DAY)
    ended = dismiss_from(village.hall, "a", "deputy_leader.civil", office, DAY)
    assert (ended.portfolio, ended.until) == ("civil", DAY)
    with village.hall.archive(read_only=True) as archive:
        left = [one.portfolio for one in archive.holdings_of(ended.person) if one.until is None]
    assert left == ["finance"]


def test_where_two_towns_have_the_unit_the_town_is_said(square: Square):
    """The district serves several towns; who leaves one of them stays in the other."""
    today, office = square.hall.today(), "420899-district_finance"
    post = "district_rural_fin"
    rows = [
        {"login": "both", "name": "区农财岗", "town": town, "post": post, "unit": office, "since": f"{today}"}
        for town in ("zhanghe", "shuangxi")
    ]
    appoint_rows(square.hall, rows)
    with pytest.raises(CannotHold, match="--town shuangxi") as refused:
        dismiss_from(square.hall, "both", post, office, today)
    assert "不止一项" in refused.value.say.zh
    assert dismiss_from(square.hall, "both", post, office, today, town="shuangxi").town == "shuangxi"
    with square.hall.archive(read_only=True) as archive:
        person = archive.person_by_login("both")
        assert person is not None
        held = {one.town: one.until for one in archive.holdings_of(person.id)}
    assert held == {"zhanghe": None, "shuangxi": today}


# -- passing a seat on -----------------------------------------------------------------------------------


def test_what_waits_for_a_seat_waits_for_the_next_holder(village: Village):
    case = village.submit()
    village.decide("finance_group_member", everyone=True)
    dismiss(village.hall, holding(village, "village_director"), DAY - timedelta(days=1))
    successor = put(village, new(village), "village_director", HERE)
    with pytest.raises(NotAllowed):
        village.visitor("village_director")
    visitor = village.rehearsal.visitor_of(successor.person)
    assert [one.case for one in looking.tasks(village.hall, visitor).lines] == [case]
    village.rehearsal.cast = replace(
        village.rehearsal.cast, holdings=(*village.rehearsal.cast.holdings, successor)
    )
    assert village.press("village_director#2", "agree") is None
    assert [run.step for run in village.case().open_runs] == ["secretary"]


def test_who_steps_down_today_acts_until_tonight(village: Village):
    village.submit()
    village.decide("finance_group_member", everyone=True)
    dismiss(village.hall, holding(village, "village_director"), DAY)
    village.press("village_director", "agree")
    assert [run.step for run in village.case().open_runs] == ["secretary"]


def test_a_step_nobody_could_be_asked_at_is_asked_again_when_somebody_sits_there(village: Village):
    dismiss(village.hall, holding(village, "village_party_sec"), DAY - timedelta(days=1))
    village.submit()
    village.decide("finance_group_member", everyone=True)
    village.decide("village_director")
    assert village.case().is_held
    assert working.work(village.hall).asked_again == 0
    with pytest.raises((NotFound, NotYourTask, NotAllowed)):
        village.press("mayor", "agree", step="secretary")
    successor = put(village, new(village), "village_party_sec", HERE)
    assert working.work(village.hall).asked_again == 1
    assert working.work(village.hall).asked_again == 0
    assert not village.case().is_held
    visitor = village.rehearsal.visitor_of(successor.person)
    assert len(looking.tasks(village.hall, visitor).lines) == 1


def test_appointing_is_seen_at_once(village: Village):
    """A seating is kept until an appointment changes, and not a moment longer."""
    village.submit()
    village.decide("finance_group_member", everyone=True)
    person = new(village)
    put(village, person, "project_manager", HERE)
    assert village.rehearsal.visitor_of(person).seats[0].post == "project_manager"
    dismiss(village.hall, holding(village, "village_director"), DAY - timedelta(days=1))
    with pytest.raises(NotAllowed):
        village.visitor("village_director")


def test_a_refusal_to_appoint_speaks_both_languages(village: Village):
    with pytest.raises(appointing.CannotHold) as refused:
        put(village, new(village), "village_director", HERE)
    assert "已有人" in refused.value.say.zh
    assert "held already" in refused.value.say.en
