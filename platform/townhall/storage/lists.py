"""How is a list in memory put in order, and where does it go on? As `cursors` has it in a database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import sqlalchemy as sa

from townhall.storage.cursors import Turn

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Place:
    """One value that a list is sorted by; empty ones come last, whichever way it is sorted."""

    name: str
    falls: bool = False

    def turn(self, column: sa.Column[Any]) -> Turn:
        """The same for a database, whose cursors are ours."""
        return Turn(column, falls=self.falls, may_be_empty=bool(column.nullable))


def page(
    rows: Iterable[Mapping[str, Any]], places: Sequence[Place], last: Sequence[Any] | None, limit: int
) -> list[Mapping[str, Any]]:
    """So many rows in order, after the row with the sort values `last`."""
    return ordered(rows, places, lambda row, place: row[place.name], last)[:limit]


def ordered(
    items: Iterable[Item],
    places: Sequence[Place],
    value: Callable[[Item, Place], Any],
    last: Sequence[Any] | None = None,
) -> list[Item]:
    """Items in order, those after the sort values `last` only."""
    found = [one for one in items if last is None or _is_later(one, places, value, last)]
    for place in reversed(places):
        filled = [one for one in found if value(one, place) is not None]
        empty = [one for one in found if value(one, place) is None]
        filled.sort(key=lambda one: value(one, place), reverse=place.falls)
        found = filled + empty
    return found


def _is_later(
    item: Item, places: Sequence[Place], value: Callable[[Item, Place], Any], last: Sequence[Any]
) -> bool:
    for place, before in zip(places, last, strict=True):
        own = value(item, place)
        if own == before:
            continue
        if own is None or before is None:
            return own is None
        return bool(own < before if place.falls else own > before)
    return False
