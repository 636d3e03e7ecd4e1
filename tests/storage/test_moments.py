"""Does a moment come back as it was, in the office's zone, and does each database order moments alike?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from townhall.ports.world import ZONE
from townhall.storage.engine import engine_for
from townhall.storage.moments import Moment

KEPT = sa.Table("moment_kept", sa.MetaData(), sa.Column("no", sa.Integer), sa.Column("at", Moment))
ZONES = (UTC, ZONE, timezone(timedelta(hours=-9, minutes=-30)), timezone(timedelta(hours=14)))
MOMENTS = st.builds(
    datetime.fromtimestamp,
    st.integers(631_152_000_000_000, 4_102_444_800_000_000).map(lambda micro: micro / 1_000_000),
    st.sampled_from(ZONES),
)


@pytest.fixture
def connection(database_url: str):
    """A table of moments that nobody sees but this test."""
    engine = engine_for(database_url)
    with engine.connect() as connection:
        KEPT.create(connection)
        yield connection
        connection.rollback()
    engine.dispose()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(moments=st.lists(MOMENTS, min_size=1, max_size=8))
def test_moments_come_back_in_the_offices_zone_and_sort_by_when_they_were(connection, moments):
    connection.execute(sa.delete(KEPT))
    connection.execute(sa.insert(KEPT), [{"no": no, "at": at} for no, at in enumerate(moments)])
    rows = connection.execute(sa.select(KEPT).order_by(KEPT.c.at, KEPT.c.no)).all()
    assert [(row.at, row.no) for row in rows] == sorted((at, no) for no, at in enumerate(moments))
    assert {row.at.utcoffset() for row in rows} == {timedelta(hours=8)}
    first = connection.execute(sa.select(sa.func.count()).where(KEPT.c.at <= moments[0])).scalar_one()
    assert first == sum(one <= moments[0] for one in moments)


def test_nothing_comes_back_as_nothing(connection):
    connection.execute(sa.insert(KEPT), {"no": 1, "at": None})
    assert connection.execute(sa.select(KEPT.c.at)).scalar_one() is None


def test_a_moment_without_a_zone_is_refused(connection):
    with pytest.raises(sa.exc.StatementError, match="names no zone"):
        connection.execute(sa.insert(KEPT), {"no": 1, "at": datetime(2026, 4, 8, 9, 0)})  # noqa: DTZ001
