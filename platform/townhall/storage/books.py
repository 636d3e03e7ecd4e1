"""What stands in the registers?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import repeat
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from townhall.ports.archive import CellPage, EntryPage, EntryQuery, Overtaken
from townhall.record.entries import Entry, Want
from townhall.spec.registers import Register
from townhall.storage import cursors
from townhall.storage.booking import plain_rows
from townhall.storage.columns import Stored
from townhall.storage.cursors import Turn
from townhall.storage.formulas import condition
from townhall.storage.ledgers import KEYED, STANDING
from townhall.storage.shapes import RegisterShape
from townhall.storage.work import Work, has, pattern

_BATCH = 500
"""Rows that one statement ends: each adds a branch to it."""

_ASKED = 5000
"""Rows that one statement looks for: a database takes only so many values at once."""


class Shelf:
    """The rows of one register in its table; what `booking` works on."""

    def __init__(self, work: Work, shape: RegisterShape) -> None:
        self._work = work
        self.shape = shape

    def standing(self, town: str, keys: Sequence[str]) -> Iterator[Stored]:
        """The standing rows with one of these keys."""
        # Whoever copies rows forward must know every column, also one that another program just added.
        table = self._work.ledgers.as_it_is(self.shape)
        for some in _batches(keys, _ASKED):
            where = (table.c.town == town, table.c.key.in_(some), sa.text(KEYED))
            yield from self._rows(sa.select(table).where(*where))

    def entered(self, case: str, effect: str) -> Iterator[Stored]:
        """The standing rows that an effect of a case entered, in entry order."""
        table = self._work.ledgers.as_it_is(self.shape)
        where = (table.c.case_id == case, table.c.effect == effect, table.c.ended_by.is_(None))
        return self._rows(sa.select(table).where(*where).order_by(table.c.entry_no))

    def numbered(self, numbers: Sequence[int]) -> Iterator[Stored]:
        """The rows with these numbers."""
        table = self._work.ledgers.as_it_is(self.shape)
        for some in _batches(numbers, _ASKED):
            yield from self._rows(sa.select(table).where(table.c.entry_no.in_(some)))

    def _rows(self, wanted: sa.Select[Any]) -> Iterator[Stored]:
        return _mapped(self._work, wanted)

    def take(self, count: int) -> Sequence[int]:
        """So many new numbers."""
        if not count:
            return ()
        connection, table = self._work.connection, self._work.ledgers.of(self.shape)
        if self._work.is_sqlite:
            last = connection.execute(
                sa.select(sa.func.coalesce(sa.func.max(table.c.entry_no), 0))
            ).scalar_one()
            return range(last + 1, last + 1 + count)
        sequence = sa.func.pg_get_serial_sequence(table.name, "entry_no")
        numbers = sa.select(sa.func.nextval(sa.cast(sequence, sa.dialects.postgresql.REGCLASS))).select_from(
            sa.func.generate_series(1, count)
        )
        return sorted(connection.execute(numbers).scalars())

    def write(self, rows: Sequence[Stored], ended: Mapping[int, int]) -> None:
        """Write what ended which row, then new rows."""
        for some in _batches(sorted(ended), _BATCH):
            self._end({number: ended[number] for number in some})
        if not rows:
            return
        if rows[0]["entry_no"] is None:
            rows = [{name: value for name, value in row.items() if name != "entry_no"} for row in rows]
        names = {name for row in rows for name in row}
        try:
            self._work.add(
                self._work.ledgers.of(self.shape), [{**dict.fromkeys(names), **row} for row in rows]
            )
        except IntegrityError as failed:
            raise Overtaken from failed

    def _end(self, ended: Mapping[int, int]) -> None:
        table = self._work.ledgers.of(self.shape)
        if self._work.is_sqlite:
            by: sa.ColumnElement[Any] = sa.case(ended, value=table.c.entry_no)
            is_meant: sa.ColumnElement[bool] = table.c.entry_no.in_([*ended])
        else:  # pairs beside the table: with branches every row would be compared with every other
            numbers = sa.func.unnest(
                *(sa.cast([*some], sa.ARRAY(sa.BigInteger)) for some in (ended.keys(), ended.values()))
            )
            columns = (sa.column(name, sa.BigInteger) for name in ("old", "new"))
            pairs = numbers.table_valued(*columns).render_derived()
            by = pairs.c.new
            is_meant = table.c.entry_no == pairs.c.old
        statement = table.update().where(is_meant, table.c.ended_by.is_(None))
        statement = statement.values(ended_by=sa.cast(by, sa.BigInteger))
        if self._work.connection.execute(statement).rowcount != len(ended):
            raise Overtaken


class Books:
    """Registers: what formulas fetch, what pages list, what imports add."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def shelf(self, register: Register) -> Shelf:
        """Where the rows of a register lie."""
        return Shelf(self._work, self._work.shapes.of(register))

    def add_entries(self, register: Register, entries: Iterable[Entry]) -> int:
        """Book many entries that no case booked."""
        shelf, vault = self.shelf(register), self._work.vault
        rows = list(plain_rows(entries, shelf.shape, vault))
        for some in _batches(rows, _ASKED):
            shelf.write(some, {})
        return len(rows)

    def rows(
        self, town: str, registers: Mapping[str, Register], wants: Sequence[Want]
    ) -> Mapping[Want, tuple[Entry, ...]]:
        """The standing entries each want names."""
        found: dict[Want, tuple[Entry, ...]] = dict.fromkeys(wants, ())
        groups: dict[tuple[str, tuple[str, ...]], list[Want]] = {}
        for want in found:
            if all(value is not None for _, value in want.equals):
                groups.setdefault((want.source, tuple(name for name, _ in want.equals)), []).append(want)
        for (source, names), asked in groups.items():
            found.update(self._matching(town, self._work.shapes.of(registers[source]), names, asked))
        return found

    def _matching(
        self, town: str, shape: RegisterShape, names: tuple[str, ...], wants: Sequence[Want]
    ) -> dict[Want, tuple[Entry, ...]]:
        """The entries of wants that look in the same columns of the same register."""
        vault = self._work.vault
        columns = tuple(shape.lookup(name) for name in names)
        sought = {
            want: tuple(shape.sought(name, value, vault) for name, value in want.equals) for want in wants
        }
        matching: dict[tuple[Any, ...], list[Entry]] = {one: [] for one in sought.values()}
        for row in self._standing(town, shape, columns, list(matching)):
            matching[tuple(row[one] for one in columns)].append(shape.entry(row, vault))
        return {want: tuple(matching[one]) for want, one in sought.items()}

    def _standing(
        self, town: str, shape: RegisterShape, columns: tuple[str, ...], sought: list[tuple[Any, ...]]
    ) -> Iterator[Stored]:
        wanted = _standing(self._work.ledgers.of(shape), columns)
        for some in _batches(sought, _ASKED // max(1, len(columns))):
            values = [value for (value,) in some] if len(columns) == 1 else some
            yield from _mapped(
                self._work, wanted, {"town": town, "sought": values} if columns else {"town": town}
            )

    def entries(self, query: EntryQuery) -> EntryPage:
        """One page of standing entries."""
        shape, vault = self._work.shapes.of(query.register), self._work.vault
        names = tuple(self._work.ledgers.of(shape).c.keys())
        shown, beyond = self._page(query, shape, names)
        rows = (dict(zip(names, row, strict=False)) for row in shown)  # the cursor's values stand behind
        return EntryPage(tuple(shape.entry(row, vault) for row in rows), beyond)

    def cells(self, query: EntryQuery, names: Sequence[str]) -> CellPage:
        """The same page, but only some columns of it."""
        shape, vault = self._work.shapes.of(query.register), self._work.vault
        shown, beyond = self._page(query, shape, [shape.place(name) for name in names])
        columns = []
        for name, kept in zip(names, zip(*shown, strict=True) if shown else repeat(()), strict=False):
            values = {one: shape.opened(name, one, vault) for one in set(kept)}
            columns.append(tuple([values[one] for one in kept]))
        return CellPage(tuple(columns), beyond)

    def _page(
        self, query: EntryQuery, shape: RegisterShape, places: Sequence[str]
    ) -> tuple[Sequence[sa.Row[*tuple[Any, ...]]], str | None]:
        """The rows of a page, of each the stored columns at some places, then what the order goes by; and the
        cursor.
        """
        table = self._work.ledgers.of(shape)
        turns = list(_turns(query, shape, table))
        columns = (*(table.c[one] for one in places), *(turn.column for turn in turns))
        wanted = sa.select(*columns).where(*self._asked(query, shape, table))
        if query.after is not None:
            wanted = wanted.where(cursors.beyond(turns, cursors.read(query.after, turns)))
        rows = self._work.rows(wanted.order_by(*cursors.order(turns)).limit(query.limit + 1))
        shown = rows[: query.limit]
        more = len(rows) > query.limit and bool(shown)
        return shown, cursors.written(shown[-1][-len(turns) :]) if more else None

    def totals(
        self, query: EntryQuery, by: Sequence[str], measure: Sequence[str]
    ) -> tuple[tuple[Any, ...], ...]:
        """Grouped sums over standing entries."""
        shape = self._work.shapes.of(query.register)
        table = self._work.ledgers.of(shape)
        groups = [_column(table, shape, name) for name in by]
        sums = [sa.func.sum(_column(table, shape, name)) for name in measure]
        grouped = sa.select(*groups, sa.func.count(), *sums).where(*self._asked(query, shape, table))
        if groups:
            terms = [term for one in groups for term in Turn(one, may_be_empty=True).order()]
            grouped = grouped.group_by(*groups).order_by(*terms)
        return tuple(
            (
                *(shape.told(name, value) for name, value in zip(by, row[: len(by)], strict=True)),
                row[len(by)],
                *(
                    shape.told(name, int(value or 0))
                    for name, value in zip(measure, row[len(by) + 1 :], strict=True)
                ),
            )
            for row in self._work.rows(grouped)
        )

    def _asked(
        self, query: EntryQuery, shape: RegisterShape, table: sa.Table
    ) -> Iterator[sa.ColumnElement[bool] | sa.TextClause]:
        yield table.c.town == query.town
        yield sa.text(STANDING)
        if query.units is not None:
            yield table.c.unit == query.units[0] if len(query.units) == 1 else table.c.unit.in_(query.units)
        for name, value in query.equals:
            column = table.c[shape.lookup(name)]
            yield column.is_(None) if value is None else column == shape.sought(name, value, self._work.vault)
        if query.any_of is not None:
            vault = self._work.vault
            found = (
                table.c[shape.lookup(name)] == shape.sought(name, value, vault)
                for name, value in query.any_of
            )
            yield sa.or_(sa.false(), *found)
        for name, values in query.among:
            sought = [shape.sought(name, one, self._work.vault) for one in values]
            yield table.c[shape.lookup(name)].in_(sought)
        if query.between is not None:
            name, first, last = query.between
            yield _column(table, shape, name).between(first, last)
        if query.contains is not None:
            name, piece = query.contains
            yield has(_column(table, shape, name), sa.literal(pattern(piece)))
        if query.where is not None:
            yield condition(query.where, query.params, shape, table, self._work.functions, self._work.dialect)

    def booked(self, register: Register, case: str) -> Mapping[int, tuple[int, str]]:
        """What the rows say now of each event that booked them: how many they are, and their digest."""
        shape = self._work.shapes.of(register)
        table = self._work.ledgers.of(shape)
        wanted = sa.select(table).where(table.c.case_id == case, table.c.seq.is_not(None))
        by_event: dict[int, list[Stored]] = {}
        for row in _mapped(self._work, wanted.order_by(table.c.seq, table.c.entry_no)):
            by_event.setdefault(row["seq"], []).append(row)
        return {seq: (len(rows), shape.digest(rows, self._work.vault)) for seq, rows in by_event.items()}


@lru_cache(maxsize=1024)
def _standing(table: sa.Table, columns: tuple[str, ...]) -> sa.Select[Any]:
    """The standing rows of a town that hold what is sought in some columns, built once."""
    wanted = sa.select(table).where(table.c.town == sa.bindparam("town"), sa.text(STANDING))
    if "key" in columns:
        wanted = wanted.where(sa.text(KEYED))
    if columns:
        own = [table.c[one] for one in columns]
        place = own[0] if len(own) == 1 else sa.tuple_(*own)
        wanted = wanted.where(place.in_(sa.bindparam("sought", expanding=True)))
    return wanted.order_by(table.c.entry_no)


def _mapped(work: Work, wanted: sa.Select[Any], values: Mapping[str, Any] | None = None) -> Iterator[Stored]:
    found = work.connection.execute(wanted, values)
    names = tuple(found.keys())
    for row in found.all():
        yield dict(zip(names, row, strict=True))


def _column(table: sa.Table, shape: RegisterShape, name: str) -> sa.Column[Any]:
    """An open column of a register, or one that all registers have."""
    own = shape.plain(name)
    return table.c[name if own is None or own.stored is None else own.stored]


def _turns(query: EntryQuery, shape: RegisterShape, table: sa.Table) -> Iterator[Turn]:
    """The order a query asks for; the entry number goes the way of the column before it."""
    falls = False
    for name in query.sort:
        falls = name.startswith("-")
        column = _column(table, shape, name.removeprefix("-"))
        # Between two days no row is empty: said, it lets an index give the order.
        is_filled = query.between is not None and query.between[0] == name.removeprefix("-")
        yield Turn(column, falls=falls, may_be_empty=bool(column.nullable) and not is_filled)
    yield Turn(table.c.entry_no, falls=falls)


def _batches(items: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]
