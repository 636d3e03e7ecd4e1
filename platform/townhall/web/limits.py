"""How often may one address do the things that can be abused?

Counted in each process's memory: with several workers the true limit is that many times higher, which
still stops guessing passwords and flooding clerks with objections.
"""

from __future__ import annotations

from typing import Any

from flask import Flask, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

SIGN_IN = "5 per minute"
"""For one login from one address."""
ANY_SIGN_IN = "60 per minute"
"""For all logins from one address."""
OBJECTION = "5 per hour"
CHANGING = "10 per minute"
"""Tries at changing it: whoever finds a device signed in shall not guess the password behind it."""
PROVING = "5 per minute;20 per hour"
"""Tries at proving to be one person, by name, from one address."""
ANY_PROVING = "30 per minute;200 per hour"
"""Tries for all names from one address: a village behind one of a phone company's addresses shares it."""
ISSUING = "30 per hour"
PUBLIC_PAGES = "120 per minute"


def login_and_address() -> str:
    """Who is trying to sign in, and from where."""
    return f"{request.form.get('login', '').strip().lower()[:80]}|{get_remote_address()}"


def name_and_address() -> str:
    """Whom somebody says they are, and from where."""
    unit, name = (request.view_args or {}).get("unit", ""), "".join(request.form.get("name", "").split())
    return f"{unit}|{name[:60]}|{get_remote_address()}"


def limit_text(app: Flask, most: int) -> None:
    """So many octets may a form without files have: the framework limits only the parts of one with files."""

    @app.before_request
    def tell_how_much() -> None:
        if request.mimetype != "multipart/form-data":
            request.max_content_length = most


def set_limits(app: Flask) -> None:
    """Put the limits on the views that need one, once all rooms are open."""
    limiter = Limiter(get_remote_address, app=app, storage_uri="memory://")
    views: dict[str, Any] = app.view_functions
    for limit in (
        limiter.limit(SIGN_IN, key_func=login_and_address, methods=["POST"]),
        limiter.limit(ANY_SIGN_IN, methods=["POST"]),
    ):
        views["door.sign_in"] = limit(views["door.sign_in"])
    for limit in (
        limiter.limit(PROVING, key_func=name_and_address, methods=["POST"]),
        limiter.limit(ANY_PROVING, methods=["POST"]),
    ):
        views["proving.prove"] = limit(views["proving.prove"])
    views["proving.issue"] = limiter.limit(ISSUING, methods=["POST"])(views["proving.issue"])
    views["door.password"] = limiter.limit(CHANGING, methods=["POST"])(views["door.password"])
    views["board.objection"] = limiter.limit(OBJECTION, methods=["POST"])(views["board.objection"])
    reading = limiter.shared_limit(PUBLIC_PAGES, scope="public pages")
    for endpoint in [name for name in views if name.startswith("board.")]:
        views[endpoint] = reading(views[endpoint])
