"""Are pages open as long as they should be, and objections seen by whom they concern?"""

from dataclasses import replace
from datetime import date

import pytest

from tests.storage.builders import (
    EVERYTHING,
    OTHER_TOWN,
    OTHER_UNIT,
    TOWN,
    UNIT,
    event,
    later,
    moving,
    opening,
)
from townhall.record.disclosures import Disclosure, Objection
from townhall.record.people import Sight
from townhall.record.sealing import Secret

SHOWN = Disclosure(
    "n1", TOWN, UNIT, "c1", "show", "notice", "r1", "Notice", date(2026, 3, 1), date(2026, 3, 7)
)
SAID = Objection("o1", "n1", "c1", TOWN, "not so", "13900000000", later(0))


@pytest.fixture
def shown(archives):
    """Two cases of two villages, each with two pages; one in another town."""
    with archives() as archive:
        archive.keep(
            opening(
                "c1",
                body_values={"id": Secret("990101199001011234")},
                discloses=(SHOWN, replace(SHOWN, number="n2", opened_on=date(2026, 3, 2))),
            )
        )
        there = replace(SHOWN, unit=OTHER_UNIT, case="c2", closes_on=date(2026, 3, 9), waits=False)
        pages = (replace(there, number="n3"), replace(there, number="n4", is_open=False, outcome="quiet"))
        archive.keep(opening("c2", body_unit=OTHER_UNIT, discloses=pages))
        far = (replace(SHOWN, number="n5", town=OTHER_TOWN, case="c3"),)
        archive.keep(opening("c3", town=OTHER_TOWN, discloses=far))
    return archives


def test_by_number(shown):
    with shown(read_only=True) as archive:
        assert archive.disclosure("n1") == SHOWN
        assert archive.disclosure("n4").outcome == "quiet"
        assert archive.disclosure("n9") is None


@pytest.mark.parametrize(
    ("unit", "more", "wanted"),
    [
        (UNIT, {}, "n2 n1"),
        (OTHER_UNIT, {}, "n4 n3"),
        (None, {}, "n2 n4 n3 n1"),
        (None, {"limit": 1}, "n2"),
        (UNIT, {"open_on": date(2026, 3, 1)}, "n1"),
        (UNIT, {"open_on": date(2026, 3, 7)}, "n2 n1"),
        (UNIT, {"open_on": date(2026, 3, 8)}, ""),
        (OTHER_UNIT, {"open_on": date(2026, 3, 9)}, "n3"),
    ],
)
def test_listed(shown, unit, more, wanted):
    with shown(read_only=True) as archive:
        assert [one.number for one in archive.disclosures(TOWN, unit, **more)] == wanted.split()


def test_those_whose_last_day_has_passed(shown):
    with shown(read_only=True) as archive:
        assert archive.due_disclosures(date(2026, 3, 7)) == ()
        assert [one.number for one in archive.due_disclosures(date(2026, 3, 8))] == ["n1", "n2", "n5"]
        due = archive.due_disclosures(date(2026, 3, 10))
        assert [one.number for one in due] == ["n1", "n2", "n5", "n3"]


def test_the_case_behind_a_page(shown):
    with shown(read_only=True) as archive:
        case = archive.disclosed_case("n2")
        assert (case.id, case.values) == ("c1", {"id": Secret("990101199001011234")})
        assert archive.disclosed_case("n4").id == "c2"
        assert archive.disclosed_case("n9") is None


def say(archive, *objections):
    """Villagers object; the act that keeps their words is an event of the case."""
    [(id, town)] = {(one.case, one.town) for one in objections}
    case = archive.case(id, replace(EVERYTHING, town=town))
    archive.keep(moving(case, event("objected"), objections=objections))


def test_objections_in_their_order_with_contact_opened(shown):
    with shown() as archive:
        later_one = replace(SAID, id="o0", made_at=later(2), contact="")
        say(archive, later_one, SAID)
    with shown(read_only=True) as archive:
        assert archive.objections("c1") == (SAID, later_one)
        assert archive.objections("c2") == ()


@pytest.mark.parametrize(
    ("sight", "wanted"),
    [
        (EVERYTHING, "o1 o2"),
        (Sight(TOWN, None, units=frozenset({OTHER_UNIT})), "o2"),
        (Sight(TOWN, "p-nobody"), ""),
        (Sight(TOWN, None), ""),
        (Sight(OTHER_TOWN, None, whole=True), "o3"),
    ],
)
def test_open_ones_that_a_sight_covers(shown, sight, wanted):
    with shown() as archive:
        say(archive, replace(SAID, id="o2", disclosure="n3", case="c2", made_at=later(1)))
        say(archive, replace(SAID, id="o3", disclosure="n5", case="c3", town=OTHER_TOWN))
        say(archive, replace(SAID, id="o4", state="dismissed"), SAID)
        assert [one.id for one in archive.open_objections(sight)] == wanted.split()
        assert [one.id for one in archive.open_objections(sight, limit=1)] == wanted.split()[:1]
        assert archive.counts(sight).objections == len(wanted.split())


NOTICE, OTHER_NOTICE = ("r1", "notice", UNIT), ("r1", "notice", OTHER_UNIT)


@pytest.mark.parametrize(
    ("sight", "numbers"),
    [
        (EVERYTHING, {NOTICE: 2, OTHER_NOTICE: 1}),
        (Sight(TOWN, None, units=frozenset({OTHER_UNIT})), {OTHER_NOTICE: 1}),
        (Sight(TOWN, "p-nobody"), {}),
        (Sight(TOWN, None), {}),
    ],
)
def test_open_ones_by_the_pages_they_are_against(shown, sight, numbers):
    with shown() as archive:
        say(archive, replace(SAID, id="o2", disclosure="n3", case="c2", made_at=later(3)))
        say(archive, replace(SAID, id="o3", disclosure="n5", case="c3", town=OTHER_TOWN))
        say(archive, replace(SAID, id="o4", state="dismissed"), SAID, replace(SAID, id="o5", disclosure="n2"))
        assert archive.objected(sight) == numbers


@pytest.mark.parametrize(
    ("first", "wanted"),
    [
        (set(), "o1 o5 o2 o7"),
        ({NOTICE}, "o1 o5 o7 o2"),
        ({OTHER_NOTICE}, "o2 o1 o5 o7"),
        ({NOTICE, OTHER_NOTICE, ("r1", "notice", "nowhere")}, "o1 o5 o2 o7"),
        ({("r2", "notice", OTHER_UNIT), ("r1", "other", OTHER_UNIT)}, "o1 o5 o2 o7"),
    ],
)
def test_some_pages_come_first_before_the_list_is_cut(shown, first, wanted):
    with shown() as archive:
        say(
            archive,
            SAID,
            *(replace(SAID, id=f"o{one}", disclosure="n2", made_at=later(one)) for one in (5, 7)),
        )
        say(archive, replace(SAID, id="o2", disclosure="n3", case="c2", made_at=later(6)))
        found = [one.id for one in archive.open_objections(EVERYTHING, first)]
        assert found == wanted.split()
        assert [one.id for one in archive.open_objections(EVERYTHING, first, limit=2)] == found[:2]
        only = Sight(TOWN, None, units=frozenset({OTHER_UNIT}))
        assert [one.id for one in archive.open_objections(only, first)] == ["o2"]
