"""How does a post see its tasks, open a case, and decide, over HTTP?"""

from __future__ import annotations

from io import BytesIO

from flask import (
    Blueprint,
    abort,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    send_file,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_htmx import HTMX

from townhall.office import deciding, drafting, looking, objecting
from townhall.office.answering import answering as office_answering
from townhall.office.attaching import fetch
from townhall.office.views import CaseView, Listing
from townhall.record.refusals import Complained, NotYourTask
from townhall.web.filled import Refusals, filled, is_number, number
from townhall.web.frame import introduce
from townhall.web.guard import hall, visitor
from townhall.web.headers import sandboxed
from townhall.web.posts import Raw
from townhall.web.speaking import say
from townhall.web.widgets import answer_pages

desk = Blueprint("desk", __name__)
htmx = HTMX()

TABS = ("todo", "copied", "started", "done", "drafts")


@desk.route("/desk", methods=["GET", "POST"])
def tasks() -> ResponseReturnValue:
    """The task list, which is the home of staff; copies, own cases and drafts beside it.

    Words to search for are posted: they name people, and addresses are kept in logs.
    """
    tab = request.values.get("tab", "todo")
    if tab not in TABS:
        abort(404)
    asked = {
        "text": request.form.get("text", "").strip()[:60],
        "form": request.values.get("form") or None,
        "after": request.values.get("after") or None,
    }
    listing = _listing(tab, asked)
    here = url_for("desk.tasks", tab=tab, form=asked["form"])
    given = {
        "tab": tab,
        "listing": listing,
        "text": asked["text"],
        "form": asked["form"],
        "more": url_for("desk.tasks", tab=tab, form=asked["form"], after=listing.next),
    }
    if htmx and htmx.target == "list":
        return replaced(render_template("desk/_list.html", **given), here)
    me = introduce()
    numbers = {"todo": me.todo, "copied": me.copied, "drafts": me.drafts}
    return render_template(
        "desk/desk.html",
        **given,
        tabs=tuple((name, numbers.get(name, 0)) for name in TABS),
        forms=looking.forms_seen(hall(), visitor()),
        place="drafts" if tab == "drafts" else "tasks",
    )


def replaced(fragment: str, address: str) -> ResponseReturnValue:
    """A list drawn anew, under the address that asks for it; the words searched for are not in it."""
    answer = make_response(fragment)
    answer.headers["HX-Replace-Url"] = address
    return answer


def _listing(tab: str, asked: dict[str, str | None]) -> Listing:
    text, form, after = asked["text"] or "", asked["form"], asked["after"]
    match tab:
        case "todo" | "copied":
            return looking.tasks(hall(), visitor(), kind=tab, text=text, form=form, after=after)
        case "started" | "done":
            return looking.cases(hall(), visitor(), which=tab, text=text, form=form, after=after)
        case _:
            return Listing(drafting.drafts(hall(), visitor()), None)


@desk.get("/case/<case>")
def case(case: str) -> ResponseReturnValue:
    """One case: the sheet, everything stamped so far, the way still ahead, and what is asked of me."""
    return _shown(looking.case(hall(), visitor(), case))


@desk.get("/case/<case>/status")
def status(case: str) -> ResponseReturnValue:
    """Where the case stands, as a fragment that a page asks for anew."""
    return render_template("desk/_status.html", case=looking.case(hall(), visitor(), case))


@desk.post("/case/<case>/decide")
def decide(case: str) -> ResponseReturnValue:
    """Agree, return, refuse, or hand in what a step asks for."""
    sent, step = filled(case), request.form.get("case-step", "")
    reason = request.form.get("case-reason", "").strip()
    if sent.refused:
        view = office_answering(hall(), visitor(), case, step, sent.raw, reason)
        return _shown(view, step=step, refused=sent.refused, status=422)
    answer = deciding.decide(
        hall(),
        visitor(),
        case,
        step,
        request.form.get("case-choice", ""),
        seq=number("case-seq"),
        reason=reason,
        raw=sent.raw,
        to=request.form.get("case-to") or None,
    )
    if isinstance(answer, deciding.Undecided):
        return _shown(answer.case, step=step, shows_complaints=True, status=422)
    flash("case.decided")
    return redirect(url_for("desk.case", case=case), 303)


@desk.post("/case/<case>/answer")
def answering(case: str) -> ResponseReturnValue:
    """What a step asks for, drawn anew as far as it is filled in: rows added or removed, files taken."""
    sent, step = filled(case), request.form.get("case-step", "")
    typed = _with_rows(sent.raw, request.form.get("sheet-do", ""))
    view = office_answering(hall(), visitor(), case, step, typed, request.form.get("case-reason", ""))
    status = 422 if sent.refused else 200
    if not htmx:
        return _shown(view, step=step, refused=sent.refused, status=status)
    for place, asked in enumerate(view.asked):
        if asked.step == step:
            pages = answer_pages(case, step, is_first=place == 0, refused=sent.refused)
            fragment = render_template("desk/_answering.html", asked=asked, pages=pages)
            return make_response(fragment, status)
    raise NotYourTask


def _with_rows(typed: Raw, do: str) -> Raw:
    """What was typed with a row more (`add:labour`) or less (`remove:labour:0`)."""
    verb, _, what = do.partition(":")
    table, _, index = what.partition(":")
    rows = typed.get(table)
    kept = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    if verb == "add" and table:
        return {**typed, table: [*kept, {}]}
    if verb == "remove" and is_number(index):
        return {**typed, table: kept[: int(index)] + kept[int(index) + 1 :]}
    return typed


def _shown(
    view: CaseView,
    *,
    step: str = "",
    refused: Refusals = (),
    answered: str = "",
    words: str = "",
    complaint: str = "",
    shows_complaints: bool = False,
    status: int = 200,
) -> ResponseReturnValue:
    page = render_template(
        "desk/case.html",
        case=view,
        answered_step=step,
        refused=refused,
        answered=answered,
        words=words,
        complaint=complaint,
        shows_complaints=shows_complaints,
        place="tasks",
    )
    return make_response(page, status)


@desk.get("/file/<attachment>")
@sandboxed
def file(attachment: str) -> ResponseReturnValue:
    """A file that the visitor may see: pictures in the browser, all else as a download."""
    view, content = fetch(hall(), visitor(), attachment)
    return send_file(
        BytesIO(content), mimetype=view.media_type, as_attachment=not view.is_picture, download_name=view.name
    )


@desk.get("/objections")
def objections() -> ResponseReturnValue:
    """Objections that wait for an answer, within the visitor's sight."""
    found = objecting.objections(hall(), visitor())
    return render_template("desk/objections.html", objections=found, place="objections")


@desk.post("/objections/<objection>")
def answer(objection: str) -> ResponseReturnValue:
    """Answer an objection: uphold it, or let the publicity go on."""
    case, words = request.form.get("case", ""), request.form.get("words", "")
    uphold = request.form.get("uphold")
    if uphold not in ("yes", "no"):
        abort(400)
    try:
        objecting.answer_objection(hall(), visitor(), objection, case, uphold == "yes", words)
    except Complained as wrong:
        view = looking.case(hall(), visitor(), case)
        said = " ".join(say(one.say) for one in wrong.complaints)
        return _shown(view, answered=objection, words=words, complaint=said, status=422)
    flash("objection.answered")
    return redirect(url_for("desk.case", case=case), 303)
