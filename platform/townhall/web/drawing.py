"""What do templates ask of a view: its runs of items, its columns, what is wrong, its bars and seals?"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator, Sequence
from html import escape
from itertools import chain, groupby
from typing import TypeVar

from flask import Flask
from markupsafe import Markup

from townhall.office.naming import seated
from townhall.office.views import Input, Item, SectionView, SheetInput, StepView, TableInput, TableView
from townhall.spec.fields import Field
from townhall.web.seals import petal_seal, round_seal, square_seal
from townhall.web.speaking import say, t

Part = TypeVar("Part")

LONG_NUMBERS = frozenset({"bank_account", "geo", "uscc", "id_card", "id_card_or_uscc"})
"""Kinds that need a whole row of a sheet, so as not to be broken in two."""
BROAD = 6
"""With so many columns a table needs the whole width of a desk."""
FIGURE = re.compile(r"[0-9*][0-9*,.:%/ X-]*")


def said(sheet: SheetInput, warns: bool) -> Iterator[tuple[str, str]]:
    """(place, words) of every complaint, or of every warning, of a sheet, each once.

    Words say which field they are about: a list of "please fill in" helps nobody.
    """
    found = dict.fromkeys(
        (place, words) for place, words, is_warning in sheet.complaints if is_warning is warns
    )
    titles = dict(_titles(sheet)) if found else {}
    for place, words in found:
        title = titles.get(place, "")
        if not title and "." in place:  # a row that is kept, and not drawn as inputs
            place, title = _of_kept(sheet, place)
        yield place, t("draft.about", title=title, words=words) if title else words


def doubtful_whole(sheet: SheetInput) -> tuple[tuple[str, str], ...]:
    """The warnings of a sheet, or of a row of it, that stand beside no input."""
    return tuple(
        (place, words) for place, words in said(sheet, warns=True) if place.count(".") == 1 or not place
    )


def _of_kept(sheet: SheetInput, place: str) -> tuple[str, str]:
    """Where a kept row's complaint leads, and what its place is called."""
    name, number, *column = place.split(".")
    for section in sheet.sections:
        for one in section.items:
            if one.name != name or not isinstance(one, TableInput):
                continue
            table, n = say(one.field.title), int(number) + 1
            found = one.field.column(column[0]) if column else None
            if found is None:
                return name, t("draft.row", table=table, n=n)
            return name, t("draft.row_column", table=table, n=n, column=say(found.title))
    return place, ""


def _titles(sheet: SheetInput) -> Iterator[tuple[str, str]]:
    """What every place of a sheet is called: a field, a table, a row, a cell."""
    for section in sheet.sections:
        for one in section.items:
            title = say(one.field.title)
            yield one.name, title
            if not isinstance(one, TableInput):
                continue
            for number, row in enumerate(one.rows):
                yield f"{one.name}.{number}", t("draft.row", table=title, n=number + 1)
                for cell in row:
                    column = say(cell.field.title)
                    yield cell.name, t("draft.row_column", table=title, n=number + 1, column=column)


def columns(table: TableInput) -> tuple[Field, ...]:
    """The columns of a table that any of its rows shows."""
    shown = {cell.field.name for row in table.rows for cell in row}
    return tuple(one for one in table.field.columns if one.name in shown)


def under(row: Sequence[Input], columns: Sequence[Field]) -> tuple[Input | None, ...]:
    """The cells of a row under their columns; None where the row hides one."""
    cells = {cell.field.name: cell for cell in row}
    return tuple(cells.get(one.name) for one in columns)


def lines(rows: Sequence[Sequence[str]], openings: Sequence[str]) -> Markup:
    """The rows of a long table: each cell as its column opens it, empty ones bare.

    A standing page has 200 rows; in a template each cell would cost three times as much.
    """
    known = {cell: escape(cell) for cell in {*chain.from_iterable(rows)}}
    drawn = [
        "".join(
            [
                f"{opening}{known[cell]}</td>" if cell else "<td></td>"
                for opening, cell in zip(openings, row, strict=True)
            ]
        )
        for row in rows
    ]
    if not drawn:
        return Markup()
    # Every cell is escaped here, and the template wrote the openings.
    return Markup(f"<tr>{'</tr><tr>'.join(drawn)}</tr>")  # noqa: S704


