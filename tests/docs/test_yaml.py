"""Does the YAML in the manual hold what it says?

A block says what it is beside `yaml`: `definition`, whole and compiled; `fragment` and a file below
`definitions/`, which it quotes; `later`, a kind of definition whose shape is checked and that does not run
yet; `example`, a few lines of nothing in particular, which only have to read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from townhall.adapters.plugins import load_catalog
from townhall.compiler.parsing import parsed
from townhall.compiler.reading import Source
from townhall.compiler.release import Compiled, compile_town

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"^```(\S*) ?(.*?)\n(.*?)^```$", flags=re.MULTILINE | re.DOTALL)
PACK = "seals"
PACK_FILE = "pack: seals\ntitle: {zh: 用章管理, en: Seals}\nversion: 1.0.0\nformat: 1\n"


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
    kinds = {one.kind.split(" ")[0] for one in BLOCKS}
    assert kinds == {"definition", "fragment", "later", "example"}
    assert [named(one) for one in BLOCKS if one.kind == "fragment"] == [], "say which file it quotes"


def test_most_of_them_can_be_held_to_something():
    assert sum(one.kind == "example" for one in BLOCKS) <= 5


def holds(whole: Any, part: Any) -> bool:
    """Whether a part of a definition stands in a whole: keys may be left out, what is there is the same."""
    if isinstance(part, dict):
        return isinstance(whole, dict) and all(
            key in whole and holds(whole[key], one) for key, one in part.items()
        )
    if isinstance(part, list):
        return isinstance(whole, list) and all(any(holds(one, wanted) for one in whole) for wanted in part)
    return bool(whole == part)


def below(whole: Any) -> Iterator[Any]:
    """A node of a definition and all below it."""
    yield whole
    inner = whole.values() if isinstance(whole, dict) else whole if isinstance(whole, list) else ()
    for one in inner:
        yield from below(one)


@pytest.mark.parametrize("block", [one for one in BLOCKS if one.kind.startswith("fragment ")], ids=named)
def test_what_quotes_a_shipped_file_says_what_that_file_says(block: Block):
    file = ROOT / "definitions" / block.kind.removeprefix("fragment ")
    whole, _ = parsed(file.read_text("utf-8"), file.name)
    part, _ = parsed(block.text, block.page)
    assert any(holds(one, part) for one in below(whole)), f"{file.name} says otherwise"


def test_a_quotation_that_went_stale_is_noticed():
    assert holds({"a": {"b": 1, "c": [1, 2]}}, {"a": {"c": [2]}})
    assert not holds({"a": {"b": 1}}, {"a": {"b": 2}})
    assert not holds({"a": {"b": 1}}, {"a": {"d": 1}})


@pytest.mark.parametrize("block", [one for one in BLOCKS if one.kind == "later"], ids=named)
def test_what_comes_later_has_its_settled_shape(block: Block):
    problems = compiled_with({f"packs/{PACK}/later.yaml": block.text}).problems
    assert {one.code for one in problems} == {"TH223"}


@pytest.mark.parametrize("block", BLOCKS, ids=named)
def test_it_reads_strictly(block: Block):
    _, problems = parsed(block.text, block.page)
    assert [one.line("en") for one in problems] == []


def test_the_definitions_make_a_pack_that_a_town_can_adopt():
    """The whole definitions of the manual are one pack; 漳河镇 adopts it beside those that ship."""
    whole = {
        f"packs/{PACK}/{one.page}:{one.line}.yaml": one.text for one in BLOCKS if one.kind == "definition"
    }
    compiled = compiled_with(whole)
    assert [one.line("en") for one in compiled.problems] == []
    assert compiled.blueprint is not None
    assert compiled.blueprint.forms["seal_use"].pack == PACK


def compiled_with(more: dict[str, str]) -> Compiled:
    """漳河镇 with some files more, in a pack it adopts."""
    texts = {
        path.relative_to(ROOT / "definitions").as_posix(): path.read_text("utf-8")
        for path in sorted((ROOT / "definitions").rglob("*"))
        if path.suffix in (".yaml", ".csv")
    }
    town = "towns/zhanghe/town.yaml"
    assert "\npacks: [" in texts[town]
    texts[town] = texts[town].replace("packs: [", f"packs: [{PACK}, ")
    if not any(text.startswith("pack: ") for text in more.values()):
        texts[f"packs/{PACK}/pack.yaml"] = PACK_FILE
    return compile_town(
        Source.of({**texts, **more}), "zhanghe", load_catalog([ROOT / "plugins"], installed=False)
    )
