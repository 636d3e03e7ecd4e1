"""Do a database and memory keep the same books, whatever is booked, changed and reversed?"""

import shutil
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.storage.builders import (
    BUDGET,
    EVERYTHING,
    FUND,
    REGISTERS,
    TOWN,
    UNIT,
    booking,
    entered,
    entry,
    moving,
    opening,
    versions,
)  # fmt: skip
from townhall.ports.archive import EntryQuery, Overtaken
from townhall.record.releases import released
from townhall.storage import open_archives, open_memory_archives

_EFFECTS, _CASES = ("a", "b"), ("c1", "c2")
_lines = st.lists(st.sampled_from("xyz"), min_size=1, max_size=3)
_acts = st.lists(
    st.tuples(
        st.sampled_from(_CASES),
        st.sampled_from(_EFFECTS),
        st.sampled_from([BUDGET, FUND]),
        st.one_of(
            st.tuples(st.just("enter"), _lines),
            st.tuples(st.just("change"), st.sampled_from(_EFFECTS)),
            st.tuples(st.just("reverse"), st.sampled_from(_EFFECTS)),
            st.tuples(st.just("replace"), st.integers(1, 6)),
        ),
    ),
    min_size=1,
    max_size=8,
)


def _booking(number, effect, register, act):
    how, what = act
    if how == "change":
        change = {"note": str(number)} if register is BUDGET else {"purpose": str(number)}
        return booking(effect, register, change_of=what, change=change)
    if how == "reverse":
        return booking(effect, register, reverse_of=what)
    if how == "replace":
        return booking(effect, register, replace(_entry(register, "x", number, 0), replaces=what))
    return booking(effect, register, *(_entry(register, line, number, n) for n, line in enumerate(what)))


def _entry(register, line, number, row):
    if register is BUDGET:
        return entry(BUDGET, row=row, org=UNIT, year=2026, line_code=line, note=str(number))
    return entry(FUND, row=row, purpose=f"{line}{number}")


def _play(archives, acts):
    """What every act came to, and what the books say in the end."""
    told = []
    with archives() as archive:
        archive.keep_release(released(TOWN, {}), REGISTERS.values())
        for id in _CASES:
            archive.keep(opening(id))
    for number, (id, effect, register, act) in enumerate(acts):
        one = _booking(number, effect, register, act)
        try:
            with archives() as archive:
                case = archive.case(id, EVERYTHING)
                archive.keep(moving(case, entered(one.effect, register.name), bookings=(one,)))
                event = archive.trail(id)[-1]
                told.append((event.body["rows"], event.body["digest"]))
        except Overtaken:
            told.append("overtaken")
    with archives(read_only=True) as archive:
        for register in (BUDGET, FUND):
            found = archive.entries(EntryQuery(register, TOWN, None)).entries
            keys = sorted({one.key for one in found} | {""})
            histories = [versions(archive, register, TOWN, key) for key in keys]
            told += [_plain(found), *map(_plain, histories), archive.booked(register, "c1")]
    return told


def _plain(entries):
    return [
        (one.number, one.key, one.case, one.effect, one.row, one.replaces, one.reverses, dict(one.values))
        for one in entries
    ]


@given(_acts)
@settings(max_examples=25)
def test_any_acts_leave_the_same_books(migrated_sqlite, tmp_path_factory, vault, catalog, acts):
    path = tmp_path_factory.mktemp("books") / "town.sqlite"
    shutil.copy(migrated_sqlite, path)
    kept, remembered = (
        open_archives(f"sqlite:///{path}", vault, catalog),
        open_memory_archives(vault, catalog),
    )
    assert _play(kept, acts) == _play(remembered, acts)
    kept.close()


@given(_acts)
@settings(max_examples=50)
def test_at_most_one_version_of_a_record_stands(vault, catalog, acts):
    archives = open_memory_archives(vault, catalog)
    _play(archives, acts)
    with archives(read_only=True) as archive:
        standing = archive.entries(EntryQuery(BUDGET, TOWN, None)).entries
        for one in standing:
            assert versions(archive, BUDGET, TOWN, one.key)[-1].number >= one.number
    assert len({one.key for one in standing}) == len(standing)
