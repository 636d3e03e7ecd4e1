"""With what does every room of an archive work, during one unit of work?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection

from townhall.kernel.signatures import Functions
from townhall.ports.world import Vault
from townhall.storage.ledgers import Ledgers
from townhall.storage.prepared import prepared
from townhall.storage.shapes import Shapes

_FEW = 20
"""For more rows than these one statement is written anew, with all of them in it: PostgreSQL is told less."""


@lru_cache(maxsize=1024)
def _insert(table: sa.Table) -> sa.Insert:
    """The insert into a table, built once."""
    return table.insert().inline()


@lru_cache(maxsize=64)
def _put(
    is_sqlite: bool, table: sa.Table, keys: tuple[str, ...], change: tuple[str, ...]
) -> sqlite.Insert | postgresql.Insert:
    """The insert that changes a row which is there, built once."""
    insert = sqlite.insert(table) if is_sqlite else postgresql.insert(table)
    changed = {name: insert.excluded[name] for name in change}
    return insert.on_conflict_do_update(index_elements=[*keys], set_=changed)


def has(column: sa.ColumnElement[str], sought: sa.ColumnElement[str]) -> sa.ColumnElement[bool]:
    """The rows in which a text has what `pattern` made of a piece, small and capital letters alike."""
    return sa.func.lower(column).like(sought, escape="/")


def pattern(piece: str) -> str:
    """A piece of text as a pattern: what means something to LIKE means itself."""
    plain = piece.lower().replace("/", "//").replace("%", "/%").replace("_", "/_")
    return f"%{plain}%"


@dataclass(frozen=True, slots=True)
class Work:
    """One transaction, the vault for secrets, and what is known of registers."""

    connection: Connection
    vault: Vault
    shapes: Shapes
    ledgers: Ledgers

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""
        return self.connection.dialect.name

    @property
    def is_sqlite(self) -> bool:
        """Whether this is SQLite; PostgreSQL otherwise."""
        return self.dialect == "sqlite"

    @property
    def functions(self) -> Functions:
        """The functions formulas may call."""
        return self.shapes.catalog.functions

    def rows(
        self, wanted: sa.Executable, values: Mapping[str, Any] | None = None
    ) -> Sequence[sa.Row[*tuple[Any, ...]]]:
        """All rows that a statement gives."""
        return self.connection.execute(wanted, values).all()

    def row(
        self, wanted: sa.Executable, values: Mapping[str, Any] | None = None
    ) -> sa.Row[*tuple[Any, ...]] | None:
        """The one row that a statement gives, or None."""
        return self.connection.execute(wanted, values).one_or_none()

    def value(self, wanted: sa.Executable, values: Mapping[str, Any] | None = None) -> Any:
        """The one value that a statement gives, or None."""
        return self.connection.execute(wanted, values).scalar_one_or_none()

    def insert(self, table: sa.Table) -> sqlite.Insert | postgresql.Insert:
        """An insert that can say what happens when the row is there already."""
        return sqlite.insert(table) if self.is_sqlite else postgresql.insert(table)

    def add(self, table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> None:
        """Insert rows with the same columns, all at once."""
        if len(rows) > _FEW and not self.is_sqlite:
            self.connection.execute(_insert(table), [*rows])
        elif rows:
            insert = prepared(_insert(table), self.connection.dialect, tuple(rows[0]))
            given = [insert.parameters(row) for row in rows]
            self.connection.exec_driver_sql(insert.text, given if len(given) > 1 else given[0])

    def change(self, statement: sa.Update | sa.Delete, values: Mapping[str, Any]) -> int:
        """Change or delete rows; gives how many. The statement is one that is built once."""
        change = prepared(statement, self.connection.dialect)
        return self.connection.exec_driver_sql(change.text, change.parameters(values)).rowcount

    def put(
        self, table: sa.Table, row: Mapping[str, Any], *, keys: Sequence[str], change: Sequence[str]
    ) -> None:
        """Insert a row, or change some of its columns where one with these keys is there."""
        self.connection.execute(_put(self.is_sqlite, table, tuple(keys), tuple(change)), row)
