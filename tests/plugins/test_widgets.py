"""Are all widgets safe under a strict content policy, labelled, and true to what was typed?"""

from dataclasses import replace
from html.parser import HTMLParser

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined

from tests.plugins.built_in import EXAMPLES, built_in, field_of
from townhall.kernel.text import Text
from townhall.office import attaching

KINDS = sorted(EXAMPLES)
FREE = sorted(set(KINDS) - {"bool", "choice", "choices", "file", "image", "signature", "table"})
DANGER = "\"><script>alert(1)</script>'&"
CHOOSE = [("cash", "现金", False), ("card", "村务卡", True)]
ALLOWED_CLASSES = {
    "input", "select", "textarea", "choice-list", "money", "file-drop",
    "picker", "picker-again", "picker-found", "geo", "help", "signature",
}  # fmt: skip


class Elements(HTMLParser):
    """Every element with its attributes, and the text around them."""

    def __init__(self):
        super().__init__()
        self.found, self.text, self.open = [], "", []

    def handle_starttag(self, tag, attrs):
        assert len({name for name, _ in attrs}) == len(attrs), f"an attribute twice in {tag}: {attrs}"
        self.found.append((tag, dict(attrs)))
        if tag not in ("input",):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


def drawn(kind, **given):
    environment = Environment(
        loader=DictLoader(built_in().widget_templates()),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    context = {
        "field": field_of(kind),
        "name": "one",
        "id": "f-one",
        "value": "",
        "locale": "zh",
        "complaints": [],
        "required": False,
        "calculated": False,
        "disabled": False,
        "options": [],
    } | given
    html = environment.get_template(f"widgets/{kind}.html").render(context)
    elements = Elements()
    elements.feed(html)
    elements.close()
    assert elements.open == []
    return elements


def everywhere(kind):
    """A widget in each of its states."""
    field = field_of(kind, help=Text("提示", "Hint"))
    for locale in ("zh", "en"):
        for options in ([], CHOOSE):
            for state in ({}, {"required": True}, {"calculated": True}, {"disabled": True}):
                yield drawn(kind, field=field, locale=locale, options=options, complaints=["x"], **state)
    yield drawn(kind, field=replace(field, many=True), value=["a", "b"], options=CHOOSE)
    yield drawn(kind, value="k-1", label="某人", picker_url="/pick?field=one")
    yield drawn(kind, value="k", picker_url="/pick?field=one")


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_inline_and_classes_are_few(kind):
    for elements in everywhere(kind):
        for tag, attributes in elements.found:
            assert tag not in ("script", "style")
            assert "style" not in attributes
            assert not [name for name in attributes if name.startswith(("on", "hx-on", "hx-vals"))]
            assert not str(attributes.get("href", "")).startswith("javascript:")
            assert set((attributes.get("class") or "").split()) <= ALLOWED_CLASSES


@pytest.mark.parametrize("kind", KINDS)
def test_one_element_bears_the_id_and_ids_are_unique(kind):
    for elements in everywhere(kind):
        ids = [attributes["id"] for _, attributes in elements.found if "id" in attributes]
        assert ids.count("f-one") <= 1
        assert len(ids) == len(set(ids))
    assert [a["id"] for _, a in drawn(kind, options=CHOOSE).found if "id" in a] == ["f-one"]


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"table"}))
def test_hint_and_error_are_tied_to_the_control(kind):
    field = field_of(kind, help=Text("提示", "Hint"))
    elements = drawn(kind, field=field, complaints=["错"], required=True, options=CHOOSE)
    control = next(attributes for _, attributes in elements.found if attributes.get("id") == "f-one")
    assert control["aria-describedby"] == "f-one-hint f-one-error"
    calm = drawn(kind, options=CHOOSE)
    control = next(attributes for _, attributes in calm.found if attributes.get("id") == "f-one")
    assert "aria-describedby" not in control
    assert "aria-invalid" not in control


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_typed_breaks_out_of_its_place(kind):
    for given in (
        {"value": DANGER},
        {"options": [(DANGER, DANGER, True)]},
        {"value": DANGER, "label": DANGER},
    ):
        elements = drawn(kind, picker_url="/pick", **given)
        assert not [tag for tag, _ in elements.found if tag == "script"]


