"""Plugs in the mask `hidden`: nothing may be seen, not even how long it is or whether it is there."""

from __future__ import annotations

from townhall.kernel.text import Text
from townhall.ports.sockets import Sockets

NOTHING = "•••"


def hidden(whole: str) -> str:
    """Three dots, whatever the value.

    >>> hidden("990101195001010010"), hidden("")
    ('•••', '•••')
    """
    return NOTHING


def plug(sockets: Sockets) -> None:
    """Offer the mask `hidden`."""
    sockets.masks.add("hidden", hidden, Text("不显示", "Hidden"))
