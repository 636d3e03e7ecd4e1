"""Do the shipped definitions speak clean Chinese and English, both everywhere?"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.compiler.packs import SHIPPED
from townhall.compiler.parsing import parsed

FILES = sorted(SHIPPED.rglob("*.yaml"))
BLANK = re.compile(r"\{[^}]*\}")


def spoken(node: Any) -> Iterator[dict[str, Any]]:
    """Every text of a definition that has a Chinese side."""
    if isinstance(node, dict):
        if isinstance(node.get("zh"), str):
            yield node
        for inner in node.values():
            yield from spoken(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from spoken(inner)


def texts(file: Path) -> list[tuple[str, str]]:
    top, _ = parsed(file.read_text("utf-8"), file.name)
    return [(BLANK.sub("甲", one["zh"]), BLANK.sub("x", str(one.get("en", "")))) for one in spoken(top)]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(SHIPPED).as_posix())
def test_its_words_are_clean(file: Path):
    for zh, en in texts(file):
        assert en, f"{zh} has no English"
        assert not re.search(r"[\u4e00-\u9fff”][,;:?!()]|[,;:?!()][\u4e00-\u9fff“]", zh), zh
        assert not re.search(r"([\u4e00-\u9fff]{2,})\1", zh), f"a word twice: {zh}"
        assert not re.search(r"\b(\w+) \1\b", en), f"a word twice: {en}"
        assert not re.search(r"[\u4e00-\u9fff，。；：]", en), en
        assert zh.endswith("。") == en.endswith("."), f"a full stop on one side only: {zh} / {en}"
