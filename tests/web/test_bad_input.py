"""Does whatever a browser, a broken one or an enemy sends get an answer in words, and never an error page?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from tests.web.gate import ROLES, Gate, opened
from tests.web.pages import Page
from tests.web.square import Browser, Raised, Square, open_square
from tests.web.test_permissions import PROBES, Probe

NASTY = (
    "", " ", "\x00", "a\x00b", "\x07\x1b[2J", "\u202egnp.exe", "\ud800", "\ufffe", "😀" * 40, "²", "٣", "-1",
    "1e999", "9" * 5000, "NaN", "0x1", "1.0", "true", "None", "../../etc/passwd", "..\\..\\x", "%00",
    "%2e%2e/",
    "' OR 1=1 --", "<script>alert(1)</script>", "{{ 7*7 }}", "\r\nSet-Cookie: a=b", "add:", "add:invoices",
    "remove:invoices:²", "remove:invoices:99999999999999999999", "remove::", "find:nothing", "=1+1", "\t\t\t",
    "a\rb\r\nc", '"', "x" * 3000, "group", "initiator", "pay.make", "agree", "return", "refuse",
)  # fmt: skip
FIELDS = (
    "amount", "purpose", "payee_id", "invoices", "invoices.0.image", "invoices.0.inv_no", "invoices.²",
    "photos",
    "sent:photos", "one:proof", "handler", "budget_line", "expense_category", "labour.999999.days",
    "a.b.c.d.e",
)  # fmt: skip
OURS = (
    "", "..", "sheet-do", "sheet-version", "case-step", "case-seq", "case-choice", "case-to", "case-reason",
    "case",
    "uphold", "words", "unit", "content", "contact", "login", "password", "old", "new", "again", "back",
    "ahead",
    "text", "paste:invoices", "paste:", "after", "__class__", "raw", "opinion", "unknown_field",
)  # fmt: skip
NAMES = FIELDS + OURS
"""Names of fields, of our own inputs, and of neither."""

ANYTHING = st.sampled_from(NASTY) | st.text(max_size=40)
FORMS = st.lists(st.tuples(st.sampled_from(NAMES) | st.text(max_size=12), ANYTHING), max_size=12)
POSTS = [
    one for one in PROBES if one.method == "POST" and one.endpoint not in ("door.sign_out", "door.sign_in")
]


@pytest.fixture(scope="module")
def gate(raised: Raised, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gate]:
    """For tests that keep the town's matters as they are."""
    square = open_square(raised, tmp_path_factory.mktemp("gate") / "square")
    yield opened(square)
    square.hall.close()


@pytest.fixture(scope="module")
def battered(raised: Raised, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gate]:
    """For whatever chance sends; what it manages to do, it may."""
    square = open_square(raised, tmp_path_factory.mktemp("battered") / "square")
    yield opened(square)
    square.hall.close()


def in_words(status: int) -> bool:
    return status < 500


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(form=FORMS, role=st.sampled_from(ROLES), is_plausible=st.booleans())
@pytest.mark.parametrize("probe", POSTS, ids=str)
def test_no_form_breaks_an_address(battered: Gate, probe: Probe, form: Any, role: str, is_plausible: bool):
    town, browser = battered.town, battered.browsers[role]
    data: MultiDict[str, str] = MultiDict([(sendable(name), sendable(text)) for name, text in form if name])
    if is_plausible:
        ours = {
            "sheet-version": battered.version(), "case-step": "group", "case-seq": str(town.payment.seq),
            "case": town.relief.id, "uphold": "no", "unit": town.unit,
        }  # fmt: skip
        for name, value in ours.items():
            data.setdefault(name, value)
    data["csrf_token"] = browser.mark
    answer = browser.client.post(probe.path(town), data=data)
    assert in_words(answer.status_code), answer.text


def sendable(text: str) -> str:
    """Half surrogates cannot be sent as UTF-8; what a broken sender makes of them can."""
    return text.encode("utf-8", "surrogatepass").decode("latin-1") if not _is_utf8(text) else text


