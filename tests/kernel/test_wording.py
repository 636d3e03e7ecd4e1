"""Does every problem with a formula say, in both languages, what is wrong and what to do?"""

import re
import string
from pathlib import Path

import pytest

from townhall.kernel import grammar
from townhall.kernel.wording.formulas import WORDS

KERNEL = Path(grammar.__file__).parent


def blanks(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("code", sorted(WORDS))
def test_both_languages_say_the_same(code):
    said = WORDS[code]
    for part in (said.wrong, said.way_out):
        assert part.zh
        assert part.en
        assert blanks(part.zh) == blanks(part.en)


def test_every_code_the_formula_language_raises_has_words():
    raised = set()
    for module in KERNEL.glob("*.py"):
        raised |= set(re.findall(r'(?:fault|wrong)\(\s*"(TH3\d\d)"', module.read_text(encoding="utf-8")))
    assert len(raised) > 20
    assert raised <= set(WORDS)
