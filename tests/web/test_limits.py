"""Do the limits hold, each for whom it is meant?"""

from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from tests.web.gallery import bare_hall, gallery
from townhall.web.app import create_app


@pytest.fixture
def client() -> FlaskClient:
    app = gallery()
    app.config["WTF_CSRF_ENABLED"] = False
    return app.test_client()


def attempt(client: FlaskClient, login: str) -> int:
    return client.post("/sign-in", data={"login": login, "password": "wrong"}).status_code


def test_a_password_is_guessed_five_times_a_minute_at_most(client: FlaskClient):
    assert [attempt(client, "clerk") for _ in range(6)] == [422] * 5 + [429]
    assert attempt(client, " CLERK ") == 429
    assert attempt(client, "director") == 422


def test_looking_at_the_sign_in_page_is_no_guess(client: FlaskClient):
    assert {client.get("/sign-in").status_code for _ in range(8)} == {200}


def test_objections_have_a_limit_of_their_own(client: FlaskClient):
    answers = [client.post("/d/N1/objection", data={"content": ""}).status_code for _ in range(6)]
    assert answers[5] == 429
    assert 429 not in answers[:5]


def test_public_pages_share_one_limit_in_words(client: FlaskClient):
    for _ in range(120):
        assert client.get("/town/nowhere").status_code == 404
    answer = client.get("/town")
    assert answer.status_code == 429
    assert "请稍等一分钟" in answer.text


def objections(client: FlaskClient, asker: str) -> list[int]:
    told = {"X-Forwarded-For": asker}
    return [client.post("/d/N1/objection", data={"content": ""}, headers=told).status_code for _ in range(6)]


@pytest.mark.parametrize(("proxies", "is_shared"), [(0, True), (1, False)])
def test_behind_a_trusted_proxy_each_is_counted_apart(proxies: int, is_shared: bool):
    """Without a trusted proxy nobody can name themselves another; with one, a county shares no limit."""
    hall = bare_hall()
    app = create_app(replace(hall, settings=replace(hall.settings, trusted_proxies=proxies)))
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    assert objections(client, "203.0.113.1")[5] == 429
    assert (objections(client, "203.0.113.2")[0] == 429) == is_shared
