"""Plugs in the field kind `signature`: signatures."""

from __future__ import annotations

from pathlib import Path

from townhall.ports.sockets import Sockets

from .kind import Signature


def plug(sockets: Sockets) -> None:
    """Offer the kind `signature`."""
    sockets.fields.add(Signature(), widget=Path(__file__).with_name("widget.html"))
