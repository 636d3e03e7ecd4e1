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


def loosened(floor, changes, *opened):
    pack = changed("packs/lamps/pack.yaml", "[param", f"[{', '.join(opened)}, param") if opened else {}
    return {
        **pack,
        **floored(*floor),
        "towns/hill/overlay.yaml": f"overlay: hill\nfor: town/hill\nchanges:\n  {changes}\n",
    }


HEAD = ("chain/lamp/steps/leader", "{stays: true}")
FIELD = ("group/money/fields/size", "{stays: true}")


@pytest.mark.parametrize(
    ("floor", "change", "opened", "holds"),
    [
        (HEAD, "chain/lamp/steps/leader/when: {remove: true}", "chain/*/steps/*/when", True),
        (HEAD, 'chain/lamp/steps/leader/when: {set: "true"}', "chain/*/steps/*/when", False),
        (HEAD, "chain/lamp/steps/leader/when: {set: amount > 1}", "chain/*/steps/*/when", False),
        (HEAD, "chain/lamp/steps/leader/within: {add: 1 day}", "chain/*/steps/*/+", True),
        (FIELD, "form/lamp/fields/money/but: {add: {size: {shown: urgent}}}", "form/*/fields/*/+", False),
        (FIELD, "form/lamp/fields/money/but: {add: {size: {help: 说明}}}", "form/*/fields/*/+", True),
        (FIELD, "form/lamp/fields/money/without: {add: [size]}", "form/*/fields/*/+", False),
        (FIELD, "form/lamp/fields/money/without: {add: [in_full]}", "form/*/fields/*/+", True),
    ],
)
def test_what_stays_comes_no_less_often(floor, change, opened, holds):
    found = compiled(loosened(floor, change, opened)).problems
    assert codes(found) == ([] if holds else ["TH415"])


def test_a_step_left_out_where_its_chain_is_inserted():
    """The floor speaks of the chain; the town leaves the step out of one use of it."""
    chain = changed("base/payment.yaml", "  make:", "  look: {tell: [watcher]}\n  make:")
    texts = loosened(
        ("chain/payment/steps/look", "{stays: true}"),
        "chain/lamp/steps/pay/without: {add: [look]}",
        "chain/*/steps/*/+",
    )
    (found,) = compiled({**texts, **chain}).problems
    assert (found.code, found.mark.file) == ("TH415", "towns/hill/overlay.yaml")


def test_what_the_pack_itself_left_out_is_no_loosening():
    """The pack's own use lacks the field when the floor is set."""
    form = changed("packs/lamps/forms/lamp.yaml", "{use: group/money}", "{use: group/money, without: [size]}")
    assert compiled({**form, **floored(*FIELD)}).problems == ()


def test_a_measure_of_a_group_holds_where_the_group_is_used():
    texts = loosened(
        ("group/money/fields/amount/min", "{at_least: 0.01}"),
        "form/lamp/fields/money/but: {add: {amount: {min: 0}}}",
        "form/*/fields/*/+",
    )
    assert codes(compiled(texts).problems) == ["TH406"]


def test_what_is_taken_out_falls_under_every_measure():
    texts = loosened(
        ("chain/lamp/steps/head/within", "{at_most: 9 workdays}"),
        "chain/lamp/steps/head/within: {remove: true}",
    )
    (found,) = compiled(texts).problems
    assert (found.code, str(found.mark)) == ("TH406", "towns/hill/overlay.yaml:4:3")


def test_a_floor_is_set_under_what_its_own_level_changes():
    """The district first changes the step, then says that it stays: in whichever order the lines are."""
    text = (
        "overlay: county_floor\nfor: district/county\nchanges:\n"
        "  chain/lamp/steps/again:\n    floor: {stays: true}\n"
        "  chain/lamp/steps/again/when: {add: urgent}\n"
    )
    pack = changed("packs/lamps/pack.yaml", "[param", "[chain/*/steps/*/+, chain/lamp/steps/*, param")
    chain = changed("packs/lamps/chains/lamp.yaml", "  head:", "  again: {post: clerk}\n  head:")
    texts = {**pack, **chain, FLOOR: text}
    assert codes(compiled(texts).problems) == []
    town = "overlay: hill\nfor: town/hill\nchanges:\n  chain/lamp/steps/again: {remove: true}\n"
    assert codes(compiled({**texts, "towns/hill/overlay.yaml": town}).problems) == ["TH415"]
