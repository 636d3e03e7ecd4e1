"""Does a database say every formula that the compiler lets through, and only those?"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.storage.test_formulas import CATALOG, REGISTER, ROOTS, SHAPE, TABLE
from townhall.kernel.expressions import parse
from townhall.kernel.judgeable import JUDGED, Unjudgeable, judgeable
from townhall.kernel.marks import NOWHERE
from townhall.ports.archive import NoDatabaseForm
from townhall.spec.queries import kept_columns
from townhall.storage.calls import CALLS
from townhall.storage.formulas import condition

KEPT = kept_columns(REGISTER.columns, CATALOG)


def _joined(form: str, *parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(*parts).map(lambda given: form.format(*given))


_number = st.recursive(
    st.sampled_from(
        ["amount", "area", "count", "entry_no", "param.limit", "0", "2", "0.005", "0.0000000001", "year(end)"]
    ),
    lambda inner: st.one_of(
        _joined("({} {} {})", inner, st.sampled_from("+-*/"), inner),
        _joined("(-{})", inner),
        _joined("{}({})", st.sampled_from(["abs", "round", "max"]), inner),
        _joined("round({}, {})", inner, st.sampled_from(["0", "3", "count"])),
        _joined("{}({}, {})", st.sampled_from(["max", "min", "or_else"]), inner, inner),
        _joined("({} if paid else {})", inner, inner),
    ),
    max_leaves=4,
)
_day = st.one_of(
    st.sampled_from(["start", "end", "today", "booked_on", "first_day(month)", "last_day(param.months)"]),
    _joined(
        "({} {} {})",
        st.sampled_from(["start", "today"]),
        st.sampled_from("+-"),
        st.sampled_from(["days(3)", "workdays(3)", "months(1)", "days(count)"]),
    ),
)
_word = st.sampled_from(["word", "to", "matter_no", '"a"', "join(word, word)", "in_words(amount)", "to.name"])
_claim = st.recursive(
    st.one_of(
        _joined("{} {} {}", _number, st.sampled_from(["<", "==", "!="]), _number),
        _joined("{} {} {}", _day, st.sampled_from(["<", "=="]), _day),
        _joined("{} == {}", _word, _word),
        _joined("{} in [{}, {}]", _word, _word, _word),
        _joined("{} in {}", _word, st.sampled_from(["tags", "param.tags"])),
        _joined("{} in window({}, days(3))", _day, _day),
        _joined("contains({}, {})", st.sampled_from(["word", "tags", '"a"']), _word),
        _joined("contains(word, [{}, {}])", _word, _word),
        _joined(
            "{}({})", st.sampled_from(["filled", "unknown"]), st.one_of(_number, _day, _word, st.just("tags"))
        ),
        st.sampled_from(["paid", "tags == tags", "or_else(tags, tags) == tags", "end - start > days(3)"]),
        st.sampled_from(["days_between(start, end) > 3", "month(end) == month", "sum(tags) > 1"]),
    ),
    lambda inner: st.one_of(_joined("({} and {})", inner, inner), _joined("not ({})", inner)),
    max_leaves=3,
)


def says(source: str) -> bool:
    """Whether the whole of a formula becomes SQL."""
    try:
        condition(parse(source, NOWHERE), ROOTS, SHAPE, TABLE, CATALOG.functions, "sqlite")
    except NoDatabaseForm:
        return False
    return True


def lets_through(source: str) -> bool:
    """Whether the compiler lets a formula through."""
    try:
        judgeable(parse(source, NOWHERE).tree, KEPT)
    except Unjudgeable:
        return False
    return True


@given(_claim)
@settings(max_examples=400)
def test_what_the_compiler_lets_through_becomes_sql(source):
    assert lets_through(source) == says(source)


def test_the_functions_are_the_same():
    assert set(CALLS) == JUDGED


@pytest.mark.parametrize("source", ['hidden == "h"', "filled(hidden)"])
def test_a_protected_column_is_let_through_nowhere(source):
    assert not lets_through(source)
