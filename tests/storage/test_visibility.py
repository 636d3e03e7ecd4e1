"""Do the row filter of the databases and the plain one always say the same?"""

from dataclasses import replace

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from tests.storage.builders import CLERK, DAY, NOON, blank, task
from townhall.record.people import Sight
from townhall.record.trail import Actor
from townhall.storage.keeping import task_row
from townhall.storage.tables import METADATA, case
from townhall.storage.tables import task as task_table
from townhall.storage.visibility import sees, values, visible

_TOWNS, _UNITS, _PEOPLE = ("t1", "t2"), ("u1", "u2", "u3"), ("p1", "p2", "p3")
_POSTS = ("clerk", "lead", "lead.finance")

_town, _unit, _person = st.sampled_from(_TOWNS), st.sampled_from(_UNITS), st.sampled_from(_PEOPLE)
_cases = st.lists(st.tuples(_town, _unit, _person), min_size=1, max_size=5)
_tasks = st.lists(
    st.tuples(
        st.integers(0, 4), st.sampled_from(_POSTS), _unit, st.none() | _person, st.booleans(),
        st.sampled_from(["act", "mend", "copy"]),
    ),
    max_size=6,
)  # fmt: skip
_sights = st.builds(
    Sight,
    town=_town,
    person=st.none() | _person,
    whole=st.sampled_from([False, False, False, True]),
    units=st.frozensets(_unit, max_size=2),
    seats=st.frozensets(st.tuples(st.sampled_from(_POSTS), _unit), max_size=2),
)


@pytest.fixture(scope="session")
def filtered():
    engine = sa.create_engine("sqlite://")
    with engine.connect() as connection:
        with connection.begin():
            METADATA.create_all(connection)
        yield connection
    engine.dispose()


@given(_cases, _tasks, _sights)
def test_the_two_filters_agree(filtered, cases, tasks, sight):
    made = [
        replace(blank(f"c{n}", town), unit=unit, initiator=Actor(person))
        for n, (town, unit, person) in enumerate(cases)
    ]
    asked = [
        task(
            f"t{n}",
            f"c{of}",
            town=made[of].town,
            post=post,
            unit=unit,
            person=person,
            is_open=is_open,
            kind=kind,
        )
        for n, (of, post, unit, person, is_open, kind) in enumerate(tasks)
        if of < len(made)
    ]
    with filtered.begin() as transaction:
        filtered.execute(case.insert(), [_row(one) for one in made])
        if asked:
            filtered.execute(task_table.insert(), [task_row(one, "payment") for one in asked])
        theirs = {*filtered.execute(sa.select(case.c.id).where(visible(sight)), values(sight)).scalars()}
        transaction.rollback()
    ours = {one.id for one in made if sees(sight, one, (each for each in asked if each.case == one.id))}
    assert theirs == ours
    if sight.is_blind:
        assert theirs == set()


def test_a_blind_sight_sees_nothing():
    assert Sight("t1", None).is_blind
    assert not sees(Sight("t1", None), blank("c1", "t1"), [task("t1", "c1", town="t1")])


def _row(one):
    return {
        "id": one.id, "town": one.town, "form": one.form, "release": one.release, "matter_no": one.matter_no,
        "unit": one.unit, "initiator": one.initiator.person, "gist": "", "state": "open", "amount": None,
        "opened_at": NOON, "ended_at": None, "waits_at": "[]", "is_held": False, "seq": 1, "filled": "{}",
        "projection": f'"{CLERK.person}{DAY}"',
    }  # fmt: skip
