"""Is there a key that may be written, does nothing, and is told nowhere?"""

import dataclasses
import importlib
import re

import pytest

from tests.compiler.packs import ROOT
from townhall.compiler.linking.later import LATER

PLATFORM = ROOT / "platform" / "townhall"
ROOMS = ("engine", "office", "web", "storage", "rehearsal", "record", "spec")
SPEC = ("forms", "chains", "fields", "pages", "registers", "towns", "hooks", "params")
LATER_PAGE = (ROOT / "docs" / "configure" / "later.md").read_text("utf-8")

WRITTEN_AS: dict[str, str] = {}
"""Keys that are called otherwise in `spec/`."""

BUILT_FROM = {
    "Mask.by_viewer",
    "Step.seal_title",
    "Page.of_form",
    "Blueprint.departments",
}
"""What no key stands behind, or what a method of its own class reads."""

AT_COMPILE_TIME = {
    "Chain.shared",
    "Chain.needs",
    "Chain.pays_first",
    "Post.supervises_only",
    "Register.system",
    "Town.level",
    "Hook.modes",
    "Hook.outcomes",
    "Page.qr",
}
"""What the compiler alone asks about, so that a wrong definition never runs."""

NOTES = {"Option.note", "Unit.provisional"}
"""Written for whoever reads the definition."""


def attributes() -> list[tuple[str, str]]:
    """Every attribute of what is promised: its class and its name."""
    found = []
    for module in SPEC:
        room = importlib.import_module(f"townhall.spec.{module}")
        for name, one in vars(room).items():
            if isinstance(one, type) and dataclasses.is_dataclass(one) and one.__module__ == room.__name__:
                found += [(name, field.name) for field in dataclasses.fields(one) if field.name[0] != "_"]
    return found


def sources() -> str:
    """All that runs."""
    files = [path for room in ROOMS for path in (PLATFORM / room).rglob("*")] + [PLATFORM / "bootstrap.py"]
    files += list((ROOT / "plugins").rglob("*"))
    return "\n".join(path.read_text("utf-8") for path in files if path.suffix in (".py", ".html"))


RUNS = sources()


@pytest.mark.parametrize(("owner", "name"), attributes())
def test_what_may_be_written_does_something_or_is_told(owner, name):
    key = WRITTEN_AS.get(name, name)
    is_told = f"`{key}`" in LATER_PAGE or any(key in keys for keys in LATER.values())
    if f"{owner}.{name}" in BUILT_FROM | AT_COMPILE_TIME | NOTES:
        return
    assert is_told or re.search(rf"\.{name}\b", RUNS), f"{owner}.{name} does nothing, and nobody is told"


@pytest.mark.parametrize(
    "key", sorted({key for keys in LATER.values() for key in keys} - {"is", "kind", "until"})
)
def test_what_comes_later_is_in_the_manual(key):
    hook = LATER["hook"]
    assert f"`{key}`" in LATER_PAGE or key in hook
