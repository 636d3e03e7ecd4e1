"""Which table does a register have, and how does it grow when a release brings new columns?

A table only grows: columns are added, never dropped or retyped, so that entries of an older release stay
what they were. `register_column` says which columns there are, for every town and release together.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from townhall.ports.archive import ColumnChanged
from townhall.storage import engine, guards, tables
from townhall.storage.columns import HASH, SEALED_AND_HASH, digest_name, stored_name
from townhall.storage.moments import Moment
from townhall.storage.shapes import RegisterShape

STANDING = "ended_by IS NULL"
KEYED = f"{STANDING} AND key <> ''"
"""Spelt alike in indexes and queries: only then does a partial index serve."""

_LONGEST_NAME = 63


class Ledgers:
    """The tables of registers, as one unit of work sees them. `known` is shared by all of them."""

    def __init__(self, connection: Connection, known: dict[str, sa.Table]) -> None:
        self._connection = connection
        self._known = known

    def of(self, shape: RegisterShape) -> sa.Table:
        """The table of a register.

        Raises:
            LookupError: no release with this register was kept.
        """
        found = self._known.get(shape.table)
        if found is None or not _has_all(found, shape):
            found = self.as_it_is(shape)
        return found

    def as_it_is(self, shape: RegisterShape) -> sa.Table:
        """The table with the columns it has now, also those another program has just added."""
        forms = self._forms([shape.register.name]).get(shape.register.name, {})
        found = self._known.get(shape.table)
        if found is None or {*found.info["forms"]} != {*forms}:
            found = self._known[shape.table] = _table(shape.table, forms)
        if not _has_all(found, shape):
            raise LookupError(f"register/{shape.register.name} has no table yet: keep its release first")
        return found

    def prepare(self, shapes: Iterable[RegisterShape]) -> None:
        """Make tables, columns, indexes and guards that are missing.

        Raises:
            ColumnChanged: a column is there and kept in another form.
        """
        wanted = list(shapes)
        engine.one_at_a_time(self._connection)
        # What this transaction changes, nobody else may rely on: it could still be undone.
        self._known = {}
        forms = self._forms([shape.register.name for shape in wanted])
        for shape in wanted:
            self._prepare(shape, forms.get(shape.register.name))

    def _forms(self, registers: list[str]) -> dict[str, dict[str, str]]:
        column = tables.register_column
        forms: dict[str, dict[str, str]] = {}
        for row in self._connection.execute(sa.select(column).where(column.c.register.in_(registers))):
            forms.setdefault(row.register, {})[row.name] = row.form
        return forms

    def _prepare(self, shape: RegisterShape, known: Mapping[str, str] | None) -> None:
        wanted = {name: one.form for name, one in shape.columns.items()}
        for name, form in wanted.items():
            if known and known.get(name, form) != form:
                raise ColumnChanged(shape.register.name, name, known[name], form)
        missing = {name: form for name, form in wanted.items() if name not in (known or {})}
        table = _table(shape.table, {**(known or {}), **wanted})
        if known is None:
            table.create(self._connection)
        elif missing:
            self._add(table, [one for one in table.columns if one.info.get("of") in missing])
        if missing or known is None:
            self._guard(table, keyed=bool(shape.register.key), anew=known is not None)
            self._note(shape.register.name, missing)
        for index in _indexes(table, shape):
            self._connection.execute(sa.schema.CreateIndex(index, if_not_exists=True))

    def _add(self, table: sa.Table, columns: list[sa.Column[object]]) -> None:
        dialect = self._connection.dialect
        for one in columns:
            name = dialect.identifier_preparer.quote(one.name)
            kind = one.type.compile(dialect)
            self._connection.exec_driver_sql(f'ALTER TABLE "{table.name}" ADD COLUMN {name} {kind}')

    def _guard(self, table: sa.Table, keyed: bool, anew: bool) -> None:
        dialect = self._connection.dialect.name
        if anew and dialect == "postgresql":
            return
        for statement in (
            *guards.dropped(dialect, table.name),
            *guards.for_register(dialect, table.name, table.columns.keys(), keyed),
        ):
            self._connection.exec_driver_sql(statement)

    def _note(self, register: str, forms: Mapping[str, str]) -> None:
        rows = [{"register": register, "name": name, "form": form} for name, form in forms.items()]
        if rows:
            self._connection.execute(tables.register_column.insert(), rows)


def register_table(shape: RegisterShape) -> sa.Table:
    """The table of a register as one release has it."""
    return _table(shape.table, {name: one.form for name, one in shape.columns.items()})


def _has_all(table: sa.Table, shape: RegisterShape) -> bool:
    forms: Mapping[str, str] = table.info["forms"]
    return all(name in forms for name in shape.columns)


def _table(name: str, forms: Mapping[str, str]) -> sa.Table:
    own = [column for one, form in forms.items() for column in _columns(one, form)]
    return sa.Table(
        name,
        sa.MetaData(),
        sa.Column("entry_no", tables.BIG, sa.Identity(), primary_key=True),
        sa.Column("town", sa.Text, nullable=False),
        sa.Column("unit", sa.Text, nullable=False),
        sa.Column("case_id", sa.Text),
        sa.Column("seq", sa.Integer),
        sa.Column("matter_no", sa.Text, nullable=False),
        sa.Column("effect", sa.Text, nullable=False),
        sa.Column("row_no", sa.Integer, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("booked_on", sa.Date),
        sa.Column("booked_at", Moment),
        sa.Column("replaces", sa.BigInteger),
        sa.Column("reverses", sa.BigInteger),
        sa.Column("prior", sa.BigInteger),
        sa.Column("ended_by", sa.BigInteger),
        *own,
        info={"forms": dict(forms)},
        implicit_returning=False,
    )


_TYPES: Mapping[str, type[sa.types.TypeEngine[Any]]] = {
    "integer": sa.BigInteger,
    "fen": sa.BigInteger,
    "number": sa.BigInteger,
    "boolean": sa.Boolean,
    "date": sa.Date,
    "datetime": Moment,
}


def _columns(name: str, form: str) -> Iterator[sa.Column[object]]:
    """The stored columns of one register column."""
    if form != HASH:
        yield sa.Column(stored_name(name), _TYPES.get(form, sa.Text), info={"of": name})
    if form in (HASH, SEALED_AND_HASH):
        yield sa.Column(digest_name(name), sa.Text, info={"of": name})


def _indexes(table: sa.Table, shape: RegisterShape) -> Iterator[sa.Index]:
    """What serves the key, a unit's list, a case's entries, and each tuple of columns that is matched."""
    yield _index(table, ("town", "unit", "entry_no"), STANDING)
    yield _index(table, ("case_id", "seq"))
    if shape.register.key:
        yield _index(table, ("town", "key", "entry_no"))
        yield _index(table, ("town", "key"), KEYED, unique=True)
    for names in shape.register.matched:
        columns = tuple(shape.lookup(name) for name in names)
        if columns and not {"key", "entry_no"} & {*columns}:
            yield _index(table, ("town", *columns, "entry_no"), STANDING)


def _index(
    table: sa.Table, columns: tuple[str, ...], where: str | None = None, unique: bool = False
) -> sa.Index:
    name = f"{'uq' if unique else 'ix'}_{table.name}_{'_'.join(columns)}"
    if len(name) > _LONGEST_NAME:
        name = f"{name[:40]}_{hashlib.sha256(name.encode()).hexdigest()[:16]}"
    some = None if where is None else sa.text(where)
    return sa.Index(
        name, *(table.c[one] for one in columns), unique=unique, sqlite_where=some, postgresql_where=some
    )
