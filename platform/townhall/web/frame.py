"""What stands around every page: who I am, which town, which language, whether this is a demo?"""

from __future__ import annotations

from typing import Any

from flask import Flask, g, get_flashed_messages, request
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup

from townhall.office.introducing import Introduction, introduction
from townhall.web.demo import in_demo
from townhall.web.guard import hall, villager_at_the_door, visitor
from townhall.web.headers import HTMX_SETTINGS
from townhall.web.speaking import t
from townhall.web.villagers import watermark

TEXT_SIZE = "text_size"
TEXT_SIZES = ("normal", "large")


def introduce() -> Introduction:
    """Who the visitor is here; read once for each request that draws a frame."""
    if "introduction" not in g:
        g.introduction = introduction(hall(), visitor())
    found: Introduction = g.introduction
    return found


def draw_frame(app: Flask) -> None:
    """Give templates what their frame needs, asked for only where one is drawn."""

    @app.context_processor
    def around() -> dict[str, Any]:
        return {
            "locale": g.locale,
            "other_locale": "zh" if g.locale == "en" else "en",
            "here": request.full_path.rstrip("?") if request.method == "GET" else "/",
            "large_text": request.cookies.get(TEXT_SIZE) == "large",
            "place": "",
        }

    app.jinja_env.globals.update(
        introduce=introduce,
        villager=villager_at_the_door,
        watermark=watermark,
        in_demo=in_demo,
        whose=lambda: g.visitor.person.id if g.get("visitor") else "",
        told=lambda: [t(str(key)) for key in get_flashed_messages()],
        csrf_field=lambda: Markup('<input type="hidden" name="csrf_token" value="{}">').format(
            generate_csrf()
        ),
        htmx_settings=HTMX_SETTINGS,
    )
