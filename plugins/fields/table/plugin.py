"""Plugs in the field kind `table`: rows of a child table."""

from __future__ import annotations

from pathlib import Path

from townhall.ports.sockets import Sockets

from .kind import TableRow


def plug(sockets: Sockets) -> None:
    """Offer the kind `table`."""
    sockets.fields.add(TableRow(), widget=Path(__file__).with_name("widget.html"))
