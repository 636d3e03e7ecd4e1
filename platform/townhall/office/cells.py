"""What did somebody mean by a cell of a workbook?

Workbooks change what is typed into them: a long number loses its last digits, a day becomes a number, a share
becomes a ratio. What can be undone is; what is lost for good is told in words.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from townhall.kernel.canonical import Json
from townhall.kernel.signatures import DATE, DATETIME, PERCENT, PERIOD
from townhall.kernel.text import Text
from townhall.ports.workbooks import Cell
from townhall.spec.catalog import Catalog, Unreadable
from townhall.spec.fields import Field

DIGITS = 15
"""So many significant digits a workbook keeps of a number; what comes after them it makes zeros."""
LAST_DAY = 109_574
"""2199-12-31 counted in days, the last that is meant as a day."""
NUMERIC = frozenset({"money", "number", "integer", "percent", "area", "duration", "bool"})
"""Kinds of which a number is a number, and not a text that was taken for one."""


def meant(column: Field, cell: Cell, first_day: date, catalog: Catalog) -> Cell:
    """A cell with what the workbook did to it undone: a day that came as a number is that day again."""
    if isinstance(cell, Decimal) and not column.many:
        form = catalog.kind(column).value_type(column)
        if form in (DATE, DATETIME, PERIOD) and 1 <= cell <= LAST_DAY:
            return _day(cell, first_day, form == DATETIME)
    return cell


def _day(number: Decimal, first_day: date, with_time: bool) -> date | datetime:
    whole = int(number)
    day = first_day + timedelta(days=whole)
    if not with_time:
        return day
    seconds = int(((number - whole) * 86_400).to_integral_value())
    return datetime.combine(day, datetime.min.time()) + timedelta(seconds=seconds)


def typed(column: Field, cell: Cell, catalog: Catalog) -> Any:
    """A cell as somebody would have typed it into the form, for the kind to read.

    Raises:
        Unreadable: the workbook has changed it for good.
    """
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, date):
        return cell.isoformat()
    if not isinstance(cell, Decimal):
        return cell
    if catalog.kind(column).value_type(column) == PERCENT:
        return format((cell * 100).normalize(), "f")  # Excel keeps 15% as 0.15
    if column.kind not in NUMERIC:
        _require_whole(cell)
    return format(cell.normalize(), "f")


def _require_whole(number: Decimal) -> None:
    digits = number.adjusted() + 1
    if digits <= DIGITS:
        return
    lost = f"第{DIGITS + 1}至{digits}位" if digits > DIGITS + 1 else f"第{digits}位"
    raise Unreadable(
        Text(
            f"这一格有{digits}位数字，{lost}已被 Excel 改成0，无法找回。请把这一列设为“文本”格式后重新填写",
            f"This cell has {digits} digits, and Excel has made zeros of all after the {DIGITS}th. Format the"
            " column as text and type it again",
        )
    )


# -- as JSON, to be written back into the person's own workbook -------------------------------------------


def cell_json(cell: Cell) -> Json:
    """A cell as it is kept: a text, a claim or nothing as itself, a number or a day under its letter."""
    match cell:
        case Decimal():
            return {"n": format(cell, "f")}
        case datetime():
            return {"t": cell.isoformat()}
        case date():
            return {"d": cell.isoformat()}
        case _:
            return cell


def cell_from_json(told: Json) -> Cell:
    """The cell back.

    >>> cell_from_json(cell_json(Decimal("12.50"))), cell_from_json(cell_json("x"))
    (Decimal('12.50'), 'x')
    """
    match told:
        case {"n": str(number)}:
            return Decimal(number)
        case {"t": str(moment)}:
            return datetime.fromisoformat(moment)
        case {"d": str(day)}:
            return date.fromisoformat(day)
        case str() | bool() | None:
            return told
        case _:
            raise TypeError(f"{type(told).__name__} is no kept cell")


def shown(told: Json) -> str:
    """A kept cell in words, for a page."""
    cell = cell_from_json(told)
    match cell:
        case None:
            return ""
        case bool():
            return "TRUE" if cell else "FALSE"
        case Decimal():
            return format(cell.normalize(), "f")
        case date():
            return cell.isoformat()
        case _:
            return cell
