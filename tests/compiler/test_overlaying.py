"""Does an overlay change what it may, in order, and keep where each value comes from?"""

from tests.compiler.packs import catalog, changed, codes, compiled, lines, sound_texts
from townhall.compiler.checking import checker_for
from townhall.compiler.gathering import gathered
from townhall.compiler.overlaying import is_allowed, merged
from townhall.compiler.parsing import parsed
from townhall.compiler.reading import Source

OVERLAY = "towns/hill/overlay.yaml"


def overlay(changes, for_="town/hill"):
    return {OVERLAY: f"overlay: hill\nfor: {for_}\nchanges:\n{changes}"}


def library(changes):
    source = Source.of({**sound_texts(), **changes})
    shelf = gathered(source, checker_for(catalog()))
    return shelf.library_of("hill", source.tables, catalog())


def test_what_is_set_and_added_is_in_force():
    body = compiled().release.definitions
    assert body["chain/lamp"]["steps"]["head"]["within"] == "2 workdays"
    assert list(body["param/large"]["dated"]) == ["2026-01-01", "2026-07-01"]


def test_a_value_knows_the_file_it_comes_from():
    found, _ = library({})
    steps = found.definitions["chain/lamp"].body["steps"]
    assert str(steps["head"].value_mark("within")) == "towns/hill/overlay.yaml:7:10"
    assert str(steps["head"].value_mark("post")) == "packs/lamps/chains/lamp.yaml:5:16"


def test_a_step_is_added_after_its_neighbour():
    made = compiled(overlay("  chain/lamp/steps/again: {add: {post: clerk}, after: director}\n"))
    assert [step.name for step in made.blueprint.chains["lamp"].steps] == [
        "director", "again", "head", "leader", "notice", "pay",
    ]  # fmt: skip


def test_without_after_it_comes_last():
    made = compiled(overlay("  chain/lamp/steps/again: {add: {post: clerk}}\n"))
    assert made.blueprint.chains["lamp"].steps[-1].name == "again"


def test_something_may_be_removed():
    pack = changed("packs/lamps/pack.yaml", "chain/lamp/steps/+", "chain/lamp/steps/*/seal")
    made = compiled({**pack, **overlay("  chain/lamp/steps/director/seal: {remove: true, was: village}\n")})
    assert made.problems == ()
    assert made.blueprint.chains["lamp"].step("director").seal is None


def test_the_district_comes_before_the_town():
    """The town decides against what the district left it."""
    district = {
        "towns/county/more.yaml": "overlay: more\nfor: district/county\nchanges:\n"
        "  chain/lamp/steps/head/within: {set: 4 workdays, was: 1 workday}\n"
    }
    assert codes(compiled(district).problems) == ["TH402"]
    both = {**district, **overlay("  chain/lamp/steps/head/within: {set: 2 workdays, was: 4 workdays}\n")}
    assert compiled(both).release.definitions["chain/lamp"]["steps"]["head"]["within"] == "2 workdays"


def test_a_moved_base_is_shown_with_three_values():
    found = compiled(
        changed("packs/lamps/chains/lamp.yaml", "within: 1 workday", "within: 3 workdays")
    ).problems
    said = (
        "towns/hill/overlay.yaml:6:3 TH402 the pack now says '3 workdays' here, not '1 workday';"
        " this overlay sets '2 workdays'. Decide again, and write the present value as was."
    )
    assert lines(found) == [said]


def test_a_renamed_step_is_followed():
    texts = changed("packs/lamps/chains/lamp.yaml", "  head: {post", "  office: {was_called: head, post")
    texts["packs/lamps/chains/lamp.yaml"] = texts["packs/lamps/chains/lamp.yaml"].replace(
        "upheld: head", "upheld: office"
    )
    scenario = changed(
        "packs/lamps/scenarios/lamp_is_paid.yaml", "{at: head, asked: [office_head]}", "{at: office}"
    )
    made = compiled({**texts, **scenario})
    assert made.problems == ()
    assert made.release.definitions["chain/lamp"]["steps"]["office"]["within"] == "2 workdays"


def test_maps_merge_and_lists_are_one_value():
    base, _ = parsed("a: {x: 1, y: [1, 2]}\n", "base.yaml")
    new, _ = parsed("a: {y: [3], z: 4}\n", "new.yaml")
    assert merged(base, new) == {"a": {"x": 1, "y": [3], "z": 4}}
    assert base == {"a": {"x": 1, "y": [1, 2]}}
    assert str(merged(base, new)["a"].value_mark("x")) == "base.yaml:1:8"
    assert str(merged(base, new)["a"].value_mark("z")) == "new.yaml:1:16"


def test_only_what_a_pattern_allows_may_change():
    path = ["chain", "lamp", "steps", "head", "within"]
    assert is_allowed(path, ["chain/*/steps/*/within"], adds=False)
    assert not is_allowed(path, ["chain/*/steps/*"], adds=False)
    assert not is_allowed(path, ["chain/pole/steps/*/within"], adds=False)
    assert is_allowed(["chain", "lamp", "steps", "new"], ["chain/lamp/steps/+"], adds=True)


def test_what_an_overlay_brings_is_checked_like_everything_else():
    found = compiled(overlay("  chain/lamp/steps/again: {add: {post: clark}, after: director}\n")).problems
    assert lines(found) == [
        "towns/hill/overlay.yaml:4:40 TH201 nothing is called 'post/clark'. Did you mean 'clerk'?"
    ]


def test_another_towns_overlay_leaves_this_one_alone():
    texts = {
        "towns/dale/town.yaml": sound_texts()["towns/hill/town.yaml"].replace("town: hill", "town: dale"),
        "towns/dale/overlay.yaml": "overlay: dale\nfor: town/dale\nchanges:\n"
        "  chain/lamp/steps/head/within: {set: 9 workdays}\n",
    }
    assert compiled(texts).release.definitions["chain/lamp"]["steps"]["head"]["within"] == "2 workdays"
    assert (
        compiled(texts, "dale").release.definitions["chain/lamp"]["steps"]["head"]["within"] == "9 workdays"
    )
