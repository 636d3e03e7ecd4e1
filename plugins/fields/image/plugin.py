"""Plugs in the field kind `image`: attached pictures."""

from __future__ import annotations

from pathlib import Path

from townhall.ports.sockets import Sockets

from .kind import Picture


def plug(sockets: Sockets) -> None:
    """Offer the kind `image`."""
    sockets.fields.add(Picture(), widget=Path(__file__).with_name("widget.html"))
