"""Is there one text for one value, and is everything refused that JSON cannot say exactly?"""

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from townhall.kernel.canonical import canonical, content_hash, in_order, ordered_hash

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)
FLOATS = st.floats(allow_nan=False, allow_infinity=False)
WRITERS = pytest.mark.parametrize("write", [canonical, in_order])


@given(JSON)
def test_what_is_written_is_the_value_again(value):
    assert json.loads(canonical(value)) == value
    assert json.loads(in_order(value)) == value


@given(st.dictionaries(st.text(), JSON, min_size=2, max_size=5))
def test_the_order_of_keys_counts_only_where_it_is_meant_to(value):
    backwards = dict(reversed(value.items()))
    assert canonical(value) == canonical(backwards)
    assert content_hash(value) == content_hash(backwards)
    assert in_order(value) != in_order(backwards)
    assert ordered_hash(value) != ordered_hash(backwards)


@WRITERS
@given(number=FLOATS, deep=st.booleans())
def test_every_float_is_refused_wherever_it_stands(write, number, deep):
    with pytest.raises(TypeError, match="float"):
        write({"a": ["x", {"b": number}]} if deep else number)


@WRITERS
@pytest.mark.parametrize("number", [0.1, -0.0, 1.0, 1e22, 1e-7, 2.5e300, 5e-324])
def test_floats_of_every_shape_are_refused(write, number):
    for value in (number, [number], [1, number], {"a": number}, {"a": 1, "b": [number]}):
        with pytest.raises(TypeError, match="float"):
            write(value)


@WRITERS
@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_what_is_no_number_is_refused(write, number):
    with pytest.raises(ValueError, match="not JSON compliant"):
        write([number])


@WRITERS
@pytest.mark.parametrize("text", ["1.5", ":1.5", ",-2e5", "[0.1", '"[1.5"', "a:1.5e3,2.5"])
def test_text_that_looks_like_a_float_is_text(write, text):
    for value in (text, [text], {"a": text}, {text: 1}):
        assert json.loads(write(value)) == value


@WRITERS
@pytest.mark.parametrize("value", [Decimal("1.5"), date(2026, 4, 8), {1, 2}, b"x", object()])
def test_whatever_json_cannot_say_is_refused(write, value):
    with pytest.raises(TypeError, match="has no canonical JSON form"):
        write({"a": [value]})


@WRITERS
def test_what_contains_itself_is_refused(write):
    value: list[object] = []
    value.append({"a": value})
    with pytest.raises(RecursionError):
        write(value)


def test_there_is_no_white_space_and_no_escaped_chinese():
    assert canonical({"村": ["a b", None, True, 10**30]}) == '{"村":["a b",null,true,' + "1" + "0" * 30 + "]}"
