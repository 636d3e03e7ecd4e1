"""Do packs find the packs they need, in versions that fit, and does each definition stand in one place?"""

from __future__ import annotations

import re

from townhall.compiler.linking.linker import Linker
from townhall.compiler.linking.towns import adopted
from townhall.compiler.marked import Map, items_of
from townhall.compiler.reading import Definition

_VERSION = re.compile(r"([0-9]+)(?:\.([0-9]+))?(?:\.([0-9]+))?")
_CONDITION = re.compile(r"(>=|<=|==|=|<|>|\^|~)?\s*([0-9]+(?:\.[0-9]+){0,2})")


def fits_range(version: str, wanted: str) -> bool | None:
    """Whether a version is in a range; None when the range does not read.

    >>> fits_range("1.4.0", ">=1.4"), fits_range("2.0.0", "^1.4"), fits_range("1.4.2", ">=1.4 <1.5")
    (True, False, True)
    """
    if not wanted.strip():
        return True
    conditions = [_CONDITION.fullmatch(one) for one in re.split(r"[,\s]+(?![0-9])", wanted.strip())]
    if not all(conditions):
        return None
    own = _parts(version)
    return all(_holds(own, found[1] or "=", found[2]) for found in conditions if found)


def _parts(written: str) -> tuple[int, int, int]:
    found = _VERSION.fullmatch(written)
    assert found is not None
    return int(found[1]), int(found[2] or 0), int(found[3] or 0)


def _holds(own: tuple[int, int, int], sign: str, written: str) -> bool:
    wanted = _parts(written)
    given = written.count(".") + 1
    match sign:
        case ">=":
            return own >= wanted
        case "<=":
            return own <= wanted
        case ">":
            return own > wanted
        case "<":
            return own < wanted
        case "^":
            return own >= wanted and own[0] == wanted[0]
        case "~":
            return own >= wanted and own[:2] == wanted[:2]
        case _:
            return own[:given] == wanted[:given]


def check_pack(linker: Linker, definition: Definition) -> None:
    """The packs a pack needs are there, in versions that fit."""
    needs: Map = definition.body.get("needs", Map())
    for name in needs:
        found = linker.get("pack", name)
        if found is None and name == "base":
            continue
        if found is None:
            if not linker.is_excused(f"pack/{name}"):
                linker.note("TH408", needs.key_mark(name), pack=definition.name, needed=name)
            continue
        _version(linker, found, needs, name)


def check_adopted(linker: Linker, town: Definition) -> None:
    """The packs a town adopts are there, in versions that fit."""
    packs = town.body.get("packs")
    ranges = packs if isinstance(packs, Map) else None
    marks = {name: ranges.key_mark(name) for name in ranges} if ranges is not None else {}
    if ranges is None:
        marks = {str(name): mark for name, mark in items_of(town.body, "packs")}
    for name in adopted(town.body):
        found = linker.get("pack", name)
        if found is None and name != "base":
            linker.find("pack", name, marks[name])
        elif found is not None and ranges is not None:
            _version(linker, found, ranges, name)


def _version(linker: Linker, pack: Map, owner: Map, name: str) -> None:
    wanted = str(owner[name])
    fits = fits_range(pack["version"], wanted)
    if fits is None:
        linker.note(
            "TH126", owner.value_mark(name), found=wanted,
            wanted_zh="版本范围，如 >=1.4 或 ^1.4", wanted="a range of versions such as >=1.4 or ^1.4",
        )  # fmt: skip
    elif not fits:
        linker.note("TH407", owner.value_mark(name), pack=name, has=pack["version"], wanted=wanted)
