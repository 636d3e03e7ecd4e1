"""Is a control drawn again whenever it would look otherwise, and never remembered where it holds a secret?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, replace

import pytest
from flask import Flask, g
from markupsafe import Markup

from townhall.kernel.text import Text
from townhall.office.views import AttachmentView, Input
from townhall.spec.fields import Field
from townhall.web import remembering
from townhall.web.remembering import key_of, remember_addresses, remember_controls
from townhall.web.widgets import Pages

FIELD = Field("purpose", "text", Text("事由", "Purpose"))
EMPTY = Input("purpose", FIELD, "", "", required=True)


class Drawing:
    """Counts how often a macro draws."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, one: Input, pages: Pages, *more: object) -> Markup:
        self.times += 1
        return Markup("{} {} {}").format(one.raw, g.locale, more)


@pytest.fixture
def app() -> Iterator[Flask]:
    made = Flask("remembering")
    made.add_url_rule("/desk", "desk.tasks", lambda: "")
    made.add_url_rule("/case/<case>", "desk.case", lambda case: case)
    remember_controls(made)
    remember_addresses(made)
    with made.test_request_context():
        g.locale = "zh"
        yield made


@pytest.fixture
def again(app: Flask) -> Callable[..., Markup]:
    found: Callable[..., Markup] = app.jinja_env.globals["again"]  # type: ignore[assignment]
    return found


def test_what_looks_the_same_is_drawn_once(again: Callable[..., Markup]) -> None:
    macro = Drawing()
    assert again(macro, EMPTY, Pages()) == again(macro, replace(EMPTY), Pages(draft="another")) == " zh ()"
    assert macro.times == 1


CHANGES = {
    "name": "reason",
    "raw": "修路",
    "shown": "1.00",
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
    assert {one.name for one in fields(Input)} == {*CHANGES, "attachments"}


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
    ("one", "pages"),
    [
        (replace(EMPTY, field=replace(FIELD, secret=True)), Pages()),
        (replace(EMPTY, attachments=(AttachmentView("f1", "a.pdf", "application/pdf", 3),)), Pages()),
        (EMPTY, Pages(found={"purpose": ()})),
        (replace(EMPTY, raw="x" * 201), Pages()),
        (replace(EMPTY, raw={"month": "2026-01"}), Pages()),
        *((replace(EMPTY, field=replace(FIELD, kind=kind)), Pages()) for kind in ("file", "ref", "person")),
    ],
)
def test_secrets_and_what_hangs_on_one_draft_are_not_remembered(app: Flask, one: Input, pages: Pages) -> None:
    assert key_of(one, pages) is None


def test_no_more_is_remembered_than_said(
    again: Callable[..., Markup], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remembering, "MOST", 2)
    macro = Drawing()
    for raw in ("a", "b", "c", "a"):
        assert again(macro, replace(EMPTY, raw=raw), Pages()) == f"{raw} zh ()"
    assert macro.times == 4


def test_addresses_are_what_they_would_be(app: Flask) -> None:
    url_for: Callable[..., str] = app.jinja_env.globals["url_for"]  # type: ignore[assignment]
    for _ in range(2):
        assert (url_for("desk.tasks"), url_for("desk.tasks", tab="done")) == ("/desk", "/desk?tab=done")
        assert url_for("desk.case", case="c1") == "/case/c1"
    with app.test_request_context(base_url="http://localhost/office"):
        assert url_for("desk.tasks") == "/office/desk"
