"""Does a matter go from form to board through the web, as its people send and see it?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.office.conftest import Village, raise_village, village  # noqa: F401 - fixtures
from tests.web.pages import Page
from townhall.record.people import Sight
from townhall.web.app import create_app

MEMBERS = ("finance_group_member-0", "finance_group_member-1", "finance_group_member-2")
STRANGER = "home_clerk-0"
FORM = "village_fund_payment"


@dataclass
class Desk:
    """One person's browser."""

    client: FlaskClient
    headers: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, **more: object) -> TestResponse:
        return self.client.get(path, headers=self.headers, **more)

    def post(self, path: str, data: dict[str, object] | None = None, **more: object) -> TestResponse:
        return self.client.post(path, data=data or {}, headers=self.headers, **more)

    def typed(self, path: str) -> dict[str, object]:
        """Everything a page's main form would send, as it stands."""
        return filled_in(self.get(path).text)


def filled_in(html: str) -> dict[str, object]:
    page = Page(html)
    found: dict[str, object] = {}
    for one in page.of("input"):
        is_off = one.get("type") in ("checkbox", "radio") and "checked" not in one
        if one.get("name") and not is_off and one.get("type") != "file":
            found[str(one["name"])] = one.get("value") or ""
    return found


@pytest.fixture
def app(village: Village) -> Flask:  # noqa: F811
    with village.hall.archive() as archive:
        archive.set_setting("demo", "yes")
    app = create_app(village.hall)
    app.config["WTF_CSRF_ENABLED"] = False
    return app


@pytest.fixture
def sit(app: Flask) -> Iterator[Callable[[str], Desk]]:
    """Sits somebody down: `sit("village_clerk-0")`."""

    def down(person: str, **headers: str) -> Desk:
        client = app.test_client()
        assert client.post(f"/demo/be/{person}").status_code == 303
        return Desk(client, headers)

    return down


def begun(clerk: Desk, village: Village) -> str:  # noqa: F811
    answer = clerk.post(f"/start/{FORM}", {"unit": village.rehearsal.unit})
    assert answer.status_code == 303
    return answer.headers["Location"]


def test_every_page_of_staff_opens(sit: Callable[[str], Desk]):
    clerk = sit("village_clerk-0")
    for path in (
        "/desk",
        "/start",
        "/watch",
        "/guides",
        f"/guides/{FORM}",
        "/devices",
        "/password",
        "/objections",
    ):
        assert clerk.get(path).status_code == 200, path
    for tab in ("copied", "started", "done", "drafts"):
        assert clerk.get(f"/desk?tab={tab}").status_code == 200
    assert clerk.get("/desk?tab=nonsense").status_code == 404


def test_a_draft_keeps_all_that_was_typed(sit: Callable[[str], Desk], village: Village):  # noqa: F811
    clerk = sit("village_clerk-0")
    draft = begun(clerk, village)
    sent = {**clerk.typed(draft), "purpose": "村部路灯维修", "amount": "三块五"}
    assert clerk.post(draft, sent).headers["Location"] == draft
    page = clerk.get(draft).text
    assert "村部路灯维修" in page
    assert 'value="三块五"' in page


def test_autosave_answers_with_the_new_version_only(sit: Callable[[str], Desk], village: Village):  # noqa: F811
    clerk = sit("village_clerk-0")
    draft = begun(clerk, village)
    sent = {**clerk.typed(draft), "purpose": "甲", "sheet-do": "autosave"}
    answer = clerk.client.post(draft, data=sent, headers={"HX-Request": "true"})
    assert 'name="sheet-version"' in answer.text
    assert "<section" not in answer.text
    assert "<html" not in answer.text


def test_a_page_older_than_the_draft_loses_nothing(sit: Callable[[str], Desk], village: Village):  # noqa: F811
    clerk = sit("village_clerk-0")
    draft = begun(clerk, village)
    stale = {**clerk.typed(draft), "purpose": "从手机上填的"}
    clerk.post(draft, {**stale, "purpose": "从电脑上填的"})
    answer = clerk.post(draft, stale)
    assert answer.status_code == 409
    assert "从手机上填的" in answer.text
    assert "从电脑上填的" in clerk.get(draft).text


