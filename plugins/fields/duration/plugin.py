"""Plugs in the field kind `duration`: stretches of time."""

from __future__ import annotations

from pathlib import Path

from townhall.ports.sockets import Sockets

from .kind import Stretch


def plug(sockets: Sockets) -> None:
    """Offer the kind `duration`."""
    sockets.fields.add(Stretch(), widget=Path(__file__).with_name("widget.html"))
