"""What must be booked when a matter reaches a moment?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from townhall.engine.scopes import EntryRow, Reference, SheetScope, TableRow, WorldScope, judged
from townhall.engine.standing import Standing
from townhall.kernel.decimals import rounded_to
from townhall.kernel.expressions import Formula
from townhall.record.entries import Booking, Entry, Want
from townhall.spec.fields import Field, Setting
from townhall.spec.forms import Effect
from townhall.spec.registers import Register


def bookings(standing: Standing, moments: tuple[str, ...]) -> Iterator[Booking]:
    """What a form's effects book at any of these moments, in written order."""
    for effect in standing.form.enters:
        if not set(effect.at) & set(moments):
            continue
        scope = standing.form_scope()
        if effect.when is not None and judged(effect.when, scope) is not True:
            continue
        booking = _booking(effect, scope, standing)
        if booking is not None:
            yield booking


def _booking(effect: Effect, scope: SheetScope, standing: Standing) -> Booking | None:
    registers = standing.circumstances.blueprint.registers
    other = effect.of or effect.reverses
    if other is not None:
        origin = next(one for one in standing.form.enters if one.name == other)
        spec = registers[origin.register or ""]
        if other not in standing.case.entered:
            return None
        change = {name: _set(spec.column(name), value, scope) for name, value in effect.change}
        return Booking(
            effect.name,
            spec,
            change_of=effect.of,
            reverse_of=effect.reverses,
            change=change if effect.of else None,
        )
    spec = registers[effect.register or ""]
    if effect.find:
        entries = tuple(_versions(effect, spec, scope, standing))
    elif effect.each:
        table = standing.form.field(effect.each)
        rows = standing.sheet.rows(table) if table is not None else ()
        entries = tuple(_entry(effect, spec, row, standing, number) for number, row in enumerate(rows))
    else:
        entries = (_entry(effect, spec, scope, standing, 0),)
    return Booking(effect.name, spec, entries=entries) if entries else None


def _entry(
    effect: Effect, spec: Register, scope: SheetScope | TableRow, standing: Standing, number: int
) -> Entry:
    values = {name: _set(spec.column(name), value, scope) for name, value in effect.row}
    unit_column = spec.unit_column
    unit = values.get(unit_column) if unit_column else None
    case = standing.case
    return Entry(
        register=spec.name,
        town=case.town,
        unit=unit or case.unit,
        values=values,
        case=case.id,
        matter_no=case.matter_no,
        effect=effect.name,
        row=number,
        booked_on=standing.world.today,
        booked_at=standing.world.now,
    )


def _versions(effect: Effect, spec: Register, scope: SheetScope, standing: Standing) -> Iterator[Entry]:
    equals = tuple((name, _plain(_worked_out(value, scope))) for name, value in effect.find)
    if any(value is None for _, value in equals):
        return
    found = standing.world.known.get(Want("register", spec.name, equals))
    if found is None:
        standing.world.missing[Want("register", spec.name, equals)] = None
        return
    case = standing.case
    for entry in found:
        row_scope = _ChangedRow(EntryRow(entry, spec, standing.world), scope)
        changed = {name: _set(spec.column(name), value, row_scope) for name, value in effect.change}
        yield Entry(
            register=spec.name,
            town=case.town,
            unit=entry.unit,
            values={**entry.values, **changed},
            key=entry.key,
            case=case.id,
            matter_no=case.matter_no,
            effect=effect.name,
            row=0,
            booked_on=standing.world.today,
            booked_at=standing.world.now,
            replaces=entry.number,
        )


class _ChangedRow:
    """A record being changed: the form's names, and the record itself as `this`."""

    def __init__(self, row: EntryRow, outer: SheetScope) -> None:
        self.row, self.outer, self.calendar = row, outer, outer.calendar
        self.world = outer.world

    def value(self, name: str) -> Any:
        return self.row if name == "this" else self.outer.value(name)


def _set(column: Field | None, setting: Setting, scope: WorldScope) -> Any:
    value = _plain(_worked_out(setting, scope))
    if column is not None and column.kind == "money" and value is not None and not isinstance(value, bool):
        return rounded_to(Decimal(value), 2)
    return value


def _worked_out(setting: Setting, scope: WorldScope) -> Any:
    return judged(setting, scope) if isinstance(setting, Formula) else setting


def _plain(value: Any) -> Any:
    if isinstance(value, Reference | EntryRow):
        return value.plain()
    if isinstance(value, tuple):
        return tuple(_plain(one) for one in value)
    return value


def key_of(spec: Register, values: Mapping[str, Any], digested: Mapping[str, str]) -> str:
    """A record's key text: its key columns joined by "/", secret ones by their keyed hash (`digested`).

    >>> from townhall.kernel.text import Text
    >>> key_of(
    ...     Register("budget", "base", Text("", ""), (), ("year", "line")), {"year": 2026, "line": "a"}, {}
    ... )
    '2026/a'
    """
    return "/".join(digested.get(name) or str(values.get(name)) for name in spec.key)
