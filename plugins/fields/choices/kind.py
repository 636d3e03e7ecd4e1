"""How are some of several options read and shown?

As one option is; that there may be many is the house's to handle.
"""

from __future__ import annotations

from dataclasses import dataclass

from townhall.kernel.text import Text

from ..choice.kind import OneOf


@dataclass(frozen=True, slots=True)
class SomeOf(OneOf):
    """The names of options, each shown as its title."""

    name: str = "choices"
    title: Text = Text("多选", "Choices")
    is_plural: bool = True
