"""Is every circle found, and nothing else taken for one?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.compiler.packs import changed, codes, compiled
from townhall.compiler.linking.circles import Dependences

FORM = "packs/lamps/forms/lamp.yaml"


def with_fields(*lines):
    added = "".join(f"  {line}\n" for line in lines)
    return compiled(changed(FORM, "  money: {use: group/money}\n", f"  money: {{use: group/money}}\n{added}"))


@pytest.mark.parametrize(
    "lines",
    [
        ("one: {kind: money, title: 一, is: one + 1}",),
        ("one: {kind: money, title: 一, is: two + 1}", "two: {kind: money, title: 二, is: one + 1}"),
        ("one: {kind: money, title: 一, shown: two > 0}", "two: {kind: money, title: 二, is: one + 1}"),
        ("one: {kind: money, title: 一, is: form.two}", "two: {kind: money, title: 二, is: this.one}"),
        (
            "one: {kind: table, title: 一, fields: {a: {kind: money, title: 甲, is: form.two}}}",
            "two: {kind: money, title: 二, is: sum(one.a)}",
        ),
        ("one: {kind: table, title: 一, fields: {a: {kind: money, is: b}, b: {kind: money, is: a}}}",),
        ("one: {kind: bool, title: 一, first_true: {a: {when: one, is: true}, b: {is: false}}}",),
        ("one: {kind: section, title: 一, shown: two > 0, fields: {two: {kind: money, title: 二}}}",),
    ],
)  # fmt: skip
def test_a_circle_is_one_problem(lines):
    assert codes(with_fields(*lines).problems) == ["TH302"]


@pytest.mark.parametrize(
    "lines",
    [
        ("one: {kind: money, title: 一, is: two + 1}", "two: {kind: money, title: 二, is: amount + 1}"),
        (
            "one: {kind: table, fields: {a: {kind: money}, b: {kind: money, max: form.two, is: a * 2}}}",
            "two: {kind: money, title: 二, is: sum(one.a)}",
        ),
        ("one: {kind: money, title: 一, min: one}",),
    ],
)
def test_a_chain_of_dependence_is_none(lines):
    assert with_fields(*lines).problems == ()


def test_a_circle_through_a_look_up_is_found():
    made = compiled(changed(FORM, "match: {org: case.unit}", "match: {org: case.unit, amount: total}"))
    assert codes(made.problems) == ["TH303"]
    texts = changed(FORM, "match: {org: case.unit}", "match: {amount: total}")
    texts[FORM] = texts[FORM].replace(
        "  money: {use: group/money}\n",
        "  money: {use: group/money}\n  total: {kind: money, title: 合计, is: sum(earlier.amount)}\n",
    )
    assert codes(compiled(texts).problems) == ["TH302"]


def test_a_circle_from_register_to_register_is_found():
    old = "      amount: {kind: money}\n"
    register = changed(
        "base/registers.yaml",
        "      lamp: {kind: ref, to: register/lamp}\n" + old,
        "      lamp: {kind: ref, to: register/lamp}\n      amount: {kind: money, is: lamp.spent}\n",
    )
    found = compiled(register).problems
    assert "TH302" in codes(found)
    assert {"TH302", "TH254"} == set(codes(found))


@given(st.dictionaries(st.integers(0, 8), st.sets(st.integers(0, 8), max_size=3), max_size=9))
def test_circles_are_found_exactly_where_a_walk_comes_back(graph):
    after = {(str(point),): {(str(one),) for one in others} for point, others in graph.items()}
    found = list(Dependences(after, {}).circles())
    for circle in found:
        for one, following in zip(circle, (*circle[1:], circle[0]), strict=True):
            assert following in after[one]

    def comes_back(start):
        seen, waiting = set(), list(after.get(start, ()))
        while waiting:
            point = waiting.pop()
            if point == start:
                return True
            if point not in seen:
                seen.add(point)
                waiting.extend(after.get(point, ()))
        return False

    assert bool(found) == any(comes_back(point) for point in after)