def test_rows_are_added_pasted_and_removed(sit: Callable[[str], Desk], village: Village):  # noqa: F811
    clerk = sit("village_clerk-0")
    draft = begun(clerk, village)

    def rows() -> int:
        names = clerk.typed(draft)
        return len({name.split(".")[1] for name in names if name.startswith("invoices.")})

    clerk.post(f"{draft}/row", {**clerk.typed(draft), "sheet-do": "add:invoices"})
    assert rows() == 1
    pasted = {"sheet-do": "paste:invoices", "paste:invoices": "增值税电子发票\t26990000000000000001\n\t2\n"}
    clerk.post(f"{draft}/rows", {**clerk.typed(draft), **pasted})
    assert rows() == 2
    clerk.post(f"{draft}/row", {**clerk.typed(draft), "sheet-do": "remove:invoices:0"})
    assert rows() == 1
    assert (
        clerk.post(f"{draft}/row", {**clerk.typed(draft), "sheet-do": "remove:invoices:x"}).status_code == 400
    )


def test_a_file_of_the_wrong_type_costs_nothing_else(sit: Callable[[str], Desk], village: Village):  # noqa: F811
    clerk = sit("village_clerk-0")
    draft = begun(clerk, village)
    sent = {**clerk.typed(draft), "purpose": "修路", "site_photo": (BytesIO(b"MZ"), "x.exe")}
    answer = clerk.post(draft, sent, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert "x.exe" in answer.text
    assert "修路" in clerk.get(draft).text


def test_handing_in_tells_every_complaint_at_once(sit: Callable[[str], Desk], village: Village):  # noqa: F811
    clerk = sit("village_clerk-0")
    draft = begun(clerk, village)
    answer = clerk.post(f"{draft}/submit", {**clerk.typed(draft), "purpose": "修路"})
    assert answer.status_code == 422
    links = [one for one in Page(answer.text).of("a") if str(one.get("href")).startswith("#f-")]
    assert len(links) > 8
    assert "修路" in answer.text


def test_a_draft_handed_in_leads_to_its_case_however_often_it_is_sent(
    sit: Callable[[str], Desk],
    village: Village,  # noqa: F811
):
    case = village.submit()
    clerk = sit("village_clerk-0")
    for _ in range(2):
        answer = clerk.post(f"/draft/{case}/submit", {"sheet-version": "1"})
        assert answer.headers["Location"] == f"/case/{case}"


def answer_of(desk: Desk, case: str, choice: str, **more: object) -> TestResponse:
    sent = filled_in(desk.get(f"/case/{case}").text)
    given = {name: sent[name] for name in ("case-step", "case-seq") if name in sent}
    return desk.post(f"/case/{case}/decide", {**given, "case-choice": choice, **more})


def test_all_members_stamp_and_the_missing_one_is_named(
    sit: Callable[[str], Desk],
    raise_village: Callable[..., Village],  # noqa: F811
):
    grown = raise_village(people={"finance_group_member": 3})
    with grown.hall.archive() as archive:
        archive.set_setting("demo", "yes")
    app = create_app(grown.hall)
    app.config["WTF_CSRF_ENABLED"] = False
    case = grown.submit()
    desks = []
    for member in MEMBERS:
        client = app.test_client()
        client.post(f"/demo/be/{member}")
        desks.append(Desk(client))
    for one in desks[:2]:
        assert answer_of(one, case, "agree").status_code == 303
    tree = desks[0].get(f"/case/{case}/status").text
    assert "还差：理财小组成员丙" in tree
    assert answer_of(desks[2], case, "agree").status_code == 303
    assert "还差：理财小组成员丙" not in desks[0].get(f"/case/{case}/status").text
    again = desks[2].post(
        f"/case/{case}/decide", {"case-step": "group", "case-seq": "9", "case-choice": "agree"}
    )
    assert again.status_code in (403, 409)


def test_a_return_without_a_reason_comes_back_with_what_was_typed(
    sit: Callable[[str], Desk],
    village: Village,  # noqa: F811
):
    case = village.submit()
    member = sit(MEMBERS[0])
    answer = answer_of(member, case, "return", **{"case-reason": "短"})
    assert answer.status_code == 422
    assert "至少5个字" in answer.text
    assert ">短</textarea>" in answer.text
    assert answer_of(member, case, "return", **{"case-reason": "发票金额与申请不符"}).status_code == 303
    mended = sit("village_clerk-0").get(f"/case/{case}").text
    assert "修改并重新提交" in mended


def test_a_stranger_sees_nothing_on_any_route(sit: Callable[[str], Desk], village: Village):  # noqa: F811
    clerk = sit("village_clerk-0")
    draft = begun(clerk, village)
    case = village.submit()
    files = re.findall(r'href="(/file/[^"]+)"', clerk.get(f"/case/{case}").text)
    assert files
    assert clerk.get(files[0]).status_code == 200
    stranger = sit(STRANGER)
    for path in (draft, f"/case/{case}", f"/case/{case}/status", files[0], f"{draft}/pick/budget_line"):
        assert stranger.get(path).status_code == 404, path
    version = {"sheet-version": "1"}
    for path in (draft, f"{draft}/row", f"{draft}/rows", f"{draft}/files", f"{draft}/submit"):
        sent = {**version, "sheet-do": "add:invoices"}
        assert stranger.post(path, sent).status_code == 404, path
    decision = {"case-step": "group", "case-seq": "1", "case-choice": "agree"}
    assert stranger.post(f"/case/{case}/decide", decision).status_code == 404
    assert stranger.post(f"/case/{case}/answer", decision).status_code == 404
    for path in ("/watch", "/desk?tab=started", "/desk?tab=done", "/desk?tab=copied", "/objections"):
        assert case not in stranger.get(path).text, path
    assert case in clerk.get("/watch").text
    stranger.post(f"{draft}/drop")
    assert clerk.get(draft).status_code == 200


def test_a_file_is_handed_out_boxed_in(sit: Callable[[str], Desk], village: Village):  # noqa: F811
    case = village.submit()
    clerk = sit("village_clerk-0")
    address = re.findall(r'href="(/file/[^"]+)"', clerk.get(f"/case/{case}").text)[0]
    headers = clerk.get(address).headers
    assert "sandbox" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Disposition"].startswith(("attachment", "inline"))
    assert headers["Cache-Control"] == "no-store"


def test_a_sign_in_ends_with_signing_out_on_every_device(sit: Callable[[str], Desk]):
    here, there = sit("village_clerk-0"), sit("village_clerk-0")
    rows = [row for row in here.get("/devices").text.split("<tr>") if "/revoke" in row]
    assert len(rows) == 2
    other = next(row for row in rows if "本机" not in row)
    assert here.post(re.findall(r'action="([^"]+)"', other)[0]).status_code == 303
    assert there.get("/desk").headers["Location"].startswith("/sign-in")
    assert here.get("/desk").status_code == 200
    once = sit("village_clerk-0")
    once.post("/sign-out")
    assert once.get("/desk").headers["Location"].startswith("/sign-in")


def test_the_reader_chooses_the_language(sit: Callable[[str], Desk], village: Village):  # noqa: F811
    case = village.submit()
    clerk = sit("village_clerk-0")
    assert "办理过程" in clerk.get(f"/case/{case}").text
    clerk.get("/language?to=en&back=/desk")
    page = clerk.get(f"/case/{case}").text
    assert "Where it stands" in page
    assert "Village fund payment" in page or "payment" in page.lower()


def test_a_villager_reads_and_objects_without_signing_in(
    app: Flask,
    village: Village,  # noqa: F811
):
    anyone = Desk(app.test_client())
    unit = village.rehearsal.unit
    assert anyone.get("/").headers["Location"] == "/town"
    assert anyone.get("/town").headers["Location"].startswith("/town/")
    assert anyone.get("/town/zhanghe").status_code == 200
    page = anyone.get(f"/v/{unit}")
    assert page.status_code == 200
    assert anyone.get(f"/v/{unit}/my_subsidies").headers["Location"].startswith(f"/prove/{unit}?back=")
    for ledger in re.findall(rf'href="(/v/{unit}/[^"]+)"', page.text.replace("/my_subsidies", "")):
        assert anyone.get(ledger).status_code == 200
        assert (
            anyone.get(f"{ledger}?by=year&span=2026&after=&_scheme=javascript&endpoint=x").status_code == 200
        )
    for path in ("/v/999999999999", "/v/x/y", "/d/nonsense", "/town/nowhere"):
        assert anyone.get(path).status_code == 404


def test_a_notice_takes_objections(raise_village: Callable[..., Village]):  # noqa: F811
    grown = raise_village(people={"civil_affairs_clerk": 2})
    case = grown.submit("form/temp_relief")
    for clerk in ("civil_affairs_clerk", "civil_affairs_clerk#2"):
        grown.decide(clerk, fields={"record": "入户查看，情况属实"})
    grown.decide("civil_affairs_head")
    with grown.hall.archive() as archive:
        found = archive.case(case, Sight("zhanghe", None, whole=True))
    assert found is not None
    number = found.publicities[0].number
    app = create_app(grown.hall)
    app.config["WTF_CSRF_ENABLED"] = False
    anyone = Desk(app.test_client())
    empty = anyone.post(f"/d/{number}/objection", {"content": " ", "contact": "13900000000"})
    assert empty.status_code == 422
    assert 'value="13900000000"' in empty.text
    sent = anyone.post(f"/d/{number}/objection", {"content": "他家有两辆车", "contact": "13900000000"})
    assert sent.status_code == 303
    page = anyone.get(f"/d/{number}").text
    assert "异议已收到" in page
    assert "13900000000" not in page
    assert "他家有两辆车" not in page


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [("x.exe", b"MZ", "x.exe：只能上传"), ("x.pdf", b"%PDF-1.7", "x.pdf：请上传照片")],
)
def test_a_file_that_is_not_taken_is_told_of_beside_its_field(
    sit: Callable[[str], Desk],
    village: Village,  # noqa: F811
    name: str,
    content: bytes,
    words: str,
):
    clerk = sit("village_clerk-0", **{"HX-Request": "true"})
    draft = begun(clerk, village)
    sent = {"sheet-version": "1", "purpose": "修路", "photos": (BytesIO(content), name)}
    answer = clerk.post(f"{draft}/files", sent, content_type="multipart/form-data")
    assert answer.status_code == 422
    beside = answer.text.partition('id="f-photos-field"')[2].partition('class="field')[0]
    assert words in beside
    assert answer.text.count(name) == 1


