"""How do villagers read and object, without signing in, over HTTP?"""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from townhall.office import disclosing, objecting
from townhall.office.admitting import ProveFirst, Reader
from townhall.office.ledgers import ledger as read_ledger
from townhall.office.views import LedgerView
from townhall.record.refusals import Complained, NotAllowed, NotFound
from townhall.web.guard import anyone, hall, staff_at_the_door, villager_at_the_door
from townhall.web.speaking import locale, say, this_page

board = Blueprint("board", __name__)

NOTHING_TYPED: Mapping[str, str] = {"content": "", "contact": ""}
NOT_FILTERS = frozenset({"by", "span", "after"})


@board.get("/town")
@anyone
def towns() -> ResponseReturnValue:
    """The towns whose books are open here; one alone is opened at once."""
    found = disclosing.towns(hall())
    if len(found) == 1:
        return redirect(url_for("board.town", town=found[0][0]), 303)
    return render_template("board/towns.html", towns=found)


@board.get("/town/<town>")
@anyone
def town(town: str) -> ResponseReturnValue:
    """The villages and communities of a town."""
    for name, title, units in disclosing.towns(hall()):
        if name == town:
            return render_template("board/town.html", title=title, units=units)
    raise NotFound


@board.get("/v/<unit>")
@anyone
def village(unit: str) -> ResponseReturnValue:
    """The front page behind a village's code."""
    return render_template("board/village.html", village=disclosing.village(hall(), unit))


@board.get("/v/<unit>/<page>")
@anyone
def ledger(unit: str, page: str) -> ResponseReturnValue:
    """A standing page of a village: sums first, a picture, then rows."""
    view = _read(unit, page)
    by = next((value for value, _, chosen in view.steps_by if chosen), "")
    return render_template(
        "board/ledger.html",
        ledger=view,
        by=by,
        more=this_page(after=view.next or ""),
        span_address=lambda span: this_page(by=by, span=span, after=""),
    )


def _read(unit: str, page: str) -> LedgerView:
    """The page as whoever asks may read it: as the villager they proved to be, or else from their posts."""
    asked = {name: value[:60] for name, value in request.args.items()}

    def read(reader: Reader) -> LedgerView:
        return read_ledger(
            hall(),
            unit,
            page,
            by=asked.get("by", ""),
            span=asked.get("span", ""),
            filters={name: value for name, value in asked.items() if name not in NOT_FILTERS},
            after=asked.get("after") or None,
            locale=locale(),
            reader=reader,
        )

    try:
        return read(villager_at_the_door())
    except (ProveFirst, NotAllowed) as first:
        staff = staff_at_the_door()
        if staff is None:
            raise
        try:
            return read(staff)
        except ProveFirst:
            raise first from None


@board.errorhandler(ProveFirst)
def prove_first(refusal: ProveFirst) -> ResponseReturnValue:
    """Straight to where one proves who one is, and back from there."""
    return redirect(url_for("proving.prove", unit=refusal.unit, back=this_page()), 303)


@board.get("/d/<number>")
@anyone
def notice(number: str) -> ResponseReturnValue:
    """A disclosure: what is shown, for how long still, and how to object."""
    after = request.args.get("after", "")
    start = int(after) if after.isascii() and after.isdigit() and len(after) < 7 else 0
    view = disclosing.notice(hall(), number, locale(), villager_at_the_door(), start)
    return render_template("board/notice.html", notice=view, typed=NOTHING_TYPED)


@board.post("/d/<number>/objection")
@anyone
def objection(number: str) -> ResponseReturnValue:
    """Take an objection."""
    typed = {name: request.form.get(name, "") for name in NOTHING_TYPED}
    try:
        is_new = objecting.object_to(hall(), number, typed["content"], typed["contact"])
    except Complained as wrong:
        page = render_template(
            "board/notice.html",
            notice=disclosing.notice(hall(), number, locale(), villager_at_the_door()),
            typed=typed,
            complaint=" ".join(say(one.say) for one in wrong.complaints),
        )
        return make_response(page, 422)
    flash("notice.sent" if is_new else "notice.sent_before")
    return redirect(url_for("board.notice", number=number), 303)
