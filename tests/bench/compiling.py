"""How long do checking and compiling definitions take, beside only parsing the same files?

The floor reads the same files and parses each with PyYAML's loader over the same C parser. Ours reads them
strictly, keeps every place, checks every schema, links every name and types every formula, and builds the
release. Everything remembered by content is forgotten before each round.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import yaml

from tests.bench.measuring import Outcome, Progress, Scale, race
from tests.bench.places import Place, folder
from tests.bench.rooms import where
from tests.bench.town import plugged
from townhall.compiler import checking, reading
from townhall.compiler.reading import Source
from townhall.compiler.release import compile_town
from townhall.settings import shipped

TOWN = "zhanghe"
DEFINITIONS = 200
PACKS = ("project", "sanzi", "civil_affairs")
LEFT = ("pack", "scenario")
"""Kinds whose names are words of other things too: they are changed only where they are given."""


def run(places: tuple[Place, ...], scale: Scale, progress: Progress) -> Iterator[Outcome]:
    """Compile the shipped definitions, multiplied; no database has a part in it."""
    with folder() as here:
        root = here / "definitions"
        count = multiplied(root, scale.of(DEFINITIONS))
        catalog = plugged()

        def compiled() -> None:
            found = compile_town(Source.read((root,)), TOWN, catalog)
            if found.problems:
                raise ValueError("\n".join(str(one) for one in found.problems[:20]))

        def cold() -> None:
            reading.document.cache_clear()
            checking._checked.cache_clear()
            compiled()

        def coldest() -> None:
            checking._checker.cache_clear()
            cold()

        def parsed() -> None:
            parse_all(root)

        rounds = scale.of(20, least=2)
        step = progress(f"compile · {count} definitions", 3 * rounds)
        floor_is = "the same files read and parsed by yaml.CSafeLoader"
        found = race(cold, parsed, rounds, step)
        yield Outcome(
            f"{count} definitions",
            "-",
            found.ours,
            found.floor,
            floor_is,
            3.0,
            where(cold, rounds=3),
        )
        found = race(coldest, parsed, rounds, step)
        yield Outcome(f"{count}, first in a process", "-", found.ours, found.floor, floor_is, 3.0)
        one = next((root / "packs" / "sanzi" / "forms").glob("*.yaml"))
        text = one.read_text("utf-8")
        edits = iter(range(1_000_000))

        def edited() -> None:
            one.write_text(f"{text}# edit {next(edits)}\n", "utf-8")
            compiled()

        found = race(edited, parsed, rounds, step)
        yield Outcome(f"{count}, one file edited", "-", found.ours, found.floor, floor_is, 3.0)


def parse_all(root: Path) -> int:
    """Parse every definition file; gives how many there are."""
    count = 0
    for path in sorted(root.rglob("*.yaml")):
        yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
        count += 1
    return count


def multiplied(root: Path, wanted: int) -> int:
    """The shipped definitions in a folder, with copies of packs until there are as many as wanted.

    Gives how many there are. The town adopts all copies, so every one of them is linked and built.
    """
    shutil.copytree(shipped("definitions"), root)
    whole = Source.read((root,))
    count = sum(1 for _ in whole.definitions())
    names = {
        pack: [one.name for one in whole.definitions() if one.pack == pack and one.kind not in LEFT]
        for pack in PACKS
    }
    sizes = {pack: sum(1 for one in whole.definitions() if one.pack == pack) for pack in PACKS}
    copies = []
    while count < wanted:
        number, place = divmod(len(copies), len(PACKS))
        pack = PACKS[place]
        copies.append(_copied(root, pack, names[pack], number + 2))
        count += sizes[pack]
    _adopt(root / "towns" / TOWN / "town.yaml", copies)
    return count


def _copied(root: Path, pack: str, names: list[str], number: int) -> str:
    """A copy of a pack with another name for everything it defines; gives the copy's name."""
    copy = f"{pack}_{number}"
    target = root / "packs" / copy
    shutil.copytree(root / "packs" / pack, target)
    renamed = re.compile(rf"\b({'|'.join(map(re.escape, names))})\b")
    for path in target.rglob("*.yaml"):
        text = renamed.sub(rf"\1_{number}", path.read_text("utf-8"))
        text = re.sub(r"(?m)^(\s*code: [A-Z]+)(-?)(\d+)$", rf"\g<1>\g<2>{number}\g<3>", text)
        text = re.sub(rf"(?m)^pack: {pack}$", f"pack: {copy}", text)
        text = re.sub(r"(?m)^scenario: (\w+)$", rf"scenario: \g<1>_{number}", text)
        path.with_stem(renamed.sub(rf"\1_{number}", path.stem)).write_text(text, "utf-8")
        if renamed.search(path.stem):
            path.unlink()
    return copy


def _adopt(town: Path, copies: list[str]) -> None:
    text = town.read_text("utf-8")
    town.write_text(re.sub(r"(?m)^packs: \[(.*)\]$", rf"packs: [\1, {', '.join(copies)}]", text), "utf-8")
