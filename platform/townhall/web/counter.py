"""How does a clerk start a matter, fill it in and hand it in, over HTTP?"""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, abort, flash, g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_htmx import HTMX

from townhall.office import drafting, pasting, starting
from townhall.office.submitting import handed_in_as
from townhall.office.submitting import submit as hand_in
from townhall.office.views import DraftView, Input, TableInput
from townhall.record.refusals import NotFound, SavedElsewhere
from townhall.web.faults import refused as told
from townhall.web.filled import Filled, Refusals, filled, is_number, number
from townhall.web.guard import hall, visitor
from townhall.web.widgets import ALL_OFFERED, Chosen, draft_pages

counter = Blueprint("counter", __name__)
htmx = HTMX()


@counter.get("/start")
def start() -> ResponseReturnValue:
    """The launch desk: what the visitor may start, by category."""
    return render_template(
        "counter/start.html", categories=starting.categories(hall(), visitor()), place="start"
    )


@counter.post("/start/<form>")
def begin(form: str) -> ResponseReturnValue:
    """Begin a draft."""
    draft = drafting.begin(hall(), visitor(), form, request.form.get("unit", ""))
    return redirect(url_for("counter.draft", draft=draft), 303)


@counter.get("/draft/<draft>")
def draft(draft: str) -> ResponseReturnValue:
    """A draft, to be filled in; one that was handed in, on another device perhaps, leads to its case."""
    try:
        view = drafting.view(hall(), visitor(), draft)
    except NotFound:
        case = handed_in_as(hall(), visitor(), draft)
        if case is None:
            raise
        return redirect(url_for("desk.case", case=case), 303)
    return _whole(view)


@counter.post("/draft/<draft>")
def save(draft: str) -> ResponseReturnValue:
    """Keep what was typed."""
    sent, version = _sent(draft)
    view = drafting.save(hall(), visitor(), draft, sent.raw, version)
    if htmx and request.form.get("sheet-do") == "autosave":
        return render_template("counter/_saved.html", draft=view, is_fragment=True, is_version_only=True)
    return _kept(view, sent)


@counter.post("/draft/<draft>/row")
def row(draft: str) -> ResponseReturnValue:
    """Add a row, remove one, or (without JavaScript) search what may be picked in an input."""
    do, _, what = request.form.get("sheet-do", "").partition(":")
    sent, version = _sent(draft)
    match do:
        case "add":
            view = drafting.add_row(hall(), visitor(), draft, sent.raw, version, what)
        case "remove":
            table, _, index = what.rpartition(":")
            if not is_number(index):
                abort(400)
            view = drafting.remove_row(hall(), visitor(), draft, sent.raw, version, table, int(index))
        case "find":
            view = drafting.save(hall(), visitor(), draft, sent.raw, version)
            return _whole(view, found=_found(view, what))
        case _:
            abort(400)
    return _kept(view, sent)


@counter.post("/draft/<draft>/rows")
def rows(draft: str) -> ResponseReturnValue:
    """Add the rows that were pasted from a workbook."""
    _, _, table = request.form.get("sheet-do", "").partition(":")
    sent, version = _sent(draft)
    text = request.form.get(f"paste:{table}", "")
    view = pasting.paste_rows(hall(), visitor(), draft, sent.raw, version, table, text)
    return _kept(view, sent)


@counter.post("/draft/<draft>/files")
def attach(draft: str) -> ResponseReturnValue:
    """Keep the files that were chosen, with all else that was typed."""
    sent, version = _sent(draft)
    return _kept(drafting.save(hall(), visitor(), draft, sent.raw, version), sent)


@counter.route("/draft/<draft>/pick/<field>", methods=["GET", "POST"])
def pick(draft: str, field: str) -> ResponseReturnValue:
    """What may be picked in an input and fits what was typed; asked for by GET, the input to be typed in.

    Names and numbers of people are typed here: posted, they stand in no address and so in no access log.
    """
    query = request.form.get(field, "")
    if request.method == "GET":
        one = _input(drafting.view(hall(), visitor(), draft), field)
        blank = replace(one, raw="", options=tuple((value, title, False) for value, title, _ in one.options))
        return render_template("counter/_picker.html", one=blank, pages=draft_pages(draft))
    found = drafting.pick(hall(), visitor(), draft, field, query) if query.strip() else ()
    return render_template(
        "counter/_picks.html",
        found=found,
        is_full=len(found) in ALL_OFFERED.values(),
        query=query,
        draft=draft,
        field=field,
    )


@counter.post("/draft/<draft>/submit")
def submit(draft: str) -> ResponseReturnValue:
    """Hand the draft in: to the case it became, or back with every complaint."""
    sent, version = _sent(draft)
    if sent.refused:
        return _whole(drafting.save(hall(), visitor(), draft, sent.raw, version), sent.refused, status=422)
    answer = hand_in(hall(), visitor(), draft, sent.raw, version)
    if isinstance(answer, DraftView):
        return _whole(answer, shows_complaints=True, status=422)
    flash("draft.submitted")
    return redirect(url_for("desk.case", case=answer), 303)


@counter.post("/draft/<draft>/drop")
def drop(draft: str) -> ResponseReturnValue:
    """Forget the draft."""
    drafting.drop(hall(), visitor(), draft)
    flash("draft.dropped")
    return redirect(url_for("desk.tasks", tab="drafts"), 303)


@counter.errorhandler(SavedElsewhere)
def saved_elsewhere(stale: SavedElsewhere) -> ResponseReturnValue:
    """The page again, with what was typed on it: saved or handed in once more, it counts."""
    if htmx:
        return told(stale)
    draft = str((request.view_args or {})["draft"])
    return _whole(
        drafting.view(hall(), visitor(), draft, g.sent.raw), g.sent.refused, stale=stale, status=409
    )


def _sent(draft: str) -> tuple[Filled, int]:
    """What was typed and over which version, kept at hand in case it must be shown again."""
    g.sent = filled(draft)
    return g.sent, number("sheet-version")


def _kept(view: DraftView, sent: Filled) -> ResponseReturnValue:
    """The sheet anew for htmx, else the whole page again."""
    if htmx:
        fragment = render_template(
            "counter/_sheet.html",
            draft=view,
            pages=draft_pages(view.id, refused=sent.refused),
            refused=sent.refused,
            is_fragment=True,
        )
        return make_response(fragment, 422 if sent.refused else 200)
    if sent.refused:
        return _whole(view, sent.refused, status=422)
    return redirect(url_for("counter.draft", draft=view.id), 303)


def _whole(
    view: DraftView,
    refused: Refusals = (),
    *,
    stale: SavedElsewhere | None = None,
    found: dict[str, Chosen] | None = None,
    shows_complaints: bool = False,
    status: int = 200,
) -> ResponseReturnValue:
    page = render_template(
        "counter/draft.html",
        draft=view,
        pages=draft_pages(view.id, found, refused),
        refused=refused,
        shows_complaints=shows_complaints,
        stale=stale,
        place="drafts",
    )
    return make_response(page, status)


def _found(view: DraftView, name: str) -> dict[str, Chosen]:
    one = _input(view, name)
    options = drafting.pick(hall(), visitor(), view.id, name, str(one.raw or ""))
    return {name: tuple((value, title, False) for value, title in options)}


def _input(view: DraftView, name: str) -> Input:
    """The input of that name on a draft's sheet; a table's cells have names too."""
    for section in view.sheet.sections:
        for one in section.items:
            cells = [cell for cells in one.rows for cell in cells] if isinstance(one, TableInput) else [one]
            for cell in cells:
                if cell.name == name:
                    return cell
    raise NotFound
