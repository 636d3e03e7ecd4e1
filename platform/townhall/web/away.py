"""How are sheets taken along to where there is no network, and how does what was filled in there come back?

The pages are kept by the browser (`away_worker.js`), what is typed on them by `away.js`; here they are drawn,
and what a phone sends is answered in JSON: `said` is always there, in words.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from flask import Blueprint, abort, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf

from townhall.kernel.text import Text
from townhall.office import taking_along
from townhall.office.receiving import SentSheet, receive, take_file
from townhall.office.views import DraftView
from townhall.office.views.away import Receipt
from townhall.record.refusals import BadUpload, Refused, SavedElsewhere
from townhall.web.drawing import said
from townhall.web.faults import SENDER
from townhall.web.filled import is_number, number
from townhall.web.guard import hall, visitor
from townhall.web.posts import raw
from townhall.web.speaking import say, t
from townhall.web.widgets import Pages

away = Blueprint("away", __name__, url_prefix="/away")

LONGEST_ID = 64
ACCURACY = "accuracy:"


@away.get("/")
def sheets() -> ResponseReturnValue:
    """What may be taken along, and (drawn by the script) what waits on this phone to be sent."""
    return render_template("away/sheets.html", sheets=taking_along.sheets(hall(), visitor()), place="away")


@away.get("/who")
def who() -> ResponseReturnValue:
    """Who is signed in, and the safety mark that goes along with what they send."""
    person = visitor().person
    return jsonify(person=person.id, name=person.name, mark=generate_csrf())


@away.get("/<draft>")
def sheet(draft: str) -> ResponseReturnValue:
    """One sheet as it goes along: nothing on it needs the office before it is sent."""
    found = taking_along.sheet(hall(), visitor(), draft)
    return render_template("away/sheet.html", sheet=found, pages=Pages(), place="away")


@away.post("/<draft>/file")
def file(draft: str) -> ResponseReturnValue:
    """Take one file of a sheet; a phone that sends it again gets the same answer."""
    _is_own()
    upload = request.files.get("file")
    if upload is None or not upload.filename:
        abort(400)
    place, sent_as = request.form.get("place", ""), _id("id")
    kept = take_file(hall(), visitor(), draft, sent_as, upload.filename, upload.read(), place)
    return jsonify(attachment=kept.id)


@away.post("/<draft>")
def send(draft: str) -> ResponseReturnValue:
    """Take a sheet that was filled in without a network."""
    _is_own()
    sent = SentSheet(
        id=_id("sheet-id"),
        draft=draft,
        raw=raw(request.form.items(multi=True)),
        version=number("sheet-version"),
        release=request.form.get("sheet-release", ""),
        filled_at=_moment("sheet-filled"),
        sent_at=_moment("sheet-sent"),
        accuracy=dict(_accuracy()),
        is_over=request.form.get("sheet-over") == "yes",
    )
    answer = receive(hall(), visitor(), sent)
    return _received(answer) if isinstance(answer, Receipt) else _wrong(answer)


def _received(receipt: Receipt) -> ResponseReturnValue:
    at = receipt.at.strftime("%Y-%m-%d %H:%M")
    key = "away.received_before" if receipt.is_again else "away.received"
    return jsonify(
        said=t(key, at=at, number=receipt.matter_no),
        number=receipt.matter_no,
        case=url_for("desk.case", case=receipt.case),
    )


def _wrong(view: DraftView) -> ResponseReturnValue:
    """The draft keeps it all; what is wrong is told place by place."""
    problems = list(said(view.sheet, warns=False))
    answer = jsonify(
        said=t("away.wrong", n=len(problems)),
        problems=problems,
        version=view.version,
        draft=url_for("counter.draft", draft=view.id),
    )
    return answer, 422


@away.errorhandler(SavedElsewhere)
def saved_elsewhere(_: SavedElsewhere) -> ResponseReturnValue:
    """The draft was changed at a desk meanwhile: whoever sends says which counts."""
    return jsonify(said=t("away.elsewhere"), elsewhere=True), 409


@away.errorhandler(BadUpload)
def not_taken(bad: BadUpload) -> ResponseReturnValue:
    """A file that nobody could take: the sheet waits until it is taken out or replaced."""
    return jsonify(said=say(bad.say)), 422


def _is_own() -> None:
    """What one person filled in is not sent as another."""
    if request.form.get(SENDER, "") != visitor().person.id:
        raise Refused(
            Text(
                "现在登录的不是填写这张表的人，所以没有发送。请换原来的人登录后再发。",
                "Somebody else is signed in now than filled this sheet in, so it was not sent. Let them"
                " sign in.",
            )
        )


def _id(name: str) -> str:
    found = request.form.get(name, "")
    if not 8 <= len(found) <= LONGEST_ID or not found.isascii():
        abort(400)
    return found


def _moment(name: str) -> datetime:
    """A moment as the device tells it (ISO 8601 with its offset)."""
    try:
        found = datetime.fromisoformat(request.form.get(name, ""))
    except ValueError:
        abort(400)
    if found.tzinfo is None:
        abort(400)
    return found


def _accuracy() -> Iterator[tuple[str, int]]:
    for name, text in request.form.items():
        if name.startswith(ACCURACY) and is_number(text):
            yield name.removeprefix(ACCURACY), int(text)
