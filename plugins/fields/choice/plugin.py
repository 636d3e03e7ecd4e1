"""Plugs in the field kind `choice`: one of several options."""

from __future__ import annotations

from pathlib import Path

from townhall.ports.sockets import Sockets

from .kind import OneOf


def plug(sockets: Sockets) -> None:
    """Offer the kind `choice`."""
    sockets.fields.add(OneOf(), widget=Path(__file__).with_name("widget.html"))
