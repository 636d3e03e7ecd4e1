"""How do very many rows get into a table quickly, past everything that makes rows one by one?"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from tests.bench.places import Bare

BATCH = 10_000
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})

Row = Mapping[str, Any]


def fill(bare: Bare, table: sa.Table, rows: Iterable[Row], step: Callable[[], None]) -> int:
    """Put rows into a table, a batch at a time; all rows name the same columns. Gives how many there were."""
    count = 0
    source = iter(rows)
    while batch := list(islice(source, BATCH)):
        names = [*batch[0]]
        lines = list(_bound(table, names, batch, bare.is_sqlite))
        if bare.is_sqlite:
            _insert(bare, table, names, lines)
        else:
            _copy(bare, table, names, lines)
        count += len(batch)
        step()
    return count


def _bound(
    table: sa.Table, names: Sequence[str], rows: Iterable[Row], is_sqlite: bool
) -> Iterator[tuple[Any, ...]]:
    """The rows as the driver takes them."""
    dialect: sa.Dialect = sqlite.dialect() if is_sqlite else postgresql.dialect()  # type: ignore[no-untyped-call]
    bind = [table.c[name].type.dialect_impl(dialect).bind_processor(dialect) for name in names]
    for row in rows:
        yield tuple(
            value if process is None else process(value)
            for process, value in zip(bind, row.values(), strict=True)
        )


def _insert(bare: Bare, table: sa.Table, names: Sequence[str], lines: list[tuple[Any, ...]]) -> None:
    columns, places = ", ".join(f'"{name}"' for name in names), ", ".join("?" for _ in names)
    bare.cursor.execute("BEGIN IMMEDIATE")
    bare.cursor.executemany(f'INSERT INTO "{table.name}" ({columns}) VALUES ({places})', lines)
    bare.cursor.execute("COMMIT")


def _copy(bare: Bare, table: sa.Table, names: Sequence[str], lines: list[tuple[Any, ...]]) -> None:
    text = io.StringIO("".join("\t".join(map(_copied, line)) + "\n" for line in lines))
    columns = ", ".join(f'"{name}"' for name in names)
    bare.cursor.copy_expert(f'COPY "{table.name}" ({columns}) FROM STDIN', text)
    bare.connection.commit()


def _copied(value: Any) -> str:
    return "\\N" if value is None else str(value).translate(_ESCAPES)


def settled(bare: Bare) -> None:
    """Let PostgreSQL look at what is there now, as its own housekeeping would within the hour."""
    if not bare.is_sqlite:
        bare.connection.commit()
        bare.connection.autocommit = True
        bare.cursor.execute("VACUUM ANALYZE")
        bare.connection.autocommit = False
