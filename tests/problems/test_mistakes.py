"""Does every mistake a person makes earn the words written beside it, at its place, in both languages?

A folder under `mistakes/` holds the files that differ from the sound folder, and `expected.txt`: for each
problem a line in Chinese and a line in English.
"""

import shutil
from pathlib import Path

import pytest

from tests.compiler.packs import SOUND, catalog
from townhall.compiler.release import check
from townhall.kernel.problems import CATALOGUE

MISTAKES = Path(__file__).parent / "mistakes"
FOLDERS = sorted(path for path in MISTAKES.iterdir() if path.is_dir())


def test_the_sound_folder_has_no_problem():
    assert check((SOUND,), catalog()) == ()


def test_there_are_mistakes_of_many_kinds():
    assert len(FOLDERS) >= 45


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_mistake_earns_its_words(folder, tmp_path):
    root = tmp_path / "definitions"
    shutil.copytree(SOUND, root)
    shutil.copytree(folder, root, dirs_exist_ok=True)
    (root / "expected.txt").unlink()
    said = [one.line(locale) for one in check((root,), catalog()) for locale in ("zh", "en")]
    assert said == (folder / "expected.txt").read_text("utf-8").splitlines()


def test_a_mistake_is_held_against_nobody_else():
    """One slip earns one problem, or two where it was made twice; never a shower of them."""
    counts = {
        folder.name: len((folder / "expected.txt").read_text("utf-8").splitlines()) // 2 for folder in FOLDERS
    }
    assert {name: count for name, count in counts.items() if not 1 <= count <= 2} == {}


def test_every_place_is_a_line_and_a_column():
    for folder in FOLDERS:
        for line in (folder / "expected.txt").read_text("utf-8").splitlines():
            place, code, _ = line.split(" ", 2)
            file, row, column = place.rsplit(":", 2)
            assert code in CATALOGUE
            assert int(row) >= 1
            assert int(column) >= 1
            assert (folder / file).exists() or (SOUND / file).exists()
