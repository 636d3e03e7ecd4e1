"""Plugs in the field kind `area`: areas of land in mu."""

from __future__ import annotations

from pathlib import Path

from townhall.ports.sockets import Sockets

from .kind import Area


def plug(sockets: Sockets) -> None:
    """Offer the kind `area`."""
    sockets.fields.add(Area(), widget=Path(__file__).with_name("widget.html"))
