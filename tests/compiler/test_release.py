"""Is a release complete, immutable and the same wherever it is compiled?"""

import json
from dataclasses import fields

from tests.compiler.packs import ROOT, SHIPPED, SOUND, catalog, changed, codes, compiled, sound_texts
from townhall.compiler.building import build
from townhall.compiler.reading import Source
from townhall.compiler.release import check, check_source, compile_town, towns_of
from townhall.kernel.canonical import in_order
from townhall.record.releases import Release
from townhall.spec.blueprint import Blueprint


def test_the_same_text_gives_the_same_release():
    one, two = compiled(), compile_town(Source.read((SOUND,)), "hill", catalog())
    assert one.release.id == two.release.id
    assert compiled(changed("base/dicts.yaml", "维修", "修理")).release.id != one.release.id


def test_comments_and_quotes_do_not_change_a_release():
    text = sound_texts()["base/dicts.yaml"].replace("repair:", '"repair":') + "# a remark\n"
    assert compiled({"base/dicts.yaml": text}).release.id == compiled().release.id


def test_a_release_needs_nothing_but_its_json():
    """What was stored is read back and builds to an equal blueprint."""
    made = compiled()
    stored = json.loads(
        in_order({"definitions": made.release.definitions, "manifest": made.release.manifest})
    )
    again = build(
        Release(
            made.release.id, made.release.town, made.release.format, stored["manifest"], stored["definitions"]
        ),
        catalog(),
    )
    for one in fields(Blueprint):
        assert getattr(again, one.name) == getattr(made.blueprint, one.name), one.name


def test_scenarios_overlays_and_words_are_no_part_of_a_release():
    """Rehearsing more does not change what was published."""
    more = {
        "packs/lamps/scenarios/more.yaml": sound_texts()["packs/lamps/scenarios/lamp_is_paid.yaml"].replace(
            "scenario: lamp_is_paid", "scenario: more"
        )
    }
    made = compiled(more)
    assert [one.name for one in made.scenarios] == ["lamp_is_paid", "more"]
    assert made.release.id == compiled().release.id
    kinds = {path.partition("/")[0] for path in made.release.definitions}
    assert kinds.isdisjoint({"scenario", "stage", "overlay", "words", "group"})


def test_a_scenario_is_built_as_written():
    scenario = compiled().scenarios[0]
    assert scenario.town == "hill"
    assert str(scenario.today) == "2026-04-08"
    assert scenario.given == {"register/person": ({"person_no": "p-1", "name": "某某"},)}
    first, second = scenario.play
    assert (first.act, first.what, first.keys["by"]) == ("submit", "form/lamp", "clerk")
    assert first.expect == {"at": "director"}
    assert (second.act, second.what) == ("decide", "agree")
    assert str(second.mark) == "packs/lamps/scenarios/lamp_is_paid.yaml:12:5"


def test_a_stage_gives_its_rows_to_every_scenario_that_uses_it():
    stage = "stage: books\ngiven: {register/lamp: [{lamp_no: l-1}]}\npeople: {clerk: 2}\n"
    texts = {
        "base/stage.yaml": stage,
        **changed(
            "packs/lamps/scenarios/lamp_is_paid.yaml",
            "given:",
            "stage: [stage/books]\npeople: {director: 1}\ngiven:",
        ),
    }
    scenario = compiled(texts).scenarios[0]
    assert set(scenario.given) == {"register/lamp", "register/person"}
    assert scenario.people == {"clerk": 2, "director": 1}


def test_examples_are_plain_json():
    assert compiled().examples == {
        "lamp": {
            "payee": "p-1",
            "parts": [{"lamp": "l-1", "count": 2, "price": 30}],
            "amount": 60,
            "category": "repair",
        }
    }


def test_a_town_that_is_not_there_is_a_problem():
    made = compile_town(Source.of(sound_texts()), "hil", catalog())
    assert made.release is None
    assert codes(made.problems) == ["TH204"]


def test_nothing_is_released_while_there_is_a_problem_anywhere():
    made = compiled({"packs/poles/forms/pole.yaml": "form: pole\n"})
    assert made.problems
    assert made.release is None
    assert made.blueprint is None


def test_packs_that_no_town_adopts_are_checked_too():
    texts = {
        **sound_texts(),
        "packs/poles/pack.yaml": "pole: 1\n".replace(
            "pole: 1", "pack: poles\ntitle: 灯杆\nversion: 1.0.0\nformat: 1"
        ),
        "packs/poles/chains/pole.yaml": "chain: pole\nsteps:\n  one: {post: nobody}\n",
    }
    assert codes(compiled(texts).problems) == []
    assert codes(check_source(Source.of(texts), catalog())) == ["TH204"]


def test_towns_are_told_from_what_lies_above_them():
    assert towns_of(Source.read((SOUND,))) == ("hill",)


def test_everything_that_ships_is_sound():
    assert [one.line("en") for one in check((SHIPPED,), catalog())] == []


def test_an_empty_folder_is_not_wrong(tmp_path):
    assert check((tmp_path,), catalog()) == ()


def test_problems_come_in_the_order_of_files_and_lines():
    found = compiled(
        {
            **changed("base/money.yaml", "of: dict/category", "of: dict/x"),
            **changed("packs/lamps/chains/lamp.yaml", "post: director", "post: nobody"),
        }
    ).problems
    assert [one.mark.file for one in found] == sorted(one.mark.file for one in found)
    assert len(found) == 2
    assert ROOT.name not in found[0].mark.file
