"""Does a list go on where it stopped, and from nowhere else?"""

import re
from datetime import date

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from tests.storage.builders import NOON
from townhall.ports.archive import BadCursor
from townhall.storage import cursors
from townhall.storage.cursors import Turn
from townhall.storage.lists import Place, page
from townhall.storage.moments import Moment

THINGS = sa.Table(
    "things",
    sa.MetaData(),
    sa.Column("a", sa.Integer),
    sa.Column("b", sa.Text),
    sa.Column("at", Moment, nullable=False),
    sa.Column("day", sa.Date),
    sa.Column("no", sa.Integer, primary_key=True),
)
NO = Turn(THINGS.c.no)


def test_there_and_back():
    values = [NOON, date(2026, 1, 2), None, "村", 7]
    turns = [
        Turn(THINGS.c.at), Turn(THINGS.c.day, may_be_empty=True), Turn(THINGS.c.a, may_be_empty=True),
        Turn(THINGS.c.b), NO,
    ]  # fmt: skip
    assert cursors.read(cursors.written(values), turns) == values


@pytest.mark.parametrize("values", [[None], ["7"], [True], [7, 7], [], [NOON], [date(2026, 1, 1)]])
def test_values_of_another_order_are_refused(values):
    with pytest.raises(BadCursor):
        cursors.read(cursors.written(values), [NO])


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "7",
        "i",
        "ix",
        "i7.",
        "i7.i7",
        "i9223372036854775808",
        "n",
        "n7",
        "c2",
        "m",
        "m1",
        "d1",
        "x7",
    ],
)
def test_what_was_never_written_is_refused(cursor):
    with pytest.raises(BadCursor):
        cursors.read(cursor, [NO])


@pytest.mark.parametrize("cursor", ["m", "mx", f"m{10**20}", f"m-{10**20}", "d2026-01-01", "i1"])
def test_a_moment_nobody_lived_through_is_refused(cursor):
    with pytest.raises(BadCursor):
        cursors.read(cursor, [Turn(THINGS.c.at)])


@pytest.mark.parametrize("cursor", [cursors.written(["a\0"]), "b!", "b_w", "bé"])
def test_a_text_that_is_none_is_refused(cursor):
    with pytest.raises(BadCursor):
        cursors.read(cursor, [Turn(THINGS.c.b)])


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
def test_any_text_comes_back_and_fits_an_address(text):
    cursor = cursors.written([text])
    assert re.fullmatch(r"[A-Za-z0-9_.-]*", cursor)
    assert cursors.read(cursor, [Turn(THINGS.c.b)]) == [text]


@given(st.text())
def test_whatever_is_given_is_refused_in_the_same_way(text):
    with pytest.raises(BadCursor):
        cursors.read(text, [NO])


_ROWS = st.lists(st.tuples(st.none() | st.integers(0, 2), st.none() | st.sampled_from("xy")), max_size=12)


@given(_ROWS, st.booleans(), st.booleans(), st.integers(1, 4))
def test_pages_of_a_database_and_of_memory_are_the_same(rows, a_falls, b_falls, size):
    """And put together they are the whole list, each row once."""
    engine = sa.create_engine("sqlite://")
    kept = [{"no": number, "a": a, "b": b, "at": NOON} for number, (a, b) in enumerate(rows)]
    places = [Place("a", a_falls), Place("b", b_falls), Place("no")]
    turns = [place.turn(THINGS.c[place.name]) for place in places]
    seen, last = [], None
    with engine.begin() as connection:
        THINGS.create(connection)
        if kept:
            connection.execute(THINGS.insert(), kept)
        while True:
            wanted = sa.select(THINGS).order_by(*cursors.order(turns)).limit(size)
            if last is not None:
                wanted = wanted.where(cursors.beyond(turns, last))
            found = connection.execute(wanted).mappings().all()
            assert [one["no"] for one in found] == [one["no"] for one in page(kept, places, last, size)]
            if not found:
                break
            seen += [one["no"] for one in found]
            values = [found[-1][place.name] for place in places]
            last = cursors.read(cursors.written(values), turns)
    engine.dispose()
    assert sorted(seen) == list(range(len(rows)))
