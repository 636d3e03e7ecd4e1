"""Is a widget that looks at its value told from one that only writes it?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from jinja2 import Environment

from townhall.web.blanks import filled, pieces

HTML = Environment(autoescape=True)


def drawing(widget: str) -> Callable[[Any], str]:
    macro: Any = HTML.from_string(f"{{% macro draw(name, value) %}}{widget}{{% endmacro %}}").module
    return lambda value: str(macro.draw("purpose", value))


@pytest.mark.parametrize("value", ["", "修路", "<b>&\"'", "a\nb", "x" * 5000])
@pytest.mark.parametrize(
    "widget",
    [
        '<input value="{{ value }}">',
        "<textarea>{{ value }}</textarea>",
        "<i>{{ value }}</i><b>{{ value|e }}</b>",
        "<p>{{ name }}</p>",
    ],
)
def test_what_only_writes_its_value_is_filled_in_as_it_would_be_drawn(widget: str, value: str) -> None:
    found = pieces(drawing(widget))
    assert found is not None
    assert filled(found, value) == drawing(widget)(value)


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
    assert pieces(drawing(widget)) is None


def test_what_goes_wrong_otherwise_is_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError):
        pieces(drawing("{{ 1 // 0 }}"))
