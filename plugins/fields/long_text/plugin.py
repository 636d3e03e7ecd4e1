"""Plugs in the field kind `long_text`: text of several lines."""

from __future__ import annotations

from pathlib import Path

from townhall.ports.sockets import Sockets

from .kind import Paragraphs


def plug(sockets: Sockets) -> None:
    """Offer the kind `long_text`."""
    sockets.fields.add(Paragraphs(), widget=Path(__file__).with_name("widget.html"))
