"""Plugs in the mask `plain`: everything may be seen."""

from __future__ import annotations

from townhall.kernel.text import Text
from townhall.ports.sockets import Sockets


def plain(whole: str) -> str:
    """The value as it is.

    >>> plain("王小明")
    '王小明'
    """
    return whole


def plug(sockets: Sockets) -> None:
    """Offer the mask `plain`."""
    sockets.masks.add("plain", plain, Text("完整显示", "Shown in full"))
