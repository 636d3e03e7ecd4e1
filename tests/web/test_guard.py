"""Does every page that is not for anyone turn away whoever has not signed in?"""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from townhall.web.guard import is_for_anyone

FOR_ANYONE = {
    "board.ledger",
    "board.notice",
    "board.objection",
    "board.town",
    "board.towns",
    "board.village",
    "door.be",
    "door.clock",
    "door.demo",
    "door.healthz",
    "door.home",
    "door.language",
    "door.sign_in",
    "door.sign_out",
    "door.text_size",
    "door.villager",
    "proving.leave",
    "proving.me",
    "proving.prove",
    "specimen",
    "static",
}


def test_only_these_pages_are_for_anyone(app: Flask):
    """Whoever opens one more page to the world says so here, too."""
    assert {
        rule.endpoint for rule in app.url_map.iter_rules() if is_for_anyone(app, rule.endpoint)
    } == FOR_ANYONE


def guarded(app: Flask) -> list[tuple[str, str]]:
    return [
        (method, rule.rule.replace("<", "").replace(">", ""))
        for rule in app.url_map.iter_rules()
        if rule.endpoint not in FOR_ANYONE
        for method in sorted((rule.methods or set()) & {"GET", "POST"})
    ]


@pytest.mark.parametrize("token", ["", "stale"])
def test_nobody_comes_in_without_signing_in(app: Flask, token: str):
    app.config["WTF_CSRF_ENABLED"] = False
    try:
        found = {}
        for method, path in guarded(app):
            client = app.test_client()
            client.set_cookie("visit", token)
            answer = client.open(path, method=method)
            found[method, path] = answer.status_code
            if method == "GET":
                assert answer.headers["Location"].startswith("/sign-in?back=")
        assert len(found) > 20
        assert set(found.values()) == {303, 401}
    finally:
        app.config["WTF_CSRF_ENABLED"] = True


def test_htmx_is_told_in_words_beside_what_was_typed(client: FlaskClient):
    answer = client.get("/desk", headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert answer.headers["HX-Retarget"] == "#notices"
    assert "登录已经结束" in answer.text


def test_after_signing_in_one_is_where_one_wanted_to_be(client: FlaskClient):
    assert client.get("/desk?tab=done").headers["Location"] == "/sign-in?back=/desk?tab%3Ddone"


@pytest.mark.parametrize("back", ["https://example.org/", "//example.org/", "/\\example.org"])
def test_nobody_is_sent_elsewhere(client: FlaskClient, back: str):
    answer = client.get("/language", query_string={"to": "en", "back": back})
    assert answer.headers["Location"] == "/"


def test_the_demo_is_nowhere_else(app: Flask):
    app.extensions["is_demo"] = False
    try:
        client = app.test_client()
        client.get("/sign-in")
        app.config["WTF_CSRF_ENABLED"] = False
        assert client.get("/demo").status_code == 404
        assert client.post("/demo/be/P1").status_code == 404
        assert client.post("/demo/clock", data={"ahead": "1-0"}).status_code == 404
    finally:
        app.config["WTF_CSRF_ENABLED"] = True
        app.extensions["is_demo"] = True
