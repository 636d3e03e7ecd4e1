"""Does the door let in whose password fits, leave nothing lying about, and shut behind everybody?"""

from __future__ import annotations

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.web.square import PASSWORD, Browser, Square
from townhall.office import signing_in
from townhall.office.visiting import session_id

CLERK, DIRECTOR = "zhanghe.village_clerk-0", "zhanghe.village_director-0"
ANOTHER = "another long enough password"


@pytest.fixture
def app(square: Square) -> Flask:
    """A town whose clerk and director have passwords."""
    for login in (CLERK, DIRECTOR):
        signing_in.reset_password(square.hall, login, PASSWORD)
    return square.app()


def come_in(browser: Browser, login: str = CLERK, password: str = PASSWORD, **more: str) -> TestResponse:
    return browser.post("/sign-in", {"login": login, "password": password, **more})


def token(browser: Browser) -> str:
    """The token that a browser holds; "" where it holds none."""
    cookie = browser.client.get_cookie("visit")
    return cookie.value if cookie else ""


def is_in(browser: Browser) -> bool:
    return browser.get("/desk").status_code == 200


# -- coming in -------------------------------------------------------------------------------------------


def test_the_right_password_opens_the_desk(app: Flask):
    browser = Browser(app)
    answer = come_in(browser, back="/desk?tab=done")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/desk?tab=done")
    assert is_in(browser)


@pytest.mark.parametrize(
    "back", ["https://example.org/", "//example.org", "/\\example.org", "\t//example.org", "javascript:1"]
)
def test_nobody_is_sent_elsewhere_by_signing_in(app: Flask, back: str):
    assert come_in(Browser(app), back=back).headers["Location"] == "/desk"


def test_an_unknown_login_and_a_wrong_password_look_the_same(app: Flask):
    pages = set()
    for login, password in ((CLERK, "wrong"), ("nobody", "wrong"), ("zhanghe.mayor-0", "wrong"), (CLERK, "")):
        browser = Browser(app)
        answer = come_in(browser, login, password)
        assert answer.status_code == 422
        assert not token(browser)
        mark = answer.text.partition('name="csrf_token" value="')[2].partition('"')[0]
        pages.add(answer.text.replace(mark, "").replace(login, ""))
    assert len(pages) == 1


def test_a_password_is_never_said_again(app: Flask):
    browser = Browser(app)
    assert "wrong but secret" not in come_in(browser, password="wrong but secret").text
    worn_out = browser.client.post(
        "/sign-in",
        data={"login": CLERK, "password": PASSWORD, "csrf_token": "worn out"},
        headers={"Origin": "http://localhost"},
    )
    assert worn_out.status_code == 400
    assert CLERK in worn_out.text
    assert PASSWORD not in worn_out.text


def test_guessing_is_slowed_for_each_login_and_address(app: Flask):
    browser = Browser(app)
    statuses = [come_in(browser, password="wrong").status_code for _ in range(6)]
    assert statuses == [422] * 5 + [429]
    told = come_in(browser)  # not even with the right one
    assert told.status_code == 429
    assert "请稍等一分钟再试" in told.text
    assert f'value="{CLERK}"' in told.text
    assert 'name="password"' in told.text
    assert come_in(browser, DIRECTOR).status_code == 303
    elsewhere = Browser(app)
    data = {"csrf_token": elsewhere.mark, "login": CLERK, "password": PASSWORD}
    answer = elsewhere.client.post("/sign-in", data=data, environ_base={"REMOTE_ADDR": "192.0.2.7"})
    assert answer.status_code == 303


def test_whoever_claims_to_come_from_elsewhere_is_counted_all_the_same(app: Flask):
    browser = Browser(app)
    for number in range(6):
        data = {"csrf_token": browser.mark, "login": CLERK, "password": "wrong"}
        answer = browser.client.post("/sign-in", data=data, headers={"X-Forwarded-For": f"192.0.2.{number}"})
    assert answer.status_code == 429


def test_the_old_password_is_not_guessed_from_an_open_desk(app: Flask):
    browser = Browser(app)
    come_in(browser)
    tried = {"old": "wrong", "new": ANOTHER, "again": ANOTHER}
    statuses = [browser.post("/password", tried).status_code for _ in range(11)]
    assert statuses == [422] * 10 + [429]
    assert "请稍等一分钟再试" in browser.post("/password", tried).text


# -- the token -------------------------------------------------------------------------------------------


def test_the_tokens_cookie_is_for_this_browser_alone(app: Flask, square: Square):
    (cookie,) = [
        one for one in come_in(Browser(app)).headers.getlist("Set-Cookie") if one.startswith("visit=")
    ]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/" in cookie
    assert "Expires" not in cookie  # it ends with the browser
    assert "Max-Age" not in cookie
    assert "Domain" not in cookie


def test_behind_tls_the_token_never_travels_without_it(square: Square, app: Flask):
    app.config["SESSION_COOKIE_SECURE"] = True
    browser = Browser(app)
    data = {"csrf_token": browser.mark, "login": CLERK, "password": PASSWORD}
    answer = browser.client.post("/sign-in", data=data)
    (cookie,) = [one for one in answer.headers.getlist("Set-Cookie") if one.startswith("visit=")]
    assert "Secure" in cookie


