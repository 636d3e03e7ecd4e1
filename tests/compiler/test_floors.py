"""Does a floor hold for every kind of value, and after every change?"""

import pytest

from tests.compiler.packs import changed, codes, compiled

FLOOR = "towns/county/floor.yaml"


def floored(path, demand):
    return {FLOOR: f"overlay: county_floor\nfor: district/county\nchanges:\n  {path}:\n    floor: {demand}\n"}


@pytest.mark.parametrize(
    ("path", "demand", "holds"),
    [
        ("param/publicity", "{at_least: 7 days}", True),
        ("param/publicity", "{at_least: 8 days}", False),
        ("param/publicity", "{at_least: 168 hours}", True),
        ("param/publicity", "{at_most: 1 hour}", False),
        ("param/large", "{at_most: 10000}", True),
        ("param/large", "{at_most: 9999.99}", False),
        ("param/large", "{at_least: 8000}", True),
        ("param/large", "{at_least: 8001}", False),
        ("chain/lamp/steps/head/within", "{at_most: 2 workdays}", True),
        ("chain/lamp/steps/head/within", "{at_most: 1 workday}", False),
        ("chain/lamp/steps/head/review", "{is: 2}", True),
        ("chain/lamp/steps/head/mode", "{is: all}", False),
    ],
)
def test_a_floor_holds_or_is_broken(path, demand, holds):
    assert codes(compiled(floored(path, demand)).problems) == ([] if holds else ["TH406"])


def test_the_problem_stands_where_the_value_is_written():
    """The town's own dated value breaks it, in the town's own file."""
    found = compiled(floored("param/large", "{at_least: 8001}")).problems
    assert [str(one.mark) for one in found] == ["towns/hill/overlay.yaml:5:18"]


def test_percents_compare_as_shares():
    param = "params:\n  share: {kind: percent, dated: {2026-01-01: {value: 30%, source: 约定}}}\n"
    for limit, expected in (("30%", []), ("0.3", []), ("29%", ["TH406"])):
        texts = {"base/share.yaml": param, **floored("param/share", f"{{at_most: {limit}}}")}
        assert codes(compiled(texts).problems) == expected


def test_a_floor_on_a_path_that_is_gone_is_named():
    assert codes(compiled(floored("param/publicty", "{at_least: 7 days}")).problems) == ["TH401"]
    assert codes(compiled(floored("chain/lamp/stepz/head/mode", "{is: all}")).problems) == ["TH401"]


def test_a_value_of_no_kind_earns_its_own_problem_only():
    texts = changed("base/params.yaml", "value: 7 days", "value: a week")
    assert codes(compiled(texts).problems) == ["TH126"]
