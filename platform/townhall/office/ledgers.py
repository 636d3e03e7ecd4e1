"""Shows a village's standing pages: what came in, what went out, by month, quarter or year."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Literal

from townhall.engine.rows import COMMON, EntryRow
from townhall.engine.standing import Circumstances
from townhall.engine.world import World
from townhall.kernel.text import Locale, Text
from townhall.kernel.values import Period
from townhall.office.disclosing import plain, town_of
from townhall.office.gathering import circumstances, gathered
from townhall.office.narrowing import Titles, titles
from townhall.office.showing import Reader
from townhall.office.views import LedgerView
from townhall.office.withholding import are_past, listed, without_names
from townhall.ports.archive import Archive, EntryQuery
from townhall.ports.hall import Hall
from townhall.record.refusals import NotFound
from townhall.spec.fields import Field
from townhall.spec.pages import Page, PageColumn
from townhall.spec.registers import Register

By = Literal["month", "quarter", "year"]
TITLES: dict[str, Text] = {
    "month": Text("按月", "By month"),
    "quarter": Text("按季", "By quarter"),
    "year": Text("按年", "By year"),
}
SPANS: dict[str, int] = {"month": 12, "quarter": 8, "year": 5}
MONTHS: dict[str, int] = {"month": 1, "quarter": 3, "year": 12}
PAGE = 200
"""Rows of one page: a village's month as a rule, and some 70 KB."""

OTHER = Text("其他", "Other")
_DAY = Field("day", "date", OTHER)

MOST_SUMS = 4
"""Of so many kinds each has its sum on the page, be it nothing; of more, those that have any."""


def ledger(
    hall: Hall,
    unit: str,
    page: str,
    *,
    by: str = "",
    span: str = "",
    filters: Mapping[str, str] | None = None,
    after: str | None = None,
    locale: Locale = "zh",
) -> LedgerView:
    """A standing page of one unit. Unknown filters and spans fall back to none and to the latest.

    Raises:
        NotFound: there is no such unit or page.
    """
    with hall.archive(read_only=True) as archive:
        blueprint = town_of(hall, archive, unit)
        here = blueprint.pages_at(blueprint.town.unit(unit))
        promised = next((one for one in here if one.name == page), None)
        if promised is None or promised.of_register is None:
            raise NotFound
        register = blueprint.registers[promised.of_register]
        today = hall.today()
        chosen_by = (
            by
            if promised.period and by in promised.period.by
            else (promised.period.by[0] if promised.period else "year")
        )
        spans = _spans(chosen_by, today) if promised.period else ()
        chosen = next((one for one in spans if one[0] == span), spans[0] if spans else None)
        query = EntryQuery(
            register=register,
            town=blueprint.town.name,
            units=(unit,) if promised.rows_of == "village" else None,
            where=promised.where,
            params={"today": today, "param": {name: one.on(today) for name, one in blueprint.params.items()}},
            between=(promised.period.on, chosen[1], chosen[2]) if promised.period and chosen else None,
            sort=promised.sort or ((f"-{promised.period.on}",) if promised.period else ()),
            after=after,
            limit=PAGE,
        )
        known = {
            column.name: titles(archive, blueprint, column, query)
            for name in {**dict.fromkeys(promised.filters), promised.totals_by or "": None}
            if (column := register.column(name)) is not None
        }
        equals = tuple(
            (name, value)
            for name, value in (filters or {}).items()
            if name in promised.filters and value in known.get(name, ())
        )
        query = replace(query, equals=equals)
        day = PageColumn((promised.period.on if promised.period else "booked_on",), _DAY)
        values_in, beyond = _fetched(
            archive, listed(archive, blueprint, promised, query), (*promised.columns, day)
        )

        def rows(given: Circumstances) -> tuple[tuple[str, ...], ...]:
            world = World(blueprint, given.now, given.now.date(), given.known, hall.catalog)
            reader = Reader(blueprint, hall.catalog, given.seating, world, "anyone", locale)
            writers = [reader.writer(one.field, one.mask) for one in promised.columns]
            *values, days = values_in(world) or [()]
            shown = without_names(values, promised, are_past(promised, world, days))
            columns = [_words(*each) for each in zip(writers, shown, strict=True)]
            world.settle()
            return tuple(zip(*columns, strict=True))

        given = circumstances(hall, archive, blueprint)
        totals, bars = _sums(archive, promised, register, query, hall, locale, known)
        return LedgerView(
            page=promised.name,
            unit=unit,
            unit_title=blueprint.unit_titles[unit],
            town_title=blueprint.town.title,
            title=promised.title,
            question=promised.question,
            span=chosen[0] if chosen else "",
            spans=tuple(
                (value, _span_title(value, locale), chosen is not None and value == chosen[0])
                for value, _, _ in spans
            ),
            steps_by=tuple(
                (one, TITLES[one], one == chosen_by)
                for one in (promised.period.by if promised.period else ())
            ),
            totals=totals,
            bars=bars,
            columns=tuple(
                (column.name, column.field.title, column.field.kind) for column in promised.columns
            ),
            rows=gathered(archive, given, rows),
            filters=tuple(
                _filter(column, known[name], dict(equals), locale)
                for name in promised.filters
                if (column := register.column(name)) is not None
            ),
            next=beyond,
            hotline=blueprint.town.hotline,
            is_money=(measured := _measured(promised)) is not None and measured.field.kind == "money",
        )


