"""What does every answer tell the browser it may and may not do?"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, Response, request, url_for
from flask_talisman import Talisman

View = TypeVar("View", bound=Callable[..., Any])

POLICY = {
    "default-src": "'self'",
    "img-src": "'self' data:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
"""Nothing inline runs and nothing comes from elsewhere."""

FILE_POLICY = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox"
"""What somebody uploaded runs nothing, in an origin of its own."""

HTMX_SETTINGS = json.dumps(
    {
        "includeIndicatorStyles": False,
        "attributesToSettle": ["class", "width", "height"],
        "allowEval": False,
        "allowScriptTags": False,
        "selfRequestsOnly": True,
        "historyCacheSize": 0,
        "responseHandling": [
            {"code": "204", "swap": False},
            {"code": "[23]..", "swap": True},
            {"code": "(409|422)", "swap": True},
            {"code": "[45]..", "swap": True, "error": True},
        ],
    },
    separators=(",", ":"),
)
"""Refusals are swapped in like answers; nothing of a signed-in page stays in the browser's storage."""

YEAR = 365 * 24 * 3600
WORKER = "away_worker.js"
"""The script that serves kept pages; it may look after the pages of its room (`/away/`) and no others."""


def sandboxed(view: View) -> View:
    """Mark a view as handing out files that somebody uploaded."""
    view.talisman_view_options = {"content_security_policy": FILE_POLICY}  # type: ignore[attr-defined]
    return view


def set_headers(app: Flask, is_https: bool) -> None:
    """Put the headers on every answer. TLS may end at a proxy, so nothing is redirected here."""
    Talisman(
        app,
        force_https=False,
        session_cookie_secure=is_https,
        strict_transport_security=is_https,
        frame_options="DENY",
        content_security_policy=POLICY,
        referrer_policy="same-origin",
        permissions_policy={"geolocation": "(self)", "camera": "(self)", "microphone": "()", "payment": "()"},
        x_xss_protection=False,
    )
    app.config["SESSION_COOKIE_SECURE"] = is_https

    @app.after_request
    def add(response: Response) -> Response:
        response.headers["X-Robots-Tag"] = "noindex"
        if request.endpoint == "static" and "v" in request.args:
            response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
        if request.endpoint == "static" and request.path.endswith(f"/{WORKER}"):
            response.headers["Service-Worker-Allowed"] = url_for("away.sheets")
        return response
