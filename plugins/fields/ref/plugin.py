"""Plugs in the field kind `ref`: records of a register."""

from __future__ import annotations

from pathlib import Path

from townhall.ports.sockets import Sockets

from .kind import RecordKey


def plug(sockets: Sockets) -> None:
    """Offer the kind `ref`."""
    sockets.fields.add(RecordKey(), widget=Path(__file__).with_name("widget.html"))
