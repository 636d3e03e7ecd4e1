"""How do villagers prove who they are, and clerks give them codes, over HTTP?"""

from __future__ import annotations

from flask import Blueprint, flash, make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from townhall.office import proving as office_proving
from townhall.office import vouching
from townhall.record.refusals import Refused
from townhall.web.devices import device_name
from townhall.web.guard import anyone, hall, villager_at_the_door, visitor
from townhall.web.speaking import local_address, locale, say
from townhall.web.villagers import VILLAGER, forget_villager, remember_villager
from townhall.web.wording import WORDS

proving = Blueprint("proving", __name__)


@proving.route("/prove/<unit>", methods=["GET", "POST"])
@anyone
def prove(unit: str) -> ResponseReturnValue:
    """Prove who one is: by name, the last six of the identity number, and a code or a known phone."""
    place = office_proving.place_of(hall(), unit)
    back = local_address(request.values.get("back"), url_for("board.village", unit=place.unit))
    token = request.cookies.get(VILLAGER, "")
    if request.method == "GET":
        return _page(place, back, token)
    name, last, code = (request.form.get(one, "") for one in ("name", "last", "code"))
    try:
        secret, known_until = office_proving.prove(
            hall(),
            place.unit,
            name,
            last,
            code,
            device_name(request.user_agent.string),
            own_phone=request.form.get("own") == "yes",
            token=token,
        )
    except office_proving.NotProven as refusal:
        return make_response(_page(place, back, token, say(refusal.say), name), refusal.status)
    session.clear()
    return remember_villager(redirect(back, 303), secret, known_until, hall().now())


def _page(place: office_proving.Place, back: str, token: str, complaint: str = "", name: str = "") -> str:
    """The questions again; what is secret is not told back, and who is known need not ask for a code."""
    asks_code = "code" in request.args or not (token and office_proving.knows(hall(), token, place.unit))
    return render_template(
        "proving/prove.html", at=place, back=back, complaint=complaint, name=name[:60], asks_code=asks_code
    )


@proving.errorhandler(429)
def too_often(error: HTTPException) -> ResponseReturnValue:
    """In words, on the page that asked."""
    if request.endpoint != "proving.prove":
        return error
    place = office_proving.place_of(hall(), (request.view_args or {}).get("unit", ""))
    back = local_address(request.form.get("back"), url_for("board.village", unit=place.unit))
    token = request.cookies.get(VILLAGER, "")
    return make_response(_page(place, back, token, say(WORDS["fault.words_429"])), 429)


@proving.get("/me")
@anyone
def me() -> ResponseReturnValue:
    """Who one proved to be, and how to leave."""
    found = villager_at_the_door()
    if found is None:
        return redirect(url_for("board.towns"), 303)
    return render_template("proving/me.html", me=office_proving.about(hall(), found))


@proving.post("/me/leave")
@anyone
def leave() -> ResponseReturnValue:
    """Leave; with `forget` this phone is known no more."""
    found, forgets = villager_at_the_door(), request.form.get("forget") == "yes"
    office_proving.leave(hall(), request.cookies.get(VILLAGER, ""), forgets)
    flash("me.forgotten" if forgets else "me.left")
    address = url_for("board.village", unit=found.unit) if found else url_for("board.towns")
    answer = redirect(address, 303)
    return forget_villager(answer) if forgets else answer


@proving.route("/codes", methods=["GET", "POST"])
def codes() -> ResponseReturnValue:
    """Find a person of one's own unit, to give them a code; the name is posted, not written in addresses."""
    text = request.form.get("text", "").strip()[:60]
    found = vouching.persons(hall(), visitor(), text, locale())
    return render_template("proving/codes.html", text=text, persons=found, place="codes")


@proving.post("/codes/issue")
def issue() -> ResponseReturnValue:
    """Give a code; this page is the only place it is ever shown."""
    try:
        code = vouching.issue(hall(), visitor(), request.form.get("person", ""))
    except Refused as refusal:
        if refusal.status != 409:
            raise
        page = render_template(
            "proving/codes.html", text="", persons=(), place="codes", complaint=say(refusal.say)
        )
        return make_response(page, refusal.status)
    return render_template("proving/code.html", code=code, place="codes")