@pytest.mark.parametrize("kind", FREE)
@pytest.mark.parametrize("typed", ["2026年3月5日", "12,345。6", "张三、李四"])
def test_what_was_typed_is_drawn_again_word_for_word(kind, typed):
    elements = drawn(kind, value=typed)
    values = [attributes.get("value") for _, attributes in elements.found]
    assert typed in values or typed in elements.text


@pytest.mark.parametrize(
    ("kind", "value", "type_"),
    [
        ("date", "", "date"),
        ("date", "2026-03-05", "date"),
        ("date", "2026年3月5日", "text"),
        ("period", "2026-04", "month"),
        ("period", "四月", "text"),
        ("datetime", "2026-03-05 09:30", "datetime-local"),
        ("datetime", "明早", "text"),
        ("phone", "", "tel"),
    ],
)
def test_a_control_asks_in_the_way_that_keeps_the_value(kind, value, type_):
    (control,) = (attributes for tag, attributes in drawn(kind, value=value).found if tag == "input")
    assert control["type"] == type_
    assert control["value"] == value.replace(" ", "T" if type_ == "datetime-local" else " ")


@pytest.mark.parametrize("kind", KINDS)
def test_a_calculated_or_disabled_control_takes_nothing(kind):
    for state in ("calculated", "disabled"):
        for tag, attributes in drawn(kind, options=CHOOSE, **{state: True}).found:
            if tag in ("input", "select", "textarea") and attributes.get("type") != "hidden":
                assert "readonly" in attributes or "disabled" in attributes


def test_few_required_options_are_radios_but_not_in_a_table():
    assert tags(drawn("choice", options=CHOOSE, required=True)) == {"div", "label", "input"}
    assert tags(drawn("choice", options=CHOOSE, required=True, name="labour.0.one")) == {"select", "option"}
    assert tags(drawn("choice", options=CHOOSE)) == {"select", "option"}


def test_yes_and_no_are_both_unset_until_answered():
    assert checked(drawn("bool")) == []
    assert checked(drawn("bool", value="否")) == ["false"]
    assert checked(drawn("bool", value="Yes", locale="en")) == ["true"]


def test_files_already_there_are_kept_unless_unticked():
    elements = drawn("file", options=[("A1", "发票.pdf", True)])
    assert checked(elements) == ["A1"]
    assert "发票.pdf" in elements.text


def test_a_file_may_be_chosen_in_every_type_that_is_taken_in():
    (accepted,) = (element["accept"] for _, element in drawn("file").found if "accept" in element)
    offered = set(accepted.split(","))
    for ending, kind, _ in attaching.TAKEN:
        assert {ending, kind} & offered, ending
    assert offered <= {one for ending, kind, _ in attaching.TAKEN for one in (ending, kind)}


@pytest.mark.parametrize(("locale", "words"), [("zh", "纬度,经度"), ("en", "Latitude,longitude")])
def test_a_place_says_how_it_is_typed(locale: str, words: str):
    assert words in "".join(drawn("geo", locale=locale).text)
    assert words not in "".join(drawn("geo", locale=locale, calculated=True).text)


def test_a_file_of_some_types_only_is_offered_as_those():
    one = replace(field_of("file"), settings={"takes": ["picture", "ofd"]})
    (accepted,) = (element["accept"] for _, element in drawn("file", field=one).found if "accept" in element)
    assert accepted == "image/jpeg,image/png,image/webp,.ofd"


def test_a_picker_searches_without_options_and_is_a_select_with_them():
    searching = drawn("ref", picker_url="/pick?field=payee", value="王")
    (control,) = (attributes for _, attributes in searching.found if "hx-post" in attributes)
    assert (control["hx-post"], control["name"], control["value"]) == ("/pick?field=payee", "one", "王")
    assert control["hx-params"] == "one"
    assert tags(drawn("ref", options=CHOOSE)) == {"select", "option"}
    chosen = drawn("ref", value="k-1", label="王某 三组", picker_url="/pick")
    assert [a["value"] for _, a in chosen.found if a.get("type") == "hidden"] == ["k-1"]
    assert "王某 三组" in chosen.text


def tags(elements):
    return {tag for tag, _ in elements.found}


def checked(elements):
    return [attributes["value"] for _, attributes in elements.found if "checked" in attributes]
