"""Plugs in the mask `reveal_logged`: as `first6_last4`, until the viewer asks for the whole and is logged.

The asking and the logging are the office's; this is what is seen before.
"""

from __future__ import annotations

from townhall.kernel.text import Text
from townhall.ports.sockets import Sockets

from ..first6_last4.plugin import first6_last4


def plug(sockets: Sockets) -> None:
    """Offer the mask `reveal_logged`."""
    sockets.masks.add(
        "reveal_logged",
        first6_last4,
        Text("显示前六位和后四位，查看全部须留痕", "Masked; seeing all is logged"),
    )
