"""Which rows of a standing page are shown as totals only, and which have lost their names?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from townhall.engine.moments import closing_day
from townhall.engine.world import World, judged, world_root
from townhall.kernel.values import Value
from townhall.kernel.workdays import Calendar
from townhall.ports.archive import Archive, EntryQuery
from townhall.spec.blueprint import Blueprint
from townhall.spec.pages import Page

MOST_RECORDS = 1000
"""More programmes than any town has."""


def listed(archive: Archive, blueprint: Blueprint, page: Page, query: EntryQuery) -> EntryQuery:
    """The query for the rows that are listed one by one: without those shown as totals only.

    Where that is said by the record a column refers to, only rows of records that plainly deny it are listed;
    so what is made sensitive today is gone from the page today, however old the row.
    """
    query = replace(query, where=page.listed)
    if page.totals_by_record is None:
        return query
    column, claim = page.totals_by_record
    referring = query.register.column(column)
    register = blueprint.registers[(referring.to if referring else None) or ""]
    found = archive.entries(
        EntryQuery(register, query.town, None, equals=((claim, False),), limit=MOST_RECORDS)
    )
    return replace(query, among=((column, tuple(one.key for one in found.entries)),))


def are_past(page: Page, world: World, days: Sequence[date | None]) -> list[bool]:
    """Of rows of these days, whether the names in them are past; without a day they are."""
    if page.names_for is None:
        return [False] * len(days)
    length = judged(page.names_for, _Outside(world))
    known = {
        day: day is None or closing_day(day, length, world.blueprint.calendar) < world.today
        for day in set(days)
    }
    return [known[day] for day in days]


@dataclass(frozen=True, slots=True)
class _Outside:
    """What a page's own keys see: params and the day."""

    world: World

    @property
    def calendar(self) -> Calendar:
        return self.world.blueprint.calendar

    def value(self, name: str) -> Value:
        return world_root(self.world, name)


def without_names(columns: Sequence[Sequence[Any]], page: Page, past: Sequence[bool]) -> list[Sequence[Any]]:
    """The columns of a page, those that tell who somebody is emptied where names are past."""
    if not any(past):
        return list(columns)
    return [
        [None if gone else value for value, gone in zip(values, past, strict=True)]
        if column.names_somebody
        else values
        for column, values in zip(page.columns, columns, strict=True)
    ]
