"""Plugs in the field kind `text`: one line of text."""

from __future__ import annotations

from pathlib import Path

from townhall.ports.sockets import Sockets

from .kind import Line


def plug(sockets: Sockets) -> None:
    """Offer the kind `text`."""
    sockets.fields.add(Line(), widget=Path(__file__).with_name("widget.html"))
