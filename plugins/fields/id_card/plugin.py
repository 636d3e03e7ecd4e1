"""Plugs in the field kind `id_card`: resident identity card numbers."""

from __future__ import annotations

from pathlib import Path

from townhall.ports.sockets import Sockets

from .kind import IdCard


def plug(sockets: Sockets) -> None:
    """Offer the kind `id_card`."""
    sockets.fields.add(IdCard(), widget=Path(__file__).with_name("widget.html"))
