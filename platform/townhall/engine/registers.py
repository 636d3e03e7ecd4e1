"""What must be booked when a matter reaches a moment?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, TypeAlias

from townhall.engine.rows import COMMON, EntryRow, matchable
from townhall.engine.scopes import SheetScope, TableRow
from townhall.engine.standing import Standing
from townhall.engine.world import World, WorldScope, judged
from townhall.kernel import money
from townhall.kernel.expressions import Formula
from townhall.kernel.workdays import Calendar
from townhall.record.entries import Booking, Entry, Want
from townhall.spec.chains import ROW_NO
from townhall.spec.fields import Field, Setting
from townhall.spec.forms import RESUBMITTED, Effect
from townhall.spec.registers import Register

SUBMITTED = "submitted"
AT_A_STEP = "step."
"""What the path of a table begins with that a step filled in."""


def bookings(standing: Standing, moments: tuple[str, ...]) -> Iterator[Booking]:
    """What a form's effects book at any of these moments, in written order."""
    for effect in standing.form.enters:
        if not set(effect.at) & set(moments):
            continue
        booking = _booking(effect, standing)
        if booking is not None:
            yield booking


def taken_back(standing: Standing) -> Iterator[Booking]:
    """Counter-entries to what the case entered when it was submitted: it is being submitted anew."""
    for effect in standing.form.enters:
        if SUBMITTED in effect.at and effect.register is not None and effect.name in standing.case.entered:
            yield Booking(RESUBMITTED, _register(standing, effect), reverse_of=effect.name)


def _register(standing: Standing, effect: Effect) -> Register:
    return standing.circumstances.blueprint.registers[effect.register or ""]


def _booking(effect: Effect, standing: Standing) -> Booking | None:
    """What an effect books; None where there is nothing to book or to take back."""
    scope = standing.sheet
    other = effect.of or effect.reverses
    if other is not None:
        if other not in standing.case.entered or not (effect.each or _is_due(effect, scope)):
            return None
        spec = _register(standing, next(one for one in standing.form.enters if one.name == other))
        if effect.reverses is not None:
            return Booking(effect.name, spec, reverse_of=other)
        if effect.match:
            entries = _own_versions(effect, other, spec, standing)
            return Booking(effect.name, spec, entries=entries) if entries else None
        return Booking(effect.name, spec, change_of=other, change=_set(effect.change, spec, scope))
    spec = _register(standing, effect)
    due = tuple(row for row in _rows(effect, scope) if _is_due(effect, row))
    if effect.find:
        entries = _versions(effect, spec, due, standing)
    else:
        entries = tuple(_entry(effect, spec, row, standing, number) for number, row in enumerate(due))
    return Booking(effect.name, spec, entries=entries) if entries else None


def _rows(effect: Effect, sheet: SheetScope) -> tuple[Asking, ...]:
    """Where an effect is worked out: in the sheet, or in each row of the table or fact it names."""
    if effect.each is None:
        return (sheet,)
    table = sheet.sheet.field(effect.each)
    if table is not None:
        return sheet.rows(table)
    if effect.each.startswith(AT_A_STEP):
        filled: Any = sheet.value("step")
        for name in effect.each.removeprefix(AT_A_STEP).split("."):
            filled = None if filled is None else filled.dot(name)
        return filled or ()
    found = sheet.value(effect.each)
    rows = found if isinstance(found, tuple) else ()
    return tuple(_FactRow(row, sheet, number) for number, row in enumerate(rows) if isinstance(row, EntryRow))


def _is_due(effect: Effect, scope: Asking) -> bool:
    return effect.when is None or judged(effect.when, scope) is True


def _entry(effect: Effect, spec: Register, scope: Asking, standing: Standing, number: int) -> Entry:
    """A new entry; it belongs to the unit its row names, or to the case's."""
    values = _set(effect.row, spec, scope)
    unit = values.get(spec.unit_column) if spec.unit_column else None
    return _booked(effect, spec, values, unit or standing.case.unit, standing, row=number)


