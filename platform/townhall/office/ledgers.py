"""Shows a village's standing pages: what came in, what went out, by month, quarter or year."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from townhall.engine.rows import COMMON, EntryRow
from townhall.engine.standing import Circumstances
from townhall.engine.world import World
from townhall.kernel.text import Locale, Text
from townhall.office.admitting import Reader as Who
from townhall.office.admitting import RowViewers, noted_as, own_rows, stamped, viewer_of
from townhall.office.disclosing import plain, town_of
from townhall.office.gathering import circumstances, gathered
from townhall.office.narrowing import Titles, titles
from townhall.office.showing import Reader
from townhall.office.spans import TITLES, span_title, spans_of
from townhall.office.views import LedgerView
from townhall.office.withholding import are_past, listed, without_names
from townhall.ports.archive import Archive, EntryQuery
from townhall.ports.hall import Hall
from townhall.record.refusals import NotFound
from townhall.spec.blueprint import Blueprint
from townhall.spec.fields import Field
from townhall.spec.pages import Page, PageColumn, Viewer
from townhall.spec.registers import Register

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
    reader: Who = None,
) -> LedgerView:
    """A standing page of one unit. Unknown filters and spans fall back to none and to the latest. That a
    villager looked who proved who they are is noted, and stamped on the page.

    Raises:
        NotFound: there is no such unit or page.
        ProveFirst: the page is for people who prove who they are.
        NotAllowed: the reader is none of those it is for.
    """
    view, viewer = _ledger(hall, unit, page, by, span, filters or {}, after, locale, reader)
    return replace(view, stamp=stamped(hall, reader, unit, page, viewer, len(view.rows)))


def _ledger(
    hall: Hall,
    unit: str,
    page: str,
    by: str,
    span: str,
    filters: Mapping[str, str],
    after: str | None,
    locale: Locale,
    who: Who,
) -> tuple[LedgerView, Viewer]:
    with hall.archive(read_only=True) as archive:
        blueprint = town_of(hall, archive, unit)
        here = blueprint.pages_at(blueprint.town.unit(unit))
        promised = next((one for one in here if one.name == page), None)
        if promised is None or promised.of_register is None:
            raise NotFound
        register = blueprint.registers[promised.of_register]
        today = hall.today()
        viewer = viewer_of(archive, blueprint, promised, unit, who, today)
        own = own_rows(blueprint, promised, register, who)
        chosen_by = (
            by
            if promised.period and by in promised.period.by
            else (promised.period.by[0] if promised.period else "year")
        )
        spans = spans_of(chosen_by, today) if promised.period else ()
        chosen = next((one for one in spans if one[0] == span), spans[0] if spans else None)
        query = EntryQuery(
            register=register,
            town=blueprint.town.name,
            units=_units(blueprint, promised, unit) if promised.rows_of == "village" else None,
            any_of=own if promised.opens_to == "self" else None,
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
            for name, value in filters.items()
            if name in promised.filters and value in known.get(name, ())
        )
        query = replace(query, equals=equals)
        day = PageColumn((promised.period.on if promised.period else "booked_on",), _DAY)
        fetched = _fetched(
            archive,
            listed(archive, blueprint, promised, query),
            (*promised.columns, day),
            RowViewers(viewer, who, own, blueprint),
        )

        def rows(given: Circumstances) -> tuple[tuple[str, ...], ...]:
            world = World(blueprint, given.now, given.now.date(), given.known, hall.catalog)
            *values, days = fetched.values_in(world) or [()]
            shown = without_names(values, promised, are_past(promised, world, days))
            written = {
                one: _written(
                    Reader(blueprint, hall.catalog, given.seating, world, one, locale), promised, shown
                )
                for one in ({*fetched.viewers} if fetched.viewers else {viewer})
            }
            world.settle()
            if not fetched.viewers:
                return written[viewer]
            return tuple(written[one][place] for place, one in enumerate(fetched.viewers))

        given = circumstances(hall, archive, blueprint)
        totals, bars = _sums(archive, promised, register, query, hall, locale, known)
        view = LedgerView(
            page=promised.name,
            unit=unit,
            unit_title=blueprint.unit_titles[unit],
            town_title=blueprint.town.title,
            title=promised.title,
            question=promised.question,
            span=chosen[0] if chosen else "",
            spans=tuple(
                (value, span_title(value, locale), chosen is not None and value == chosen[0])
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
            next=fetched.next,
            hotline=blueprint.town.hotline,
            is_money=(measured := _measured(promised)) is not None and measured.field.kind == "money",
            opens_to=promised.opens_to,
        )
        return view, noted_as(blueprint, promised, viewer, fetched.viewers)


@dataclass(frozen=True, slots=True)
class _Fetched:
    """What gives the values of a page, column by column; as which class of viewer each row is read, where
    they differ; and the cursor that continues after it.
    """

    values_in: Callable[[World], Sequence[Sequence[Any]]]
    viewers: tuple[Viewer, ...]
    next: str | None


def _units(blueprint: Blueprint, page: Page, unit: str) -> tuple[str, ...]:
    """Whose entries a unit's page shows: its own, and those of bodies below it that the page includes."""
    below = (one for one in blueprint.town.units if one.parent == unit and one.kind in page.includes)
    return unit, *(one.code for one in below)


def _fetched(
    archive: Archive, query: EntryQuery, columns: Sequence[PageColumn], viewers: RowViewers
) -> _Fetched:
    """Only where a column is worked out, or stands in another record, whole entries are fetched."""
    register = query.register
    if all(_is_kept(one, register) for one in columns):
        names = [one.name for one in columns]
        beside = ["entry_no", register.unit_column or "entry_no"] if viewers.differ else []
        page = archive.cells(query, [*names, *beside])
        of = viewers.of(archive, query, *page.columns[len(names) :]) if beside else ()
        return _Fetched(lambda _: page.columns[: len(names)], of, page.next)
    found = archive.entries(query)
    numbers, units = [one.number for one in found.entries], [one.unit for one in found.entries]
    of = viewers.of(archive, query, numbers, units) if viewers.differ else ()

    def worked_out(world: World) -> list[list[Any]]:
        rows = [EntryRow(entry, register, world) for entry in found.entries]
        return [[_value(row, one) for row in rows] for one in columns]

    return _Fetched(worked_out, of, found.next)


def _is_kept(column: PageColumn, register: Register) -> bool:
    name, *dots = column.path
    kept = register.column(name)
    return not dots and (name in COMMON if kept is None else kept.calculated is None)


def _written(reader: Reader, page: Page, values: Sequence[Sequence[Any]]) -> tuple[tuple[str, ...], ...]:
    """The rows of a page in words, as one class of viewer reads them."""
    writers = [reader.writer(one.field, one.mask) for one in page.columns]
    columns = [_words(*each) for each in zip(writers, values, strict=True)]
    return tuple(zip(*columns, strict=True))


def _words(write: Callable[[Any], str], values: Sequence[Any]) -> list[str]:
    """A column in words. Among the 200 rows of a page most days, choices and names come more than once."""
    known = {value: write(value) for value in set(values)}
    return [known[value] for value in values]


def _value(row: EntryRow, column: PageColumn) -> Any:
    value: Any = row
    for name in column.path:
        value = None if value is None else value.dot(name)
    return plain(value)


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
