"""Plugs in the field kind `integer`: whole numbers."""

from __future__ import annotations

from pathlib import Path

from townhall.ports.sockets import Sockets

from .kind import Integer


def plug(sockets: Sockets) -> None:
    """Offer the kind `integer`."""
    sockets.fields.add(Integer(), widget=Path(__file__).with_name("widget.html"))
