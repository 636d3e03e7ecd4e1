"""Does every answer tell the browser to run nothing of others and keep nothing of ours?"""

from flask import Flask
from flask.testing import FlaskClient

from tests.web.gallery import bare_hall
from townhall.web.app import create_app
from townhall.web.headers import FILE_POLICY


def test_the_policy_allows_only_our_own(client: FlaskClient):
    headers = client.get("/specimen/case").headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Robots-Tag"] == "noindex"


def test_what_somebody_uploaded_is_boxed_in(app: Flask):
    given = app.view_functions["desk.file"].talisman_view_options  # type: ignore[attr-defined]
    assert given["content_security_policy"] == FILE_POLICY
    assert "sandbox" in FILE_POLICY


def test_assets_are_kept_for_ever_under_a_name_that_changes_with_them(client: FlaskClient):
    page = client.get("/specimen/case").text
    address = page.partition('rel="stylesheet" href="')[2].partition('"')[0]
    assert "?v=" in address
    with client.get(address) as kept, client.get("/static/townhall.css") as asked_again:
        assert "immutable" in kept.headers["Cache-Control"]
        assert "immutable" not in asked_again.headers.get("Cache-Control", "")


def test_cookies_are_kept_from_scripts_and_other_sites():
    client = create_app(bare_hall()).test_client()
    cookie = client.get("/sign-in").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie


def test_behind_tls_cookies_never_travel_without_it():
    app = create_app(bare_hall(base_url="https://example.org"))
    assert "Secure" in app.test_client().get("/sign-in").headers["Set-Cookie"]


def test_each_application_signs_with_the_key_of_its_own_hall():
    assert create_app(bare_hall()).secret_key == "digest of townhall web session"
