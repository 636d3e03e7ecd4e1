"""What is a thing called on screen that has no title of its own?"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from townhall.compiler.linking.linker import Library
from townhall.compiler.marked import Map


@dataclass(frozen=True)
class Words:
    """The labels of base and, over them, those of one pack."""

    library: Library
    pack: str

    @cached_property
    def _all(self) -> dict[str, dict[str, Any]]:
        found: dict[str, dict[str, Any]] = {}
        own = [one for one in self.library.of_kind("words") if one.pack in ("base", self.pack)]
        for one in sorted(own, key=lambda one: one.pack != "base"):
            for family, labels in one.body.maps():
                found.setdefault(family, {}).update(labels)
        return found

    def label(self, name: str) -> Any:
        """The title of a field of that name, or None."""
        return self._all.get("labels", {}).get(name)

    def choice(self, name: str) -> Any:
        """The title of a choice of that name, or None."""
        return self._all.get("choices", {}).get(name)

    def seal(self, name: str) -> Any:
        """The title of a seal of that name, or None."""
        return self._all.get("seals", {}).get(name)


def titled(owner: Map, title: Any) -> Map:
    """A thing with a title, unless it has one or there is none to give."""
    return owner if title is None or "title" in owner else owner.with_value("title", title)
