"""What is asked of a system outside, and how may it answer?

Only the manual mode runs so far: a post named here does outside what the hook would do, and enters the
answer by hand.
"""

from __future__ import annotations

from dataclasses import dataclass

from townhall.kernel.text import Text
from townhall.spec.fields import Sheet


@dataclass(frozen=True, slots=True)
class Hook:
    """A data node outside: what is entered when it answers (`returns`), and its outcomes by name."""

    name: str
    pack: str
    title: Text
    modes: tuple[str, ...]
    answered_by: str | None
    returns: Sheet
    outcomes: tuple[tuple[str, Text], ...]
