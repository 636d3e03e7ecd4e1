"""What does a person read when an act is refused or something goes wrong? Nothing typed is ever lost."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from secrets import token_hex
from urllib.parse import urlsplit

from flask import (
    Flask,
    Response,
    current_app,
    g,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError, generate_csrf
from werkzeug.exceptions import HTTPException, InternalServerError, MethodNotAllowed

from townhall.office.captions import named_fields
from townhall.ports.questions import BadCursor, ColumnChanged, NoDatabaseForm, Overtaken
from townhall.record.refusals import Complained, NotFound, Refused, Stale
from townhall.web.filled import is_number, typed_texts
from townhall.web.guard import JSON, hall, visitor, visitor_at_the_door
from townhall.web.speaking import local_address, say, t

SAFETY_MARK = "X-CSRFToken"
SENDER = "sent-by"
"""Who a form was drawn for, as it says itself: no proof of anything, only used to tell what happened."""

OWN = {"case-reason": "case.opinion", "content": "notice.what", "contact": "notice.contact"}
"""What our own inputs are called on screen; a definition's fields are called by their names."""

NOT_TYPED = frozenset({"uphold", "case", "unit", "back", "ahead"})
"""What buttons and hidden inputs of ours send."""

TOLD = frozenset({400, 401, 403, 404, 405, 409, 413, 422, 429, 500})


def handle_faults(app: Flask) -> None:
    """Map refusals and faults to pages in words, in this one place."""
    app.register_error_handler(Refused, refused)
    app.register_error_handler(Overtaken, lambda _: refused(Stale()))
    app.register_error_handler(BadCursor, lambda _: refused(NotFound()))
    for fault in (NoDatabaseForm, ColumnChanged):
        app.register_error_handler(fault, _unreadable)
    app.register_error_handler(MethodNotAllowed, _no_page)
    app.register_error_handler(CSRFError, _worn_out)
    app.register_error_handler(HTTPException, _http)


def refused(refusal: Refused) -> ResponseReturnValue:
    """The refusal in words."""
    words = [say(refusal.say)]
    if isinstance(refusal, Complained):
        words += [say(one.say) for one in refusal.complaints]
    return _page(refusal.status, "\n".join(words))


def _worn_out(error: CSRFError) -> ResponseReturnValue:
    """The mark of an earlier sign-in, or none. The answer brings a new one, for our own pages alone.

    Where somebody else has signed in since, it brings none: what one person filled in is not sent as another.
    """
    current_app.logger.info("a form came without its safety mark: %s", error.description)
    other = _signed_in_since()
    if other:
        return _page(409, t("fault.other_person", name=other))
    answer = _page(400, t("fault.csrf"), again=request.full_path if _is_from_here() else "")
    answer.headers[SAFETY_MARK] = generate_csrf()
    return answer


def _signed_in_since() -> str:
    """The name of whoever is signed in, where another filled in what was sent; else ""."""
    sender = request.form.get(SENDER, "")
    try:
        now = visitor_at_the_door() if sender else None
    except Refused:
        return ""
    return now.person.name if now is not None and now.person.id != sender else ""


def _no_page(error: MethodNotAllowed) -> ResponseReturnValue:
    """An address that only a form may ask, opened by itself: to the page that has the form."""
    if request.method not in ("GET", "HEAD") or "HX-Request" in request.headers:
        return _http(error)
    addresses = current_app.url_map.bind_to_environ(request.environ)
    path = request.path
    while path.strip("/"):
        path = path.rpartition("/")[0]
        if path and addresses.test(path, "GET"):
            return redirect(path, 303)
    return redirect(url_for("door.home"), 303)


def _unreadable(error: Exception) -> ResponseReturnValue:
    """What a definition asks for and the database cannot do: nothing the reader could mend."""
    reference = token_hex(4)
    current_app.logger.error("told to a person as number %s: %s", reference, error)
    return _page(500, t("fault.words_definition"), reference=reference)


