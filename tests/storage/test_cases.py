"""Are cases found by whom they concern, in order, and no others?"""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.storage.builders import (
    CLERK,
    DAY,
    EVERYTHING,
    LEAD,
    OTHER_TOWN,
    OTHER_UNIT,
    TOWN,
    UNIT,
    decided,
    ended,
    event,
    later,
    moving,
    opening,
    step_opened,
    task,
)  # fmt: skip
from townhall.ports.archive import BadCursor, CaseQuery, OpenArchive
from townhall.record.folds import folded
from townhall.record.people import Holding, Person, Sight
from townhall.record.sealing import SEALED, Secret
from townhall.record.trail import Actor, first_break


@pytest.fixture
def five(archives: OpenArchive) -> OpenArchive:
    with archives() as archive:
        for number in range(5):
            archive.keep(
                opening(
                    f"c{number}",
                    at=later(number // 2),
                    body_matter_no=f"SZ-{number}",
                    body_gist=f"Repair of road {number} 修路",
                    body_unit=UNIT if number % 2 else OTHER_UNIT,
                    amount=number * 100,
                )
            )
    return archives


def ids(archives: OpenArchive, query: CaseQuery, sight: Sight = EVERYTHING) -> list[str]:
    with archives(read_only=True) as archive:
        return [one.id for one in archive.cases(query, sight)]


def test_newest_first_and_level_ones_by_id(five):
    assert ids(five, CaseQuery()) == ["c4", "c3", "c2", "c1", "c0"]


def test_pages_meet_without_gap_or_overlap(five):
    seen: list[str] = []
    after = None
    with five(read_only=True) as archive:
        while page := archive.cases(CaseQuery(after=after, limit=2), EVERYTHING):
            seen += [one.id for one in page]
            after = page[-1].cursor
    assert seen == ["c4", "c3", "c2", "c1", "c0"]


@pytest.mark.parametrize("cursor", ["", "x", "m1", "m1.i1", "t1.t1", "n.tc1", "m1.tc1.tc1"])
def test_a_made_up_cursor_is_refused(five, cursor):
    with five(read_only=True) as archive, pytest.raises(BadCursor):
        archive.cases(CaseQuery(after=cursor), EVERYTHING)


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        (CaseQuery(unit=UNIT), ["c3", "c1"]),
        (CaseQuery(form="relief"), []),
        (CaseQuery(form="payment", limit=1), ["c4"]),
        (CaseQuery(text="sz-3"), ["c3"]),
        (CaseQuery(text="REPAIR OF ROAD 2"), ["c2"]),
        (CaseQuery(text="路"), ["c4", "c3", "c2", "c1", "c0"]),
        (CaseQuery(text="%"), []),
        (CaseQuery(text="_"), []),
        (CaseQuery(started_by=CLERK.person, unit=OTHER_UNIT), ["c4", "c2", "c0"]),
        (CaseQuery(started_by=LEAD.person), []),
    ],
)
def test_narrowed(five, query, wanted):
    assert ids(five, query) == wanted


def test_by_state_and_by_who_acted(five):
    with five() as archive:
        case = archive.case("c1", EVERYTHING)
        archive.keep(moving(case, step_opened("lead"), decided("lead"), ended()))
    assert ids(five, CaseQuery(state="over")) == ["c1"]
    assert ids(five, CaseQuery(state="open")) == ["c4", "c3", "c2", "c0"]
    assert ids(five, CaseQuery(acted_by=LEAD.person)) == ["c1"]
    # Whoever submits has not decided anything.
    assert ids(five, CaseQuery(acted_by=CLERK.person)) == []


def test_a_row_says_what_a_list_shows(five):
    with five() as archive:
        case = archive.case("c1", EVERYTHING)
        archive.keep(moving(case, step_opened("lead"), step_opened("pay.bank")))
        row = archive.cases(CaseQuery(unit=UNIT), EVERYTHING)[1]
    assert (row.id, row.town, row.form, row.release) == ("c1", TOWN, "payment", "r1")
    assert (row.matter_no, row.unit, row.gist, row.state) == ("SZ-1", UNIT, "Repair of road 1 修路", "open")
    assert (row.amount, row.opened_at, row.ended_at, row.at) == (100, later(0), None, ("lead", "pay.bank"))
    assert row.opened_at.utcoffset().total_seconds() == 8 * 3600


