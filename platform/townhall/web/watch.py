"""How do supervisors see all that their posts let them see, over HTTP?"""

from __future__ import annotations

from typing import Literal

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_htmx import HTMX

from townhall.office import disclosing, looking
from townhall.web.guard import hall, visitor
from townhall.web.speaking import this_page

watch = Blueprint("watch", __name__)
htmx = HTMX()

State = Literal["any", "open", "over"]
STATES: dict[str, State] = {"any": "any", "open": "open", "over": "over"}


@watch.get("/watch")
def progress() -> ResponseReturnValue:
    """Every case within sight, by unit, matter and state."""
    state = STATES.get(request.args.get("state", "any"), "any")
    text = request.args.get("text", "").strip()[:60]
    form, unit = request.args.get("form") or None, request.args.get("unit") or None
    listing = looking.cases(
        hall(),
        visitor(),
        which="all",
        state=state,
        form=form,
        unit=unit,
        text=text,
        after=request.args.get("after") or None,
    )
    more = this_page(after=listing.next or "")
    if htmx and htmx.target == "list":
        return render_template("watch/_board.html", listing=listing, more=more)
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