def _versions(
    effect: Effect, spec: Register, due: tuple[Asking, ...], standing: Standing
) -> tuple[Entry, ...]:
    """New versions of the standing entries that an effect finds; one that several rows find has all their
    changes.
    """
    found: dict[int, Entry] = {}
    for asking in due:
        sought = tuple(_set(effect.find, spec, asking).items())
        if any(value is None for _, value in sought):
            continue
        for entry in standing.world.look(Want("register", spec.name, sought)) or ():
            newest = found.get(entry.number, entry)
            scope = _ChangedRow(EntryRow(newest, spec, standing.world), asking)
            change = _set(effect.change, spec, scope)
            found[entry.number] = replace(newest, values={**newest.values, **change})
    return tuple(_version(effect, spec, one, standing, row) for row, one in enumerate(found.values()))


def _own_versions(effect: Effect, other: str, spec: Register, standing: Standing) -> tuple[Entry, ...]:
    """New versions of those entries of another effect of this case that match; each once."""
    own: dict[tuple[Any, ...], list[Entry]] = {}
    names = [name for name, _ in effect.match]
    for entry in standing.world.look(Want("register", spec.name, (("case", standing.case.id),))) or ():
        if entry.effect == other:
            own.setdefault(tuple(entry.values.get(name) for name in names), []).append(entry)
    found: list[Entry] = []
    for asking in _rows(effect, standing.sheet):
        if not _is_due(effect, asking):
            continue
        for entry in own.pop(tuple(_set(effect.match, spec, asking).values()), ()):
            scope = _ChangedRow(EntryRow(entry, spec, standing.world), asking)
            found.append(replace(entry, values={**entry.values, **_set(effect.change, spec, scope)}))
    return tuple(_version(effect, spec, one, standing, row) for row, one in enumerate(found))


def _version(effect: Effect, spec: Register, entry: Entry, standing: Standing, row: int) -> Entry:
    """The new version of an entry that was found and changed."""
    # A record's key names it; its own change from before was just taken back and has another number.
    replaces = None if entry.case == standing.case.id and spec.key else entry.number
    return _booked(effect, spec, entry.values, entry.unit, standing, row, entry.key, replaces)


def _booked(
    effect: Effect,
    spec: Register,
    values: Mapping[str, Any],
    unit: str,
    standing: Standing,
    row: int = 0,
    key: str = "",
    replaces: int | None = None,
) -> Entry:
    case = standing.case
    return Entry(
        register=spec.name,
        town=case.town,
        unit=unit,
        values=values,
        key=key,
        case=case.id,
        matter_no=case.matter_no,
        effect=effect.name,
        row=row,
        booked_on=standing.world.today,
        booked_at=standing.world.now,
        replaces=replaces,
    )


@dataclass(frozen=True, slots=True)
class _FactRow:
    """A row of a fact for which an effect is worked out: its columns, then the roots; the form is `form`."""

    row: EntryRow
    sheet: SheetScope
    number: int

    @property
    def world(self) -> World:
        return self.sheet.world

    @property
    def calendar(self) -> Calendar:
        return self.sheet.calendar

    def value(self, name: str) -> Any:
        if name in ("form", "this"):
            return self.sheet.root
        if self.row.register.column(name) is not None or name in COMMON:
            return self.row.dot(name)
        return self.number + 1 if name == ROW_NO else self.sheet.outer(name)


Asking: TypeAlias = SheetScope | TableRow | _FactRow
"""Where the formulas of an effect are judged."""


@dataclass(frozen=True, slots=True)
class _ChangedRow:
    """A record being changed: the form's names, and the record itself as `this`."""

    row: EntryRow
    outer: Asking

    @property
    def world(self) -> World:
        return self.outer.world

    @property
    def calendar(self) -> Calendar:
        return self.outer.calendar

    def value(self, name: str) -> Any:
        return self.row if name == "this" else self.outer.value(name)


def _set(settings: tuple[tuple[str, Setting], ...], spec: Register, scope: WorldScope) -> dict[str, Any]:
    """What columns are set to, as engine values: references by key, money to the fen."""
    return {name: _worked_out(spec.column(name), setting, scope) for name, setting in settings}


def _worked_out(column: Field | None, setting: Setting, scope: WorldScope) -> Any:
    """The value of a formula; a plain word is read as the column's kind reads it."""
    if isinstance(setting, Formula):
        value = matchable(judged(setting, scope))
    else:
        value = setting if column is None else scope.world.catalog.kind(column).read(setting, column)
    if column is not None and column.kind == "money" and isinstance(value, int | Decimal):
        return money.rounded(value)
    return value
