"""From which place of which file does each key and each value of a definition come?

A definition is plain maps, lists and scalars, so that a JSON Schema can look at it; the containers
remember where their keys and values stand. A value that an overlay or a group brought along keeps the
place it was written at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, TypeAlias

from townhall.kernel.canonical import Json
from townhall.kernel.marks import NOWHERE, Mark

Spot: TypeAlias = tuple[str, int, int, str]
"""File, line, column, and how a scalar is written: `"`, `'`, `|`, `>`, or nothing. Cheaper than a Mark."""

NO_SPOT: Spot = ("", 0, 0, "")


def mark_at(spot: Spot) -> Mark:
    """The place of a key or value."""
    return Mark(spot[0], spot[1], spot[2]) if spot[1] else NOWHERE


def text_mark_at(spot: Spot) -> Mark:
    """Where the text of a scalar starts: behind its opening quote."""
    return Mark(spot[0], spot[1], spot[2] + (spot[3] in ('"', "'"))) if spot[1] else NOWHERE


class Map(dict[str, Any]):
    """A map whose keys and values know their places."""

    __slots__ = ("spot", "spots")

    def __init__(self, spot: Spot = NO_SPOT) -> None:
        super().__init__()
        self.spot = spot
        self.spots: dict[str, tuple[Spot, Spot]] = {}

    def put(self, key: str, value: Any, key_spot: Spot, value_spot: Spot) -> None:
        """Set a key and where it stands."""
        self[key] = value
        self.spots[key] = (key_spot, value_spot)

    @property
    def mark(self) -> Mark:
        """Where the map starts."""
        return mark_at(self.spot)

    def key_mark(self, key: str) -> Mark:
        """Where a key stands; where it is not written, where the map starts."""
        found = self.spots.get(key)
        return mark_at(found[0] if found else self.spot)

    def value_mark(self, key: str) -> Mark:
        """Where a key's value stands; where it is not written, where the map starts."""
        found = self.spots.get(key)
        return mark_at(found[1] if found else self.spot)

    def text_mark(self, key: str) -> Mark:
        """Where the text of a key's value starts."""
        found = self.spots.get(key)
        return text_mark_at(found[1] if found else self.spot)

    def spots_of(self, key: str) -> tuple[Spot, Spot]:
        """The places of a key and its value."""
        return self.spots.get(key, (self.spot, self.spot))

    def twin(self) -> Map:
        """A shallow copy that can be changed."""
        copy = Map(self.spot)
        copy.update(self)
        copy.spots.update(self.spots)
        return copy

    def without(self, keys: Iterable[str]) -> Map:
        """A copy that lacks some keys."""
        copy = self.twin()
        for key in keys:
            copy.pop(key, None)
            copy.spots.pop(key, None)
        return copy

    def with_value(self, key: str, value: Any, origin: Map | None = None, from_key: str = "") -> Map:
        """A copy with one key set; its place is that of `from_key` in `origin`, or the key's own."""
        copy = self.twin()
        key_spot, value_spot = (origin or self).spots_of(from_key or key)
        copy.put(key, value, key_spot, value_spot)
        return copy

    def maps(self) -> Iterator[tuple[str, Map]]:
        """The keys whose values are maps."""
        for key, value in self.items():
            if isinstance(value, Map):
                yield key, value


class Seq(list[Any]):
    """A list whose items know their places."""

    __slots__ = ("spot", "spots")

    def __init__(self, spot: Spot = NO_SPOT) -> None:
        super().__init__()
        self.spot = spot
        self.spots: list[Spot] = []

    def item_mark(self, place: int) -> Mark:
        """Where an item stands."""
        return mark_at(self.spots[place])


def items_of(owner: Map, key: str) -> list[tuple[Any, Mark]]:
    """The items of a key that may hold one value or a list of them, each with its place.

    >>> body = Map()
    >>> body.put("at", "submitted", NO_SPOT, ("a.yaml", 3, 5, ""))
    >>> [(item, str(mark)) for item, mark in items_of(body, "at")]
    [('submitted', 'a.yaml:3:5')]
    """
    value = owner.get(key)
    if value is None:
        return []
    if isinstance(value, Seq):
        return [(item, value.item_mark(place)) for place, item in enumerate(value)]
    return [(value, owner.value_mark(key))]


def plain(value: Any) -> Json:
    """A value as canonical JSON: decimals as the text they were written as.

    >>> plain({"share": Decimal("0.30")})
    {'share': '0.30'}
    """
    if isinstance(value, Mapping):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return format(value, "f") if isinstance(value, Decimal) else value
