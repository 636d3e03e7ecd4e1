"""Which definitions does a folder hold, of which pack, under which path?"""

from tests.compiler.packs import SOUND, codes, sound_texts
from townhall.compiler.reading import Source, document, pack_of


def test_every_definition_has_a_path_a_pack_and_a_place():
    source = Source.read((SOUND,))
    found = {one.path: one for one in source.definitions()}
    assert {"form/lamp", "chain/payment", "post/clerk", "overlay/hill", "register/fund"} <= set(found)
    assert found["form/lamp"].pack == "lamps"
    assert found["post/clerk"].pack == "base"
    assert str(found["post/clerk"].mark) == "base/people.yaml:2:3"
    assert str(found["form/lamp"].mark) == "packs/lamps/forms/lamp.yaml:1:7"
    assert set(source.tables) == {"data/units.csv"}
    assert source.places["base/people.yaml"] == SOUND / "base" / "people.yaml"


def test_a_folder_and_its_texts_read_alike():
    read, of = Source.read((SOUND,)), Source.of(sound_texts())
    assert read.fingerprint == of.fingerprint
    assert Source.of({**sound_texts(), "base/dicts.yaml": "dicts: {}\n"}).fingerprint != read.fingerprint


def test_the_same_text_is_read_once():
    assert document("a.yaml", b"words: a\n") is document("a.yaml", b"words: a\n")
    assert document("b.yaml", b"words: a\n") is not document("a.yaml", b"words: a\n")


def test_a_root_may_be_a_single_file():
    source = Source.read((SOUND / "base" / "dicts.yaml",))
    assert [str(one.mark) for one in source.definitions()] == ["dicts.yaml:2:3"]


def test_hidden_files_and_notes_are_left_alone(tmp_path):
    for name in (".hidden.yaml", "draft.yaml~", "README.md", "__pycache__/x.pyc"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x", "utf-8")
    source = Source.read((tmp_path,))
    assert source.documents == ()
    assert source.problems == ()


def test_json_defines_as_well():
    source = Source.of({"a.json": '{"dicts": {"colour": {"options": {"red": "红"}}}}'})
    assert [one.path for one in source.definitions()] == ["dict/colour"]


def test_two_roots_may_hold_files_of_one_name(tmp_path):
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.yaml").write_text(f"words: {folder}\n", "utf-8")
    source = Source.read((tmp_path / "one", tmp_path / "two"))
    assert [one.path for one in source.definitions()] == ["words/one", "words/two"]
    assert set(source.places) == {"a.yaml", "two/a.yaml"}


def test_the_pack_is_told_by_the_folder():
    assert pack_of("packs/sanzi/forms/a.yaml") == "sanzi"
    assert pack_of("base/a.yaml") == "base"
    assert pack_of("towns/hill/town.yaml") == "base"


def test_a_name_that_is_a_number_is_no_name():
    assert codes(document("a.yaml", b"form: 12\n").problems) == ["TH112"]
