"""Does the YAML in the manual hold what it says: whole definitions that compile, and parts that read?"""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from townhall.adapters.plugins import load_catalog
from townhall.compiler.parsing import parsed
from townhall.compiler.reading import Source
from townhall.compiler.release import compile_town

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"^```(\S*) ?(.*?)\n(.*?)^```$", flags=re.MULTILINE | re.DOTALL)
PACK = "seals"


@dataclass(frozen=True)
class Block:
    """One piece of YAML in a page, and the line it begins on."""

    page: str
    line: int
    kind: str
    text: str


def blocks() -> list[Block]:
    """All YAML in the documentation."""
    return [
        Block(page.relative_to(ROOT).as_posix(), text.count("\n", 0, found.start(3)) + 1, found[2], found[3])
        for page in sorted(ROOT.glob("docs/**/*.md"))
        for text in (page.read_text("utf-8"),)
        for found in BLOCK.finditer(text)
        if found[1] == "yaml"
    ]


def named(block: Block) -> str:
    return f"{block.page}:{block.line}"


BLOCKS = blocks()


def test_every_block_says_what_it_is():
    assert [named(one) for one in BLOCKS if one.kind not in ("definition", "fragment")] == []
    assert {one.kind for one in BLOCKS} == {"definition", "fragment"}


@pytest.mark.parametrize("block", BLOCKS, ids=named)
def test_it_reads_strictly(block: Block):
    _, problems = parsed(block.text, block.page)
    assert [one.line("en") for one in problems] == []


def test_the_definitions_make_a_pack_that_a_town_can_adopt():
    """The whole definitions of the manual are one pack; 漳河镇 adopts it beside those that ship."""
    texts = {
        path.relative_to(ROOT / "definitions").as_posix(): path.read_text("utf-8")
        for path in sorted((ROOT / "definitions").rglob("*"))
        if path.suffix in (".yaml", ".csv")
    }
    town = "towns/zhanghe/town.yaml"
    assert "packs: [civil_affairs, sanzi, project]" in texts[town]
    texts[town] = texts[town].replace("packs: [", f"packs: [{PACK}, ")
    for one in BLOCKS:
        if one.kind == "definition":
            texts[f"packs/{PACK}/{one.page}:{one.line}.yaml"] = one.text
    compiled = compile_town(Source.of(texts), "zhanghe", load_catalog([ROOT / "plugins"], installed=False))
    assert [one.line("en") for one in compiled.problems] == []
    assert compiled.blueprint is not None
    assert compiled.blueprint.forms["seal_use"].pack == PACK
