"""Does a register's table have what it needs, and no more than once?"""

from dataclasses import replace

import pytest
import sqlalchemy as sa

from tests.storage.builders import BUDGET, FUND, TOWN, UNIT, booking, column, entered, entry, opening
from townhall.kernel.text import Text
from townhall.ports.archive import EntryQuery
from townhall.record.releases import released
from townhall.spec.registers import Register
from townhall.storage import open_archives


@pytest.fixture
def opened(database_url, vault, catalog):
    archives = open_archives(database_url, vault, catalog)
    yield archives
    archives.close()


def keep(archives, *registers):
    with archives() as archive:
        archive.keep_release(released(TOWN, {}), registers)


def indexes(archives, table) -> dict[str, list[str]]:
    return {one["name"]: one["column_names"] for one in sa.inspect(archives.engine).get_indexes(table)}


def test_keys_units_cases_and_what_is_matched_are_indexed(opened):
    keep(opened, FUND, BUDGET)
    assert sorted(indexes(opened, "reg_fund").values()) == [
        ["case_id", "seq"],
        ["town", "org", "month", "entry_no"],
        ["town", "payee_id_digest", "entry_no"],
        ["town", "purpose", "entry_no"],
        ["town", "unit", "entry_no"],
    ]
    assert sorted(indexes(opened, "reg_budget").values()) == [
        ["case_id", "seq"],
        ["town", "key"],
        ["town", "key", "entry_no"],
        ["town", "org", "year", "line_code", "entry_no"],
        ["town", "unit", "entry_no"],
    ]


def test_what_is_matched_later_is_indexed_later(opened):
    keep(opened, FUND)
    before = indexes(opened, "reg_fund")
    keep(opened, replace(FUND, matched=(*FUND.matched, ("day",))))
    assert {*indexes(opened, "reg_fund")} - {*before} == {"ix_reg_fund_town_day_entry_no"}


def test_long_names_stay_within_what_a_database_allows(opened):
    names = [f"a_rather_long_name_for_a_column_{n}" for n in range(3)]
    columns = tuple(column(name, "text") for name in names)
    long = Register("a_register_with_a_rather_long_name", "x", Text("", ""), columns, matched=(tuple(names),
                    tuple(names[:2]), (names[0],)))  # fmt: skip
    keep(opened, long)
    found = indexes(opened, f"reg_{long.name}")
    assert len(found) == 5
    assert max(map(len, found)) <= 63


def test_words_that_sql_keeps_for_itself_may_name_columns(opened):
    names = ("order", "group", "select", "from", "end", "user", "town", "ended_by", "x_digest", "unit_")
    register = Register("table", "x", Text("", ""), tuple(column(name, "text") for name in names), ("order",))
    keep(opened, register)
    with opened() as archive:
        archive.add_entries(register, [replace(entry(register), values={name: name for name in names})])
        [one] = archive.entries(EntryQuery(register, TOWN, None, sort=("group",))).entries
    assert one.values == {name: name for name in names}
    assert (one.town, one.key) == (TOWN, "order")


def test_another_process_learns_of_new_columns(opened, database_url, vault, catalog):
    """A case on the old release changes a record there; the new column is carried along."""
    keep(opened, BUDGET)
    line = {"org": UNIT, "year": 2026, "line_code": "a"}
    with opened() as archive:
        archive.add_entries(BUDGET, [entry(BUDGET, **line)])
    grown = replace(BUDGET, columns=(*BUDGET.columns, column("extra", "text")))
    other = open_archives(database_url, vault, catalog)
    with other() as archive:
        archive.keep_release(released("grown", {}), [grown])
        archive.add_entries(grown, [entry(grown, **{**line, "line_code": "b"}, extra="kept")])
    other.close()
    newer = booking("adjust", BUDGET, entry(BUDGET, **{**line, "line_code": "b"}, note="new"))
    with opened() as archive:
        archive.keep(opening("c1", entered("adjust", "budget"), bookings=(newer,)))
        _, found = archive.entries(EntryQuery(grown, TOWN, None)).entries
    assert (found.values["note"], found.values["extra"]) == ("new", "kept")


def test_a_register_whose_release_was_never_kept(opened):
    with opened() as archive, pytest.raises(LookupError, match="keep its release first"):
        archive.entries(EntryQuery(FUND, TOWN, None))
