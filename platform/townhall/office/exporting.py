"""Hands over a list as a workbook: as the viewer may see it, up to a cap, and with who took it when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, Literal, TypeVar

from townhall.kernel.text import Text
from townhall.kernel.values import Period
from townhall.office import looking
from townhall.office.templating import Download
from townhall.office.views import CaseItem, Listing, TaskItem
from townhall.office.visiting import Visitor
from townhall.ports.hall import Hall
from townhall.ports.workbooks import Cell, Column, Leaf, Shape

MOST = 20_000
"""Rows of one workbook at most; what is more is asked for by a narrower search."""

AT_ONCE = 1_000
"""Lines that are read at a time."""

Line = TypeVar("Line")


def exported(value: Any) -> Cell:
    """An engine value as a cell: numbers as numbers, days as days, all else as text."""
    match value:
        case None | bool() | Decimal() | date():
            return value
        case int():
            return Decimal(value)
        case Period():
            return date(value.year, value.month, 1)
        case _:
            return str(value)


def note(hall: Hall, visitor: Visitor, rows: int, is_cut: bool) -> tuple[str, ...]:
    """What stands above the head: who took how many rows when, and whether there are more."""
    at = hall.now()
    told = Text(
        f"{visitor.person.name} 于 {at:%Y-%m-%d %H:%M} 导出，共{rows}行。内含工作信息，请勿外传。",
        f"Exported by {visitor.person.name} on {at:%Y-%m-%d %H:%M}, {rows} rows."
        " For work only; not to be passed on.",
    )
    cut = Text(
        f"只导出了前{MOST}行，请缩小范围再导出其余部分。",
        f"Only the first {MOST} rows are here; narrow the search to export the others.",
    )
    locale = visitor.locale
    return (told.in_locale(locale), *((cut.in_locale(locale),) if is_cut else ()))


def tasks(
    hall: Hall, visitor: Visitor, kind: Literal["todo", "copied"], text: str = "", form: str | None = None
) -> Download:
    """What waits for the visitor, or was copied to them, as the list shows it."""
    lines, is_cut = _all(
        lambda after: looking.tasks(
            hall, visitor, kind=kind, text=text, form=form, after=after, limit=AT_ONCE
        )
    )
    say = _in(visitor)
    columns = _columns(visitor, _TASK)
    rows = (_task(one, say) for one in lines)
    title = say(Text("待办", "To do") if kind == "todo" else Text("抄送", "Copied"))
    return Download(title, (Leaf(title, columns, rows, note(hall, visitor, len(lines), is_cut)),))


def cases(
    hall: Hall,
    visitor: Visitor,
    which: Literal["started", "done", "all"],
    states: Callable[[str], str],
    *,
    state: Literal["open", "over", "any"] = "any",
    form: str | None = None,
    unit: str | None = None,
    text: str = "",
) -> Download:
    """Cases the visitor started, acted in, or may see, as the list shows them; `states` words a state."""
    lines, is_cut = _all(
        lambda after: looking.cases(
            hall,
            visitor,
            which=which,
            state=state,
            form=form,
            unit=unit,
            text=text,
            after=after,
            limit=AT_ONCE,
        )
    )
    say = _in(visitor)
    columns = _columns(visitor, _CASE)
    rows = (_case(one, say, states) for one in lines)
    title = say(Text("办件", "Cases"))
    return Download(title, (Leaf(title, columns, rows, note(hall, visitor, len(lines), is_cut)),))


def _all(page: Callable[[str | None], Listing[Line]]) -> tuple[list[Line], bool]:
    """The lines of every page as far as the cap, and whether there are more."""
    lines: list[Line] = []
    after: str | None = None
    while len(lines) < MOST:
        found = page(after)
        lines += found.lines
        after = found.next
        if after is None:
            return lines, False
    return lines[:MOST], True


_TASK: tuple[tuple[Text, Shape], ...] = (
    (Text("编号", "Number"), "text"),
    (Text("事项", "Matter"), "text"),
    (Text("内容", "What it is"), "text"),
    (Text("单位", "Unit"), "text"),
    (Text("金额", "Amount"), "money"),
    (Text("环节", "Step"), "text"),
    (Text("送达", "Since"), "moment"),
    (Text("期限", "Due"), "moment"),
)
_CASE: tuple[tuple[Text, Shape], ...] = (
    *_TASK[:5],
    (Text("状态", "State"), "text"),
    (Text("办理环节", "At"), "text"),
    (Text("提交", "Opened"), "moment"),
    (Text("办结", "Ended"), "moment"),
)


def _columns(visitor: Visitor, named: tuple[tuple[Text, Shape], ...]) -> tuple[Column, ...]:
    return tuple(Column(title.in_locale(visitor.locale), shape) for title, shape in named)


def _in(visitor: Visitor) -> Callable[[Text], str]:
    return lambda text: text.in_locale(visitor.locale)


def _amount(shown: str) -> Cell:
    return Decimal(shown.replace(",", "")) if shown else None


def _task(one: TaskItem, say: Callable[[Text], str]) -> tuple[Cell, ...]:
    return (
        one.matter_no,
        say(one.form_title),
        one.gist,
        say(one.unit_title),
        _amount(one.amount),
        say(one.step_title),
        one.since,
        one.due,
    )


def _case(one: CaseItem, say: Callable[[Text], str], states: Callable[[str], str]) -> tuple[Cell, ...]:
    return (
        one.matter_no,
        say(one.form_title),
        one.gist,
        say(one.unit_title),
        _amount(one.amount),
        states(one.state),
        "、".join(map(say, one.at)),
        one.opened_at,
        one.ended_at,
    )
