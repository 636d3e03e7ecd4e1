"""Plugs in the field kind `id_card_or_uscc`: numbers of persons or bodies."""

from __future__ import annotations

from pathlib import Path

from townhall.ports.sockets import Sockets

from .kind import IdCardOrCreditCode


def plug(sockets: Sockets) -> None:
    """Offer the kind `id_card_or_uscc`."""
    sockets.fields.add(IdCardOrCreditCode(), widget=Path(__file__).with_name("widget.html"))
