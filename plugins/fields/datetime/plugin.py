"""Plugs in the field kind `datetime`: moments."""

from __future__ import annotations

from pathlib import Path

from townhall.ports.sockets import Sockets

from .kind import Moment


def plug(sockets: Sockets) -> None:
    """Offer the kind `datetime`."""
    sockets.fields.add(Moment(), widget=Path(__file__).with_name("widget.html"))