def _fetched(
    archive: Archive, query: EntryQuery, columns: Sequence[PageColumn]
) -> tuple[Callable[[World], Sequence[Sequence[Any]]], str | None]:
    """What gives the values of a page, column by column, and the cursor that continues after it.

    Only where a column is worked out, or stands in another record, whole entries are fetched.
    """
    register = query.register
    if all(_is_kept(one, register) for one in columns):
        page = archive.cells(query, [one.name for one in columns])
        return lambda _: page.columns, page.next
    found = archive.entries(query)

    def worked_out(world: World) -> list[list[Any]]:
        rows = [EntryRow(entry, register, world) for entry in found.entries]
        return [[_value(row, one) for row in rows] for one in columns]

    return worked_out, found.next


def _is_kept(column: PageColumn, register: Register) -> bool:
    name, *dots = column.path
    kept = register.column(name)
    return not dots and (name in COMMON if kept is None else kept.calculated is None)


def _words(write: Callable[[Any], str], values: Sequence[Any]) -> list[str]:
    """A column in words. Among the 200 rows of a page most days, choices and names come more than once."""
    known = {value: write(value) for value in set(values)}
    return [known[value] for value in values]


def _value(row: EntryRow, column: PageColumn) -> Any:
    value: Any = row
    for name in column.path:
        value = None if value is None else value.dot(name)
    return plain(value)


def _spans(by: str, today: date) -> tuple[tuple[str, date, date], ...]:
    """The latest spans, newest first: (name, first day, last day).

    >>> _spans("quarter", date(2026, 5, 1))[0]
    ('2026Q2', datetime.date(2026, 4, 1), datetime.date(2026, 6, 30))
    """
    length = MONTHS[by]
    start = Period(today.year, (today.month - 1) // length * length + 1)
    found = []
    for number in range(SPANS[by]):
        first = start + -(number * length)
        last = (first + length).first_day - timedelta(days=1)
        name = {
            "month": str(first),
            "quarter": f"{first.year}Q{(first.month + 2) // 3}",
            "year": str(first.year),
        }[by]
        found.append((name, first.first_day, last))
    return tuple(found)


def _span_title(name: str, locale: Locale) -> str:
    if "Q" in name:
        year, quarter = name.split("Q")
        return f"{year}年{quarter}季度" if locale == "zh" else name
    year, _, month = name.partition("-")
    if locale == "en":
        return name
    return f"{year}年{int(month)}月" if month else f"{year}年"


def _filter(
    column: Field, offered: Titles, chosen: Mapping[str, str], locale: Locale
) -> tuple[str, Text, tuple[tuple[str, str, bool], ...]]:
    return (
        column.name,
        column.title,
        tuple(
            (value, title.in_locale(locale), chosen.get(column.name) == value)
            for value, title in offered.items()
        ),
    )


def _measured(page: Page) -> PageColumn | None:
    """The column that is added up."""
    return next((one for one in page.columns if one.total == "sum"), None)


def _sums(
    archive: Archive,
    page: Page,
    register: Register,
    query: EntryQuery,
    hall: Hall,
    locale: Locale,
    known: Mapping[str, Titles],
) -> tuple[tuple[tuple[Text, str], ...], tuple[tuple[str, int, str], ...]]:
    """The column with `total: sum` added up for each word of `totals_by` (or once), and a bar for each word
    of `bars_by`, the longest first. What has no word there (income has no category of expense) draws no bar.
    """
    measured = _measured(page)
    if measured is None:
        return (), ()
    column, kind = measured.field, hall.catalog.kind(measured.field)

    def summed(by: str | None) -> dict[Any, Any]:
        found = archive.totals(replace(query, after=None), [by] if by else [], [measured.path[0]])
        return {(row[0] if by else None): row[-1] for row in found}

    words = register.column(page.totals_by or "")
    called = known.get(page.totals_by or "", {})
    amounts = summed(page.totals_by)
    is_narrowed = page.totals_by in dict(query.equals)
    if words is not None and words.options and not is_narrowed and len(words.options) <= MOST_SUMS:
        # A village without income reads 0.00, not nothing.
        amounts = {**{option.name: Decimal(0) for option in words.options}, **amounts}
    totals = tuple(
        (called.get(str(name), OTHER) if words else column.title, kind.shown(amount, column, locale))
        for name, amount in amounts.items()
    )
    parts = register.column(page.bars_by or "")
    if parts is None:
        return totals, ()
    bars = (
        (option.title.in_locale(locale), int(Decimal(amount or 0) * 100), kind.shown(amount, column, locale))
        for name, amount in summed(page.bars_by).items()
        if name and (option := parts.option(name)) is not None
    )
    return totals, tuple(sorted(bars, key=lambda bar: -bar[1]))
