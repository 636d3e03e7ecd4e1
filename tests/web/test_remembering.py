"""Is a control drawn again whenever it would look otherwise, and is nothing remembered of a secret?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, replace

import pytest
from flask import Flask, g
from markupsafe import Markup, escape

from townhall.kernel.text import Text
from townhall.office.views import Input
from townhall.spec.fields import Field
from townhall.web import remembering
from townhall.web.remembering import OneWorld, key_of, remember_addresses, remember_controls, remember_parts
from townhall.web.widgets import Pages

FIELD = Field("purpose", "text", Text("事由", "Purpose"))
EMPTY = Input("purpose", FIELD, "", "", required=True)


class Drawing:
    """Counts how often a macro draws."""

    def __init__(self, *, looks: bool = False) -> None:
        self.times = 0
        self.looks = looks

    def __call__(self, one: Input, pages: Pages, *more: object) -> Markup:
        self.times += 1
        value = (one.raw or "") if self.looks else one.raw
        return Markup("{} {} {}").format(escape(value), g.locale, more)


@pytest.fixture
def app() -> Iterator[Flask]:
    made = Flask("remembering")
    made.add_url_rule("/desk", "desk.tasks", lambda: "")
    made.add_url_rule("/case/<case>", "desk.case", lambda case: case)
    remember_controls(made)
    remember_parts(made)
    remember_addresses(made)
    with made.test_request_context():
        g.locale = "zh"
        yield made


@pytest.fixture
def again(app: Flask) -> Callable[..., Markup]:
    found: Callable[..., Markup] = app.jinja_env.globals["again"]  # type: ignore[assignment]
    return lambda macro, one, *more: found(macro, [one], *more)


def test_what_looks_the_same_is_drawn_once_whatever_is_typed(again: Callable[..., Markup]) -> None:
    macro = Drawing()
    assert again(macro, EMPTY, Pages()) == again(macro, replace(EMPTY), Pages(draft="another")) == " zh ()"
    assert again(macro, replace(EMPTY, raw="<修路>"), Pages()) == "&lt;修路&gt; zh ()"
    assert again(macro, replace(EMPTY, raw="x" * 201), Pages()) == "x" * 201 + " zh ()"
    assert macro.times == 1


def test_what_reads_otherwise_than_it_was_typed_is_put_in_as_it_reads(again: Callable[..., Markup]) -> None:
    macro = Drawing()
    for shown in ("1.00", "2.00"):
        assert again(macro, replace(EMPTY, shown=shown, calculated=True), Pages()) == f"{shown} zh ()"
    assert macro.times == 1


def test_whoever_looks_at_what_is_typed_draws_each_anew(again: Callable[..., Markup]) -> None:
    macro = Drawing(looks=True)
    for raw in ("", "<修路>", "", "<修路>"):
        assert again(macro, replace(EMPTY, raw=raw), Pages()) == Markup("{} zh ()").format(raw)
    # Before each drew itself, a blank was looked at in vain: once.
    assert macro.times == 3


def test_neighbours_are_drawn_one_after_the_other(app: Flask) -> None:
    def macro(one: Input | None, pages: Pages) -> Markup:
        return Markup("[{}]").format(one.raw) if one else Markup("-")

    inputs = [EMPTY, None, replace(EMPTY, raw="a"), replace(EMPTY, raw=("b", "c"))]
    assert app.jinja_env.globals["again"](macro, inputs, Pages()) == "[]-[a][(&#39;b&#39;, &#39;c&#39;)]"


CHANGES = {
    "name": "reason",
    "required": False,
    "calculated": True,
    "is_live": True,
    "options": (("a", "A", True),),
    "complaints": ("请填写",),
    "warnings": ("偏高",),
    "field": Field("purpose", "text", Text("用途", "Purpose")),
}


def test_everything_an_input_says_is_thought_of() -> None:
    """An attribute that is added later must be tried here, too."""
    assert {one.name for one in fields(Input)} == {*CHANGES, "raw", "shown", "attachments"}


@pytest.mark.parametrize("name", CHANGES)
def test_whatever_changes_is_drawn_anew(again: Callable[..., Markup], name: str) -> None:
    macro = Drawing()
    again(macro, EMPTY, Pages())
    again(macro, replace(EMPTY, **{name: CHANGES[name]}), Pages())
    assert macro.times == 2


def test_each_language_place_and_macro_is_drawn_by_itself(again: Callable[..., Markup]) -> None:
    macro, other = Drawing(), Drawing()
    again(macro, EMPTY, Pages())
    again(macro, EMPTY, Pages(prefix="f-other-"))
    again(macro, EMPTY, Pages(), 2)
    again(other, EMPTY, Pages())
    g.locale = "en"
    assert again(macro, EMPTY, Pages()) == " en ()"
    assert (macro.times, other.times) == (4, 1)


@pytest.mark.parametrize(
    "one",
    [
        replace(EMPTY, raw={"month": "2026-01"}),
        *(replace(EMPTY, field=replace(FIELD, kind=kind)) for kind in ("file", "image", "ref", "person")),
    ],
)
def test_what_hangs_on_one_draft_is_not_remembered(again: Callable[..., Markup], one: Input) -> None:
    macro = Drawing()
    assert key_of(one) is None
    for _ in range(2):
        again(macro, one, Pages())
    assert macro.times == 2


def test_what_a_search_found_is_not_remembered(again: Callable[..., Markup]) -> None:
    macro = Drawing()
    for _ in range(2):
        again(macro, EMPTY, Pages(found={"purpose": ()}))
    assert macro.times == 2


@pytest.mark.parametrize(
    "one", [replace(EMPTY, field=replace(FIELD, secret=True), raw="s"), replace(EMPTY, raw="x" * 201)]
)
def test_secrets_and_long_texts_are_not_remembered(again: Callable[..., Markup], one: Input) -> None:
    macro = Drawing(looks=True)
    for _ in range(3):
        again(macro, one, Pages())
    assert macro.times == 4


def test_no_more_is_remembered_than_said(
    again: Callable[..., Markup], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remembering, "MOST", 2)
    macro = Drawing()
    for name in ("a", "b", "c", "a"):
        assert again(macro, replace(EMPTY, name=name, raw=name), Pages()) == f"{name} zh ()"
    assert macro.times == 4


def test_parts_are_drawn_once_for_what_they_are_told(app: Flask) -> None:
    alike: Callable[..., Markup] = app.jinja_env.globals["alike"]  # type: ignore[assignment]
    told: list[object] = []

    def macro(*one: object) -> Markup:
        told.append(one)
        return Markup("{} {}").format(g.locale, *one)

    assert [alike(macro, n) for n in (1, 2, 1)] == ["zh 1", "zh 2", "zh 1"]
    g.locale = "en"
    assert alike(macro, 1) == "en 1"
    assert told == [(1,), (2,), (1,)]


def test_addresses_are_what_they_would_be(app: Flask) -> None:
    url_for: Callable[..., str] = app.jinja_env.globals["url_for"]  # type: ignore[assignment]
    for _ in range(2):
        assert (url_for("desk.tasks"), url_for("desk.tasks", tab="done")) == ("/desk", "/desk?tab=done")
        assert url_for("desk.case", case="c1") == "/case/c1"
        assert url_for("desk.case", case="c2") == "/case/c2"
    with app.test_request_context(base_url="http://localhost/office"):
        assert url_for("desk.tasks") == "/office/desk"
    with app.test_request_context(base_url="http://elsewhere/"):
        assert url_for("desk.tasks", _external=True) == "http://elsewhere/desk"
    with app.test_request_context():
        assert url_for("desk.tasks", _external=True) == "http://localhost/desk"


def test_a_template_knows_what_all_know_and_what_it_is_given_alone() -> None:
    app = Flask("remembering")
    app.jinja_environment = OneWorld
    app.jinja_env.globals["word"] = "ours"
    plain = app.jinja_env.from_string("{{ word }} {{ own }}")
    own = app.jinja_env.from_string("{{ word }} {{ own }}", globals={"own": "mine"})
    assert (plain.render(), own.render(), plain.render()) == ("ours ", "ours mine", "ours ")
