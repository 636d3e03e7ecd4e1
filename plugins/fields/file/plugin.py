"""Plugs in the field kind `file`: attached files."""

from __future__ import annotations

from pathlib import Path

from townhall.ports.sockets import Sockets

from .kind import AttachedFile


def plug(sockets: Sockets) -> None:
    """Offer the kind `file`."""
    sockets.fields.add(AttachedFile(), widget=Path(__file__).with_name("widget.html"))
