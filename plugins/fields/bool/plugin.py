"""Plugs in the field kind `bool`: yes or no."""

from __future__ import annotations

from pathlib import Path

from townhall.ports.sockets import Sockets

from .kind import YesOrNo


def plug(sockets: Sockets) -> None:
    """Offer the kind `bool`."""
    sockets.fields.add(YesOrNo(), widget=Path(__file__).with_name("widget.html"))