def _is_utf8(text: str) -> bool:
    return not any("\ud800" <= one <= "\udfff" for one in text)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    path=st.sampled_from([one.endpoint for one in PROBES if one.method == "GET"]),
    query=st.dictionaries(
        st.sampled_from(
            [
                "text",
                "form",
                "unit",
                "state",
                "after",
                "tab",
                "by",
                "span",
                "to",
                "back",
                "town",
                "handler",
                "_scheme",
            ]
        ),
        ANYTHING,
        max_size=4,
    ),
    role=st.sampled_from(ROLES),
)
def test_no_query_breaks_a_page(battered: Gate, path: str, query: dict[str, str], role: str):
    sent = {name: sendable(text) for name, text in query.items()}
    for probe in PROBES:
        if probe.endpoint == path and probe.method == "GET":
            answer = battered.browsers[role].get(
                probe.path(battered.town).partition("?")[0], query_string=sent
            )
            assert in_words(answer.status_code), (probe, sent)


@pytest.mark.parametrize(
    "word", ["nothing", "%00", "%ED%A0%80", "%E2%80%AE", "..%2f..", "' OR 1=1", "9" * 3000, "a.b.c", "."]
)
def test_ids_that_are_none_are_not_found(gate: Gate, word: str):
    for path in (
        "/case/{}", "/case/{}/status", "/file/{}", "/draft/{}", "/draft/{}/pick/handler", "/guides/{}",
        "/v/{}", "/v/420802102201/{}", "/d/{}", "/town/{}",
    ):  # fmt: skip
        answer = gate.clerk.get(path.format(word))
        assert answer.status_code == 404 or (word == "." and answer.status_code in (200, 308)), path
    for path in ("/draft/{}", "/draft/{}/submit", "/draft/{}/row", "/draft/{}/rows", "/draft/{}/files"):
        answer = gate.clerk.post(path.format(word), {"sheet-version": "1", "sheet-do": "add:invoices"})
        assert answer.status_code in (404, 405), path
    for path in ("/case/{}/decide", "/case/{}/answer", "/start/{}", "/devices/{}/revoke"):
        answer = gate.clerk.post(path.format(word), {"case-seq": "1"})
        assert answer.status_code in (404, 405), path
    answer = gate.clerk.post(f"/objections/{word}", {"case": word, "uphold": "no", "words": "已经核实清楚"})
    assert answer.status_code in (404, 405)


# -- deciding --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"case-step": "nothing"}, 403),
        ({"case-step": "initiator"}, 403),
        ({"case-step": "director"}, 403),
        ({"case-step": "pay.bank"}, 403),
        ({"case-step": ""}, 403),
        ({"case-choice": "nothing"}, 409),
        ({"case-choice": ""}, 409),
        ({"case-choice": "return", "case-to": "director"}, 409),
        ({"case-choice": "return", "case-to": "group"}, 409),
        ({"case-choice": "return", "case-to": "nothing"}, 409),
        ({"case-choice": "return", "case-to": "pay.bank"}, 409),
        ({"case-choice": "return", "case-to": "\u202e"}, 409),
        ({"case-seq": "-1"}, 400),
        ({"case-seq": ""}, 400),
        ({"case-seq": "²"}, 400),
        ({"case-seq": "9" * 30}, 400),
        ({"case-seq": "999999999"}, 409),
        ({"case-seq": "1"}, 409),
        ({"case-choice": "return", "case-reason": "不"}, 422),
    ],
)
def test_a_decision_that_makes_no_sense_decides_nothing(gate: Gate, changed: dict[str, str], status: int):
    town = gate.town
    sent = {
        "case-step": "group",
        "case-seq": str(town.payment.seq),
        "case-choice": "agree",
        "case-reason": "发票与事由不符",
    }
    answer = gate.browsers["asked"].post(f"/case/{town.payment.id}/decide", {**sent, **changed})
    assert answer.status_code == status
    if status != 400:
        assert changed.get("case-reason", sent["case-reason"]) in answer.text
    assert standing(gate.square) == town.payment.seq


