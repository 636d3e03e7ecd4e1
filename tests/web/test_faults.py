"""Is everybody told in words what went wrong, with all they typed still there?"""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.gallery import bare_hall
from tests.web.square import Browser, Square
from townhall.kernel.text import Text
from townhall.ports.questions import BadCursor, ColumnChanged, NoDatabaseForm, Overtaken
from townhall.record.refusals import NotAllowed, NotFound, Refused, Stale
from townhall.web.app import create_app
from townhall.web.guard import anyone

REFUSALS = {
    "stale": Stale(),
    "missing": NotFound(),
    "barred": NotAllowed(),
    "cursor": BadCursor("no such place"),
    "unjudged": NoDatabaseForm("sum(rows.amount) > 1", "sum"),
    "changed": ColumnChanged("fund", "amount", "number", "text"),
    "odd": Refused(Text("<b>不行</b>", "<b>No</b>")),
    "overtaken": Overtaken(),
    "broken": ZeroDivisionError("secret 420802"),
}


@pytest.fixture(scope="module")
def failing() -> Flask:
    app = create_app(bare_hall())
    app.extensions["is_demo"] = False

    @app.route("/fail/<how>", methods=["GET", "POST"])
    @anyone
    def fail(how: str) -> str:
        raise REFUSALS[how]

    return app


@pytest.fixture
def client(failing: Flask) -> FlaskClient:
    return failing.test_client()


def mark(client: FlaskClient) -> str:
    page = client.get("/sign-in").text
    return page.partition('name="csrf_token" value="')[2].partition('"')[0]


@pytest.mark.parametrize(
    ("how", "status"),
    [
        ("stale", 409),
        ("missing", 404),
        ("barred", 403),
        ("cursor", 404),
        ("unjudged", 500),
        ("changed", 500),
        ("odd", 409),
        ("overtaken", 409),
        ("broken", 500),
    ],
)
def test_a_refusal_is_a_page_in_words_with_what_was_typed(client: FlaskClient, how: str, status: int):
    sent = {"csrf_token": mark(client), "case-reason": "发票金额不符", "amount": "12", "password": "hush"}
    answer = client.post(f"/fail/{how}", data=sent)
    assert answer.status_code == status
    assert "发票金额不符" in answer.text
    assert "hush" not in answer.text
    assert "420802" not in answer.text
    assert "<b>" not in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_refusal_in_a_fragment_leaves_the_page_as_it_is(client: FlaskClient):
    headers = {"HX-Request": "true", "X-CSRFToken": mark(client)}
    answer = client.post("/fail/stale", headers=headers)
    assert answer.status_code == 409
    assert answer.headers["HX-Retarget"] == "#notices"
    assert "<html" not in answer.text


def test_a_form_without_its_mark_can_be_sent_again_from_here(client: FlaskClient):
    typed = {"content": "沟渠去年刚清过"}
    mine = client.post("/fail/odd", data=typed, headers={"Origin": "http://localhost"})
    assert mine.status_code == 400
    assert "再次提交</button>" in mine.text
    assert 'value="沟渠去年刚清过"' in mine.text


def test_a_form_from_elsewhere_is_never_sent_again(client: FlaskClient):
    theirs = client.post("/fail/odd", data={"content": "x"}, headers={"Origin": "https://example.org"})
    assert theirs.status_code == 400
    nobodys = client.post("/fail/odd", data={"content": "x"})
    assert "再次提交</button>" not in theirs.text + nobodys.text


