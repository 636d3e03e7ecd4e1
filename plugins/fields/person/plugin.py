"""Plugs in the field kind `person`: members of staff."""

from __future__ import annotations

from pathlib import Path

from townhall.ports.sockets import Sockets

from .kind import StaffMember


def plug(sockets: Sockets) -> None:
    """Offer the kind `person`."""
    sockets.fields.add(StaffMember(), widget=Path(__file__).with_name("widget.html"))
