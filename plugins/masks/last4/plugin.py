"""Plugs in the mask `last4`: of a number the last four characters."""

from __future__ import annotations

from townhall.kernel.text import Text
from townhall.ports.sockets import Sockets

SHORT = 8
"""Of a number shorter than this, four characters would be too much of it."""


def last4(whole: str) -> str:
    """Four stars and the last four; of a short number, only stars.

    >>> last4("6222 0000 1234 5678"), last4("12345")
    ('****5678', '****')
    """
    number = "".join(whole.split())
    if not number:
        return ""
    return "****" if len(number) < SHORT else f"****{number[-4:]}"


def plug(sockets: Sockets) -> None:
    """Offer the mask `last4`."""
    sockets.masks.add("last4", last4, Text("只显示后四位", "Last four only"), within=("first6_last4",))
