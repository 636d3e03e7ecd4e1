"""Plugs in the field kind `geo`: points on the map."""

from __future__ import annotations

from pathlib import Path

from townhall.ports.sockets import Sockets

from .kind import Location


def plug(sockets: Sockets) -> None:
    """Offer the kind `geo`."""
    sockets.fields.add(Location(), widget=Path(__file__).with_name("widget.html"))
