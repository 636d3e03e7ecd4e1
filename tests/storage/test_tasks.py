"""Does each person see what waits for them, in order, however much waits for others?"""

import pytest
import sqlalchemy as sa

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
    step_opened,
    task,
)  # fmt: skip
from townhall.ports.archive import BadCursor
from townhall.record.people import Sight
from townhall.record.tasks import TaskRow
from townhall.storage import open_archives

LEAD = frozenset({("finance_lead", UNIT)})
ME = Sight(TOWN, "p-me", seats=LEAD)


@pytest.fixture
def waiting(archives):
    """Odd ones wait for me in person, even ones for my seat; then some that do not."""
    tasks = [
        *(task(f"t{n}", "c1", person="p-me" if n % 2 else None, opened_at=later(n // 3)) for n in range(9)),
        task("x1", "c1", person="p-other"),
        task("x2", "c1", unit=OTHER_UNIT),
        task("x3", "c1", post="mayor"),
        task("x4", "c1", person="p-me", is_open=False),
        task("x5", "c1", is_open=False),
        task("k1", "c1", person="p-me", kind="copy", opened_at=later(1)),
        task("k2", "c1", kind="copy", opened_at=later(2)),
        task("k3", "c1", person="p-other", kind="copy"),
    ]
    with archives() as archive:
        archive.keep(opening("c1", step_opened("lead"), opens=tuple(tasks), amount=5))
        there = (task("o1", "c2", town=OTHER_TOWN, person="p-me"), task("o2", "c2", town=OTHER_TOWN))
        archive.keep(opening("c2", town=OTHER_TOWN, opens=there))
        mended = (task("t9", "c3", person="p-me", kind="mend", opened_at=later(3)),)
        archive.keep(
            opening("c3", opens=mended, body_form="relief", body_gist="Grain", body_matter_no="MZ-1")
        )
    return archives


def ids(archives, sight=ME, **more) -> list[str]:
    with archives(read_only=True) as archive:
        return [one.task.id for one in archive.tasks(sight, **more)]


def test_what_waits_for_me_in_person_or_by_my_seat(waiting):
    assert ids(waiting) == [f"t{n}" for n in range(10)]


@pytest.mark.parametrize(
    ("sight", "wanted"),
    [
        (Sight(TOWN, "p-me"), "t1 t3 t5 t7 t9"),
        (Sight(TOWN, None, seats=LEAD), "t0 t2 t4 t6 t8"),
        (Sight(TOWN, "p-x", seats=frozenset({("finance_lead", OTHER_UNIT), ("mayor", UNIT)})), "x2 x3"),
        (Sight(TOWN, None), ""),
        (Sight(TOWN, "p-nobody"), ""),
        # Seeing a whole town is no task.
        (EVERYTHING, ""),
        (Sight(OTHER_TOWN, "p-me", seats=LEAD), "o1 o2"),
    ],
)
def test_for_others(waiting, sight, wanted):
    assert sorted(ids(waiting, sight)) == wanted.split()
    with waiting(read_only=True) as archive:
        assert archive.counts(sight).todo == len(wanted.split())


def test_narrowed(waiting):
    assert ids(waiting, form="relief") == ["t9"]
    assert ids(waiting, text="mz-1") == ["t9"]
    assert ids(waiting, text="GRAIN", form="payment") == []
    assert ids(waiting, kinds=("mend",)) == ["t9"]
    assert ids(waiting, kinds=("act",), limit=2) == ["t0", "t1"]


def test_copies_newest_first(waiting):
    assert ids(waiting, kinds=("copy",)) == ["k2", "k1"]
    assert ids(waiting, kinds=("copy",), limit=1) == ["k2"]
    with waiting(read_only=True) as archive:
        assert archive.counts(ME).copied == 2


@pytest.mark.parametrize(("kinds", "wanted"), [(("act", "mend"), 10), (("copy",), 2)])
@pytest.mark.parametrize("size", [1, 3, 10])
def test_pages_meet_without_gap_or_overlap(waiting, kinds, wanted, size):
    seen, after = [], None
    with waiting(read_only=True) as archive:
        while page := archive.tasks(ME, kinds=kinds, after=after, limit=size):
            seen += [one.task.id for one in page]
            after = page[-1].cursor
    assert seen == ids(waiting, kinds=kinds)
    assert len(seen) == wanted


@pytest.mark.parametrize("cursor", ["", "m1", "t1.t1", "m1.i1"])
def test_a_made_up_cursor_is_refused(waiting, cursor):
    with waiting(read_only=True) as archive, pytest.raises(BadCursor):
        archive.tasks(ME, after=cursor)


def test_a_row_says_what_the_list_shows(waiting):
    with waiting(read_only=True) as archive:
        row = archive.tasks(Sight(TOWN, "p-me"), form="relief")[0]
    assert row == TaskRow(
        task("t9", "c3", person="p-me", kind="mend", opened_at=later(3)), "relief", "r1", "MZ-1", "Grain",
        UNIT, "open", None, row.cursor,
    )  # fmt: skip


def test_a_case_that_moves_takes_its_rows_along(waiting):
    with waiting() as archive:
        case = archive.case("c3", EVERYTHING)
        archive.keep(moving(case, event("resubmitted", values={}, gist="Rice", resume=None), amount=9))
        row = archive.tasks(ME, form="relief")[0]
    assert (row.gist, row.amount, row.case_state) == ("Rice", 9, "open")


def test_no_more_than_a_thousand_are_counted(archives):
    many = tuple(task(f"t{n:04}", "c1", person="p-me" if n % 2 else None) for n in range(1100))
    with archives() as archive:
        archive.keep(opening("c1", opens=many))
        assert archive.counts(ME).todo == 1000


def test_each_way_is_one_walk_along_one_index(sqlite_url, vault, catalog):
    """No table is read whole, and nothing but the rows of the page is sorted."""
    opened = open_archives(sqlite_url, vault, catalog)
    said: list[tuple[str, object]] = []
    listen = sa.event.listens_for(opened.looking, "before_cursor_execute")
    listen(lambda connection, cursor, statement, parameters, *rest: said.append((statement, parameters)))
    seats = frozenset({("finance_lead", UNIT), ("mayor", OTHER_UNIT)})
    with opened(read_only=True) as archive:
        archive.tasks(Sight(TOWN, "p-me", seats=seats))
        archive.counts(Sight(TOWN, "p-me", seats=seats))
        archive.tasks(Sight(TOWN, "p-me", seats=seats), kinds=("copy",))
    asked = [(statement, parameters) for statement, parameters in said if "FROM task" in statement]
    assert len(asked) == 3
    for (statement, parameters), suffix in zip(asked, ("waits", "waits", "copied"), strict=True):
        with opened.engine.connect() as connection:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            steps = [row.detail for row in plan]
        assert sum(f"ix_task_person_{suffix}" in one for one in steps) == 1, steps
        assert sum(f"ix_task_seat_{suffix}" in one for one in steps) == 2, steps
        assert not [one for one in steps if one.startswith("SCAN task")], steps
    opened.close()


def test_who_waits_is_counted_for_everybody_at_once(waiting):
    with waiting(read_only=True) as archive:
        found = {(person, post, unit): number for person, post, unit, number in archive.waiting(TOWN)}
        assert found["p-me", "finance_lead", UNIT] == 5
        assert found[None, "finance_lead", UNIT] == 5
        assert found["p-other", "finance_lead", UNIT] == 1
        assert found[None, "finance_lead", OTHER_UNIT] == found[None, "mayor", UNIT] == 1
        assert sum(found.values()) == 13
        assert sum(number for *_, number in archive.waiting(OTHER_TOWN)) == 2
