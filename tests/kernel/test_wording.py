"""Does every problem say, in both languages, what is wrong and what to do, and in clean sentences?"""

import ast
import re
import string
from pathlib import Path

import pytest

from townhall.kernel import grammar
from townhall.kernel.problems import CATALOGUE
from townhall.kernel.wording.formulas import WORDS

KERNEL = Path(grammar.__file__).parent
PLATFORM = KERNEL.parent
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff”][,;:?!(]|[,;:?!)][\u4e00-\u9fff“]|[\u4e00-\u9fff”] 。")
"""Punctuation of English beside a Chinese character."""

AS_WRITTEN = "“键: 值”"
"""What a person is to write may stand in a Chinese sentence as it is written."""


def blanks(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def chinese_words() -> list[tuple[str, str]]:
    """Every Chinese text that is written as `Text(zh, en)` in the rooms that speak of definitions."""
    found = []
    for room in ("kernel", "compiler", "rehearsal", "cli"):
        for path in sorted((PLATFORM / room).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                is_text = isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("Text", "command")
                for one in node.args if is_text else ():
                    where = f"{path.relative_to(PLATFORM)}:{node.lineno}"
                    if isinstance(one, ast.Constant) and isinstance(one.value, str):
                        found.append((where, one.value))
                    elif isinstance(one, ast.JoinedStr):
                        parts = [
                            part.value if isinstance(part, ast.Constant) else "甲" for part in one.values
                        ]
                        found.append((where, "".join(parts)))
    return [(where, text) for where, text in found if re.search(r"[\u4e00-\u9fff]", text.replace("甲", ""))]


@pytest.mark.parametrize("code", sorted(WORDS))
def test_both_languages_say_the_same(code):
    said = WORDS[code]
    for part in (said.wrong, said.way_out):
        assert part.zh
        assert part.en
        assert blanks(part.zh) == blanks(part.en)


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_chinese_has_its_own_punctuation(code):
    for part in (CATALOGUE[code].wrong, CATALOGUE[code].way_out):
        assert not HALF_WIDTH.search(part.zh.replace(AS_WRITTEN, "")), part.zh


def test_so_has_what_the_command_line_and_rehearsals_say():
    words = chinese_words()
    assert len(words) > 300
    assert [(where, text) for where, text in words if HALF_WIDTH.search(text.replace(AS_WRITTEN, ""))] == []


def test_half_width_punctuation_is_seen():
    assert HALF_WIDTH.search("没有通过,未发布。")
    assert HALF_WIDTH.search("请加引号:“x”")
    assert not HALF_WIDTH.search("请写case.unit，如days(3)、months(1)。")


def test_every_code_the_formula_language_raises_has_words():
    raised = set()
    for module in KERNEL.glob("*.py"):
        raised |= set(re.findall(r'(?:fault|wrong)\(\s*"(TH3\d\d)"', module.read_text(encoding="utf-8")))
    assert len(raised) > 20
    assert raised <= set(WORDS)
