"""Which SQL statements does an act send?

Heard where they leave SQLAlchemy for the driver, so that the floor can send the same ones again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

WRITES = ("INSERT", "UPDATE", "DELETE")
HOUSEKEEPING = ("PRAGMA", "BEGIN")


@dataclass(frozen=True, slots=True)
class Sent:
    """One statement as the driver was given it; `many`: once for each of several rows of parameters."""

    text: str
    parameters: Any
    many: bool

    @property
    def verb(self) -> str:
        """`SELECT`, `INSERT` …"""
        return self.text.lstrip().partition(" ")[0].upper()

    @property
    def writes(self) -> bool:
        """Whether it changes rows."""
        return self.verb in WRITES


@dataclass(frozen=True, slots=True)
class Spoken:
    """How many statements one act sent: those that read, those that write, and the rest."""

    act: str
    reads: int
    writes: int
    rest: int
    repeated: int

    @classmethod
    def of(cls, act: str, sent: Sequence[Sent]) -> Spoken:
        """Count what was sent; `repeated`: reads that ask again what the same act has asked already."""
        reads = [one for one in sent if one.verb not in (*WRITES, *HOUSEKEEPING)]
        asked = Counter((one.text, repr(one.parameters)) for one in reads)
        return cls(
            act,
            len(reads),
            sum(one.writes for one in sent),
            sum(one.verb in HOUSEKEEPING for one in sent),
            sum(times - 1 for times in asked.values()),
        )


@contextmanager
def overheard() -> Iterator[list[Sent]]:
    """Every statement sent by any engine while the block lasts."""
    sent: list[Sent] = []

    def hear(
        connection: Any, cursor: Any, statement: str, parameters: Any, context: Any, executemany: bool
    ) -> None:
        # Several rows written out in one statement come as one set of parameters.
        sent.append(Sent(statement, parameters, executemany and isinstance(parameters, list)))

    sa.event.listen(Engine, "before_cursor_execute", hear)
    try:
        yield sent
    finally:
        sa.event.remove(Engine, "before_cursor_execute", hear)
