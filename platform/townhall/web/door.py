"""How do people come in, go out, choose their language, and (in a demo) become somebody else, over HTTP?"""

from __future__ import annotations

from flask import (
    Blueprint,
    Response,
    abort,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue

from townhall.kernel.text import LOCALES
from townhall.office import demonstrating, signing_in
from townhall.record.refusals import Refused
from townhall.web.demo import in_demo
from townhall.web.devices import device_name
from townhall.web.filled import is_number
from townhall.web.frame import TEXT_SIZE, TEXT_SIZES
from townhall.web.guard import TOWN, VISIT, anyone, forget, hall, remember, visitor, visitor_at_the_door
from townhall.web.speaking import LANGUAGE, local_address, say, t
from townhall.web.villagers import remember_villager
from townhall.web.wording import WORDS

door = Blueprint("door", __name__)

YEAR = 365 * 24 * 3600
MOST_SHOWN = 9
"""How many holders of one post the demo's chooser shows; a search finds the others."""


@door.get("/")
@anyone
def home() -> ResponseReturnValue:
    """Staff to their desk, everybody else to the open books."""
    return redirect(url_for("desk.tasks" if visitor_at_the_door() else "board.towns"), 303)


@door.get("/healthz")
@anyone
def healthz() -> ResponseReturnValue:
    """Whether the program answers and, having asked the clock as each request does, reaches its database."""
    return Response("ok\n", mimetype="text/plain")


@door.route("/sign-in", methods=["GET", "POST"])
@anyone
def sign_in() -> ResponseReturnValue:
    """Sign in with login and password."""
    back = local_address(request.values.get("back"), url_for("desk.tasks"))
    if request.method == "GET":
        return render_template("door/sign_in.html", back=back, login="", complaint=None)
    login, password = request.form.get("login", ""), request.form.get("password", "")
    try:
        token = signing_in.sign_in(hall(), login, password, _device())
    except Refused as refusal:
        page = render_template("door/sign_in.html", back=back, login=login, complaint=refusal.say)
        return make_response(page, refusal.status)
    return remember(redirect(back, 303), token)


@door.errorhandler(429)
def too_often(_: Exception) -> ResponseReturnValue:
    """The page again, to be sent once the minute is over."""
    words = WORDS["fault.words_429"]
    if request.endpoint == "door.password":
        page = render_template("door/password.html", complaint=say(words), place="password")
    else:
        back = local_address(request.form.get("back"), url_for("desk.tasks"))
        login = request.form.get("login", "")
        page = render_template("door/sign_in.html", back=back, login=login, complaint=words)
    return make_response(page, 429)


@door.post("/sign-out")
@anyone
def sign_out() -> ResponseReturnValue:
    """End this sign-in."""
    signing_in.sign_out(hall(), request.cookies.get(VISIT, ""))
    return forget(redirect(url_for("door.home"), 303))


@door.get("/menu")
def menu() -> ResponseReturnValue:
    """Every room of the three spaces on one page: on a phone there is no rail."""
    return render_template("door/menu.html", place="menu")


@door.get("/devices")
def devices() -> ResponseReturnValue:
    """One's own sign-ins."""
    found = signing_in.devices(hall(), visitor())
    return render_template("door/devices.html", devices=found, place="devices")


@door.post("/devices/<session>/revoke")
def revoke(session: str) -> ResponseReturnValue:
    """End one of one's own sign-ins."""
    signing_in.revoke(hall(), visitor(), session)
    flash("door.revoked")
    return redirect(url_for("door.devices"), 303)


@door.route("/password", methods=["GET", "POST"])
def password() -> ResponseReturnValue:
    """Change one's own password."""
    if request.method == "GET":
        return render_template("door/password.html", complaint="", place="password")
    old, new, again = (request.form.get(name, "") for name in ("old", "new", "again"))
    if new != again:
        return make_response(
            render_template("door/password.html", complaint=t("door.passwords_differ"), place="password"), 422
        )
    signing_in.change_password(hall(), visitor(), old, new)
    flash("door.password_changed")
    return redirect(url_for("door.devices"), 303)


@door.get("/language")
@anyone
def language() -> ResponseReturnValue:
    """Read on in another language."""
    return _chosen(LANGUAGE, LOCALES)


@door.get("/text-size")
@anyone
def text_size() -> ResponseReturnValue:
    """Read on in larger or normal text."""
    return _chosen(TEXT_SIZE, TEXT_SIZES)


@door.get("/in-town")
def choose_town() -> ResponseReturnValue:
    """Work in another of the towns in which one holds a post."""
    return _chosen(TOWN, visitor().towns)


def _chosen(cookie: str, allowed: tuple[str, ...]) -> ResponseReturnValue:
    chosen = request.args.get("to", "")
    if chosen not in allowed:
        abort(404)
    answer = redirect(local_address(request.args.get("back"), url_for("door.home")), 303)
    answer.set_cookie(cookie, chosen, max_age=YEAR, samesite="Lax", httponly=True)
    return answer


@door.get("/demo")
@anyone
def demo() -> ResponseReturnValue:
    """Choose whom to be; only in a database marked demo."""
    _only_in_demo()
    towns = demonstrating.demo_towns(hall())
    town = request.args.get("town", "")
    if town not in [name for name, _ in towns]:
        town = next((name for name, _ in towns), "")
    text = request.args.get("text", "").strip()[:60]
    me = visitor_at_the_door()
    near = {seat.unit for seat in me.seats} if me else ()
    groups = demonstrating.demo_people(hall(), town, text, near) if town else ()
    return render_template(
        "door/demo.html",
        towns=towns,
        town=town,
        text=text,
        groups=groups,
        most=MOST_SHOWN,
        villages=demonstrating.demo_villages(hall(), town) if town else (),
    )


@door.post("/demo/be/<person>")
@anyone
def be(person: str) -> ResponseReturnValue:
    """Be somebody; only in a demo."""
    _only_in_demo()
    token = demonstrating.sign_in_as(hall(), person, _device())
    return remember(redirect(url_for("desk.tasks"), 303), token)


@door.post("/demo/villager")
@anyone
def villager() -> ResponseReturnValue:
    """Be somebody who lives in a village; only in a demo."""
    _only_in_demo()
    unit = request.form.get("unit", "")
    token = demonstrating.prove_as_villager(hall(), unit, _device())
    return remember_villager(redirect(url_for("board.village", unit=unit), 303), token, None, hall().now())


@door.post("/demo/clock")
@anyone
def clock() -> ResponseReturnValue:
    """Move the demo's clock forward; only in a demo."""
    _only_in_demo()
    days, _, hours = request.form.get("ahead", "").partition("-")
    if not (is_number(days) and is_number(hours) and len(days) < 4 and len(hours) < 3):
        abort(400)
    demonstrating.move_clock(hall(), int(days), int(hours), request.cookies.get(VISIT, ""))
    flash("demo.clock_moved")
    return redirect(local_address(request.form.get("back"), url_for("door.home")), 303)


def _only_in_demo() -> None:
    """Anywhere else there is no such page, before anything is looked up."""
    if not in_demo():
        abort(404)


def _device() -> str:
    """What the device is called in its owner's list."""
    return device_name(request.user_agent.string)
