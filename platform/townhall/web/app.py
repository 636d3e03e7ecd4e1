"""How do the rooms, the guard and the words come together into one web application?"""

from __future__ import annotations

from flask import Flask
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from townhall.office.attaching import LARGEST
from townhall.ports.hall import Hall
from townhall.web import drawing
from townhall.web.assets import address_assets
from townhall.web.away import away
from townhall.web.board import board
from townhall.web.counter import counter
from townhall.web.desk import desk
from townhall.web.door import door
from townhall.web.faults import handle_faults
from townhall.web.frame import draw_frame
from townhall.web.guard import post_guard
from townhall.web.headers import set_headers
from townhall.web.limits import limit_text, set_limits
from townhall.web.names import OneWorld
from townhall.web.proving import proving
from townhall.web.remembering import remember_addresses, remember_controls, remember_parts
from townhall.web.speaking import teach_words
from townhall.web.unit import unit
from townhall.web.watch import watch
from townhall.web.widgets import furnish
from townhall.web.workbooks import workbooks

ROOMS = (away, board, counter, desk, door, proving, unit, watch, workbooks)
MOST_PARTS = 20_000
"""A child table of 200 rows and a dozen columns is 2,400 parts of one post; Werkzeug stops at 1,000."""
MOST_TEXT = 4_000_000
"""Octets of typed text in one post, files apart."""


def create_app(hall: Hall) -> Flask:
    """The web application of one hall. Each request is served from the hall alone; nothing is global."""
    app = Flask("townhall.web")
    app.config.update(
        SECRET_KEY=hall.vault.digest("townhall web session"),
        MAX_CONTENT_LENGTH=2 * LARGEST + MOST_TEXT,
        MAX_FORM_MEMORY_SIZE=MOST_TEXT,
        MAX_FORM_PARTS=MOST_PARTS,
        WTF_CSRF_TIME_LIMIT=None,  # a form may stay open as long as its sign-in lasts
        WTF_CSRF_FIELD_NAME="csrf_token",
        SESSION_COOKIE_NAME="form_safety",
    )
    app.extensions["hall"] = hall
    app.jinja_environment = OneWorld
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    # The order of these four is the order in which a request meets them.
    limit_text(app, MOST_TEXT)
    teach_words(app, hall)
    CSRFProtect(app)
    post_guard(app)
    drawing.teach(app)
    furnish(app, hall.catalog.widgets)
    remember_controls(app)
    remember_parts(app)
    remember_addresses(app)
    address_assets(app)
    draw_frame(app)
    handle_faults(app)
    for room in ROOMS:
        app.register_blueprint(room)
    set_limits(app)
    set_headers(app, is_https=hall.settings.public_base_url.startswith("https://"))
    proxies = hall.settings.trusted_proxies
    if proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies)  # type: ignore[method-assign]
    return app
