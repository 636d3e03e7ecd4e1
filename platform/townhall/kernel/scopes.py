"""Where does a formula find its values?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from townhall.kernel.values import Value
from townhall.kernel.workdays import WEEKDAYS, Calendar


class Scope(Protocol):
    """The values a formula sees."""

    @property
    def calendar(self) -> Calendar:
        """The working calendar."""
        ...

    def value(self, name: str) -> Value:
        """The value of a name; None when it is empty or unknown.

        Raises:
            LookupError: nothing is called so (the compiler should have refused the formula).
        """
        ...


@dataclass(frozen=True, slots=True)
class Layers:
    """Values by name, the innermost layer first.

    >>> Layers(({"amount": 3}, {"amount": 9, "today": None})).value("amount")
    3
    """

    layers: tuple[Mapping[str, Value], ...]
    calendar: Calendar = WEEKDAYS

    def value(self, name: str) -> Value:
        """The value of a name in the innermost layer that has it."""
        for layer in self.layers:
            if name in layer:
                return layer[name]
        raise LookupError(f"no value is called {name}")

    def within(self, *inner: Mapping[str, Value]) -> Layers:
        """These layers with others inside them."""
        return Layers((*inner, *self.layers), self.calendar)
