"""How is a filled sheet read from what was typed, written down as JSON, and begun?

Reading forgives how something is typed; writing turns values into canonical JSON with secrets wrapped.
Whether what was read is acceptable is `engine.complaints`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from townhall.engine.rows import EntryRow, Reference
from townhall.engine.scopes import SheetScope, formula_of
from townhall.engine.world import judged
from townhall.kernel.expressions import Formula
from townhall.kernel.signatures import PERCENT, Many
from townhall.kernel.values import Value
from townhall.record.sealing import Secret
from townhall.record.submissions import Complaint
from townhall.spec.catalog import Catalog, Unreadable
from townhall.spec.fields import Field, Sheet

Raw = Mapping[str, Any]
"""As a browser sends it: by field name, text, a list of text, or a list of rows of the same."""


# -- reading ---------------------------------------------------------------------------------------------


def read(sheet: Sheet, raw: Raw, catalog: Catalog) -> tuple[dict[str, Any], tuple[Complaint, ...]]:
    """Engine values from what was typed, and what could not be read. Calculated fields are left out.

    A value that cannot be read counts as empty and earns its complaint here, not a second one as missing.
    What is `fixed` is what the definition says, whatever was sent.
    """
    values: dict[str, Any] = {}
    complaints: list[Complaint] = []
    for one in sheet.fields:
        if formula_of(one) is not None or one.auto is not None:
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
    for number, row in enumerate(kept[: table.max_rows + 1]):  # one too many earns its complaint
        yield read_row(table, row, number, catalog, complaints)


def read_row(
    table: Field, row: Mapping[str, Any], number: int, catalog: Catalog, complaints: list[Complaint]
) -> dict[str, Any]:
    """One row of a table from what was typed; what of it cannot be read is added to the complaints."""
    return {
        column.name: _value(
            column, row.get(column.name), f"{table.name}.{number}.{column.name}", catalog, complaints
        )
        for column in table.columns
        if formula_of(column) is None
    }


def is_blank(row: Mapping[str, Any]) -> bool:
    """Whether nothing at all was typed into a row; blank rows are not submitted.

    >>> is_blank({"worker": "", "days": None}), is_blank({"days": "0"})
    (True, False)
    """
    return all(cell in (None, "", [], ()) for cell in row.values())


def _value(one: Field, raw: Any, place: str, catalog: Catalog, complaints: list[Complaint]) -> Any:
    given = one.default if one.fixed and one.default is not None else raw
    try:
        return catalog.kind(one).read(given, one)
    except Unreadable as wrong:
        complaints.append(Complaint(place, wrong.say))
        return None


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
    told = catalog.kind(one).to_json(keyed(value))
    return Secret(told) if one.secret else told


def keyed(value: Value) -> Any:
    """A value as kinds know it: a reference or a row by its key."""
    if isinstance(value, tuple):
        return tuple(keyed(one) for one in value)
    return value.plain() if isinstance(value, Reference | EntryRow) else value


def from_json(sheet: Sheet, written: Mapping[str, Any], catalog: Catalog) -> Mapping[str, Any]:
    """Engine values from what was written, calculated fields as they were then; each read when it is asked
    for, because most acts on a case look at few of its fields.
    """
    return _Written({one.name: one for one in sheet.fields if one.name in written}, written, catalog)


class _Written(Mapping[str, Any]):
    """The values of a written sheet by field name."""

    def __init__(self, fields: Mapping[str, Field], written: Mapping[str, Any], catalog: Catalog) -> None:
        self._fields, self._written, self._catalog = fields, written, catalog
        self._done: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._done:
            one = self._fields[name]
            read = _rows_from_json if one.is_table else field_value
            self._done[name] = read(one, self._written[name], self._catalog)
        return self._done[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._fields)

    def __len__(self) -> int:
        return len(self._fields)


def _rows_from_json(table: Field, written: Any, catalog: Catalog) -> tuple[Mapping[str, Any], ...]:
    return tuple(
        {
            column.name: field_value(column, row[column.name], catalog)
            for column in table.columns
            if column.name in row
        }
        for row in written or ()
    )


def field_value(one: Field, written: Any, catalog: Catalog) -> Any:
    """One value from its JSON."""
    return catalog.kind(one).from_json(written.value if isinstance(written, Secret) else written)


def restarting(sheet: Sheet, before: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[str, ...]:
    """Names of changed fields that send a returned case back to step one (`restarts`).

    Of a table, a change in a column that restarts counts, and a row more or less. `before` and `now` are
    what was written.
    """
    return tuple(one.name for one in sheet.fields if _restarts(one, before.get(one.name), now.get(one.name)))


def _restarts(one: Field, before: Any, now: Any) -> bool:
    if one.restarts or not one.is_table:
        return one.restarts and before != now
    watched = [column.name for column in one.columns if column.restarts]
    return bool(watched) and _picked(before, watched) != _picked(now, watched)


def _picked(rows: Any, columns: list[str]) -> list[tuple[Any, ...]]:
    return [tuple(row.get(column) for column in columns) for row in rows or ()]


# -- beginning -------------------------------------------------------------------------------------------


def defaults(scope: SheetScope) -> dict[str, Any]:
    """What a fresh sheet starts with, as it would be typed; a plain default is written as typed already."""
    begun: dict[str, Any] = {}
    for one in scope.sheet.fields:
        if one.rows_from is not None:
            begun[one.name] = _begun_rows(one, scope)
        if one.default is None or one.calculated is not None:
            continue
        value = judged(one.default, scope) if isinstance(one.default, Formula) else one.default
        if value is not None:
            begun[one.name] = typed(one, value, scope.world.catalog)
    return begun


def _begun_rows(table: Field, scope: SheetScope) -> list[dict[str, Any]]:
    """The rows a table begins with: of each record that its fact names, the columns that both have."""
    found = scope.value(table.rows_from or "")
    rows = [one for one in found if isinstance(one, EntryRow)] if isinstance(found, tuple) else []
    return [
        {
            column.name: typed(column, value, scope.world.catalog)
            for column in table.columns
            if column.calculated is None and row.register.column(column.name) is not None
            for value in (row.dot(column.name),)
            if value is not None
        }
        for row in rows
    ]


def as_typed(sheet: Sheet, values: Mapping[str, Any], catalog: Catalog) -> dict[str, Any]:
    """A whole sheet's values as somebody would type them; what is empty or calculated is left out."""
    raw: dict[str, Any] = {}
    for one in sheet.fields:
        value = values.get(one.name)
        if value is None or one.calculated is not None:
            continue
        if one.is_table:
            raw[one.name] = [
                {
                    column.name: typed(column, row[column.name], catalog)
                    for column in one.columns
                    if column.calculated is None and row.get(column.name) is not None
                }
                for row in value
            ]
        else:
            raw[one.name] = typed(one, value, catalog)
    return raw


def typed(one: Field, value: Any, catalog: Catalog) -> Any:
    """A value as somebody would type it: what `read` gives the same value for."""
    plain = keyed(value)
    if isinstance(plain, tuple):
        return [typed(one, item, catalog) for item in plain]
    if isinstance(plain, bool):
        return "true" if plain else "false"
    if isinstance(plain, Decimal):
        # A share is typed in percent, not as the ratio it is.
        return catalog.kind(one).shown(plain, one, "zh") if _is_share(one, catalog) else format(plain, "f")
    return str(plain)


def _is_share(one: Field, catalog: Catalog) -> bool:
    given = catalog.kind(one).value_type(one)
    return (given.of if isinstance(given, Many) else given) == PERCENT