def _http(error: HTTPException) -> ResponseReturnValue:
    if error.code is not None and error.code < 400:
        return error
    status = error.code if error.code in TOLD else 400 if (error.code or 500) < 500 else 500
    most = (request.max_content_length or 0) // 1_000_000
    words = t(f"fault.words_{status}", n=most) if status == 413 else t(f"fault.words_{status}")
    reference = ""
    if isinstance(error, InternalServerError):
        reference = token_hex(4)
        current_app.logger.error("the fault above was told to a person as number %s", reference)
    return _page(status, words, reference=reference)


def _page(status: int, words: str, again: str = "", reference: str = "") -> Response:
    """The fault as a page of its own; for htmx, as a note above the page, which keeps all that was typed;
    for a script that asks so, the words as JSON.
    """
    title = t(f"fault.title_{status if status in TOLD else 409}")
    if request.headers.get("Accept") == JSON:
        return make_response(jsonify(said=words), status)
    if "HX-Request" in request.headers:
        fragment = render_template(
            "faults/_fault.html", title=title, words=words, way_out=_way_out(status), reference=reference
        )
        answer = make_response(fragment, status)
        answer.headers["HX-Retarget"] = "#notices"
        answer.headers["HX-Reswap"] = "innerHTML"
        return answer
    # A body that was too large was not read, and cannot be.
    typed = (
        ()
        if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE or request.method != "POST"
        else tuple(typed_texts())
    )
    is_office = status < HTTPStatus.INTERNAL_SERVER_ERROR and _is_staff()
    page = render_template(
        "faults/fault.html",
        title=title,
        words=words,
        typed=typed,
        shown=tuple(_told(typed)),
        is_office=is_office,
        again=again,
        back=_back(),
        way_out=_way_out(status),
        reference=reference,
    )
    answer = make_response(page, status)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _way_out(status: int) -> tuple[str, str] | None:
    if status == HTTPStatus.UNAUTHORIZED:
        return url_for("door.sign_in", back="/"), t("fault.sign_in")
    if status == HTTPStatus.CONFLICT:
        return _back(), t("fault.see_now")
    if status == HTTPStatus.FORBIDDEN and g.get("villager") is not None:
        return url_for("proving.me"), t("me.yours")
    return None


def _is_staff() -> bool:
    """Whether the page that failed, or was not found, was asked for by somebody who is signed in."""
    if request.endpoint is None and "visitor" not in g:
        try:
            g.visitor = visitor_at_the_door()
        except Refused:
            return False
    return g.get("visitor") is not None


def _told(typed: tuple[tuple[str, str], ...]) -> Iterator[tuple[str, str]]:
    """What a person typed, under the titles that stood beside it."""
    places = request.view_args or {}
    owner = str(places.get("case") or places.get("draft") or "")
    fields = (
        named_fields(hall(), visitor(), owner, request.form.get("case-step", ""))
        if owner and g.get("visitor")
        else {}
    )
    for name, text in typed:
        if not _is_for_eyes(name):
            continue
        table, _, cell = name.partition(".")
        row, _, column = cell.partition(".")
        field = fields.get(f"{table}.{column}" if cell else name)
        words = say(field.options[text]) if field and text in field.options else text
        if name in OWN:
            yield t(OWN[name]), text
        elif field and cell and is_number(row):
            yield f"{say(field.title)} {int(row) + 1}", words
        else:
            yield say(field.title) if field and not cell else name, words


def _is_for_eyes(name: str) -> bool:
    """Whether a person typed it, rather than our page put it there."""
    return name in OWN or (name not in NOT_TYPED and not set(name) & set(":-"))


def _back() -> str:
    """The page the person came from, if it was one of ours."""
    came_from = urlsplit(request.referrer or "")
    if came_from.netloc != request.host or came_from.path == request.path:
        return url_for("door.home")
    return local_address(f"{came_from.path}?{came_from.query}".rstrip("?"), url_for("door.home"))


def _is_from_here() -> bool:
    """Whether the browser vouches that one of our own pages sent this; only then is sending again offered."""
    return urlsplit(request.headers.get("Origin", "")).netloc == request.host
