"""May a browser keep a style sheet for ever, and does it get the new one as soon as it changed?"""

import re

from flask import Flask, render_template_string
from flask.testing import FlaskClient

from townhall.web.assets import address_assets


def test_an_asset_is_kept_for_ever_under_the_address_of_what_is_in_it(app: Flask, client: FlaskClient):
    with app.test_request_context():
        address = app.jinja_env.globals["asset"]("townhall.css")
    assert re.fullmatch(r"/static/townhall\.css\?v=[0-9a-f]{12}", address)
    with client.get(address) as answer:
        assert answer.status_code == 200
        assert "immutable" in answer.headers["Cache-Control"]
    with client.get("/static/townhall.css") as answer:
        assert "immutable" not in answer.headers.get("Cache-Control", "")


def test_another_content_has_another_address(tmp_path):
    marks = []
    for words in ("a{}", "b{}", "a{}"):
        (tmp_path / "one.css").write_text(words)
        changed = Flask("changed", static_folder=str(tmp_path))
        address_assets(changed)
        with changed.test_request_context():
            marks.append(render_template_string("{{ asset('one.css') }}"))
    assert marks[0] == marks[2] != marks[1]
