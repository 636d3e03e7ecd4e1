"""Is a prepared statement told the database as SQLAlchemy would tell it?"""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from townhall.storage.engine import engine_for
from townhall.storage.moments import Moment
from townhall.storage.prepared import prepared

KEPT = sa.Table(
    "prepared_kept",
    sa.MetaData(),
    sa.Column("no", sa.Integer, sa.Identity(), primary_key=True),
    sa.Column("name", sa.Text, unique=True),
    sa.Column("at", Moment),
    sa.Column("day", sa.Date),
    sa.Column("is_open", sa.Boolean, server_default=sa.true()),
)
AT = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
ROW = {"name": "100% 村", "at": AT, "day": date(2026, 1, 2), "is_open": False}
CLOSED = (
    KEPT.update()
    .where(KEPT.c.name == sa.bindparam("of"), KEPT.c.day == date(2026, 1, 2))
    .values(is_open=sa.false(), at=sa.bindparam("ended"))
)


@pytest.fixture
def connection(database_url: str):
    """A table that nobody sees but this test."""
    engine = engine_for(database_url)
    with engine.connect() as connection:
        KEPT.create(connection)
        yield connection
        connection.rollback()
    engine.dispose()


def say(connection, statement, values, columns=None):
    told = prepared(statement, connection.dialect, columns)
    return connection.exec_driver_sql(told.text, told.parameters(values)).rowcount


def test_defaults_that_sqlalchemy_fills_in_are_no_part_of_a_text(connection):
    filled = sa.Table("filled", sa.MetaData(), sa.Column("a", sa.Text), sa.Column("n", sa.Integer, default=5))
    with pytest.raises(ValueError, match="defaults"):
        prepared(filled.insert().inline(), connection.dialect, ("a",))


def test_values_go_in_as_their_columns_want_them(connection):
    say(connection, KEPT.insert().inline(), ROW, tuple(ROW))
    found = connection.execute(sa.select(KEPT)).one()
    assert found._mapping == {"no": 1, **ROW}
    assert found.at.tzinfo is not None


def test_columns_that_nobody_fills_are_left_to_the_database(connection):
    say(connection, KEPT.insert().inline(), {"name": "a"}, ("name",))
    assert connection.execute(sa.select(KEPT.c.is_open, KEPT.c.at)).one() == (True, None)


def test_it_tells_how_many_rows_it_changed_and_keeps_what_stands_in_the_statement(connection):
    connection.execute(KEPT.insert(), [ROW | {"is_open": True}, {**ROW, "name": "b"}])
    assert say(connection, CLOSED, {"of": "100% 村", "ended": None}) == 1
    assert say(connection, CLOSED, {"of": "nobody", "ended": AT}) == 0
    told = connection.execute(sa.select(KEPT.c.is_open, KEPT.c.at).order_by(KEPT.c.no)).all()
    assert told == [(False, None), (False, AT)]


def test_what_nobody_gave_is_missed(connection):
    with pytest.raises(KeyError, match="ended"):
        prepared(CLOSED, connection.dialect).parameters({"of": "a"})


def test_errors_come_out_as_ever(connection):
    say(connection, KEPT.insert().inline(), ROW, tuple(ROW))
    with pytest.raises(IntegrityError):
        say(connection, KEPT.insert().inline(), ROW, tuple(ROW))


def test_it_is_put_together_once(connection):
    assert prepared(CLOSED, connection.dialect) is prepared(CLOSED, connection.dialect)


def test_a_statement_that_takes_a_list_is_none(connection):
    listed = KEPT.delete().where(KEPT.c.name.in_(["a", "b"]))
    with pytest.raises(ValueError, match="a list cannot be prepared"):
        prepared(listed, connection.dialect)
