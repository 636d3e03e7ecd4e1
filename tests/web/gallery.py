"""Which pages are there to look at, with which view in each, without an office behind them?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Thread
from typing import Any

from flask import Flask, g, render_template
from werkzeug.serving import make_server

from tests.web import specimens
from townhall.adapters.plugins import load_catalog
from townhall.office.objecting import Unanswered
from townhall.office.views.away import AwayRow, AwaySheet
from townhall.ports.hall import Hall
from townhall.settings import Settings, shipped
from townhall.spec.catalog import Catalog
from townhall.web.app import create_app
from townhall.web.guard import anyone
from townhall.web.widgets import Pages, draft_pages


class NoArchive:
    """An archive that knows nobody and holds nothing."""

    def __init__(self, read_only: bool = False) -> None:
        self.read_only = read_only

    def __enter__(self) -> NoArchive:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def setting(self, name: str) -> str | None:
        return None

    def session(self, id: str) -> None:
        return None

    def person_by_login(self, login: str) -> None:
        return None

    def towns(self) -> tuple[str, ...]:
        return ()

    def publications(self, *_: object) -> tuple[()]:
        return ()


class FixedClock:
    def now(self) -> Any:
        return specimens.NOW


class NamedVault:
    def digest(self, text: str) -> str:
        return f"digest of {text}"


class NoPasswords:
    def fits(self, password: str, hashed: str | None) -> bool:
        return False


def bare_hall(catalog: Catalog | None = None, base_url: str = "http://127.0.0.1:8000") -> Hall:
    """A hall in which nothing has happened yet."""
    unused: Any = None
    return Hall(
        settings=Settings.from_environment({"TOWNHALL_PUBLIC_BASE_URL": base_url}),
        archive=NoArchive,  # type: ignore[arg-type]
        clock=FixedClock(),
        names=unused,
        vault=NamedVault(),  # type: ignore[arg-type]
        files=unused,
        passwords=NoPasswords(),  # type: ignore[arg-type]
        codes=unused,
        workbooks=unused,
        catalog=catalog or load_catalog([shipped("plugins")], installed=False),
        blueprints=unused,
        seatings=unused,
        attend=lambda: None,
        close=lambda: None,
    )


@dataclass(frozen=True, slots=True)
class Shown:
    """One page of the gallery: its template and what it is given."""

    template: str
    given: Callable[[], dict[str, Any]] = field(default=dict)


def _desk(tab: str, listing: Any, **more: Any) -> dict[str, Any]:
    tabs = (("todo", 12), ("copied", 2), ("started", 0), ("done", 0), ("drafts", 1))
    given = {"tab": tab, "tabs": tabs, "listing": listing, "text": "", "form": None, "more": "/desk?after=x"}
    forms = (("temp_relief", specimens.guide().title),)
    return {**given, "forms": forms, "place": "tasks", **more}


def _draft(**how: Any) -> dict[str, Any]:
    view = specimens.draft(**how)
    pages = draft_pages(view.id)
    return {"draft": view, "pages": pages, "shows_complaints": how.get("is_bad"), "place": "drafts"}


def _case(view: Any, **more: Any) -> dict[str, Any]:
    return {"case": view, "refused": (), "place": "tasks", **more}


def _ledger(view: Any) -> dict[str, Any]:
    return {"ledger": view, "by": "month", "more": "/v/1/income?after=x", "span_address": lambda span: "/"}


def _prove(**how: Any) -> dict[str, Any]:
    given = {"at": specimens.place(), "back": "/v/1", "complaint": "", "name": "", "asks_code": True}
    return {**given, **how}


def _codes(persons: Any, text: str) -> dict[str, Any]:
    return {"text": text, "persons": persons, "place": "codes"}


def _watch(listing: Any) -> dict[str, Any]:
    given = _desk("all", listing)
    return {
        **given,
        "unit": "",
        "units": specimens.village().pages and (("1", specimens.VILLAGE),),
        "state": "any",
    }


SHOWN: dict[str, Shown] = {
    "desk-todo": Shown("desk/desk.html", lambda: _desk("todo", specimens.tasks())),
    "desk-started": Shown("desk/desk.html", lambda: _desk("started", specimens.cases())),
    "desk-drafts": Shown("desk/desk.html", lambda: _desk("drafts", specimens.drafts())),
    "desk-empty": Shown("desk/desk.html", lambda: _desk("todo", specimens.Listing((), None))),
    "desk-none-found": Shown("desk/desk.html", lambda: _desk("done", specimens.Listing((), None), text="桥")),
    "start": Shown("counter/start.html", lambda: {"categories": specimens.categories(), "place": "start"}),
    "start-empty": Shown("counter/start.html", lambda: {"categories": (), "place": "start"}),
    "draft": Shown("counter/draft.html", _draft),
    "draft-wrong": Shown("counter/draft.html", lambda: _draft(is_bad=True)),
    "draft-returned": Shown("counter/draft.html", lambda: _draft(is_returned=True)),
    "case": Shown("desk/case.html", lambda: _case(specimens.case())),
    "case-asked": Shown("desk/case.html", lambda: _case(specimens.case((specimens.asked(),)))),
    "case-opinion": Shown(
        "desk/case.html", lambda: _case(specimens.case((specimens.asked(with_sheet=True),)))
    ),
    "case-two": Shown(
        "desk/case.html",
        lambda: _case(
            specimens.case((specimens.asked(with_sheet=True), specimens.asked(with_sheet=True, step="b")))
        ),
    ),
    "case-not-done": Shown(
        "desk/case.html",
        lambda: _case(
            specimens.case((specimens.asked(complaint="退回须写明原因，至少5个字。"),)),
            shows_complaints=True,
            answered_step=specimens.asked().step,
        ),
    ),
    "case-rich": Shown("desk/case.html", lambda: _case(specimens.rich_case())),
    "objections": Shown(
        "desk/objections.html", lambda: {"objections": specimens.objection_list(), "place": "objections"}
    ),
    "objections-empty": Shown(
        "desk/objections.html", lambda: {"objections": Unanswered(), "place": "objections"}
    ),
    "watch": Shown(
        "watch/watch.html", lambda: _watch(specimens.cases()) | {"states": ("any", "open", "over")}
    ),
    "guides": Shown(
        "unit/guides.html",
        lambda: {"guides": ((specimens.guide().pack_title, (specimens.guide(),)),), "place": "guides"},
    ),
    "guide": Shown("unit/guide.html", lambda: {"guide": specimens.guide(), "place": "guides"}),
    "away": Shown(
        "away/sheets.html",
        lambda: {
            "sheets": (
                AwayRow(
                    "D1",
                    specimens.guide().title,
                    "刘院村",
                    "JG-04-2026-00001",
                    specimens.VILLAGE,
                    specimens.NOW,
                ),
            )
        },
    ),
    "away-empty": Shown("away/sheets.html", lambda: {"sheets": ()}),
    "away-sheet": Shown(
        "away/sheet.html",
        lambda: {
            "sheet": AwaySheet(specimens.draft(), "r1", frozenset({"amount", "labour.days"})),
            "pages": Pages(),
        },
    ),
    "devices": Shown("door/devices.html", lambda: {"devices": specimens.devices(), "place": "devices"}),
    "password": Shown("door/password.html", lambda: {"complaint": "两次输入的新密码不一样，请重新输入。"}),
    "sign-in": Shown("door/sign_in.html", lambda: {"back": "/desk", "login": "", "complaint": None}),
    "demo": Shown(
        "door/demo.html",
        lambda: {
            "towns": specimens.introduction().towns,
            "town": "zhanghe",
            "text": "",
            "groups": specimens.demo_groups(),
            "most": 4,
            "villages": (("1", specimens.VILLAGE),),
        },
    ),
    "towns": Shown(
        "board/towns.html",
        lambda: {"towns": (("zhanghe", specimens.TOWN, (("1", specimens.VILLAGE),) * 43),)},
    ),
    "town": Shown(
        "board/town.html", lambda: {"title": specimens.TOWN, "units": (("1", specimens.VILLAGE),) * 43}
    ),
    "village": Shown("board/village.html", lambda: {"village": specimens.village()}),
    "notice": Shown(
        "board/notice.html", lambda: {"notice": specimens.notice(), "typed": {"content": "", "contact": ""}}
    ),
    "notice-over": Shown(
        "board/notice.html",
        lambda: {"notice": specimens.notice(is_open=False), "typed": {"content": "", "contact": ""}},
    ),
    "ledger": Shown("board/ledger.html", lambda: _ledger(specimens.ledger())),
    "ledger-mine": Shown("board/ledger.html", lambda: _ledger(specimens.ledger(is_mine=True))),
    "prove": Shown("proving/prove.html", _prove),
    "prove-known": Shown("proving/prove.html", lambda: _prove(asks_code=False)),
    "prove-wrong": Shown("proving/prove.html", lambda: _prove(complaint="没有核验通过。", name="张乙一")),
    "me": Shown("proving/me.html", lambda: {"me": specimens.my_proof()}),
    "me-shared": Shown("proving/me.html", lambda: {"me": specimens.my_proof(is_known=False)}),
    "codes": Shown("proving/codes.html", lambda: _codes(specimens.persons(), "张")),
    "codes-nobody": Shown("proving/codes.html", lambda: _codes((), "张")),
    "codes-begin": Shown("proving/codes.html", lambda: _codes((), "")),
    "codes-too-many": Shown(
        "proving/codes.html", lambda: {**_codes((), ""), "complaint": "今天已发过5次，请明天再发。"}
    ),
    "code": Shown("proving/code.html", lambda: {"code": specimens.issued_code(), "place": "codes"}),
    "ledger-empty": Shown("board/ledger.html", lambda: _ledger(specimens.ledger(is_empty=True))),
    "fault": Shown(
        "faults/fault.html",
        lambda: {
            "title": "情况已有变化",
            "words": "您查看之后，此件已有人办理。",
            "typed": (("case-reason", "发票金额不符"),),
            "again": "/case/C1/decide",
            "back": "/desk",
            "way_out": ("/case/C1", "查看最新情况"),
            "reference": "",
            "shown": (("意见", "发票金额不符"),),
        },
    ),
}


def gallery(is_demo: bool = True) -> Flask:
    """The whole application, with every specimen under `/specimen/<name>`."""
    app = create_app(bare_hall())
    app.extensions["is_demo"] = is_demo
    app.jinja_env.globals["introduce"] = specimens.introduction

    @app.get("/specimen/<name>")
    @anyone
    def specimen(name: str) -> str:
        one = SHOWN[name]
        g.visitor = None
        return render_template(one.template, **one.given())

    return app


def fragment(app: Flask, template: str, **given: Any) -> str:
    """A fragment as htmx would get it; `pages` of the specimen draft unless given."""
    with app.test_request_context(headers={"HX-Request": "true"}):
        app.preprocess_request()
        return render_template(template, **{"pages": draft_pages("D1"), "is_fragment": True, **given})


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """The application on a free port of this machine; gives its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
