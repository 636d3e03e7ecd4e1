"""Is a widget that looks at its value told from one that only writes it?"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from jinja2 import Environment

from townhall.web.blanks import filled, pieces

HTML = Environment(autoescape=True)


def as_money(value: Any) -> Any:
    """A filter that puts up with whatever is no figure."""
    try:
        return f"{Decimal(value):,.2f}"
    except (ArithmeticError, TypeError):
        return value


def as_code(value: Any) -> str:
    """A filter that takes texts alone, and says so in C's way."""
    return str.upper(value) or "-"


HTML.filters.update(as_money=as_money, as_code=as_code)


def drawing(widget: str) -> Callable[[Any], str]:
    macro: Any = HTML.from_string(f"{{% macro draw(name, value) %}}{widget}{{% endmacro %}}").module
    return lambda value: str(macro.draw("purpose", value))


def found(widget: str, value: str) -> tuple[str, ...] | None:
    draw = drawing(widget)
    return pieces(draw, value, draw(value))


@pytest.mark.parametrize("value", ["", "修路", "<b>&\"'", "a\nb", "x" * 5000])
@pytest.mark.parametrize(
    "widget",
    [
        '<input value="{{ value }}">',
        "<textarea>{{ value }}</textarea>",
        "<i>{{ value }}</i><b>{{ value|e }}</b>",
        "<p>{{ name }}</p>",
        "{% set said %}<i>{{ value }}</i>{% endset %}{{ said }}",
    ],
)
def test_what_only_writes_its_value_is_filled_in_as_it_would_be_drawn(widget: str, value: str) -> None:
    for first in ("", value):
        parts = found(widget, first)
        assert parts is not None
        assert filled(parts, value) == drawing(widget)(value)


@pytest.mark.parametrize(
    "widget",
    [
        "{% if value %}x{% endif %}",
        "{{ 'x' if not value }}",
        "{% if value == 'a' %}x{% endif %}",
        "{% if 'a' != value %}x{% endif %}",
        "{% if value in ('a', 'b') %}x{% endif %}",
        "{% if 'a' in value %}x{% endif %}",
        "{% if value < 'b' %}x{% endif %}",
        "{{ value is string }}",
        "{{ value is sequence }}",
        "{{ value|length }}",
        "{{ value[4] }}",
        "{{ value.year }}",
        "{% for one in value %}{{ one }}{% endfor %}",
        "{{ value|default('x') }}",
        "{{ value|join('x') }}",
        "{{ value|upper }}",
        "{{ value|trim }}",
        "{{ value|int }}",
        "{{ value|float }}",
        "{{ value|tojson }}",
        "{{ value|string }}",
        "{{ '%s'|format(value) }}",
        "{{ {'a': 'x'}[value] }}",
        "{{ value|replace(' ', 'T') }}",
        "{{ value|replace('0', '') }}",
        "{% set said %}{{ value }}{% endset %}{{ said|upper }}",
    ],
)
def test_what_looks_at_its_value_is_not_filled_in(widget: str) -> None:
    assert found(widget, "") is None


@pytest.mark.parametrize("value", ["", "修路", "12", "<b>", "www.example.org"])
@pytest.mark.parametrize(
    "widget",
    [
        "{{ value|urlize }}",
        "{{ value|safe }}",
        "{{ value is escaped }}",
        "{{ value is sameas '' }}",
        "{{ value|as_money }}",
        "{{ value|as_code }}",
        "{% set said %}{{ value }}{% endset %}{% if said %}x{% endif %}",
        "{% set said %}{{ value }}{% endset %}{{ said|replace('x', 'y') }}",
        "{% set said %}{{ value }}{% endset %}{{ 'long' if said|length > 5000 }}",
        "{% filter striptags %}{{ value }}{% endfilter %}",
    ],
)
def test_what_puts_up_with_a_blank_and_changes_a_text_is_not_filled_in(widget: str, value: str) -> None:
    assert found(widget, value) is None


def test_pieces_that_do_not_give_what_was_drawn_are_none() -> None:
    assert pieces(drawing("<i>{{ value }}</i>"), "a", "<i>b</i>") is None
    assert pieces(drawing("<i>{{ value }}</i>"), "a", "<i>a</i>", ()) == ("<i>", "</i>")


def test_any_error_over_a_blank_is_a_look() -> None:
    def choosy(value: Any) -> str:
        if type(value) is not str:
            raise ZeroDivisionError
        return value

    assert pieces(choosy, "a", "a") is None
