"""Plugs in the field kind `phone`: telephone numbers."""

from __future__ import annotations

from pathlib import Path

from townhall.ports.sockets import Sockets

from .kind import Phone


def plug(sockets: Sockets) -> None:
    """Offer the kind `phone`."""
    sockets.fields.add(Phone(), widget=Path(__file__).with_name("widget.html"))
