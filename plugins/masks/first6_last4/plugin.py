"""Plugs in the mask `first6_last4`: of an identity number the first six and the last four characters."""

from __future__ import annotations

from townhall.kernel.text import Text
from townhall.ports.sockets import Sockets

from ..last4.plugin import last4

SHORT = 16
"""Of a number shorter than this, ten characters would be too much of it; it is masked as `last4` does."""


def first6_last4(whole: str) -> str:
    """The first six, eight stars, the last four.

    >>> first6_last4("990101195001010010"), first6_last4("13800138000")
    ('990101********0010', '****8000')
    """
    number = "".join(whole.split())
    return last4(number) if len(number) < SHORT else f"{number[:6]}********{number[-4:]}"


def plug(sockets: Sockets) -> None:
    """Offer the mask `first6_last4`."""
    sockets.masks.add(
        "first6_last4",
        first6_last4,
        Text("显示前六位和后四位", "First six and last four"),
        within=("reveal_logged",),
    )
