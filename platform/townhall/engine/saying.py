"""How is a sentence with formulas in it said to a reader?"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from townhall.engine.scopes import EntryRow, Reference, WorldScope
from townhall.kernel import money
from townhall.kernel.evaluation import rendered
from townhall.kernel.expressions import Template
from townhall.kernel.text import Text
from townhall.kernel.values import Value
from townhall.spec.fields import Say


def said(say: Say, scope: WorldScope) -> Text:
    """The sentence in both languages."""
    return Text(sentence(say.zh, scope, "zh"), sentence(say.en, scope, "en"))


def sentence(template: Template, scope: WorldScope, locale: str = "zh") -> str:
    """The sentence with each formula's value put in its place; a blank for what is unknown."""
    return rendered(template, scope, lambda value: shown(value, locale), scope.world.functions)


def shown(value: Value, locale: str = "zh") -> str:
    """A formula's value as words: money with two decimals, truth as 是 or 否, a record by its label."""
    match value:
        case None:
            return ""
        case bool():
            return ("是" if value else "否") if locale == "zh" else ("yes" if value else "no")
        case Decimal():
            return money.shown(value) if value == value.quantize(Decimal("0.01")) else format(value, "f")
        case datetime():
            return value.strftime("%Y-%m-%d %H:%M")
        case date():
            return value.isoformat()
        case Reference():
            row = value.row()
            return value.key if row is None else shown(row, locale)
        case EntryRow():
            label = value.register.label
            return shown(value.dot(label), locale) if label else value.plain()
        case tuple():
            return "、".join(shown(one, locale) for one in value)
        case _:
            return str(value)
