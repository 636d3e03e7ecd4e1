"""How is a sentence with formulas in it said to a reader?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import cast

from townhall.engine.rows import EntryRow, Reference
from townhall.engine.scopes import SheetScope, TableRow
from townhall.engine.world import World, judged
from townhall.kernel import money
from townhall.kernel.decimals import rounded_to
from townhall.kernel.expressions import Formula, Template
from townhall.kernel.nodes import Chain, Path
from townhall.kernel.text import Locale, Text
from townhall.kernel.values import Value
from townhall.spec.fields import Field, Say

BETWEEN: dict[Locale, str] = {"zh": "、", "en": ", "}


def said(say: Say, scope: SheetScope | TableRow) -> Text:
    """The sentence in both languages."""
    return Text(sentence(say.zh, scope, "zh"), sentence(say.en, scope, "en"))


def sentence(template: Template, scope: SheetScope | TableRow, locale: Locale = "zh") -> str:
    """The sentence with each formula's value in its place; a blank for what is unknown."""
    return "".join(part if isinstance(part, str) else _worded(part, scope, locale) for part in template.parts)


def _worded(formula: Formula, scope: SheetScope | TableRow, locale: Locale) -> str:
    """A value in words: as its field shows it where it is simply a field (an option by its title)."""
    value = judged(formula, scope)
    field = _field_of(formula.tree.parts, scope) if isinstance(formula.tree, Chain) else None
    if value is None or field is None or field.is_table:
        return shown(value, locale)
    return _as_field(field, value, scope.world, locale)


def _field_of(path: Path, scope: SheetScope | TableRow) -> Field | None:
    """The field, param or column that dotted names lead to."""
    blueprint = scope.world.blueprint
    if path[0] == "param" and len(path) == 2:
        param = blueprint.params[path[1]]
        return Field(param.name, param.kind, param.title, options=param.options)
    sheet = scope.sheet if path[0] == "form" and isinstance(scope, TableRow) else scope
    names = path[1:] if path[0] == "form" else path
    found = sheet.promised(names[0]) if names and isinstance(sheet, SheetScope | TableRow) else None
    for name in names[1:]:
        register = (found.to or "").removeprefix("register/") if found else ""
        found = blueprint.registers[register].column(name) if register in blueprint.registers else None
    return found


def _as_field(field: Field, value: Value, world: World, locale: Locale) -> str:
    items = value if isinstance(value, tuple) else (value,)
    match field.kind:
        case "unit":
            titles = world.blueprint.unit_titles
            words = [titles.get(str(one), Text(str(one), str(one))).in_locale(locale) for one in items]
        case "ref":
            words = [shown(one, locale) for one in items]
        case _:
            return world.catalog.kind(field).shown(value, field, locale)
    return BETWEEN[locale].join(words)


def shown(value: Value, locale: Locale = "zh") -> str:
    """A formula's value as words: money with two decimals, truth as 是 or 否, a record by its label.

    >>> shown(Decimal("1234.5")), shown(True, "en"), shown(("a", "b"))
    ('1,234.50', 'yes', 'a、b')
    """
    match value:
        case None:
            return ""
        case bool():
            return ("是" if value else "否") if locale == "zh" else ("yes" if value else "no")
        case Decimal():
            return money.shown(value) if value == rounded_to(value, 2) else format(value, "f")
        case datetime():
            return value.strftime("%Y-%m-%d %H:%M")
        case date():
            return value.isoformat()
        case Reference():
            row = value.row()
            return value.key if row is None else shown(row, locale)
        case EntryRow():
            return _label(value, locale)
        case tuple():
            return BETWEEN[locale].join(shown(one, locale) for one in value)
        case _:
            return str(value)


def offered(row: EntryRow, locale: Locale) -> str:
    """A record as a picker offers it: its label, and beside it what keeps namesakes apart."""
    told = (_beside(row, written.split(".")) for written in row.register.beside)
    words = [_as_field(column, value, row.world, locale) for column, value in told if column and value]
    if not words:
        return shown(row, locale)
    return (
        f"{shown(row, locale)}（{'，'.join(words)}）"
        if locale == "zh"
        else (f"{shown(row, locale)} ({', '.join(words)})")
    )


def _beside(row: EntryRow, path: Sequence[str]) -> tuple[Field | None, Value]:
    """The column a dotted name leads to from a record, and its value."""
    column, value, register = None, cast(Value, row), row.register
    for name in path:
        column = register.column(name)
        value = value.dot(name) if isinstance(value, Reference | EntryRow) else None
        register = row.world.blueprint.registers.get((column and column.to) or "", register)
    return column, value


def _label(row: EntryRow, locale: Locale) -> str:
    column = row.register.column(row.register.label or "")
    if column is None:
        return row.plain()
    value = row.dot(column.name)
    return "" if value is None else _as_field(column, value, row.world, locale)
