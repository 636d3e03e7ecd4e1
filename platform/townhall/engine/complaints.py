"""Is what was filled in acceptable, and if not, what must be said about which place?

Everything is complained of at once, in the order of the fields. Unknown never passes: a demand that cannot
be judged stands in the way too. It is spoken of only where nothing else is wrong, for an empty field that
was complained of already is the usual cause.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from townhall.engine.forms import keyed
from townhall.engine.kept import KeptRow
from townhall.engine.rows import Reference
from townhall.engine.saying import said
from townhall.engine.scopes import SheetScope, TableRow, may_pick
from townhall.engine.world import judged
from townhall.kernel.expressions import Formula
from townhall.kernel.nodes import Relation
from townhall.kernel.operators import COMPARISONS
from townhall.kernel.text import Text, counted
from townhall.kernel.values import Value
from townhall.record.submissions import Complaint
from townhall.spec.catalog import Catalog
from townhall.spec.fields import Demand, Field

MISSING = Text("请填写", "Please fill this in")

Unread: TypeAlias = Mapping[str, Sequence[Complaint]]
"""Complaints about what could not even be read, by place."""


def complaints(
    scope: SheetScope,
    catalog: Catalog,
    unread: Iterable[Complaint],
    demands: bool = True,
    kept: bool = True,
) -> tuple[Complaint, ...]:
    """Everything wrong with a filled sheet, in the order of its fields.

    `unread`: complaints about what could not even be read; in a field that is not shown it troubles nobody.
    `demands`: whether what the sheet demands as a whole (`must`) is asked too. `kept`: whether rows that were
    checked before they were kept (`engine.kept`) are checked again.
    """
    read_wrong = by_place(unread)
    found: list[Complaint] = []
    untold: list[Complaint] = []
    for one in scope.sheet.fields:
        if not scope.is_shown(one.name):
            continue
        if one.is_table:
            rows = tuple(row for row in scope.rows(one) if kept or not isinstance(row.values, KeptRow))
            found.extend(_of_table(one, scope, rows, catalog, read_wrong))
            for row in rows if one.must else ():
                _ask(one.must, row, f"{one.name}.{row.number}", found, untold)
        elif _is_filled_in(one):
            found.extend(_of_field(one, one.name, scope, catalog, read_wrong))
    if demands:
        _ask(scope.sheet.must, scope, "", found, untold)
    is_otherwise_good = all(one.warns for one in found)
    return (*found, *untold) if is_otherwise_good else tuple(found)


def by_place(unread: Iterable[Complaint]) -> Unread:
    """Complaints about what could not even be read, by place."""
    found: dict[str, list[Complaint]] = {}
    for one in unread:
        found.setdefault(one.place, []).append(one)
    return found


def still_asked(scope: SheetScope, unread: Iterable[Complaint]) -> Iterator[Complaint]:
    """What could not be read in places that the sheet shows; the others trouble nobody."""
    rows = {one.name: scope.rows(one) for one in scope.sheet.fields if one.is_table}
    for one in unread:
        name, _, cell = one.place.partition(".")
        number, _, column = cell.partition(".")
        if scope.is_shown(name) and (not column or rows[name][int(number)].is_shown(column)):
            yield one


def _is_filled_in(one: Field) -> bool:
    """Whether a person can do anything about a field: its value is neither calculated nor numbered."""
    return one.auto is None and one.calculated is None and not one.drawn


# -- tables ----------------------------------------------------------------------------------------------


def _of_table(
    table: Field, scope: SheetScope, asked: tuple[TableRow, ...], catalog: Catalog, read_wrong: Unread
) -> Iterator[Complaint]:
    rows = scope.rows(table)
    least = max(table.min_rows, 1 if scope.holds(table.required) else 0)
    if len(rows) < least:
        yield Complaint(table.name, Text(f"至少填写{least}行", f"Fill in {counted(least, 'row')} or more"))
    if len(rows) > table.max_rows:
        yield Complaint(
            table.name, Text(f"最多{table.max_rows}行", f"No more than {counted(table.max_rows, 'row')}")
        )
    for row in asked:
        yield from _of_row(table, row, catalog, read_wrong)
    for column in table.columns:
        if column.unique:
            yield from _repeats(table, column, rows)


def _of_row(table: Field, row: TableRow, catalog: Catalog, read_wrong: Unread) -> Iterator[Complaint]:
    place = f"{table.name}.{row.number}"
    for column in table.columns:
        if _is_filled_in(column) and row.is_shown(column.name):
            yield from _of_field(column, f"{place}.{column.name}", row, catalog, read_wrong)


def row_complaints(
    table: Field, rows: Iterable[TableRow], catalog: Catalog, unread: Iterable[Complaint]
) -> tuple[Complaint, ...]:
    """Everything wrong with rows by themselves, before they are taken into a table.

    What a row's demands say of the whole table (`form.` and its name) is for the whole table to keep to.
    """
    read_wrong = by_place(unread)
    demands = tuple(one for one in table.must if not _looks_at(one, table))
    found: list[Complaint] = []
    for row in rows:
        own: list[Complaint] = []
        untold: list[Complaint] = []
        own.extend(_of_row(table, row, catalog, read_wrong))
        _ask(demands, row, f"{table.name}.{row.number}", own, untold)
        found.extend(own if any(not one.warns for one in own) else (*own, *untold))
    return tuple(found)


def _looks_at(demand: Demand, table: Field) -> bool:
    formulas = (demand.that, *([] if demand.when is None else [demand.when]))
    return any(path[:2] == ("form", table.name) for formula in formulas for path in formula.names)


def _repeats(table: Field, column: Field, rows: tuple[TableRow, ...]) -> Iterator[Complaint]:
    seen: dict[Value, int] = {}
    for number, row in enumerate(rows):
        value = row.value(column.name)
        if is_empty(value):
            continue
        if value in seen:
            say = Text(f"与第{seen[value]}行重复", f"The same as in row {seen[value]}")
            yield Complaint(f"{table.name}.{number}.{column.name}", say)
        else:
            seen[value] = number + 1


# -- fields ----------------------------------------------------------------------------------------------


def _of_field(
    one: Field, place: str, scope: SheetScope | TableRow, catalog: Catalog, read_wrong: Unread
) -> Iterator[Complaint]:
    if place in read_wrong:
        yield from read_wrong[place]
        return
    value = scope.value(one.name)
    if is_empty(value):
        if scope.holds(one.required):
            yield Complaint(place, MISSING)
        return
    kind, plain = catalog.kind(one), keyed(value)
    for say in kind.complaints(plain, one):
        yield Complaint(place, say)
    if one.at_least is not None and isinstance(plain, tuple) and len(plain) < one.at_least:
        yield Complaint(place, Text(f"至少填{one.at_least}项", f"Give at least {one.at_least}"))
    for say in kind.warnings(plain, one):
        yield Complaint(place, say, warns=True)
    for item in value if isinstance(value, tuple) else (value,):
        if isinstance(item, Reference):
            yield from _of_reference(one, item, place, scope)
        if one.minimum is not None or one.maximum is not None:
            yield from _beyond_limits(one, item, place, scope, catalog)


def _of_reference(
    one: Field, reference: Reference, place: str, scope: SheetScope | TableRow
) -> Iterator[Complaint]:
    row = reference.row()
    if scope.world.missing:
        return  # rows are being fetched; whether this one is among them is asked again then
    if row is None:
        yield Complaint(place, Text("请从列表中选一个", "Choose one from the list"))
        return
    if not may_pick(one, row, scope) and not scope.world.missing:
        yield Complaint(place, Text("此处不能选这条记录", "This record may not be chosen here"))


def _beyond_limits(
    one: Field, value: Any, place: str, scope: SheetScope | TableRow, catalog: Catalog
) -> Iterator[Complaint]:
    limits: tuple[tuple[Formula | None, Relation, str, str], ...] = (
        (one.minimum, "<", "不得小于", "Not less than"),
        (one.maximum, ">", "不得大于", "Not more than"),
    )
    for limit, beyond, zh, en in limits:
        bound: Any = None if limit is None else judged(limit, scope)
        if bound is None or not COMPARISONS[beyond](value, bound, scope.calendar):
            continue
        kind = catalog.kind(one)
        say = Text(f"{zh} {kind.shown(bound, one, 'zh')}", f"{en} {kind.shown(bound, one, 'en')}")
        yield Complaint(place, say)


# -- demands ---------------------------------------------------------------------------------------------


def _ask(
    demands: tuple[Demand, ...],
    scope: SheetScope | TableRow,
    place: str,
    unmet: list[Complaint],
    untold: list[Complaint],
) -> None:
    """Sort demands that are not met, and those of which nobody can tell, from those that are."""
    for demand in demands:
        applies = True if demand.when is None else judged(demand.when, scope)
        holds = True if applies is False else judged(demand.that, scope)
        if holds is True or scope.world.missing:
            continue  # while rows are being fetched nobody knows yet; it is asked again then
        say = said(demand.say, scope)
        if applies is True and holds is False:
            unmet.append(Complaint(place, say, demand.warn_only, demand.name))
        elif not demand.warn_only:
            plainly = Text(f"无法判断是否符合：{say.zh}", f"Nobody can tell yet whether this holds: {say.en}")
            untold.append(Complaint(place, plainly, demand=demand.name))


def is_empty(value: Value) -> bool:
    """Whether nothing was filled in."""
    return value is None or value == "" or value == ()
