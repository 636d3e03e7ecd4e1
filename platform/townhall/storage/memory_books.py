"""What stands in the registers of an archive in memory?

Rows are kept in the very form the databases keep them in, and booked by the same `booking`; only finding
them is done here, and formulas are judged by the kernel itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from townhall.kernel.evaluation import compiled
from townhall.ports.archive import CellPage, ColumnChanged, EntryPage, EntryQuery, Overtaken
from townhall.ports.world import Vault
from townhall.record.entries import Entry, Want
from townhall.spec.registers import Register
from townhall.storage import cursors
from townhall.storage.booking import plain_rows
from townhall.storage.columns import Stored
from townhall.storage.formulas import condition, scope_of
from townhall.storage.ledgers import register_table
from townhall.storage.lists import Place, page
from townhall.storage.shapes import RegisterShape, Shapes


@dataclass(frozen=True, slots=True)
class MemoryShelf:
    """The rows of one register; their numbers are their places in `rows`, from 1."""

    shape: RegisterShape
    rows: list[Stored]

    def standing(self, town: str, keys: Sequence[str]) -> Iterator[Stored]:
        """The standing rows with one of these keys."""
        wanted = frozenset(keys)
        return (one for one in self.rows if _stands(one, town) and one["key"] in wanted)

    def entered(self, case: str, effect: str) -> Iterator[Stored]:
        """The standing rows that an effect of a case entered, in entry order."""
        for one in self.rows:
            if one["ended_by"] is None and (one["case_id"], one["effect"]) == (case, effect):
                yield one

    def numbered(self, numbers: Sequence[int]) -> Iterator[Stored]:
        """The rows with these numbers."""
        return (self.rows[number - 1] for number in numbers if 0 < number <= len(self.rows))

    def take(self, count: int) -> Sequence[int]:
        """So many new numbers."""
        return range(len(self.rows) + 1, len(self.rows) + 1 + count)

    def write(self, rows: Sequence[Stored], ended: Mapping[int, int]) -> None:
        """Write what ended which row, then new rows."""
        for number, by in ended.items():
            if self.rows[number - 1]["ended_by"] is not None:
                raise Overtaken
            # A new row, for the old one is still seen by whoever began before this unit of work is done.
            self.rows[number - 1] = {**self.rows[number - 1], "ended_by": by}
        stands = {(one["town"], one["key"]) for one in self.rows if one["key"] and one["ended_by"] is None}
        for row in rows:
            own = (row["town"], row["key"])
            if row["key"] and row["ended_by"] is None:
                if own in stands:
                    raise Overtaken
                stands.add(own)
            self.rows.append({**row, "entry_no": len(self.rows) + 1})


class MemoryBooks:
    """Registers in memory: `books` holds the rows of each, `forms` the form of each column."""

    def __init__(
        self, books: dict[str, list[Stored]], forms: dict[tuple[str, str], str], vault: Vault, shapes: Shapes
    ) -> None:
        self._books = books
        self._forms = forms
        self._vault = vault
        self._shapes = shapes

    def prepare(self, registers: Iterable[Register]) -> None:
        """Make a release's registers ready."""
        for shape in map(self._shapes.of, registers):
            self._books.setdefault(shape.register.name, [])
            for name, one in shape.columns.items():
                known = self._forms.setdefault((shape.register.name, name), one.form)
                if known != one.form:
                    raise ColumnChanged(shape.register.name, name, known, one.form)

    def shelf(self, register: Register) -> MemoryShelf:
        """Where the rows of a register lie."""
        return MemoryShelf(self._shapes.of(register), self._books[register.name])

    def add_entries(self, register: Register, entries: Iterable[Entry]) -> int:
        """Book many entries that no case booked."""
        shelf = self.shelf(register)
        rows = list(plain_rows(entries, shelf.shape, self._vault))
        shelf.write(rows, {})
        return len(rows)

    def rows(
        self, town: str, registers: Mapping[str, Register], wants: Sequence[Want]
    ) -> Mapping[Want, tuple[Entry, ...]]:
        """The standing entries each want names."""
        return {want: tuple(self._matching(town, registers[want.source], want)) for want in wants}

    def _matching(self, town: str, register: Register, want: Want) -> Iterator[Entry]:
        shelf = self.shelf(register)
        if any(value is None for _, value in want.equals):
            return
        sought = {
            shelf.shape.lookup(name): shelf.shape.sought(name, value, self._vault)
            for name, value in want.equals
        }
        for row in shelf.rows:
            if _stands(row, town) and all(row.get(name) == value for name, value in sought.items()):
                yield shelf.shape.entry(_whole(row, shelf.shape), self._vault)

    def entries(self, query: EntryQuery) -> EntryPage:
        """One page of standing entries."""
        shape = self._shapes.of(query.register)
        shown, beyond = self._page(query, shape)
        return EntryPage(tuple(shape.entry(row, self._vault) for row in shown), beyond)

    def cells(self, query: EntryQuery, names: Sequence[str]) -> CellPage:
        """The same page, but only some columns of it."""
        shape = self._shapes.of(query.register)
        shown, beyond = self._page(query, shape)
        places = [(name, shape.place(name)) for name in names]
        return CellPage(
            tuple(
                tuple(shape.opened(name, row[place], self._vault) for row in shown) for name, place in places
            ),
            beyond,
        )

    def _page(
        self, query: EntryQuery, shape: RegisterShape
    ) -> tuple[Sequence[Mapping[str, Any]], str | None]:
        places = list(_places(query, shape))
        table = register_table(shape)
        turns = [place.turn(table.c[place.name]) for place in places]
        last = None if query.after is None else cursors.read(query.after, turns)
        found = page(self._asked(query, shape), places, last, query.limit + 1)
        shown = found[: query.limit]
        more = len(found) > query.limit and bool(shown)
        return shown, cursors.written([shown[-1][place.name] for place in places]) if more else None

    def totals(
        self, query: EntryQuery, by: Sequence[str], measure: Sequence[str]
    ) -> tuple[tuple[Any, ...], ...]:
        """Grouped sums over standing entries."""
        shape = self._shapes.of(query.register)
        groups = [_open(shape, name) for name in by]
        measured = [_open(shape, name) for name in measure]
        found: dict[tuple[Any, ...], list[Stored]] = {} if by else {(): []}
        for row in self._asked(query, shape):
            found.setdefault(tuple(row[name] for name in groups), []).append(row)
        ordered = sorted(found, key=lambda group: [(one is None, 0 if one is None else one) for one in group])
        return tuple(
            (
                *(shape.told(name, value) for name, value in zip(by, group, strict=True)),
                len(found[group]),
                *(
                    shape.told(name, sum(row[column] or 0 for row in found[group]))
                    for name, column in zip(measure, measured, strict=True)
                ),
            )
            for group in ordered
        )

    def _asked(self, query: EntryQuery, shape: RegisterShape) -> Iterator[Stored]:
        """The standing rows a query asks for."""
        functions = self._shapes.catalog.functions
        if query.where is not None:
            # Judged by the kernel, but refused where a database would refuse it.
            condition(query.where, query.params, shape, register_table(shape), functions, "sqlite")
        judge = None if query.where is None else compiled(query.where, functions)
        equals = [
            (shape.lookup(name), None if value is None else shape.sought(name, value, self._vault))
            for name, value in query.equals
        ]
        some_of = [
            (shape.lookup(name), shape.sought(name, value, self._vault)) for name, value in query.any_of or ()
        ]
        among = [
            (shape.lookup(name), {shape.sought(name, one, self._vault) for one in values})
            for name, values in query.among
        ]
        for kept in self._books[query.register.name]:
            row = _whole(kept, shape)
            if any(row[name] not in values for name, values in among):
                continue
            if not _stands(row, query.town) or any(row[name] != value for name, value in equals):
                continue
            if query.any_of is not None and not any(row[name] == value for name, value in some_of):
                continue
            if query.units is not None and row["unit"] not in query.units:
                continue
            if query.between is not None and not _within(
                row[_open(shape, query.between[0])], *query.between[1:]
            ):
                continue
            if query.contains is not None and not _has(
                row[_open(shape, query.contains[0])], query.contains[1]
            ):
                continue
            if judge is None or judge(scope_of(query.params, self._seen(row, shape))) is True:
                yield row

    def _seen(self, row: Stored, shape: RegisterShape) -> dict[str, Any]:
        """What a formula sees of a row."""
        own = {name: one.decoded(row, self._vault) for name, one in shape.columns.items()}
        return {**{name: row[name] for name in ("entry_no", "matter_no", "booked_on")}, **own}

    def booked(self, register: Register, case: str) -> Mapping[int, tuple[int, str]]:
        """What the rows say now of each event that booked them."""
        shelf = self.shelf(register)
        by_event: dict[int, list[Stored]] = {}
        for row in shelf.rows:
            if row["case_id"] == case and row["seq"] is not None:
                by_event.setdefault(row["seq"], []).append(_whole(row, shelf.shape))
        return {
            seq: (len(rows), shelf.shape.digest(rows, self._vault)) for seq, rows in sorted(by_event.items())
        }


def _stands(row: Stored, town: str) -> bool:
    return row["ended_by"] is None and row["town"] == town


def _whole(row: Stored, shape: RegisterShape) -> Stored:
    """A row with all columns this release knows, also those that came after it was written."""
    columns = {name: None for one in shape.columns.values() for name in (one.stored, one.digest) if name}
    return {**columns, **row}


def _open(shape: RegisterShape, name: str) -> str:
    """The stored name of an open column."""
    own = shape.plain(name)
    return name if own is None or own.stored is None else own.stored


def _places(query: EntryQuery, shape: RegisterShape) -> Iterator[Place]:
    falls = False
    for name in query.sort:
        falls = name.startswith("-")
        yield Place(_open(shape, name.removeprefix("-")), falls=falls)
    yield Place("entry_no", falls=falls)


def _within(value: Any, first: Any, last: Any) -> bool:
    return value is not None and first <= value <= last


def _has(value: str | None, piece: str) -> bool:
    return value is not None and piece.lower() in value.lower()
