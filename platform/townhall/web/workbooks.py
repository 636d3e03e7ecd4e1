"""How do rows come in from workbooks and lists go out as workbooks, over HTTP?"""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from io import BytesIO
from typing import Literal

from flask import (
    Blueprint,
    abort,
    current_app,
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

from townhall.office import checking_rows, drafting, exporting, importing, leafing, taking_in, templating
from townhall.office.overseeing_imports import imports, progress
from townhall.office.templating import Download
from townhall.office.views import ImportView
from townhall.ports.archive import Overtaken
from townhall.record.refusals import BadUpload
from townhall.web.filled import filled, is_number, number
from townhall.web.guard import hall, visitor
from townhall.web.speaking import say, t

workbooks = Blueprint("workbooks", __name__)
htmx = HTMX()

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


# -- in --------------------------------------------------------------------------------------------------


@workbooks.post("/draft/<draft>/import/<table>")
def begin(draft: str, table: str) -> ResponseReturnValue:
    """Keep what was typed in the draft, and go to where its workbooks are."""
    drafting.save(hall(), visitor(), draft, filled(draft).raw, number("sheet-version"))
    return redirect(url_for("workbooks.table", draft=draft, table=table), 303)


@workbooks.get("/draft/<draft>/import/<table>")
def table(draft: str, table: str) -> ResponseReturnValue:
    """The workbooks of one table: what is waiting, what was taken in, and its rows page by page."""
    return _page(imports(hall(), visitor(), draft, table, _asked_page()))


@workbooks.post("/draft/<draft>/import/<table>/file")
def receive(draft: str, table: str) -> ResponseReturnValue:
    """Take a workbook, check its first rows at once, and show how far it is."""
    upload = request.files.get("workbook")
    if upload is None or not upload.filename:
        return _page(imports(hall(), visitor(), draft, table), t("import.no_file"), 422)
    try:
        batch = importing.receive(hall(), visitor(), draft, table, upload.filename, upload.read())
    except BadUpload as bad:
        return _page(imports(hall(), visitor(), draft, table), say(bad.say), 422)
    checking_rows.check_next(hall(), visitor(), draft, batch)
    return redirect(url_for("workbooks.table", draft=draft, table=table), 303)


@workbooks.post("/draft/<draft>/import/<table>/check")
def check(draft: str, table: str) -> ResponseReturnValue:
    """Check the next rows; the page asks again until all are."""
    with suppress(Overtaken):  # another tab has checked them: what is shown is how far it is
        checking_rows.check_next(hall(), visitor(), draft, request.form.get("batch", ""))
    if not htmx:
        return redirect(url_for("workbooks.table", draft=draft, table=table), 303)
    view = progress(hall(), visitor(), draft, table)
    return render_template("counter/_batch.html", view=view, batch=view.waiting)


@workbooks.post("/draft/<draft>/import/<table>/take")
def take(draft: str, table: str) -> ResponseReturnValue:
    """Take the checked rows in: all, or those without faults where the person says so."""
    only_good = request.form.get("only") == "good"
    taking_in.take_in(hall(), visitor(), draft, request.form.get("batch", ""), only_good)
    flash("import.taken")
    return redirect(url_for("workbooks.table", draft=draft, table=table), 303)


@workbooks.post("/draft/<draft>/import/<table>/undo")
def undo(draft: str, table: str) -> ResponseReturnValue:
    """Take a batch out again; with no batch named, the rows that a returned case was handed in with."""
    batch = request.form.get("batch", "")
    if batch:
        taking_in.take_out(hall(), visitor(), draft, batch)
    else:
        taking_in.take_submitted_out(hall(), visitor(), draft, table)
    flash("import.undone")
    return redirect(url_for("workbooks.table", draft=draft, table=table), 303)


@workbooks.get("/draft/<draft>/import/<table>/template.xlsx")
def template(draft: str, table: str) -> ResponseReturnValue:
    """An empty workbook to fill in."""
    return _handed_over(templating.template(hall(), visitor(), draft, table), is_list=False)


@workbooks.get("/draft/<draft>/import/<table>/faults/<batch>.xlsx")
def faults(draft: str, table: str, batch: str) -> ResponseReturnValue:
    """The person's own rows with what is wrong beside each."""
    return _handed_over(templating.error_sheet(hall(), visitor(), draft, batch), is_list=False)


def _page(view: ImportView, complaint: str = "", status: int = 200) -> ResponseReturnValue:
    page = render_template(
        "counter/import.html", view=view, batch=view.waiting, complaint=complaint, place="drafts"
    )
    return make_response(page, status)


def _asked_page() -> int:
    asked = request.args.get("page", "1")
    return max(1, int(asked)) if is_number(asked) else abort(400)


# -- out -------------------------------------------------------------------------------------------------


@workbooks.get("/case/<case>/table/<table>")
def case_table(case: str, table: str) -> ResponseReturnValue:
    """One page of a case's long table."""
    found = leafing.case_table(hall(), visitor(), case, table, _asked_page())
    return render_template("desk/table.html", found=found, place="tasks")


@workbooks.get("/case/<case>/table/<table>.xlsx")
def export_table(case: str, table: str) -> ResponseReturnValue:
    """All rows of a case's table."""
    return _handed_over(leafing.exported_table(hall(), visitor(), case, table))


@workbooks.post("/desk/export")
def export_tasks() -> ResponseReturnValue:
    """The task list as it is searched now; words to search for are posted, as on the list."""
    tab, text, form = request.form.get("tab", "todo"), _text(), request.form.get("form") or None
    if tab in ("todo", "copied"):
        kind: Literal["todo", "copied"] = "todo" if tab == "todo" else "copied"
        return _handed_over(exporting.tasks(hall(), visitor(), kind, text, form))
    if tab not in ("started", "done"):
        abort(404)
    which: Literal["started", "done"] = "started" if tab == "started" else "done"
    return _handed_over(exporting.cases(hall(), visitor(), which, _state, form=form, text=text))


@workbooks.post("/watch/export")
def export_cases() -> ResponseReturnValue:
    """Every case within sight, as it is searched now."""
    state = request.form.get("state", "any")
    found = exporting.cases(
        hall(),
        visitor(),
        "all",
        _state,
        state="open" if state == "open" else "over" if state == "over" else "any",
        form=request.form.get("form") or None,
        unit=request.form.get("unit") or None,
        text=_text(),
    )
    return _handed_over(found)


def _state(state: str) -> str:
    return t(f"state.{state}")


def _text() -> str:
    return request.form.get("text", "").strip()[:60]


def _handed_over(download: Download, is_list: bool = True) -> ResponseReturnValue:
    """The workbook as a download: its rows are written one by one, packed it is small. A list is logged."""
    into = BytesIO()
    templating.write(hall(), download, into)
    into.seek(0)
    if is_list:
        me = visitor()
        current_app.logger.info(
            "exported: %s by %s at %s from %s",
            download.name,
            me.person.id,
            datetime.now(UTC).isoformat(timespec="seconds"),
            request.path,
        )
    return send_file(into, mimetype=MEDIA_TYPE, as_attachment=True, download_name=f"{download.name}.xlsx")