def test_what_can_only_be_copied_is_not_said_to_be_sent_again(client: FlaskClient):
    answer = client.post("/fail/stale", data={"csrf_token": mark(client), "case-reason": "发票金额不符"})
    assert "可以复制" in answer.text
    assert "再次提交" not in answer.text


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["page", "fragment"])
def test_what_one_filled_in_is_not_sent_as_another(square: Square, headers: dict[str, str]):
    """Somebody else signed in, in another tab of the same browser."""
    town = square.towns["zhanghe"]
    other = Browser(square.app(), square.token(town.people["colleague"]))
    sent = {"csrf_token": "of the first", "sent-by": town.people["asked"], "case-reason": "发票金额不符"}
    given = {"Origin": "http://localhost", **headers}
    answer = other.client.post(f"/case/{town.payment.id}/decide", data=sent, headers=given)
    assert answer.status_code == 409
    assert "不是填写这一页的人" in answer.text
    assert "再次提交" not in answer.text
    assert "X-CSRFToken" not in answer.headers
    mine = other.client.post(
        f"/case/{town.payment.id}/decide", data={**sent, "sent-by": town.people["colleague"]}, headers=given
    )
    assert mine.status_code == 400
    assert mine.headers["X-CSRFToken"]


@pytest.mark.parametrize("row", ["x", "²", "", "9" * 10])
def test_a_cell_of_no_row_is_told_under_its_own_name(square: Square, row: str):
    """Only a stray post names one; it is answered in words all the same, beside what has a title."""
    town = square.towns["zhanghe"]
    browser = Browser(square.app(), square.token(town.people["initiator"]))
    typed = {f"invoices.{row}.inv_date": "3月5日", "invoices.1.inv_date": "3月6日", "sheet-version": "x"}
    answer = browser.post(f"/draft/{town.draft}", typed)
    assert answer.status_code == 400
    assert f"<dt>invoices.{row}.inv_date</dt>" in answer.text
    assert "开票日 2</dt><dd>3月6日</dd>" in answer.text


def test_an_upload_that_is_too_large_is_told_so(failing: Flask):
    client = failing.test_client()
    failing.config["MAX_CONTENT_LENGTH"] = 2_000_000
    answer = client.post("/fail/odd", data=b"x" * 2_000_001, content_type="multipart/form-data; boundary=x")
    assert answer.status_code == 413
    assert "2 MB" in answer.text


def test_an_unknown_page_is_told_in_the_readers_language(client: FlaskClient):
    assert "没有这个页面" in client.get("/nowhere").text
    client.set_cookie("language", "en")
    answer = client.get("/nowhere")
    assert answer.status_code == 404
    assert "There is no such page" in answer.text


@pytest.mark.parametrize("how", ["unjudged", "changed"])
def test_what_a_definition_cannot_have_is_told_by_number(
    client: FlaskClient, caplog: pytest.LogCaptureFixture, how: str
):
    answer = client.get(f"/fail/{how}")
    assert "按现行定义无法读出" in answer.text
    assert str(REFUSALS[how]) not in answer.text
    reference, _, said = caplog.records[-1].getMessage().partition("number ")[2].partition(": ")
    assert reference in answer.text
    assert said == str(REFUSALS[how])


@pytest.mark.parametrize(
    ("address", "where"),
    [
        ("/draft/D1/submit", "/draft/D1"),
        ("/draft/D1/rows", "/draft/D1"),
        ("/case/C1/decide", "/case/C1"),
        ("/objections/O1", "/objections"),
        ("/start/temp_relief", "/start"),
        ("/devices/S1/revoke", "/devices"),
        ("/d/N1/objection", "/d/N1"),
        ("/demo/be/p1", "/demo"),
        ("/sign-out", "/"),
    ],
)
def test_an_address_that_only_a_form_may_ask_leads_to_its_page(client: FlaskClient, address: str, where: str):
    answer = client.get(address)
    assert (answer.status_code, answer.headers["Location"]) == (303, where)


def test_what_no_form_asks_leads_nowhere(client: FlaskClient):
    assert client.get("/case/C1/decide", headers={"HX-Request": "true"}).status_code == 405
    assert client.delete("/desk").status_code == 405


def test_nothing_of_a_fault_is_shown_but_a_number_that_the_log_has_too(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
):
    answer = client.get("/fail/broken")
    assert answer.status_code == 500
    reference = caplog.records[-1].getMessage().rpartition(" ")[2]
    assert reference in answer.text
    assert "ZeroDivision" not in answer.text