def standing(square: Square) -> int:
    """The number of the payment's last event."""
    with square.hall.archive(read_only=True) as archive:
        found = archive.kept_case(square.towns["zhanghe"].payment.id)
    assert found is not None
    return found.seq


def test_the_page_offers_only_ways_back_that_are_taken(square: Square):
    """What stands in the list of steps to return to goes back; pressing anything else ignores the list."""
    town, app = square.towns["zhanghe"], square.app()
    for role in ("asked", "colleague"):
        answer = Browser(app, square.token(town.people[role])).press(town.payment.id, "agree")
        assert answer.status_code == 303
    director = Browser(app, square.token(town.people["not_asked_yet"]))
    page = Page(director.get(f"/case/{town.payment.id}").text)
    assert "case-to" in [one.get("name") for one in page.of("select")]
    assert [one["value"] for one in page.of("option")] == ["initiator", "group"]
    assert director.press(town.payment.id, "agree", to="initiator").status_code == 303
    secretary = Browser(app, square.token("zhanghe.village_party_sec-0"))
    back = {"reason": "请再核实一遍"}
    assert secretary.press(town.payment.id, "return", to="nowhere", **back).status_code == 409
    assert secretary.press(town.payment.id, "return", to="director", **back).status_code == 303


# -- drafts ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sent", ["", "-1", "0", "1.5", "²", "999999999999", "99"])
def test_a_version_that_is_none_keeps_what_was_kept(gate: Gate, sent: str):
    before = gate.kept()
    answer = gate.clerk.post(gate.draft, {"sheet-version": sent, "purpose": "另写的话"})
    assert answer.status_code in (400, 409)
    assert "另写的话" in answer.text
    assert before is not None
    assert gate.kept() == before


@pytest.mark.parametrize(
    "text",
    ["a\rb", 'a"b\tc', "\x00", "x" * 200_000, "\t" * 5000, "甲\t乙\r\n丙", '"\n' * 600, "=cmd|' /C calc'!A0"],
)
def test_whatever_is_pasted_is_rows_or_a_complaint(gate: Gate, text: str):
    data = {"sheet-version": gate.version(), "sheet-do": "paste:invoices", "paste:invoices": text}
    answer = gate.clerk.post(f"{gate.draft}/rows", data)
    assert answer.status_code in (303, 400, 409)
    assert gate.clerk.get(gate.draft).status_code == 200


@pytest.mark.parametrize(
    "do",
    [
        "", "add", "add:", "add:nothing", "add:purpose", "remove:invoices:-1", "remove:invoices:²", "drop",
        "remove:invoices:" + "9" * 5000, "find:", "find:nothing", "find:files",
    ],
)  # fmt: skip
def test_a_button_that_is_none_of_ours_is_told_so(gate: Gate, do: str):
    answer = gate.clerk.post(f"{gate.draft}/row", {"sheet-version": gate.version(), "sheet-do": do})
    assert answer.status_code in (303, 400, 404)
    assert gate.clerk.get(gate.draft).status_code == 200


def test_fields_that_the_form_does_not_have_are_passed_over(gate: Gate):
    sent = {
        "sheet-version": gate.version(), "release": "x", "matter_no": "SZ-04-1999-00001", "town": "shuangxi",
        "values": "{}", "amount_words": "壹亿元整", "budget_available": "99999999", "__proto__.x": "1",
        "purpose": "正当的话",
    }  # fmt: skip
    assert gate.clerk.post(gate.draft, sent).status_code == 303
    page = gate.clerk.get(gate.draft).text
    assert "正当的话" in page
    assert "壹亿元整" not in page
    assert "99,999,999" not in page


def test_a_text_of_ten_megabytes_is_told_to_be_too_large(gate: Gate):
    answer = gate.clerk.post(gate.draft, {"sheet-version": gate.version(), "purpose": "字" * 3_500_000})
    assert answer.status_code == 413
    assert "MB" in answer.text


def test_more_rows_than_a_table_takes_are_complained_of(square: Square):
    gate = opened(square)
    many = {f"invoices.{number}.inv_no": "1" for number in range(400)}
    assert gate.clerk.post(gate.draft, {"sheet-version": "2", **many}).status_code == 303
    page = gate.clerk.post(f"{gate.draft}/submit", {"sheet-version": "3"})
    assert page.status_code == 422
    assert "最多200行" in page.text