def runs(items: Sequence[Part]) -> tuple[tuple[bool, tuple[Part, ...]], ...]:
    """Neighbouring plain items together, each table alone: (whether a table, what)."""
    found: list[tuple[bool, tuple[Part, ...]]] = []
    for is_table, group in groupby(items, lambda one: isinstance(one, TableView | TableInput)):
        if is_table:
            found += [(True, (one,)) for one in group]
        else:
            found.append((False, tuple(group)))
    return tuple(found)


def widths(group: Sequence[Item]) -> tuple[tuple[Item, bool], ...]:
    """Each item of a two-column grid and whether it fills its row: one that would stand alone does."""
    found: list[tuple[Item, bool]] = []
    is_right = False
    for place, item in enumerate(group):
        stands_alone = place + 1 == len(group) or _is_wide(group[place + 1])
        fills = _is_wide(item) or (not is_right and stands_alone)
        found.append((item, fills))
        is_right = not fills and not is_right
    return tuple(found)


def _is_wide(item: Item) -> bool:
    return item.is_wide or item.kind in LONG_NUMBERS


def is_broad(sections: Sequence[SectionView]) -> bool:
    """Whether a sheet has a table too broad to stand beside the status tree."""
    return any(
        isinstance(one, TableView) and len(one.columns) >= BROAD
        for section in sections
        for one in section.items
    )


def is_figure(cell: str) -> bool:
    """Whether a cell is a number, a date or an account: it is never broken in two.

    >>> [is_figure(cell) for cell in ("1,200.00", "2026-04-08", "6222 **** 0001", "路灯维修")]
    [True, True, True, False]
    """
    return FIGURE.fullmatch(cell) is not None


def thousands(number: int) -> str:
    """A number of rows as a person reads it.

    >>> thousands(9988)
    '9,988'
    """
    return f"{number:,}"


def state_of(step: StepView) -> str:
    """The state of a step; of one that only holds others, what theirs come to.

    Nobody acts at such a step itself, so no visit of it is on record.
    """
    inner = [state_of(one) for one in (*step.steps, *step.branches)]
    if step.state != "ahead" or all(one == "ahead" for one in inner):
        return step.state
    for state in ("waiting", "returned", "refused"):
        if state in inner:
            return state
    if "ahead" in inner:
        return "waiting"
    return "done" if "done" in inner else inner[0]


def bar_widths(bars: Sequence[tuple[str, int, str]]) -> tuple[str, ...]:
    """How long each bar is, in percent of the longest; something is never drawn as nothing.

    >>> bar_widths([("1", 200, ""), ("2", 50, ""), ("3", 0, ""), ("4", 1, "")])
    ('100.0', '25.0', '0', '1')
    """
    longest = max((abs(amount) for _, amount, _ in bars), default=0)
    return tuple(_width(abs(amount), longest) for _, amount, _ in bars)


def _width(amount: int, longest: int) -> str:
    if not amount:
        return "0"
    tenths = amount * 1000 // longest
    return f"{tenths // 10}.{tenths % 10}" if tenths >= 10 else "1"


def as_picture(svg: str) -> str:
    """A drawing as the address of an image: it can then run nothing, whatever is in it."""
    return "data:image/svg+xml;base64," + b64encode(svg.encode()).decode()


def teach(app: Flask) -> None:
    """Let templates ask."""
    app.jinja_env.globals.update(
        round_seal=round_seal, square_seal=square_seal, petal_seal=petal_seal, seated=seated
    )
    app.jinja_env.filters.update(
        wrong=lambda sheet: tuple(said(sheet, warns=False)),
        doubtful=lambda sheet: tuple(said(sheet, warns=True)),
        doubtful_whole=doubtful_whole,
        columns=columns,
        under=under,
        lines=lines,
        runs=runs,
        widths=widths,
        bar_widths=bar_widths,
        state_of=state_of,
        as_picture=as_picture,
        is_broad=is_broad,
        is_figure=is_figure,
        thousands=thousands,
    )
