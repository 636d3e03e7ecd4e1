"""Does a template know what all know, and can it change it for none?"""

from __future__ import annotations

import pytest
from flask import Flask

from townhall.web.names import OneWorld


@pytest.fixture
def app() -> Flask:
    made = Flask("names")
    made.jinja_environment = OneWorld
    made.jinja_env.globals["word"] = "ours"
    return made


def test_a_template_knows_what_all_know_and_what_it_is_given_alone(app: Flask) -> None:
    plain = app.jinja_env.from_string("{{ word }} {{ own }}")
    own = app.jinja_env.from_string("{{ word }} {{ own }}", globals={"own": "mine"})
    assert (plain.render(), own.render(), plain.render()) == ("ours ", "ours mine", "ours ")
    app.jinja_env.globals["word"] = "later"
    assert (plain.render(), own.render()) == ("later ", "later mine")


def test_nothing_that_all_know_is_changed_through_one_template(app: Flask) -> None:
    plain = app.jinja_env.from_string("{{ word }}")
    own = app.jinja_env.from_string("{{ word }}", globals={"word": "mine"})
    with pytest.raises(TypeError):
        plain.globals["word"] = "changed"
    own.globals["word"] = "changed"
    assert (plain.render(), own.render()) == ("ours", "changed")
