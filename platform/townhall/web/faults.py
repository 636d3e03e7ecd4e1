"""What does a person read when an act is refused or something goes wrong? Nothing typed is ever lost."""

from __future__ import annotations

from http import HTTPStatus
from secrets import token_hex
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError

from townhall.ports.archive import BadCursor, Overtaken
from townhall.record.refusals import Complained, NotFound, Refused, Stale
from townhall.web.filled import typed_texts
from townhall.web.speaking import local_address, say, t

OWN = {"case-reason": "case.opinion", "content": "notice.what", "contact": "notice.contact"}
"""What our own inputs are called on screen; a definition's fields are called by their names."""

TOLD = frozenset({400, 401, 403, 404, 405, 409, 413, 422, 429, 500})


def handle_faults(app: Flask) -> None:
    """Map refusals and faults to pages in words, in this one place."""
    app.register_error_handler(Refused, refused)
    app.register_error_handler(Overtaken, lambda _: refused(Stale()))
    app.register_error_handler(BadCursor, lambda _: refused(NotFound()))
    app.register_error_handler(CSRFError, _worn_out)
    app.register_error_handler(HTTPException, _http)


def refused(refusal: Refused) -> ResponseReturnValue:
    """The refusal in words."""
    words = [say(refusal.say)]
    if isinstance(refusal, Complained):
        words += [say(one.say) for one in refusal.complaints]
    return _page(refusal.status, "\n".join(words))


def _worn_out(error: CSRFError) -> ResponseReturnValue:
    current_app.logger.info("a form came without its safety mark: %s", error.description)
    return _page(400, t("fault.csrf"), again=request.full_path if _is_from_here() else "")


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
    """The fault as a page of its own; for htmx, as a note above the page, which keeps all that was typed."""
    title = t(f"fault.title_{status if status in TOLD else 409}")
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
    page = render_template(
        "faults/fault.html",
        title=title,
        words=words,
        typed=typed,
        shown=tuple(
            (t(OWN[name]) if name in OWN else name, text) for name, text in typed if _is_for_eyes(name)
        ),
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
    return None


def _is_for_eyes(name: str) -> bool:
    """Whether a person typed it, rather than our page put it there."""
    return name in OWN or not set(name) & set(":-")


def _back() -> str:
    """The page the person came from, if it was one of ours."""
    came_from = urlsplit(request.referrer or "")
    if came_from.netloc != request.host or came_from.path == request.path:
        return url_for("door.home")
    return local_address(f"{came_from.path}?{came_from.query}".rstrip("?"), url_for("door.home"))


def _is_from_here() -> bool:
    """Whether the browser vouches that one of our own pages sent this; only then is sending again offered."""
    return urlsplit(request.headers.get("Origin", "")).netloc == request.host
