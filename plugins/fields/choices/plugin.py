"""Plugs in the field kind `choices`: some of several options."""

from __future__ import annotations

from pathlib import Path

from townhall.ports.sockets import Sockets

from .kind import SomeOf


def plug(sockets: Sockets) -> None:
    """Offer the kind `choices`."""
    sockets.fields.add(SomeOf(), widget=Path(__file__).with_name("widget.html"))
