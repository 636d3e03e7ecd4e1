"""How do supervisors see all that their posts let them see, over HTTP?"""

from __future__ import annotations

from typing import Any, Literal

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_htmx import HTMX

from townhall.office import disclosing, looking
from townhall.web.desk import replaced
from townhall.web.guard import hall, visitor

watch = Blueprint("watch", __name__)
htmx = HTMX()

State = Literal["any", "open", "over"]
STATES: dict[str, State] = {"any": "any", "open": "open", "over": "over"}


@watch.route("/watch", methods=["GET", "POST"])
def progress() -> ResponseReturnValue:
    """Every case within sight, by unit, matter and state; words to search for are posted, as on the desk."""
    state = STATES.get(request.values.get("state", "any"), "any")
    text = request.form.get("text", "").strip()[:60]
    form, unit = request.values.get("form") or None, request.values.get("unit") or None
    listing = looking.cases(
        hall(),
        visitor(),
        which="all",
        state=state,
        form=form,
        unit=unit,
        text=text,
        after=request.values.get("after") or None,
    )
    asked: dict[str, Any] = {"state": None if state == "any" else state, "form": form, "unit": unit}
    more = url_for("watch.progress", **asked, after=listing.next)
    if htmx and htmx.target == "list":
        fragment = render_template("watch/_board.html", listing=listing, more=more, text=text)
        return replaced(fragment, url_for("watch.progress", **asked))
    towns = {name: units for name, _, units in disclosing.towns(hall())}
    return render_template(
        "watch/watch.html",
        listing=listing,
        more=more,
        text=text,
        form=form,
        unit=unit,
        state=state,
        states=tuple(STATES),
        forms=looking.forms_seen(hall(), visitor()),
        units=towns.get(visitor().town, ()),
        place="watch",
    )
