"""Plugs in the field kind `number`: exact numbers."""

from __future__ import annotations

from pathlib import Path

from townhall.ports.sockets import Sockets

from .kind import Number


def plug(sockets: Sockets) -> None:
    """Offer the kind `number`."""
    sockets.fields.add(Number(), widget=Path(__file__).with_name("widget.html"))
