"""Plugs in the field kind `date`: days."""

from __future__ import annotations

from pathlib import Path

from townhall.ports.sockets import Sockets

from .kind import Day


def plug(sockets: Sockets) -> None:
    """Offer the kind `date`."""
    sockets.fields.add(Day(), widget=Path(__file__).with_name("widget.html"))
