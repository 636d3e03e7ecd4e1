"""Plugs in the field kind `bank_account`: bank account numbers."""

from __future__ import annotations

from pathlib import Path

from townhall.ports.sockets import Sockets

from .kind import BankAccount


def plug(sockets: Sockets) -> None:
    """Offer the kind `bank_account`."""
    sockets.fields.add(BankAccount(), widget=Path(__file__).with_name("widget.html"))