def test_a_list_keeps_the_amount_until_it_is_handed_in_again(five):
    with five() as archive:
        case = archive.keep(moving(archive.case("c1", EVERYTHING), step_opened("lead")))
        assert archive.cases(CaseQuery(text="SZ-1"), EVERYTHING)[0].amount == 100
        case = archive.keep(moving(case, decided("lead"), amount=9))
        assert archive.cases(CaseQuery(text="SZ-1"), EVERYTHING)[0].amount == 100
        again = event("resubmitted", values={"amount": 7}, gist="", restarts=[], resume=None)
        archive.keep(moving(case, again, amount=7))
        assert archive.cases(CaseQuery(), EVERYTHING)[3].amount == 7


@pytest.mark.parametrize(
    ("sight", "wanted"),
    [
        (EVERYTHING, "c0 c1 c2 c3 c4"),
        (Sight(TOWN, None), ""),
        (Sight(OTHER_TOWN, None, whole=True), ""),
        (Sight(OTHER_TOWN, CLERK.person, units=frozenset({UNIT})), ""),
        (Sight(TOWN, None, units=frozenset({UNIT})), "c1 c3"),
        (Sight(TOWN, CLERK.person), "c0 c1 c2 c3 c4"),
        (Sight(TOWN, "p-nobody"), ""),
        (Sight(TOWN, "p-asked"), "c2"),
        (Sight(TOWN, "p-nobody", seats=frozenset({("finance_lead", UNIT)})), "c3"),
        (Sight(TOWN, "p-nobody", seats=frozenset({("finance_lead", OTHER_UNIT)})), ""),
        (Sight(TOWN, None, seats=frozenset({("mayor", UNIT)})), ""),
    ],
)
def test_a_sight_covers_the_same_in_lists_and_singly(five, sight, wanted):
    with five() as archive:
        archive.keep(
            moving(
                archive.case("c2", EVERYTHING),
                step_opened("lead"),
                opens=(task("t2", "c2", person="p-asked", post="mayor", is_open=False),),
            )
        )
        archive.keep(moving(archive.case("c3", EVERYTHING), step_opened("lead"), opens=(task("t3", "c3"),)))
    assert sorted(ids(five, CaseQuery(), sight)) == wanted.split()
    with five(read_only=True) as archive:
        assert [id for id in ("c0", "c1", "c2", "c3", "c4") if archive.case(id, sight)] == wanted.split()


def test_nobody_sees_what_is_not_there(archives):
    with archives(read_only=True) as archive:
        assert archive.case("nothing", EVERYTHING) is None
        assert archive.kept_case("nothing") is None
        assert archive.trail("nothing") == ()


def test_secrets_come_back_opened_and_stay_sealed_in_the_trail(archives):
    opened = opening("c1", body_values={"id": Secret("990101199001011234"), "rows": [{"x": Secret(1)}]})
    with archives() as archive:
        kept = archive.keep(opened)
        fields = {"note": Secret("hush"), "vote": "yes"}
        kept = archive.keep(moving(kept, step_opened("lead"), decided("lead", fields=fields)))
    with archives(read_only=True) as archive:
        again = archive.case("c1", EVERYTHING)
        sealed = archive.kept_case("c1")
        trail, events = archive.trail("c1"), archive.events("c1")
    assert again == kept
    assert again.values == {"id": Secret("990101199001011234"), "rows": [{"x": Secret(1)}]}
    assert again.last_run("lead").decisions[0].fields == fields
    assert set(sealed.values["id"]) == {SEALED}
    assert set(sealed.last_run("lead").decisions[0].fields["note"]) == {SEALED}
    assert events[0].body["values"] == again.values
    assert "990101" not in repr(trail) + repr(sealed)
    assert first_break("c1", trail) is None
    assert folded("c1", trail) == sealed


