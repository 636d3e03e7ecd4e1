"""Does the manual explain every problem code, in the words it really has, with an example that earns it?"""

import re
from pathlib import Path

import pytest

from tests.compiler.packs import ROOT, changed, codes, compiled
from townhall.kernel.marks import Mark
from townhall.kernel.problems import CATALOGUE, problem

PAGE = ROOT / "docs" / "problems" / "README.md"
MISTAKES = Path(__file__).parent / "mistakes"
HOSTILE = {"TH100", "TH103", "TH122"}
"""Codes whose example no folder can hold; `test_hostile_files` and `tests/compiler` earn them."""


class Dots(dict):
    """Fills every blank with an ellipsis, as the manual does."""

    def __missing__(self, name):
        return "…"


def rows():
    found = re.findall(
        r"^\| (TH\d{3}) \| (.+) \| (.+) \| (.+) \|$", PAGE.read_text("utf-8"), flags=re.MULTILINE
    )
    return {code: (wrong, way_out, example) for code, wrong, way_out, example in found}


ROWS = rows()


def test_every_code_has_one_row():
    written = re.findall(r"^\| (TH\d{3}) ", PAGE.read_text("utf-8"), flags=re.MULTILINE)
    assert written == sorted(CATALOGUE)


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_the_row_says_what_the_problem_says(code):
    said, (wrong, way_out, _) = CATALOGUE[code], ROWS[code]
    for text, cell in ((said.wrong, wrong), (said.way_out, way_out)):
        in_both = f"{text.en.format_map(Dots())}<br>{text.zh.format_map(Dots())}"
        assert cell.replace("\\|", "|") == in_both


@pytest.mark.parametrize("code", sorted(set(CATALOGUE) - HOSTILE))
def test_the_example_earns_the_code(code):
    example = ROWS[code][2]
    formula = re.fullmatch(r"`when: (.+)`", example)
    if formula:
        written = formula[1].replace("\\|", "|").replace("'", "''")
        asked = "when: amount >= param.large or not urgent"
        assert codes(
            compiled(changed("packs/lamps/chains/lamp.yaml", asked, f"when: '{written}'")).problems
        ) == [code]
        return
    folders = re.findall(r"mistakes/(\w+)/", example)
    assert folders
    for folder in folders:
        assert f" {code} " in (MISTAKES / folder / "expected.txt").read_text("utf-8")


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_the_words_fill_the_same_blanks_in_both_languages(code):
    """A blank that differs by language has a twin with `_zh`."""
    for text in (CATALOGUE[code].wrong, CATALOGUE[code].way_out):
        chinese, english = (set(re.findall(r"(?<!\{)\{(\w+)\}", one)) for one in (text.zh, text.en))
        assert {name.removesuffix("_zh") for name in chinese} == english


def test_every_code_that_the_compiler_raises_has_words():
    raised = set()
    for module in (ROOT / "platform" / "townhall" / "compiler").rglob("*.py"):
        raised |= set(re.findall(r'"(TH\d{3})"', module.read_text("utf-8")))
    assert raised <= set(CATALOGUE)
    assert len(raised) > 80


def test_a_problem_without_words_cannot_be_made():
    with pytest.raises(LookupError):
        problem("TH999", Mark("x.yaml", 1, 1))
