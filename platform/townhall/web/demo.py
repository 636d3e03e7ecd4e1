"""Does this house stand on a database marked demo?"""

from __future__ import annotations

from flask import current_app

from townhall.office.demonstrating import is_demo

DEMO = "is_demo"


def in_demo() -> bool:
    """Whether it does; asked once, for a database never becomes a demo while it serves."""
    known = current_app.extensions
    if DEMO not in known:
        known[DEMO] = is_demo(known["hall"])
    return bool(known[DEMO])
