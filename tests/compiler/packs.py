"""A small sound folder of definitions to break on purpose, and what is plugged in while it compiles."""

from functools import cache
from pathlib import Path

from townhall.adapters.plugins import load_catalog
from townhall.compiler.reading import Source
from townhall.compiler.release import Compiled, compile_town
from townhall.kernel.problems import Problem
from townhall.spec.catalog import Catalog

ROOT = Path(__file__).resolve().parents[2]
SOUND = ROOT / "tests" / "problems" / "sound"
SHIPPED = ROOT / "definitions"
TOWN = "hill"


@cache
def catalog() -> Catalog:
    """What the shipped plug-ins offer."""
    return load_catalog((ROOT / "plugins",), installed=False)


@cache
def sound_texts() -> dict[str, str]:
    """The sound folder, by file name."""
    return texts_of(SOUND)


def texts_of(root: Path) -> dict[str, str]:
    """The texts below a folder, by file name."""
    files = sorted(path for path in root.rglob("*") if path.suffix in (".yaml", ".csv"))
    return {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in files}


def compiled(changes: dict[str, str] | None = None, town: str = TOWN) -> Compiled:
    """The sound folder with some files changed or added, compiled for its town."""
    return compile_town(Source.of({**sound_texts(), **(changes or {})}), town, catalog())


def changed(file: str, old: str, new: str) -> dict[str, str]:
    """One file of the sound folder with a piece of it replaced."""
    text = sound_texts()[file]
    assert old in text, f"{file} has no {old!r}"
    return {file: text.replace(old, new, 1)}


def lines(problems: tuple[Problem, ...]) -> list[str]:
    """Problems as the command line prints them in English."""
    return [one.line("en") for one in problems]


def codes(problems: tuple[Problem, ...]) -> list[str]:
    """The codes of problems."""
    return [one.code for one in problems]
