"""How is a statement that is said again and again put together only once?

SQLAlchemy writes it down the first time: its text, and what becomes of each value on its way in. From then on
the text goes as it stands, still through SQLAlchemy's door, so that whoever listens hears it and errors come
out as ever. It is for statements that change rows; what comes back from a query needs more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect

Parameters = tuple[Any, ...] | dict[str, Any]
"""Values as the driver takes them: by place, or by name."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A statement as one kind of database is told it.

    `names`: of the values in the text; `turns`: what makes of each what the driver takes, None where it takes
    it as it is. `usual`: what nobody needs to give.
    """

    text: str
    names: tuple[str, ...]
    turns: tuple[Callable[[Any], Any] | None, ...]
    usual: Mapping[str, Any]
    by_place: bool

    def parameters(self, values: Mapping[str, Any]) -> Parameters:
        """What is sent with the text."""
        told = {**self.usual, **values}
        given = tuple(
            [
                told[name] if turn is None else turn(told[name])
                for name, turn in zip(self.names, self.turns, strict=True)
            ]
        )
        return given if self.by_place else dict(zip(self.names, given, strict=True))


@lru_cache(maxsize=1024)
def prepared(
    statement: sa.ClauseElement, dialect: Dialect, columns: tuple[str, ...] | None = None
) -> Prepared:
    """The statement as this database is told it. `columns`: those that an insert fills.

    Raises:
        ValueError: it takes a list, whose length would change the text, or fills in defaults of its own.
    """
    written: Any = statement.compile(dialect=dialect, column_keys=columns and [*columns])
    if written.post_compile_params or written.literal_execute_params:
        raise ValueError("a statement that takes a list cannot be prepared")
    if written.insert_prefetch or written.update_prefetch:
        raise ValueError("a statement that fills in defaults of its own cannot be prepared")
    binds = {name: bind for bind, name in written.bind_names.items()}
    names = tuple(written.positiontup if written.positional else binds)
    turns = tuple(binds[name].type.dialect_impl(dialect).bind_processor(dialect) for name in names)
    usual = {name: value for name, value in written.params.items() if not binds[name].required}
    return Prepared(str(written), names, turns, usual, written.positional)
