"""Does a secret ever reach the disk, whichever way it goes in?"""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from tests.storage.builders import (
    BUDGET,
    FUND,
    NOON,
    PERSON,
    REGISTERS,
    TOWN,
    UNIT,
    booking,
    decided,
    entered,
    entry,
    moving,
    opening,
    step_opened,
)  # fmt: skip
from townhall.record.disclosures import Disclosure, Objection
from townhall.record.people import Person
from townhall.record.releases import released
from townhall.record.sealing import Secret
from townhall.record.submissions import Draft
from townhall.storage import open_archives
from townhall.storage.engine import engine_for

CANARY = "990101199001017777"


def fill(archives) -> None:
    with archives() as archive:
        archive.keep_release(released(TOWN, {}), REGISTERS.values())
        values = {"id": Secret(CANARY), "rows": [{"id": Secret(CANARY), "n": 1}]}
        line = {"org": UNIT, "year": 2026, "line_code": "a", "holder_id": CANARY}
        journal = entry(FUND, account=CANARY, payee_id=CANARY, phone=CANARY)
        books = (
            booking("out", FUND, journal),
            booking("person", PERSON, entry(PERSON, id_number=CANARY)),
            booking("line", BUDGET, entry(BUDGET, **line)),
        )
        shown = Disclosure("n1", TOWN, UNIT, "c1", "s", "p", "r1", "t", date(2026, 1, 1), date(2026, 1, 2))
        said = Objection("o1", "n1", "c1", TOWN, "no", CANARY, NOON)
        events = [entered(one.effect, one.spec.name) for one in books]
        case = archive.keep(
            opening("c1", *events, body_values=values, bookings=books, discloses=(shown,), objections=(said,))
        )
        fields = {"account": Secret(CANARY)}
        change = booking("again", FUND, change_of="out", change={"account": CANARY})
        case = archive.keep(
            moving(
                case,
                step_opened("lead"),
                decided("lead", fields=fields),
                entered("again"),
                bookings=(change,),
            )
        )
        back = booking("back", FUND, reverse_of="out")
        archive.keep(moving(case, entered("back"), bookings=(back,)))
        draft = Draft("d1", TOWN, UNIT, "f", "p", "x", {"id": CANARY, "rows": [{"id": CANARY}]}, NOON, 0)
        archive.save_draft(replace(archive.save_draft(draft), raw={"more": CANARY}))
        archive.add_entries(PERSON, [entry(PERSON, id_number=f"{CANARY}0")])


def dumped(engine: sa.Engine) -> str:
    with engine.connect() as connection:
        return "\n".join(
            repr(row)
            for table in sa.inspect(connection).get_table_names()
            for row in connection.exec_driver_sql(f'SELECT * FROM "{table}"')
        )


def test_no_table_holds_the_secret(database_url, vault, catalog):
    archives = open_archives(database_url, vault, catalog)
    fill(archives)
    archives.close()
    engine = engine_for(database_url)
    told = dumped(engine)
    engine.dispose()
    assert "c1" in told
    assert vault.digest(CANARY) in told
    assert CANARY not in told


def test_no_file_of_sqlite_holds_the_secret(sqlite_url, vault, catalog):
    """Not the write-ahead log either, which is still there while the database is open."""
    archives = open_archives(sqlite_url, vault, catalog)
    fill(archives)
    folder = Path(sqlite_url.removeprefix("sqlite:///")).parent
    files = {one.name: one.read_bytes() for one in folder.glob("town.sqlite*")}
    archives.close()
    assert files["town.sqlite-wal"]
    for name, content in files.items():
        assert CANARY.encode() not in content, name
        assert CANARY.encode("utf-16-le") not in content, name


def test_errors_do_not_tell_what_was_written(database_url, vault, catalog):
    archives = open_archives(database_url, vault, catalog)
    with archives() as archive:
        archive.keep_release(released(TOWN, {}), REGISTERS.values())
        archive.add_people([Person("p1", "a", "a")])
    with pytest.raises(LookupError) as refused, archives() as archive:
        archive.add_entries(FUND, [entry(FUND, account=CANARY, nothing=CANARY)])
    with pytest.raises(IntegrityError) as failed, archives() as archive:
        archive.add_people([Person("p2", CANARY, "a", CANARY)])
    archives.close()
    assert CANARY not in str(refused.value)
    assert CANARY not in str(failed.value)
