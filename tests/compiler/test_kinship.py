"""Is everything taken for touched that a change may reach, and nothing that it cannot?"""

from tests.compiler.packs import sound_texts
from townhall.compiler.kinship import Kinship, said_in
from townhall.compiler.parsing import parsed
from townhall.compiler.reading import Source

KINDS_LEFT_OUT = ("town", "overlay", "scenario")


def definitions(**changes: str):
    texts = {**sound_texts(), **changes}
    return {one.path: one for one in Source.of(texts).definitions() if one.kind not in KINDS_LEFT_OUT}


def touched(file: str, old: str, new: str) -> dict[str, set[str]]:
    before, after = definitions(), definitions(**{file: sound_texts()[file].replace(old, new, 1)})
    changed = {path: one for path, one in after.items() if one.body != before[path].body}
    assert changed
    return {path: set(read) for path, read in Kinship(before).touched(changed).items()}


def test_who_uses_a_chain_reads_it():
    found = touched("packs/lamps/chains/lamp.yaml", "within: 1 workday", "within: 3 workdays")
    assert {"chain/lamp", "form/lamp", "page/lamp_notice"} <= set(found)
    assert "register/person" not in found
    assert "post/clerk" not in found


def test_a_chain_reads_the_form_that_starts_it():
    found = touched("packs/lamps/forms/lamp.yaml", "title: {zh: 紧急, en: Urgent}", "title: {zh: 急}")
    assert "chain/lamp" in found


def test_who_reads_through_others_is_touched():
    """The form reads the group, the chain reads the form."""
    found = touched("base/money.yaml", "min: 0.01", "min: 0.02")
    assert {"group/money", "form/lamp", "chain/lamp"} <= set(found)


def test_what_a_param_is_worth_nobody_reads():
    assert touched("base/params.yaml", "value: 10000", "value: 9000") == {"param/large": {"param/large"}}
    assert len(touched("base/params.yaml", "kind: money, title", "kind: number, title")) > 1


def test_it_is_known_which_change_reached_what():
    before = definitions()
    texts = sound_texts()
    after = definitions(
        **{
            "base/params.yaml": texts["base/params.yaml"].replace("value: 10000", "value: 9000"),
            "base/masks.yaml": texts["base/masks.yaml"].replace("resident: plain", "resident: surname"),
        }
    )
    changed = {path: one for path, one in after.items() if one.body != before[path].body}
    found = Kinship(before).touched(changed)
    assert found["param/large"] == {"param/large"}
    assert found["page/lamp_notice"] == {"mask/person_name"}


def test_the_words_of_a_definition_and_the_units_it_names():
    body, _ = parsed("a: {when: param.large > b, title: c, is: 'unit == \"420802102201\"'}\n", "a.yaml")
    said = said_in(body)
    assert {"param", "large", "b", "unit"} <= said.words
    assert "c" not in said.words
    assert said.names_a_unit
    specimen, _ = parsed('example: {unit: "420802102201"}\n', "a.yaml")
    assert not said_in(specimen).names_a_unit
