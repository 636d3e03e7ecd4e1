"""How does staff read what each matter asks for and along which steps it goes, over HTTP?"""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from townhall.office import guiding
from townhall.web.guard import hall, visitor
from townhall.web.speaking import locale

unit = Blueprint("unit", __name__)


@unit.get("/guides")
def guides() -> ResponseReturnValue:
    """Every matter of the town, by category."""
    found = guiding.guides(hall(), visitor().town, locale())
    return render_template("unit/guides.html", guides=found, place="guides")


@unit.get("/guides/<form>")
def guide(form: str) -> ResponseReturnValue:
    """One matter explained from its live definition."""
    found = guiding.guide(hall(), visitor().town, form, locale())
    return render_template("unit/guide.html", guide=found, place="guides")
