"""How is a moment kept, so that both databases order it alike and give it back in the office's zone?"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect

from townhall.ports.world import ZONE


class Moment(sa.types.TypeDecorator[datetime]):
    """An aware moment. PostgreSQL knows zones; SQLite keeps the office's own time.

    The office's zone never changes its offset: its time is unmistakable, and sorts as it should.
    """

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    @property
    def python_type(self) -> type[datetime]:
        """What a cursor must hold for such a column."""
        return datetime

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment as the driver takes it.

        Raises:
            ValueError: the moment names no zone.
        """
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} names no zone")
        return value.astimezone(ZONE).replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """The moment in the office's zone."""
        if value is None:
            return None
        return value.replace(tzinfo=ZONE) if dialect.name == "sqlite" else value.astimezone(ZONE)
