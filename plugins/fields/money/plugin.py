"""Plugs in the field kind `money`: sums of money."""

from __future__ import annotations

from pathlib import Path

from townhall.ports.sockets import Sockets

from .kind import Money


def plug(sockets: Sockets) -> None:
    """Offer the kind `money`."""
    sockets.fields.add(Money(), widget=Path(__file__).with_name("widget.html"))
