"""Where can code be plugged in, and what does each socket take?

A plug-in is `plugins/<socket>/<name>/plugin.py` with one function, `plug(sockets)`, or an installed
package with such a function under the entry point group `townhall`. Built-ins use the same door.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from townhall.kernel.signatures import Function
from townhall.kernel.text import Text
from townhall.spec.catalog import MaskFunction
from townhall.spec.kinds import Single


class BadPlugin(Exception):
    """A plug-in cannot be plugged in; `say` tells which one, and what to do."""

    def __init__(self, say: Text) -> None:
        super().__init__(say.en)
        self.say = say


class FieldSocket(Protocol):
    """Takes kinds of fields."""

    def add(self, kind: Single, widget: Path) -> None:
        """Offer a kind; `widget` is the Jinja template that draws its control, and only that.

        Raises:
            BadPlugin: the name is taken or no name, or the template is not there.
        """
        ...


class MaskSocket(Protocol):
    """Takes masks."""

    def add(self, name: str, function: MaskFunction, title: Text, within: Sequence[str] = ()) -> None:
        """Offer a mask; `title` says what may be seen through it.

        `within`: masks that show all that this one shows, so that a floor can tell which of two is stricter.

        Raises:
            BadPlugin: the name is taken or no name.
        """
        ...


class FunctionSocket(Protocol):
    """Takes functions for formulas."""

    def add(self, function: Function) -> None:
        """Offer a function.

        Raises:
            BadPlugin: the name is taken or no name.
        """
        ...


class Sockets(Protocol):
    """All that a plug-in may plug into."""

    @property
    def fields(self) -> FieldSocket:
        """Kinds of fields."""
        ...

    @property
    def masks(self) -> MaskSocket:
        """Masks."""
        ...

    @property
    def functions(self) -> FunctionSocket:
        """Functions of the formula language."""
        ...
