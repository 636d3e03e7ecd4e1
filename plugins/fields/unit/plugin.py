"""Plugs in the field kind `unit`: units of the town."""

from __future__ import annotations

from pathlib import Path

from townhall.ports.sockets import Sockets

from .kind import OrganisationUnit


def plug(sockets: Sockets) -> None:
    """Offer the kind `unit`."""
    sockets.fields.add(OrganisationUnit(), widget=Path(__file__).with_name("widget.html"))
