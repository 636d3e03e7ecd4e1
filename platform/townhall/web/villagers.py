"""Which cookie does a villager who proved who they are carry, and what is drawn across what they see?"""

from __future__ import annotations

from datetime import datetime

from flask import current_app
from markupsafe import escape
from werkzeug.wrappers import Response

from townhall.office.views import Stamp

VILLAGER = "villager"
"""The cookie with the token of a proof; the house keeps only the token's hash. It opens nothing to staff."""


def remember_villager(response: Response, token: str, until: datetime | None, now: datetime) -> Response:
    """Give the browser the token: until a day on a phone that stays known, else until it is closed."""
    response.set_cookie(
        VILLAGER,
        token,
        max_age=None if until is None else until - now,  # not a date: the house may have a clock of its own
        httponly=True,
        samesite="Lax",
        secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
    )
    return response


def forget_villager(response: Response) -> Response:
    """Take the token back."""
    response.delete_cookie(VILLAGER, httponly=True, samesite="Lax")
    return response


def watermark(stamp: Stamp) -> str:
    """A drawing that repeats when a page was drawn, and for which look."""
    words = escape(f"{stamp.at:%Y-%m-%d %H:%M} {stamp.scan}")
    turned = 'patternUnits="userSpaceOnUse" patternTransform="rotate(-24)"'
    drawn = 'x="10" y="80" font-size="15" font-family="sans-serif" fill="#33505a" fill-opacity=".16"'
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="100%" height="100%">'
        f'<defs><pattern id="w" width="380" height="150" {turned}>'
        f"<text {drawn}>{words}</text></pattern></defs>"
        '<rect width="100%" height="100%" fill="url(#w)"/></svg>'
    )
