"""Plugs in the field kind `uscc`: unified social credit codes."""

from __future__ import annotations

from pathlib import Path

from townhall.ports.sockets import Sockets

from .kind import CreditCode


def plug(sockets: Sockets) -> None:
    """Offer the kind `uscc`."""
    sockets.fields.add(CreditCode(), widget=Path(__file__).with_name("widget.html"))