def test_what_is_no_form_at_all_is_no_error(gate: Gate):
    town, browser = gate.town, gate.clerk
    deep = b'{"a":' * 5000 + b"1" + b"}" * 5000
    urlencoded, multipart = "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"
    for body, kind in (
        (deep, "application/json"), (b"\xff\xfe\x00", urlencoded), (b"%ED%A0%80=%ED%A0%80&%=%", urlencoded),
        (b"", "multipart/form-data"), (b"--x\r\nContent-Disposition: form-data", multipart),
        (b"--x\r\n\r\n--x--", multipart), (b"<a/>", "text/xml"), (b"x", "image/png"),
    ):  # fmt: skip
        for path in (
            gate.draft,
            f"/case/{town.payment.id}/decide",
            "/sign-in",
            f"/d/{town.notice}/objection",
        ):
            headers = {"X-CSRFToken": browser.mark}
            answer = browser.client.post(path, data=body, content_type=kind, headers=headers)
            assert in_words(answer.status_code), (path, kind)


# -- the safety mark -------------------------------------------------------------------------------------


def test_a_form_whose_mark_has_worn_out_is_shown_with_all_that_was_typed(square: Square):
    town = square.towns["zhanghe"]
    browser = Browser(square.app(), square.token(town.people["initiator"]))
    typed = {
        "csrf_token": "worn out",
        "sheet-version": "2",
        "purpose": "写了半小时的话",
        "invoices.0.inv_no": "123",
    }
    answer = browser.client.post(f"/draft/{town.draft}", data=typed, headers={"Origin": "http://localhost"})
    assert answer.status_code == 400
    page = Page(answer.text)
    again = {one["name"]: one.get("value") for one in page.of("input") if one.get("name")}
    assert again["purpose"] == "写了半小时的话"
    assert again["invoices.0.inv_no"] == "123"
    assert browser.client.post(page.of("form")[-1]["action"] or "", data=again).status_code == 303
    assert "写了半小时的话" in browser.get(f"/draft/{town.draft}").text


def test_no_address_acts_without_its_mark(square: Square):
    town = square.towns["zhanghe"]
    browser = Browser(square.app(), square.token(town.people["initiator"]))
    for probe in PROBES:
        if probe.method == "POST":
            answer = browser.client.post(probe.path(town), data=probe.data(town))
            assert answer.status_code == 400, probe
    assert opened(square).version() == "2"
    assert standing(square) == town.payment.seq


# -- what a database may not take ------------------------------------------------------------------------


def test_no_database_is_stricter_with_what_people_send(square: Square):
    """PostgreSQL takes no NUL in a text, and raises where SQLite does not."""
    town, app = square.towns["zhanghe"], square.app(RATELIMIT_ENABLED=False)
    for role in ROLES:
        browser = Browser(app, square.token(town.people[role]))
        for probe in PROBES:
            path = probe.path(town)
            for nasty in ("\x00", "a\x00b", "\ufffe", "9" * 400):
                if probe.method == "POST" and probe.endpoint != "door.sign_out":
                    answer = browser.post(path, {**probe.data(town), **dict.fromkeys(OURS, nasty)})
                    assert in_words(answer.status_code), (probe, nasty)
                    answer = browser.post(path, {**dict.fromkeys(NAMES, nasty), **probe.data(town)})
                else:
                    query = dict.fromkeys(
                        ("text", "form", "unit", "after", "handler", "to", "back", "by", "span"), nasty
                    )
                    answer = browser.get(path.partition("?")[0], query_string=query)
                assert in_words(answer.status_code), (probe, nasty)
        for word in ("%00", "a%00b", "%ED%A0%80"):
            for path in ("/case/{}", "/file/{}", "/draft/{}", "/v/{}", "/d/{}", "/town/{}", "/guides/{}"):
                assert browser.get(path.format(word)).status_code in (400, 404), path
