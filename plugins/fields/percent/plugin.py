"""Plugs in the field kind `percent`: shares in percent."""

from __future__ import annotations

from pathlib import Path

from townhall.ports.sockets import Sockets

from .kind import Percent


def plug(sockets: Sockets) -> None:
    """Offer the kind `percent`."""
    sockets.fields.add(Percent(), widget=Path(__file__).with_name("widget.html"))
