"""Does every address turn away whoever has no business there, and show them nothing of the matter?

One table names every address of the application and what each kind of person gets there. An address that the
table does not name fails the test: whoever opens a new one decides who may use it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from flask import Flask

from tests.web.square import PASSWORD, Browser, Square, Town
from townhall.rehearsal.files import paper
from townhall.web.workbooks import MEDIA_TYPE

ROLES = (
    "nobody", "revoked", "ended", "other_town", "other_village", "department_head", "same_village", "asked",
    "initiator",
)  # fmt: skip
"""Those further right may do what those to their left may, and more."""

Given = Mapping[str, Any]
Expected = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Probe:
    """One request, and the status that each kind of person gets; `hx` asks as htmx would."""

    endpoint: str
    path: Callable[[Town], str]
    expected: Expected
    method: str = "GET"
    data: Callable[[Town], Given] = lambda town: {}
    hx: bool = False

    def __str__(self) -> str:
        return f"{self.method} {self.endpoint}{' (htmx)' if self.hx else ''}"


def everyone(status: int) -> Expected:
    """A page for anyone."""
    return dict.fromkeys(ROLES, status)


def shut(post: bool = False) -> dict[str, int]:
    """What those get anywhere but on public pages who are not signed in, or hold no post any more."""
    return {"nobody": 401 if post else 303, "revoked": 401 if post else 303, "ended": 403}


def staff(status: int, post: bool = False, **but: int) -> Expected:
    """A page for all staff."""
    return {**dict.fromkeys(ROLES, status), **shut(post), **but}


def seers(status: int, post: bool = False, **but: int) -> Expected:
    """A page for those who may see the case: its village, and who is asked."""
    strangers = dict.fromkeys(("other_town", "other_village", "department_head"), 404)
    return {**dict.fromkeys(ROLES, status), **strangers, **shut(post), **but}


def own(status: int, post: bool = False) -> Expected:
    """A page for the initiator alone."""
    return {**dict.fromkeys(ROLES, 404), **shut(post), "initiator": status}


def case(town: Town) -> str:
    return f"/case/{town.payment.id}"


def draft(town: Town) -> str:
    return f"/draft/{town.draft}"


def imports(town: Town) -> str:
    return f"/draft/{town.list_draft}/import/bill"


def batch(town: Town) -> Given:
    return {"batch": town.batch}


def saved(town: Town) -> Given:
    return {"sheet-version": "99", "purpose": "x"}


def picture(town: Town) -> Given:
    return {"sheet-version": "99", "photos": (BytesIO(paper("a.png")), "a.png")}


def step(town: Town) -> Given:
    return {"case-step": "group", "case-seq": str(town.payment.seq), "case-choice": "agree"}


MINE = everyone(303)
"""What people read of themselves: nobody who did not prove who they are, nor any of the staff."""
OVERSEERS = everyone(303)
"""What is for members: of the staff only those read it whose sight goes there; none of these."""
CLERKS = {**staff(403), "initiator": 200, "other_village": 200}
"""For those who give codes."""


def from_phone(town: Town) -> Given:
    """What a phone sends of a sheet that the initiator filled in."""
    at = "2026-04-08T08:30:00Z"
    told = {"sheet-id": "a" * 12, "sheet-version": "1", "sheet-filled": at, "sheet-sent": at}
    return {"sent-by": town.people["initiator"], **told, "purpose": "x"}


def photo_from_phone(town: Town) -> Given:
    told = {"sent-by": town.people["initiator"], "id": "b" * 12, "place": "photos"}
    return {**told, "file": (BytesIO(paper("a.png")), "a.png")}


PROBES = (
    # For anyone
    Probe("static", lambda town: "/static/townhall.css", everyone(200)),
    Probe("door.healthz", lambda town: "/healthz", everyone(200)),
    Probe("door.home", lambda town: "/", {**everyone(303), "ended": 403}),
    Probe("door.language", lambda town: "/language?to=en&back=/town", everyone(303)),
    Probe("door.text_size", lambda town: "/text-size?to=large", everyone(303)),
    Probe("door.sign_in", lambda town: "/sign-in", everyone(200)),
    Probe(
        "door.sign_in", lambda town: "/sign-in", everyone(422), "POST",
        lambda town: {"login": town.people["initiator"], "password": "wrong"},
    ),
    Probe("board.towns", lambda town: "/town", everyone(200)),
    Probe("board.town", lambda town: f"/town/{town.name}", everyone(200)),
    Probe("board.village", lambda town: f"/v/{town.unit}", everyone(200)),
    Probe("board.village", lambda town: f"/v/{town.other_unit}", everyone(200)),
    Probe("board.ledger", lambda town: f"/v/{town.other_unit}/income_expense", everyone(200)),
    Probe("board.ledger", lambda town: f"/v/{town.unit}/village_fund_payment", everyone(404)),
    Probe("board.notice", lambda town: f"/d/{town.payment.id}", everyone(404)),
    Probe(
        "board.objection", lambda town: f"/d/{town.payment.id}/objection", everyone(404), "POST",
        lambda town: {"content": "这不对，请核实"},
    ),
    # For people who prove who they are: everybody else is asked to, staff too (test_proving has the others)
    Probe("board.ledger", lambda town: f"/v/{town.unit}/my_subsidies", MINE),
    Probe("board.ledger", lambda town: f"/v/{town.unit}-coop/coop_account", OVERSEERS),
    Probe("proving.prove", lambda town: f"/prove/{town.unit}", everyone(200)),
    Probe(
        "proving.prove", lambda town: f"/prove/{town.unit}", everyone(422), "POST",
        lambda town: {"name": "某某某", "last": "123456", "code": "00000000"},
    ),
    Probe("proving.me", lambda town: "/me", everyone(303)),
    Probe("proving.leave", lambda town: "/me/leave", everyone(303), "POST"),
    # For clerks, each for the own village
    Probe("proving.codes", lambda town: "/codes", CLERKS),
    Probe(
        "proving.codes", lambda town: "/codes", {**CLERKS, "nobody": 401, "revoked": 401}, "POST",
        lambda town: {"text": "某"},
    ),
    Probe(
        "proving.issue", lambda town: "/codes/issue",
        {**CLERKS, "nobody": 401, "revoked": 401, "other_village": 404}, "POST",
        lambda town: {"person": f"{town.unit}-0001-1"},
    ),
    # Only in a demo
    Probe("door.demo", lambda town: "/demo", everyone(404)),
    Probe("door.be", lambda town: f"/demo/be/{town.people['overseer']}", everyone(404), "POST"),
    Probe(
        "door.villager",
        lambda town: "/demo/villager",
        everyone(404),
        "POST",
        lambda town: {"unit": town.unit},
    ),
    Probe("door.clock", lambda town: "/demo/clock", everyone(404), "POST", lambda town: {"ahead": "1-0"}),
    # For all staff
    Probe("desk.tasks", lambda town: "/desk", staff(200)),
    Probe("desk.tasks", lambda town: "/desk?tab=copied", staff(200)),
    Probe("desk.tasks", lambda town: "/desk?tab=started", staff(200)),
    Probe("desk.tasks", lambda town: "/desk?tab=done", staff(200)),
    Probe("desk.tasks", lambda town: "/desk?tab=drafts", staff(200)),
    Probe(
        "desk.tasks", lambda town: "/desk?tab=done", staff(200, post=True), "POST",
        lambda town: {"text": town.words.tag},
    ),
    Probe("watch.progress", lambda town: "/watch", staff(200)),
    Probe(
        "watch.progress", lambda town: f"/watch?unit={town.unit}", staff(200, post=True), "POST",
        lambda town: {"text": town.words.tag},
    ),
    Probe("door.menu", lambda town: "/menu", staff(200)),
    Probe("desk.objections", lambda town: "/objections", staff(200)),
    Probe("unit.guides", lambda town: "/guides", staff(200)),
    Probe("unit.guide", lambda town: "/guides/village_fund_payment", staff(200)),
    Probe("counter.start", lambda town: "/start", staff(200)),
    Probe("door.devices", lambda town: "/devices", staff(200)),
    Probe("door.password", lambda town: "/password", staff(200)),
    Probe(
        "door.password", lambda town: "/password", staff(422, post=True), "POST",
        lambda town: {"old": "wrong", "new": PASSWORD, "again": PASSWORD},
    ),
    Probe("door.choose_town", lambda town: f"/in-town?to={town.name}", staff(303, other_town=404)),
    # The case
    Probe("desk.case", case, seers(200)),
    Probe("desk.status", lambda town: f"{case(town)}/status", seers(200)),
    Probe(
        "desk.status", lambda town: f"{case(town)}/status",
        {**seers(200), "nobody": 401, "revoked": 401}, hx=True,
    ),
    Probe("desk.file", lambda town: f"/file/{town.attachment}", seers(200)),
    Probe("desk.answering", lambda town: f"{case(town)}/answer", seers(200, post=True), "POST", step),
    Probe(
        "desk.answering", lambda town: f"{case(town)}/answer",
        seers(403, post=True, asked=200), "POST", step, hx=True,
    ),
    Probe("desk.decide", lambda town: f"{case(town)}/decide", seers(403, post=True, asked=303), "POST", step),
    Probe("desk.case", lambda town: f"/case/{town.returned.id}", seers(200)),
    # Answering objections is the discipline officer's, who has a test of their own
    Probe(
        "desk.answer", lambda town: f"/objections/{town.objection}", seers(403, post=True), "POST",
        lambda town: {"case": town.relief.id, "uphold": "no", "words": "已经核实，情况属实"},
    ),
    # Beginning and drafts
    Probe(
        "counter.begin", lambda town: "/start/village_fund_payment",
        {**staff(403, post=True), "initiator": 303}, "POST", lambda town: {"unit": town.unit},
    ),
    Probe("counter.begin", lambda town: "/start/nothing", staff(404, post=True), "POST"),
    Probe("counter.draft", draft, own(200)),
    Probe("counter.draft", lambda town: f"/draft/{town.returned.id}.1", own(200)),
    Probe("desk.file", lambda town: f"/file/{town.draft_file}", own(200)),
    Probe("counter.pick", lambda town: f"{draft(town)}/pick/handler", own(200)),
    Probe(
        "counter.pick", lambda town: f"{draft(town)}/pick/handler", own(200, post=True), "POST",
        lambda town: {"handler": "某"},
    ),
    Probe("counter.save", draft, own(409, post=True), "POST", saved),
    Probe("counter.row", lambda town: f"{draft(town)}/row", own(409, post=True), "POST",
          lambda town: {**saved(town), "sheet-do": "add:invoices"}),
    Probe("counter.rows", lambda town: f"{draft(town)}/rows", own(409, post=True), "POST",
          lambda town: {**saved(town), "sheet-do": "paste:invoices", "paste:invoices": "a\tb"}),
    Probe("counter.attach", lambda town: f"{draft(town)}/files", own(409, post=True), "POST", picture),
    Probe("counter.submit", lambda town: f"{draft(town)}/submit", own(409, post=True), "POST", saved),
    # Without a network: nobody sends as another, and this draft's form is none that goes along
    Probe("away.sheets", lambda town: "/away/", staff(200)),
    Probe("away.who", lambda town: "/away/who", staff(200)),
    Probe("away.sheet", lambda town: f"/away/{town.draft}", staff(404)),
    Probe("away.send", lambda town: f"/away/{town.draft}", staff(409, post=True), "POST"),
    Probe(
        "away.send", lambda town: f"/away/{town.draft}", {**staff(409, post=True), "initiator": 404}, "POST",
        from_phone,
    ),
    Probe("away.file", lambda town: f"/away/{town.draft}/file", staff(409, post=True), "POST"),
    Probe(
        "away.file", lambda town: f"/away/{town.draft}/file", {**staff(409, post=True), "initiator": 200},
        "POST", photo_from_phone,
    ),
    # Workbooks beside a draft
    Probe("workbooks.table", imports, own(200)),
    Probe("workbooks.template", lambda town: f"{imports(town)}/template.xlsx", own(200)),
    Probe("workbooks.faults", lambda town: f"{imports(town)}/faults/{town.batch}.xlsx", own(200)),
    Probe("workbooks.begin", imports, own(409, post=True), "POST", saved),
    Probe("workbooks.receive", lambda town: f"{imports(town)}/file", own(422, post=True), "POST",
          lambda town: {"workbook": (BytesIO(b"no workbook"), "a.xlsx")}),
    Probe("workbooks.check", lambda town: f"{imports(town)}/check", own(303, post=True), "POST", batch),
    Probe("workbooks.take", lambda town: f"{imports(town)}/take", own(409, post=True), "POST", batch),
    Probe("workbooks.undo", lambda town: f"{imports(town)}/undo", own(404, post=True), "POST",
          lambda town: {"batch": "none"}),
    # Lists that go out as workbooks
    Probe("workbooks.case_table", lambda town: f"{case(town)}/table/invoices", seers(200)),
    Probe("workbooks.export_table", lambda town: f"{case(town)}/table/invoices.xlsx", seers(200)),
    Probe("workbooks.export_tasks", lambda town: "/desk/export", staff(200, post=True), "POST",
          lambda town: {"tab": "todo", "text": town.words.tag}),
    Probe("workbooks.export_cases", lambda town: "/watch/export", staff(200, post=True), "POST",
          lambda town: {"text": town.words.tag}),
    # Dropping a draft that is nobody's is harmless: it tells nothing, and does nothing
    Probe("counter.drop", lambda town: f"{draft(town)}/drop", staff(303, post=True), "POST"),
    # What ends a sign-in comes last
    Probe("door.revoke", lambda town: "/devices/nothing/revoke", staff(404, post=True), "POST"),
    Probe("door.sign_out", lambda town: "/sign-out", everyone(303), "POST"),
)  # fmt: skip

SHOWN = frozenset(
    {
        "desk.case", "counter.draft", "desk.answering", "watch.progress", "workbooks.table",
        "workbooks.faults", "workbooks.case_table", "workbooks.export_table", "workbooks.export_cases",
    }
)  # fmt: skip
"""Where those who may see something must see it; else the search for words would prove nothing."""


OWN = frozenset({"counter.draft", "workbooks.table", "workbooks.faults"})
"""What the initiator alone sees of these."""


def methods(app: Flask) -> Iterator[tuple[str, str]]:
    """Every address: its endpoint, and how it may be asked."""
    for rule in app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield rule.endpoint, method


def test_the_table_names_every_address(square: Square):
    assert {*methods(square.app())} == {(one.endpoint, one.method) for one in PROBES}


def browser(square: Square, app: Flask, role: str) -> Browser:
    """The browser of one kind of person, towards the first town."""
    town = square.towns["zhanghe"]
    match role:
        case "nobody":
            return Browser(app)
        case "revoked":
            token = square.token(town.people["initiator"])
            leaving = Browser(app, token)
            assert leaving.post("/sign-out").status_code == 303
            return Browser(app, token)
        case "other_town":
            return Browser(app, square.token(square.towns["shuangxi"].people["overseer"]))
        case _:
            return Browser(app, square.token(town.people[role]))


@pytest.mark.parametrize("role", ROLES)
def test_each_gets_what_is_theirs_and_reads_nothing_else(square: Square, role: str):
    assert "\n".join(mistakes(square, role)) == ""


def mistakes(square: Square, role: str) -> list[str]:
    """Where one kind of person is let in or kept out wrongly, or reads what is none of their business."""
    town, app = square.towns["zhanghe"], square.app()
    visitor = browser(square, app, role)
    may_see = role in ("same_village", "asked", "initiator")
    found, shown = [], set()
    for probe in PROBES:
        headers = {"HX-Request": "true"} if probe.hx else {}
        path = probe.path(town)
        if probe.method == "POST":
            answer = visitor.post(path, probe.data(town), headers=headers)
        else:
            answer = visitor.get(path, headers=headers)
        if answer.status_code != probe.expected[role]:
            found.append(f"{probe} gives {answer.status_code}, not {probe.expected[role]}")
        told = read(answer)
        hidden = town.secrets() if may_see else (*town.canaries(), *town.secrets())
        # A draft is its owner's: what they typed themselves is theirs to read.
        if not (role == "initiator" and probe.endpoint.startswith(("counter.", "workbooks."))):
            found += [f"{probe} tells {word!r}" for word in hidden if word in told]
        if any(word in told for word in town.canaries()):
            shown.add(probe.endpoint)
    expected = SHOWN - (OWN if role != "initiator" else set())
    return found + [f"{one} shows nothing" for one in sorted(expected - shown) if may_see]


def read(answer: Any) -> str:
    """All that an answer tells: its text, and where it sends one."""
    body = answer.get_data()
    if answer.mimetype == MEDIA_TYPE:
        with ZipFile(BytesIO(body)) as parts:
            body = b"".join(parts.read(name) for name in parts.namelist())
    return body.decode("utf-8", "replace") + str(answer.headers)


def test_a_refused_file_is_not_a_byte_of_the_file(square: Square):
    town, app = square.towns["zhanghe"], square.app()
    whole = Browser(app, square.token(town.people["initiator"])).get(f"/file/{town.attachment}")
    assert whole.get_data() == paper("a.png")
    for role in ("nobody", "revoked", "ended", "other_town", "other_village", "department_head"):
        refused = browser(square, app, role).get(f"/file/{town.attachment}")
        assert b"IDAT" not in refused.get_data()


def test_whose_post_has_ended_may_do_nothing_more(square: Square):
    """Not even with what they stamped themselves yesterday: a case is seen from a post, not for life."""
    town = square.towns["zhanghe"]
    person = town.people["ended"]
    assert any(one.actor.person == person for run in town.payment.runs for one in run.decisions)
    answer = Browser(square.app(), square.token(person)).get(f"/case/{town.payment.id}")
    assert answer.status_code == 403
    assert "岗位" in answer.text


def test_only_the_named_post_answers_an_objection(square: Square):
    town, app = square.towns["zhanghe"], square.app()
    officer = Browser(app, square.token(town.people["answers_objections"]))
    listed = officer.get("/objections")
    assert town.words.objection in listed.text
    data = {"case": town.relief.id, "uphold": "no", "words": "已经核实，情况属实"}
    assert officer.post(f"/objections/{town.objection}", data).status_code == 303


def test_the_contact_of_an_objection_is_for_who_answers_it(square: Square):
    town, app = square.towns["zhanghe"], square.app()
    shown = {
        role: Browser(app, square.token(town.people[role])).get(f"/case/{town.relief.id}").text
        for role in ("answers_objections", "initiator", "overseer")
    }
    assert [town.words.contact in page for page in shown.values()] == [True, False, False]
    assert all(town.words.objection in page for page in shown.values())


def test_options_and_head_tell_no_more_than_get(square: Square):
    town, app = square.towns["zhanghe"], square.app()
    nobody = Browser(app).client
    stranger = Browser(app, square.token(town.people["other_village"])).client
    for path in (f"/case/{town.payment.id}", f"/file/{town.attachment}", f"/draft/{town.draft}"):
        assert nobody.head(path).status_code == 401
        assert nobody.options(path).status_code == 401
        assert stranger.head(path).status_code == 404
        assert stranger.put(path).status_code == 405
