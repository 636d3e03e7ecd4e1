"""Is a control drawn again whenever it would look otherwise, and is nothing remembered of a secret?"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import fields, replace
from typing import Any

import pytest
from flask import Flask, g, url_for
from markupsafe import Markup, escape

from townhall.kernel.text import Text
from townhall.office.views import Input
from townhall.spec.fields import Field
from townhall.web import remembering
from townhall.web.blanks import TYPED
from townhall.web.remembering import key_of, remember_addresses, remember_controls, remember_parts
from townhall.web.widgets import Pages, value_of

FIELD = Field("purpose", "text", Text("事由", "Purpose"))
EMPTY = Input("purpose", FIELD, "", "", required=True)
MET = 2 + len(TYPED)
"""How often a control is drawn when first met: as it is, with a blank, and with all that may be typed."""


class Drawing:
    """Counts how often a macro draws."""

    def __init__(self, *, looks: bool = False) -> None:
        self.times = 0
        self.looks = looks

    def __call__(self, one: Input, pages: Pages, *more: object) -> Markup:
        self.times += 1
        value = (value_of(one) or "") if self.looks else value_of(one)
        return Markup("{} {} {}").format(escape(value), g.locale, more)


class Forgetful(dict[Any, Any]):
    """Forgets all that it is told, as where another thread makes room at that moment."""

    def __setitem__(self, key: Hashable, value: object) -> None:
        super().__setitem__(key, value)
        self.clear()


@pytest.fixture
def app() -> Iterator[Flask]:
    made = Flask("remembering")
    made.add_url_rule("/desk", "desk.tasks", lambda: "")
    made.add_url_rule("/case/<case>", "desk.case", lambda case: case)
    made.add_url_rule("/language", "door.language", lambda: "")
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
    assert macro.times == MET


def test_what_reads_otherwise_than_it_was_typed_is_put_in_as_it_reads(again: Callable[..., Markup]) -> None:
    macro = Drawing()
    for shown in ("1.00", "2.00"):
        assert again(macro, replace(EMPTY, shown=shown, calculated=True), Pages()) == f"{shown} zh ()"
    assert macro.times == MET


def test_whoever_looks_at_what_is_typed_draws_each_anew(again: Callable[..., Markup]) -> None:
    macro = Drawing(looks=True)
    for raw in ("", "<修路>", "", "<修路>"):
        assert again(macro, replace(EMPTY, raw=raw), Pages()) == Markup("{} zh ()").format(raw)
    # The first also with a blank, which was looked at in vain.
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
    before = macro.times
    again(macro, replace(EMPTY, **{name: CHANGES[name]}), Pages())
    assert macro.times > before


def test_each_language_place_and_macro_is_drawn_by_itself(again: Callable[..., Markup]) -> None:
    macro, other = Drawing(), Drawing()
    again(macro, EMPTY, Pages())
    again(macro, EMPTY, Pages(prefix="f-other-"))
    again(macro, EMPTY, Pages(), 2)
    again(other, EMPTY, Pages())
    g.locale = "en"
    assert again(macro, EMPTY, Pages()) == " en ()"
    # Its field was tried at the first place; at the others it is drawn as it is, and with a blank.
    assert (macro.times, other.times) == (MET + 3 * 2, MET)


def test_what_puts_up_with_a_blank_is_drawn_anew_whatever_is_typed_first(
    again: Callable[..., Markup],
) -> None:
    def macro(one: Input, pages: Pages) -> Markup:
        return Markup(one.raw)

    for raw in ("", "a", "<b>"):
        assert again(macro, replace(EMPTY, raw=raw), Pages()) == raw


def test_what_goes_wrong_with_a_control_is_not_hidden(again: Callable[..., Markup]) -> None:
    def macro(one: Input, pages: Pages) -> Markup:
        return Markup(1 // 0)

    with pytest.raises(ZeroDivisionError):
        again(macro, EMPTY, Pages())


@pytest.mark.parametrize(
    "one",
    [
        replace(EMPTY, raw={"month": "2026-01"}),
        replace(EMPTY, field=replace(FIELD, many=True)),
        *(
            replace(EMPTY, field=replace(FIELD, kind=kind))
            for kind in ("choices", "file", "image", "ref", "person", "unit")
        ),
    ],
)
def test_what_hangs_on_one_draft_is_not_remembered(again: Callable[..., Markup], one: Input) -> None:
    macro = Drawing()
    assert key_of(one, Pages()) is None
    for _ in range(2):
        again(macro, one, Pages())
    assert macro.times == 2


@pytest.mark.parametrize(
    "pages", [Pages(found={"purpose": ()}), Pages(refused=(("purpose", "王某体检报告.exe：不能上传"),))]
)
def test_what_one_post_brought_is_neither_remembered_nor_left_out(
    again: Callable[..., Markup], pages: Pages
) -> None:
    def macro(one: Input, pages: Pages) -> Markup:
        return Markup("{} {}").format(sorted(pages.found), pages.not_taken(one))

    for asked in (Pages(), pages, Pages()):
        assert again(macro, EMPTY, asked) == macro(EMPTY, asked)


@pytest.mark.parametrize("kind", ["choice", "text"])
def test_nothing_of_a_secret_is_remembered(again: Callable[..., Markup], kind: str) -> None:
    secret = replace(
        EMPTY,
        field=replace(FIELD, kind=kind, secret=True),
        raw="a",
        options=(("a", "A", True),),
        complaints=("A？",),
    )
    macro = Drawing()
    assert key_of(secret, Pages()) is None
    for _ in range(3):
        again(macro, secret, Pages())
    assert macro.times == 3


def test_long_texts_are_not_remembered(again: Callable[..., Markup]) -> None:
    macro = Drawing(looks=True)
    for _ in range(3):
        again(macro, replace(EMPTY, raw="x" * 201), Pages())
    # The first also with a blank.
    assert macro.times == 4


def test_no_more_is_remembered_than_said(
    again: Callable[..., Markup], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remembering, "MOST", 2)
    macro = Drawing()
    for name in ("a", "b", "c", "a"):
        assert again(macro, replace(EMPTY, name=name, raw=name), Pages()) == f"{name} zh ()"
    # The field was tried once; each time the control was met the first time, for the third took two away.
    assert macro.times == MET + 3 * 2


@pytest.mark.parametrize("looks", [True, False])
def test_what_is_forgotten_at_that_moment_is_drawn_all_the_same(
    again: Callable[..., Markup], monkeypatch: pytest.MonkeyPatch, looks: bool
) -> None:
    monkeypatch.setattr(remembering, "MOST", 0)
    for _ in range(2):
        assert again(Drawing(looks=looks), EMPTY, Pages()) == " zh ()"
    assert remembering._kept(Forgetful(), "key", "thing") == "thing"


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


def test_parts_are_alike_on_every_host_and_otherwise_where_the_site_is_mounted(app: Flask) -> None:
    alike: Callable[..., Markup] = app.jinja_env.globals["alike"]  # type: ignore[assignment]
    drawn: list[str] = []

    def macro() -> Markup:
        drawn.append(url_for("desk.tasks"))
        return Markup(drawn[-1])

    for base, address in (
        ("http://localhost/", "/desk"),
        ("http://elsewhere/", "/desk"),
        ("http://localhost/office", "/office/desk"),
    ):
        with app.test_request_context(base_url=base):
            g.locale = "zh"
            assert alike(macro) == address
    assert drawn == ["/desk", "/office/desk"]


def test_addresses_are_what_they_would_be(app: Flask) -> None:
    asked: Callable[..., str] = app.jinja_env.globals["url_for"]  # type: ignore[assignment]
    for _ in range(2):
        assert (asked("desk.tasks"), asked("desk.tasks", tab="done")) == ("/desk", "/desk?tab=done")
        assert [asked("desk.case", case=case) for case in ("c1", "c2")] == ["/case/c1", "/case/c2"]
        assert asked("desk.tasks", tab=["a", "b"]) == "/desk?tab=a&tab=b"
        assert [asked("desk.tasks", n=n) for n in (1, True)] == ["/desk?n=1", "/desk?n=True"]
    with app.test_request_context(base_url="http://localhost/office"):
        assert asked("desk.tasks") == "/office/desk"
    for host in ("elsewhere", "localhost"):
        with app.test_request_context(base_url=f"http://{host}/"):
            assert asked("desk.tasks", _external=True) == f"http://{host}/desk"


def test_only_an_address_without_values_is_remembered(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: Callable[..., str] = app.jinja_env.globals["url_for"]  # type: ignore[assignment]
    worked_out: list[str] = []

    def counted(endpoint: str, **values: Any) -> str:
        worked_out.append(endpoint)
        return Flask.url_for(app, endpoint, **values)

    monkeypatch.setattr(app, "url_for", counted)
    for host in ("localhost", "elsewhere"):
        with app.test_request_context(base_url=f"http://{host}/"):
            assert asked("door.language") == "/language"
            assert asked("door.language", back="/") == "/language?back=/"
            assert url_for("door.language") == "/language"
    assert worked_out == ["door.language"] * 5