def test_a_token_somebody_planted_becomes_nobodys(app: Flask, square: Square):
    """Session fixation: signing in always gives a new token."""
    planted = square.token(DIRECTOR)
    browser = Browser(app, planted)
    come_in(browser)
    assert token(browser) not in ("", planted)
    assert not is_in(Browser(app, planted))
    made_up = Browser(app, "0" * 44)
    assert not is_in(made_up)
    come_in(made_up)
    assert not is_in(Browser(app, "0" * 44))


def test_signing_in_and_out_renews_the_mark_that_forms_carry(app: Flask):
    """Whoever planted a session knows its mark, and could send forms for whoever signs in there."""
    browser = Browser(app)
    planted = browser.mark
    come_in(browser)
    mine = browser.mark
    assert mine != planted
    refused = browser.client.post(
        "/password", data={"csrf_token": planted, "old": "a", "new": "b", "again": "c"}
    )
    assert refused.status_code == 400
    assert browser.post("/password", {"old": "a", "new": "b", "again": "c"}).status_code == 422
    browser.post("/sign-out")
    assert browser.mark not in (planted, mine)
    assert browser.client.post("/sign-in", data={"csrf_token": mine}).status_code == 400


def test_a_refused_mark_is_answered_with_the_one_that_counts(app: Flask):
    """So that a page left open while signing in anew can send what was typed on it."""
    browser = Browser(app)
    worn = browser.mark
    come_in(browser)
    refused = browser.client.post("/password", data={"csrf_token": worn}, headers={"HX-Request": "true"})
    browser.mark = refused.headers["X-CSRFToken"]
    assert browser.post("/password", {"old": "a", "new": "b", "again": "c"}).status_code == 422


def test_the_token_stands_in_no_page_no_address_and_no_log(app: Flask, caplog: pytest.LogCaptureFixture):
    caplog.set_level("DEBUG")
    browser = Browser(app)
    answer = come_in(browser)
    mine = token(browser)
    told = str(answer.headers["Location"]) + answer.text
    for path in ("/desk", "/devices", "/password", "/nowhere"):
        told += browser.get(path).text
    assert mine
    assert mine not in told + caplog.text
    assert PASSWORD not in told + caplog.text


# -- going out -------------------------------------------------------------------------------------------


def test_signing_out_ends_the_sign_in_and_takes_the_token_back(app: Flask):
    browser = Browser(app)
    come_in(browser)
    kept = token(browser)
    assert browser.post("/sign-out").status_code == 303
    assert token(browser) == ""
    assert not is_in(browser)
    assert not is_in(Browser(app, kept))
    assert browser.post("/sign-out").status_code == 303


def test_nobody_is_signed_out_by_a_link_or_from_elsewhere(app: Flask):
    browser = Browser(app)
    come_in(browser)
    led = browser.get("/sign-out")
    assert (led.status_code, led.headers["Location"]) == (303, "/")
    assert browser.client.post("/sign-out").status_code == 400
    assert is_in(browser)


def test_a_new_password_signs_out_every_other_device(app: Flask):
    desk, phone, stranger = Browser(app), Browser(app), Browser(app)
    for browser in (desk, phone):
        come_in(browser)
    come_in(stranger, DIRECTOR)
    wrong = desk.post("/password", {"old": PASSWORD, "new": ANOTHER, "again": "something else"})
    assert wrong.status_code == 422
    short = desk.post("/password", {"old": PASSWORD, "new": "short", "again": "short"})
    assert short.status_code in (409, 422)
    assert is_in(phone)
    changed = desk.post("/password", {"old": PASSWORD, "new": ANOTHER, "again": ANOTHER})
    assert changed.status_code == 303
    assert is_in(desk)
    assert not is_in(phone)
    assert is_in(stranger)
    assert come_in(Browser(app)).status_code == 422
    assert come_in(Browser(app), password=ANOTHER).status_code == 303


def test_a_device_is_ended_from_another(app: Flask):
    desk, phone = Browser(app), Browser(app)
    for browser in (desk, phone):
        come_in(browser)
    theirs = session_id(token(phone))
    assert theirs in desk.get("/devices").text
    assert desk.post(f"/devices/{theirs}/revoke").status_code == 303
    assert not is_in(phone)
    assert is_in(desk)


def test_nobody_ends_a_device_of_somebody_else(app: Flask):
    mine, theirs = Browser(app), Browser(app)
    come_in(mine)
    come_in(theirs, DIRECTOR)
    assert session_id(token(theirs)) not in mine.get("/devices").text
    assert mine.post(f"/devices/{session_id(token(theirs))}/revoke").status_code == 404
    assert is_in(theirs)


def test_what_a_visitor_saw_is_kept_by_no_cache(app: Flask):
    browser = Browser(app)
    come_in(browser)
    for path in ("/desk", "/devices", "/watch", "/start", "/nothing"):
        answer = browser.get(path)
        assert answer.headers.get("Cache-Control") == "no-store" or answer.status_code == 404, path