def test_events_after_one_and_of_one_kind(archives):
    with archives() as archive:
        kept = archive.keep(opening("c1"))
        archive.keep(moving(kept, step_opened("lead"), decided("lead", fields={"note": Secret("hush")})))
        every = archive.events("c1")
        assert [one.kind for one in every] == ["submitted", "step_opened", "decided"]
        assert archive.events("c1", after=1) == every[1:]
        assert archive.events("c1", after=3) == ()
        assert archive.events("c1", kind="decided") == every[2:]
        assert archive.events("c1", after=2, kind="step_opened") == ()


def test_of_several_cases_those_come_that_would_come_one_by_one(five):
    sights = (EVERYTHING, Sight(OTHER_TOWN, None, whole=True), Sight(TOWN, CLERK.person), Sight(TOWN, None))
    ids = ["c3", "c1", "c9", "c1"]
    with five(read_only=True) as archive:
        for sight in sights:
            each = {id: archive.case(id, sight) for id in ids}
            assert archive.seen_cases(ids, sight) == {id: one for id, one in each.items() if one}
        assert set(archive.seen_cases(ids, EVERYTHING)) == {"c1", "c3"}
        assert archive.seen_cases((), EVERYTHING) == {}


def test_every_case_is_counted_and_named(five):
    with five() as archive:
        archive.keep(opening("d1", town=OTHER_TOWN))
        assert archive.case_count() == 6
        assert list(archive.case_ids()) == ["c0", "c1", "c2", "c3", "c4", "d1"]
        assert list(archive.case_ids(OTHER_TOWN)) == ["d1"]


def test_cases_that_wait_for_nobody(five):
    with five() as archive:
        for id in ("c3", "c1"):
            held = step_opened("lead", held=True)
            archive.keep(moving(archive.case(id, EVERYTHING), held))
        assert archive.stranded_cases(DAY) == ((TOWN, "c1"), (TOWN, "c3"))
        case = archive.case("c1", EVERYTHING)
        archive.keep(moving(case, decided("lead", actor=Actor("p-x")), ended()))
    with five(read_only=True) as archive:
        # The run is still open: only its closing frees the case.
        assert archive.stranded_cases(DAY) == ((TOWN, "c1"), (TOWN, "c3"))


def sitting(person: str, post: str = "member", unit: str = UNIT, **more: Any) -> Holding:
    return Holding(person, TOWN, post, unit, date(2020, 1, 1), **more)


@pytest.mark.parametrize(
    ("asked", "holding", "is_gone"),
    [
        ({"person": "p"}, sitting("p"), False),
        ({"person": "p"}, sitting("p", until=DAY), False),
        ({"person": "p"}, sitting("p", until=DAY - timedelta(days=1)), True),
        ({"person": "p"}, sitting("p", post="lead"), True),
        ({"person": "p"}, sitting("p", unit=OTHER_UNIT), True),
        ({"person": "p"}, sitting("q"), True),
        ({"person": None}, sitting("q"), False),
        ({"person": None}, sitting("q", unit=OTHER_UNIT), True),
        ({"person": None}, sitting("q", until=DAY - timedelta(days=1)), True),
        ({"person": None, "post": "member.money"}, sitting("q", portfolio="money"), False),
        ({"person": None, "post": "member.money"}, sitting("q", portfolio="land"), True),
        ({"person": "p", "post": "member.money"}, sitting("p", portfolio="money"), False),
        ({"person": "p", "post": "member"}, sitting("p", portfolio="money"), False),
        ({"person": "p", "post": "member.money"}, sitting("p", portfolio="land"), True),
        ({"person": "p", "kind": "copy"}, sitting("q"), False),
        ({"person": "p", "is_open": False}, sitting("q"), False),
    ],
)
def test_cases_that_wait_for_somebody_who_left(
    five: OpenArchive, asked: dict[str, Any], holding: Holding, is_gone: bool
):
    with five() as archive:
        archive.add_people([Person("p", "P", "p"), Person("q", "Q", "q")])
        archive.add_holdings([holding])
        case = archive.case("c2", EVERYTHING)
        waiting = task("t", "c2", **{"post": "member", "unit": UNIT, **asked})
        archive.keep(moving(case, step_opened("s"), opens=(waiting,)))
    with five(read_only=True) as archive:
        assert archive.stranded_cases(DAY) == (((TOWN, "c2"),) if is_gone else ())
