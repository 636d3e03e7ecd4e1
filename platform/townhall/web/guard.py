"""Who is at the door: may this request come in, and as whom? Nobody does, unless a page is for anyone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

from flask import Flask, current_app, g, redirect, request, session, url_for
from flask import Response as FlaskResponse
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest, NotFound, Unauthorized
from werkzeug.wrappers import Response

from townhall.office import signing_in
from townhall.office.admitting import Villager
from townhall.office.proving import villager_of
from townhall.office.visiting import Visitor, visitor_of
from townhall.ports.hall import Hall
from townhall.record.refusals import Refused
from townhall.web.speaking import chosen_locale
from townhall.web.villagers import VILLAGER

VISIT = "visit"
"""The cookie with the token of a sign-in; the house keeps only the token's hash."""
TOWN = "town"
"""The cookie with the town a visitor of several has chosen."""
FOR_ANYONE = "is_for_anyone"
JSON = "application/json"

View = TypeVar("View", bound=Callable[..., Any])


def anyone(view: View) -> View:
    """Mark a view as open to anyone; without this mark it is for visitors who signed in."""
    setattr(view, FOR_ANYONE, True)
    return view


def is_for_anyone(app: Flask, endpoint: str) -> bool:
    """Whether an endpoint needs no sign-in."""
    return endpoint == "static" or getattr(app.view_functions[endpoint], FOR_ANYONE, False)


def hall() -> Hall:
    """The hall this application stands in."""
    found: Hall = current_app.extensions["hall"]
    return found


def visitor() -> Visitor:
    """Who asks; only where the guard let a visitor in."""
    found: Visitor | None = g.get("visitor")
    if found is None:
        raise Unauthorized
    return found


def visitor_at_the_door() -> Visitor | None:
    """Who asks, if they are signed in; reads in the language they chose."""
    token = request.cookies.get(VISIT, "")
    found = visitor_of(hall(), token, request.cookies.get(TOWN)) if token else None
    if found is None:
        return None
    g.locale = chosen_locale(found.locale)
    return replace(found, person=replace(found.person, locale=g.locale))


def is_for_script() -> bool:
    """Whether a script of ours asks, not somebody who could sign in on the page that answers."""
    return "HX-Request" in request.headers or request.headers.get("Accept") == JSON


def staff_at_the_door() -> Visitor | None:
    """The visitor who reads a page that others may read, too; None, and no refusal, where nobody is."""
    try:
        found = visitor_at_the_door()
    except Refused:
        return None
    g.is_personal = found is not None
    return found


def villager_at_the_door() -> Villager | None:
    """The villager who proved who they are, while that holds; looked up once for each request."""
    if "villager" not in g:
        token = request.cookies.get(VILLAGER, "")
        g.villager = villager_of(hall(), token) if token else None
        g.is_personal = g.villager is not None
    found: Villager | None = g.villager
    return found


def post_guard(app: Flask) -> None:
    """Ask every request at the door."""

    @app.before_request
    def refuse_what_no_text_holds() -> None:
        """A NUL is nothing that anybody types or that a database keeps in a text."""
        if any("\0" in str(value) for value in (request.view_args or {}).values()):
            raise NotFound
        for told in (request.args, request.form):
            if any("\0" in name or "\0" in text for name, text in told.items(multi=True)):
                raise BadRequest

    @app.before_request
    def ask() -> ResponseReturnValue | None:
        if request.endpoint is None or is_for_anyone(app, request.endpoint):
            return None
        g.visitor = visitor_at_the_door()
        if g.visitor is not None:
            return None
        if request.method == "GET" and not is_for_script():
            return redirect(url_for("door.sign_in", back=request.full_path.rstrip("?")), 303)
        raise Unauthorized

    @app.after_request
    def keep_from_caches(response: FlaskResponse) -> FlaskResponse:
        """What a visitor or a villager saw must not be found on a shared machine after they leave."""
        if g.get("visitor") is not None or g.get("is_personal"):
            response.headers["Cache-Control"] = "no-store"
        return response


def remember(response: Response, token: str) -> Response:
    """Give the browser the token of a new sign-in; nothing that it held before stays good.

    Whoever planted a session here knows the safety mark of its forms; a new sign-in begins with a new one.
    """
    session.clear()
    before = request.cookies.get(VISIT)
    if before:
        signing_in.sign_out(hall(), before)
    response.set_cookie(
        VISIT, token, httponly=True, samesite="Lax", secure=bool(current_app.config["SESSION_COOKIE_SECURE"])
    )
    return response


def forget(response: Response) -> Response:
    """Take the token back, and with it the safety mark of the forms."""
    session.clear()
    response.delete_cookie(VISIT, httponly=True, samesite="Lax")
    return response
