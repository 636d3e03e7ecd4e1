"""What becomes of files that nobody should read: huge, linked, deep, or made to blow up?"""

import os
import time

import pytest

from tests.compiler.packs import SOUND, catalog, codes
from townhall.compiler.parsing import parsed
from townhall.compiler.reading import LARGEST, Source
from townhall.compiler.release import check


@pytest.fixture
def root(tmp_path):
    folder = tmp_path / "definitions"
    folder.mkdir()
    return folder


def test_a_file_of_50_mb_is_refused_unread(root):
    with (root / "huge.yaml").open("wb") as huge:
        huge.truncate(50_000_000)
    started = time.perf_counter()
    source = Source.read((root,))
    said = (
        "huge.yaml:1:1 TH103 this file has 50 MB, more than the limit of 1 MB; it was not read."
        " Definitions are small: split it, or see whether it belongs here."
    )
    assert [one.line("en") for one in source.problems] == [said]
    assert time.perf_counter() - started < 1


def test_a_file_of_exactly_the_limit_is_read(root):
    text = "words: base\nlabels: {a: 甲}\n#"
    (root / "large.yaml").write_text(text + "x" * (LARGEST - len(text.encode())), "utf-8")
    source = Source.read((root,))
    assert source.problems == ()
    assert [one.path for one in source.definitions()] == ["words/base"]


def test_a_link_out_of_the_folder_is_not_followed(root, tmp_path):
    outside = tmp_path / "secret.yaml"
    outside.write_text("words: stolen\n", "utf-8")
    (root / "link.yaml").symlink_to(outside)
    (root / "folder").symlink_to(tmp_path)
    source = Source.read((root,))
    assert codes(source.problems) == ["TH122", "TH122"]
    assert list(source.definitions()) == []


def test_a_pipe_is_not_opened(root):
    os.mkfifo(root / "pipe.yaml")
    assert codes(Source.read((root,)).problems) == ["TH122"]


@pytest.mark.parametrize(
    "text", ["[" * 200_000, "{a: " * 100_000, "- " * 200_000, "a: " + "[" * 41 + "]" * 41]
)
def test_depth_is_limited_before_anything_is_built(text):
    top, problems = parsed(text, "deep.yaml")
    assert top is None
    assert codes(problems) == ["TH106"]


def test_a_bomb_is_refused_at_its_first_anchor():
    levels = "\n".join(
        f"{name}: &{name} [{', '.join(['*' + last] * 9)}]"
        for last, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    top, problems = parsed("a: &a [x, x, x, x, x, x, x, x, x]\n" + levels, "bomb.yaml")
    assert top is None
    assert codes(problems) == ["TH105"]


def test_a_bad_file_hides_no_other(root):
    (root / "one.yaml").write_text("form: a\n\ttitle: b\n", "utf-8")
    (root / "two.yaml").write_text("chain: a\nstepz: {}\n", "utf-8")
    (root / "three.yaml").write_bytes(b"\xff\xfe\x00")
    (root / "four.yaml").write_text("dicts: {colour: {options: {red: 红}}}\n", "utf-8")
    found = check((root,), catalog())
    assert {one.mark.file for one in found} == {"one.yaml", "two.yaml", "three.yaml"}


def test_names_in_a_broken_file_are_not_reported_missing(tmp_path):
    """Nobody can tell what a file would define that does not read; it has earned its problem already."""
    texts = {path.relative_to(SOUND).as_posix(): path.read_text("utf-8") for path in SOUND.rglob("*.yaml")}
    for file, text in texts.items():
        path = tmp_path / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "units.csv").write_text((SOUND / "data" / "units.csv").read_text("utf-8"), "utf-8")
    for file in texts:
        broken = tmp_path / file
        broken.write_text(texts[file] + "\n\tx: 1\n", "utf-8")
        found = check((tmp_path,), catalog())
        assert [one.line("en") for one in found if one.mark.file != file] == []
        assert codes(found) == ["TH101"]
        broken.write_text(texts[file], "utf-8")


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(root):
    text = (SOUND / "base" / "dicts.yaml").read_text("utf-8").replace("\n", "\r\n")
    (root / "dicts.yaml").write_bytes(b"\xef\xbb\xbf" + text.encode())
    source = Source.read((root,))
    assert [one.path for one in source.definitions()] == ["dict/category"]
    assert source.documents[0].problems == ()
