"""Does the database itself refuse to change what happened, asked in plain SQL?"""

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from tests.storage.builders import (
    BUDGET,
    FUND,
    REGISTERS,
    TOWN,
    UNIT,
    booking,
    column,
    entered,
    entry,
    opening,
)
from townhall.record.releases import released
from townhall.spec.registers import Register
from townhall.storage import open_archives


@pytest.fixture(params=["sqlite_url", "emptied_postgres"])
def database(request, vault, catalog):
    """An event, an entry that stands (number 1), one that is ended (2), one that ended it (3)."""
    opened = open_archives(request.getfixturevalue(request.param), vault, catalog)
    line = {"org": UNIT, "year": 2026, "line_code": "a"}
    with opened() as archive:
        archive.keep_release(released(TOWN, {}), REGISTERS.values())
        out = booking("out", FUND, entry(FUND, purpose="a"))
        archive.keep(opening("c1", entered("out"), bookings=(out,)))
        archive.add_entries(BUDGET, [entry(BUDGET, **{**line, "line_code": "b"}), entry(BUDGET, **line)])
        again = booking("adjust", BUDGET, entry(BUDGET, **line, note="new"))
        archive.keep(opening("c2", entered("adjust", "budget"), bookings=(again,)))
    yield opened.engine
    opened.close()


def run(engine: sa.Engine, statement: str) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql(statement)


def content(engine: sa.Engine) -> list:
    with engine.connect() as connection:
        return [
            connection.exec_driver_sql(f"SELECT * FROM {table} ORDER BY 1, 2").all()
            for table in ("event", "reg_fund", "reg_budget")
        ]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET body = '{}'",
        "UPDATE event SET seq = 7 WHERE case_id = 'c1' AND seq = 2",
        "DELETE FROM event WHERE case_id = 'c1' AND seq = 2",
        "DELETE FROM event",
        "DELETE FROM reg_budget WHERE entry_no = 1",
        "DELETE FROM reg_fund",
        "UPDATE reg_budget SET approved = 7 WHERE entry_no = 1",
        "UPDATE reg_budget SET note = 'x', ended_by = 9 WHERE entry_no = 1",
        "UPDATE reg_budget SET town = 'elsewhere' WHERE entry_no = 1",
        "UPDATE reg_budget SET entry_no = 99 WHERE entry_no = 1",
        "UPDATE reg_budget SET ended_by = NULL WHERE entry_no = 2",
        "UPDATE reg_budget SET ended_by = 9 WHERE entry_no = 2",
        "UPDATE reg_fund SET purpose = 'b'",
    ],
)
def test_refused(database, statement):
    before = content(database)
    with pytest.raises(DatabaseError):
        run(database, statement)
    assert content(database) == before


@pytest.mark.parametrize(
    "statement",
    [
        """INSERT OR REPLACE INTO event
           SELECT case_id, seq, town, kind, at, person, post, unit, on_behalf_of, '{}', before, hash
           FROM event WHERE seq = 1""",
        """REPLACE INTO reg_budget (entry_no, town, unit, matter_no, effect, row_no, key)
           VALUES (1, 't', 'u', '', '', 0, '')""",
        """INSERT OR REPLACE INTO reg_budget (town, unit, matter_no, effect, row_no, key)
           SELECT town, unit, '', '', 0, key FROM reg_budget WHERE entry_no = 1""",
    ],
)
@pytest.mark.parametrize("database", ["sqlite_url"], indirect=True)
def test_nothing_slips_in_under_an_old_number(database, statement):
    """SQLite's REPLACE removes rows without a word to the trigger on DELETE."""
    test_refused(database, statement)


@pytest.mark.parametrize("table", ["event", "reg_fund", "reg_budget"])
@pytest.mark.parametrize("database", ["emptied_postgres"], indirect=True)
def test_truncating_is_refused(database, table):
    test_refused(database, f"TRUNCATE {table} CASCADE")


def test_ending_an_entry_is_allowed_once(database):
    run(database, "UPDATE reg_budget SET ended_by = 9 WHERE entry_no = 1")
    with pytest.raises(DatabaseError):
        run(database, "UPDATE reg_budget SET ended_by = 10 WHERE entry_no = 1")


def test_two_standing_entries_of_one_key_are_refused(database):
    with pytest.raises(DatabaseError):
        run(
            database,
            "INSERT INTO reg_budget (town, unit, matter_no, effect, row_no, key)"
            " SELECT town, unit, '', '', 0, key FROM reg_budget WHERE entry_no = 1",
        )


def test_columns_that_came_later_are_guarded_too(database, vault, catalog):
    url = database.url.render_as_string(hide_password=False)
    opened = open_archives(url, vault, catalog)
    columns = (*BUDGET.columns, column("extra", "text"))
    grown = Register("budget", "base", BUDGET.title, columns, BUDGET.key)
    with opened() as archive:
        archive.keep_release(released("grown", {}), [grown])
    opened.close()
    with pytest.raises(DatabaseError):
        run(database, "UPDATE reg_budget SET extra = 'x' WHERE entry_no = 1")
    run(database, "UPDATE reg_budget SET ended_by = 9 WHERE entry_no = 1")
