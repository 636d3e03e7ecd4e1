"""What was filled in, is it acceptable, and how is it written down?

Reading forgives how something is typed; checking complains about everything at once, place by place;
writing turns values into canonical JSON with secrets wrapped.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from townhall.engine.saying import said
from townhall.engine.scopes import EntryRow, Reference, SheetScope, TableRow, World, judged
from townhall.kernel.decimals import rounded_to
from townhall.kernel.expressions import Formula
from townhall.kernel.text import Text
from townhall.kernel.values import Value
from townhall.record.sealing import Secret
from townhall.record.submissions import Complaint
from townhall.spec.catalog import Catalog, Unreadable
from townhall.spec.fields import Demand, Field, Sheet

Raw = Mapping[str, Any]
"""As a browser sends it: by field name, text, a list of text, or a list of rows of the same."""


# -- reading ---------------------------------------------------------------------------------------------


def read(sheet: Sheet, raw: Raw, catalog: Catalog) -> tuple[dict[str, Any], tuple[Complaint, ...]]:
    """Engine values from what was typed, and what could not be read. Calculated fields are left out.

    A value that cannot be read counts as empty and earns its complaint here, not a second one as missing.
    """
    values: dict[str, Any] = {}
    complaints: list[Complaint] = []
    for one in sheet.fields:
        if one.calculated is not None or one.auto is not None:
            continue
        if one.is_table:
            values[one.name] = tuple(_rows(one, raw.get(one.name), catalog, complaints))
        else:
            values[one.name] = _value(one, raw.get(one.name), one.name, catalog, complaints)
    return values, tuple(complaints)


def _rows(
    table: Field, raw: Any, catalog: Catalog, complaints: list[Complaint]
) -> Iterator[Mapping[str, Any]]:
    rows = raw if isinstance(raw, list | tuple) else ()
    kept = [row for row in rows if isinstance(row, Mapping) and not is_blank(row)]
    for number, row in enumerate(kept[: table.max_rows + 1]):
        yield {
            column.name: _value(
                column, row.get(column.name), f"{table.name}.{number}.{column.name}", catalog, complaints
            )
            for column in table.columns
            if column.calculated is None
        }


def is_blank(row: Mapping[str, Any]) -> bool:
    """Whether nothing at all was typed into a row; blank rows are not submitted."""
    return all(cell in (None, "", [], ()) for cell in row.values())


def _value(one: Field, raw: Any, place: str, catalog: Catalog, complaints: list[Complaint]) -> Any:
    try:
        if one.many:
            given = raw if isinstance(raw, list | tuple) else () if raw in (None, "") else (raw,)
            found = tuple(catalog.kind(one).read(item, one) for item in given)
            return tuple(item for item in found if item is not None) or None
        return catalog.kind(one).read(raw, one)
    except Unreadable as wrong:
        complaints.append(Complaint(place, wrong.say))
        return None


# -- checking --------------------------------------------------------------------------------------------

_MISSING = Text("请填写", "Please fill this in")


def complaints(scope: SheetScope, catalog: Catalog, read_wrong: frozenset[str]) -> tuple[Complaint, ...]:
    """Everything wrong with a filled sheet, in the order of its fields. `read_wrong`: places that could not
    be read have their complaint already.
    """
    found: list[Complaint] = []
    for section in scope.sheet.sections:
        for one in section.fields:
            if not scope.is_shown(one.name):
                continue
            if one.is_table:
                found.extend(_table_complaints(one, scope, catalog, read_wrong))
            elif one.calculated is None and one.auto is None:
                found.extend(_field_complaints(one, one.name, scope, catalog, read_wrong))
    for demand in scope.sheet.must:
        wrong = _unmet(demand, scope, "")
        if wrong:
            found.append(wrong)
    return tuple(found)


def _table_complaints(
    table: Field, scope: SheetScope, catalog: Catalog, read_wrong: frozenset[str]
) -> Iterator[Complaint]:
    rows = scope.rows(table)
    least = max(table.min_rows, 1 if scope.holds(table.required) else 0)
    if len(rows) < least:
        yield Complaint(table.name, Text(f"至少填写{least}行", f"At least {least} rows are needed"))
    if len(rows) > table.max_rows:
        yield Complaint(table.name, Text(f"最多{table.max_rows}行", f"No more than {table.max_rows} rows"))
    for number, row in enumerate(rows):
        for column in table.columns:
            if column.calculated is None and row.is_shown(column.name):
                place = f"{table.name}.{number}.{column.name}"
                yield from _field_complaints(column, place, row, catalog, read_wrong)
        for demand in table.must:
            wrong = _unmet(demand, row, f"{table.name}.{number}")
            if wrong:
                yield wrong
    for column in table.columns:
        if column.unique:
            yield from _repeats(table, column, rows)


def _repeats(table: Field, column: Field, rows: tuple[TableRow, ...]) -> Iterator[Complaint]:
    seen: dict[Any, int] = {}
    for number, row in enumerate(rows):
        value = row.value(column.name)
        if value is None:
            continue
        if value in seen:
            first = seen[value] + 1
            yield Complaint(
                f"{table.name}.{number}.{column.name}",
                Text(f"与第{first}行重复", f"The same as in row {first}"),
            )
        else:
            seen[value] = number


def _field_complaints(
    one: Field, place: str, scope: SheetScope | TableRow, catalog: Catalog, read_wrong: frozenset[str]
) -> Iterator[Complaint]:
    if place in read_wrong:
        return
    value = scope.value(one.name)
    if is_empty(value):
        if scope.holds(one.required):
            yield Complaint(place, _MISSING)
        return
    kind = catalog.kind(one)
    for item in value if one.many and isinstance(value, tuple) else (value,):
        plain = item.key if isinstance(item, Reference) else item
        for say in kind.complaints(plain, one):
            yield Complaint(place, say)
        for say in kind.warnings(plain, one):
            yield Complaint(place, say, warns=True)
        if isinstance(item, Reference):
            yield from _reference_complaints(one, item, place, scope)
    if one.at_least is not None and isinstance(value, tuple) and len(value) < one.at_least:
        yield Complaint(place, Text(f"至少选择{one.at_least}项", f"Choose at least {one.at_least}"))
    yield from _limits(one, value, place, scope, catalog)


def _reference_complaints(
    one: Field, reference: Reference, place: str, scope: SheetScope | TableRow
) -> Iterator[Complaint]:
    row = reference.row()
    world = reference.world
    if row is None:
        if not world.missing:
            yield Complaint(place, Text("没有这条记录,请重新选择", "There is no such record; choose again"))
        return
    if one.where is not None and judged(one.where, PickScope(row, scope)) is not True and not world.missing:
        yield Complaint(place, Text("此处不能选这条记录", "This record may not be chosen here"))


class PickScope:
    """A reference's `where`: the record's columns, then the names around the field."""

    def __init__(self, row: EntryRow, outer: SheetScope | TableRow) -> None:
        self.row, self.outer, self.calendar = row, outer, outer.calendar
        self.world: World = outer.world

    def value(self, name: str) -> Value:
        """A column of the record, or what the name means around the field."""
        if name == "this":
            return self.outer.root if isinstance(self.outer, SheetScope) else self.outer
        if self.row.register.column(name) is not None:
            return self.row.dot(name)
        return self.outer.value(name)


def _limits(
    one: Field, value: Value, place: str, scope: SheetScope | TableRow, catalog: Catalog
) -> Iterator[Complaint]:
    shown = catalog.kind(one).shown
    bounds = ((one.minimum, "不得小于", "Not less than", 1), (one.maximum, "不得大于", "Not more than", -1))
    for limit, zh, en, side in bounds:
        if limit is None:
            continue
        bound = judged(limit, scope)
        if bound is None or isinstance(value, tuple):
            continue
        if side * ((value > bound) - (value < bound)) < 0:  # type: ignore[operator]  # typed by the linker
            yield Complaint(place, Text(zh + shown(bound, one, "zh"), f"{en} {shown(bound, one, 'en')}"))


def _unmet(demand: Demand, scope: SheetScope | TableRow, place: str) -> Complaint | None:
    if demand.when is not None and judged(demand.when, scope) is not True:
        return None
    if judged(demand.that, scope) is True:
        return None
    return Complaint(place, said(demand.say, scope), warns=demand.warn_only, demand=demand.name)


def is_empty(value: Value) -> bool:
    """Whether nothing was filled in."""
    return value is None or value == "" or value == ()


# -- writing ---------------------------------------------------------------------------------------------


def to_json(scope: SheetScope, catalog: Catalog) -> dict[str, Any]:
    """The whole filled sheet as JSON, calculated fields included, hidden ones left out, secrets wrapped."""
    written: dict[str, Any] = {}
    for one in scope.sheet.fields:
        if not scope.is_shown(one.name):
            continue
        if one.is_table:
            written[one.name] = [
                {
                    column.name: field_json(column, row.value(column.name), catalog)
                    for column in one.columns
                    if row.is_shown(column.name)
                }
                for row in scope.rows(one)
            ]
        else:
            written[one.name] = field_json(one, scope.value(one.name), catalog)
    return written


def field_json(one: Field, value: Value, catalog: Catalog) -> Any:
    """One value as JSON; a secret one wrapped."""
    if value is None:
        return None
    kind = catalog.kind(one)
    if one.many and isinstance(value, tuple):
        plain: Any = [kind.to_json(_keyed(item)) for item in value]
    else:
        plain = kind.to_json(_keyed(_rounded(one, value)))
    return Secret(plain) if one.secret else plain


def _keyed(value: Any) -> Any:
    return value.key if isinstance(value, Reference) else value


def _rounded(one: Field, value: Any) -> Any:
    """Calculated money is kept to the fen, half up, as a ledger would."""
    if one.calculated is not None and one.kind == "money" and isinstance(value, Decimal | int):
        return rounded_to(Decimal(value), 2)
    return value


def from_json(sheet: Sheet, written: Mapping[str, Any], catalog: Catalog) -> dict[str, Any]:
    """Engine values from what was written; calculated fields included as they were then."""
    values: dict[str, Any] = {}
    for one in sheet.fields:
        if one.name not in written:
            continue
        if one.is_table:
            values[one.name] = tuple(
                {
                    column.name: field_value(column, row[column.name], catalog)
                    for column in one.columns
                    if column.name in row
                }
                for row in written[one.name] or ()
            )
        else:
            values[one.name] = field_value(one, written[one.name], catalog)
    return values


def field_value(one: Field, written: Any, catalog: Catalog) -> Any:
    """One value from its JSON."""
    plain = written.value if isinstance(written, Secret) else written
    if plain is None:
        return None
    kind = catalog.kind(one)
    return tuple(kind.from_json(item) for item in plain) if one.many else kind.from_json(plain)


# -- beginning -------------------------------------------------------------------------------------------


def defaults(scope: SheetScope) -> dict[str, Any]:
    """What a fresh sheet starts with, as text to be typed over."""
    begun: dict[str, Any] = {}
    for one in scope.sheet.fields:
        if one.default is None or one.calculated is not None:
            continue
        value = judged(one.default, scope) if isinstance(one.default, Formula) else one.default
        if value is not None:
            begun[one.name] = typed(value)
    return begun


def typed(value: Any) -> Any:
    """A value as somebody would type it: what `read` gives back the same value for."""
    if isinstance(value, Reference):
        return value.key
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return [typed(one) for one in value]
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def as_typed(sheet: Sheet, values: Mapping[str, Any]) -> dict[str, Any]:
    """A whole sheet's values as somebody would type them; what is empty or calculated is left out."""
    raw: dict[str, Any] = {}
    for one in sheet.fields:
        value = values.get(one.name)
        if value is None or one.calculated is not None:
            continue
        if one.is_table:
            raw[one.name] = [
                {
                    column.name: typed(row[column.name])
                    for column in one.columns
                    if column.calculated is None and row.get(column.name) is not None
                }
                for row in value
            ]
        else:
            raw[one.name] = typed(value)
    return raw


def restarting(sheet: Sheet, before: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[str, ...]:
    """Names of changed fields that send a returned case back to step one (`restarts`)."""
    changed: list[str] = []
    for one in sheet.fields:
        if one.is_table:
            watched = [column.name for column in one.columns if column.restarts]
            if watched and _picked(before.get(one.name), watched) != _picked(now.get(one.name), watched):
                changed.append(one.name)
        elif one.restarts and before.get(one.name) != now.get(one.name):
            changed.append(one.name)
    return tuple(changed)


def _picked(rows: Any, columns: list[str]) -> list[tuple[Any, ...]]:
    return [tuple(row.get(column) for column in columns) for row in rows or ()]