def test_drafts_are_told_apart_in_their_list(sit: Callable[[str], Desk], village: Village):  # noqa: F811
    clerk = sit("village_clerk-0")
    for words in ("换灯", "修路"):
        draft = begun(clerk, village)
        clerk.post(draft, {**clerk.typed(draft), "subject": words})
    listed = Page(clerk.get("/desk?tab=drafts").text).text
    assert "换灯" in listed
    assert "修路" in listed


def test_who_is_signed_in_reads_of_a_fault_within_the_office(sit: Callable[[str], Desk], app: Flask):
    clerk = sit("village_clerk-0")
    for path in ("/case/nothing", "/nowhere", "/desk?tab=none"):
        answer = clerk.get(path)
        assert answer.status_code == 404
        assert 'class="rail"' in answer.text
    assert 'class="rail"' not in app.test_client().get("/nowhere").text


def test_what_was_typed_on_an_old_page_stands_under_its_titles(sit: Callable[[str], Desk], village: Village):  # noqa: F811
    village.submit("form/temp_relief")
    clerk = sit(village.visitor("civil_affairs_clerk").person.id)
    case = f"/case/{village.case().id}"
    sent = clerk.typed(case)
    village.decide("civil_affairs_clerk#2", fields={"record": "先到一步"})
    step = village.rehearsal.blueprint.chain_of("temp_relief").step(str(sent["case-step"]))
    typed = {**sent, "case-choice": step.choices[0].name, "case-seq": "1", "record": "入户看过，情况属实"}
    answer = clerk.post(f"{case}/decide", typed)
    title = step.sheet.field("record").title.zh
    assert answer.status_code == 409
    told = Page(answer.text).text.partition("您填写的内容")[2]
    assert "入户看过，情况属实" in told
    assert title in told
    assert "record" not in told


def test_every_room_is_on_the_menu(sit: Callable[[str], Desk]):
    clerk = sit("village_clerk-0")
    page = Page(clerk.get("/menu").text)
    found = {str(one.get("href")) for one in page.of("a")}
    assert {"/objections", "/devices", "/password", "/guides", "/watch"} <= found
