"""Plugs in the field kind `period`: calendar months."""

from __future__ import annotations

from pathlib import Path

from townhall.ports.sockets import Sockets

from .kind import Month


def plug(sockets: Sockets) -> None:
    """Offer the kind `period`."""
    sockets.fields.add(Month(), widget=Path(__file__).with_name("widget.html"))
