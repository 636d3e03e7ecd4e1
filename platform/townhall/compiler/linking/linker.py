"""What is everything called that a town's definitions may refer to, and what is wrong with a reference?

One `Linker` goes through one town's effective definitions and gathers problems. It stays silent about
names whose own file is broken: that file has earned its problem already.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from townhall.compiler.building.texts import bare
from townhall.compiler.marked import Map
from townhall.compiler.reading import Definition
from townhall.kernel.marks import Mark
from townhall.kernel.problems import Problem, nearest, problem
from townhall.spec.catalog import Catalog

AT = "@"
"""Stands in the name of a chain no file defines: what a shared one comes to at a step that changes it."""


@dataclass(frozen=True, slots=True)
class Library:
    """The definitions in force for one town, after overlays.

    `unsound`: paths that exist but failed their schema. `suspects`: words that stand in files nobody can
    read, so that what is missing may be there. `elsewhere`: paths in packs the town does not adopt.
    """

    definitions: Mapping[str, Definition]
    unsound: frozenset[str] = frozenset()
    suspects: frozenset[str] = frozenset()
    elsewhere: Mapping[str, str] = field(default_factory=dict)
    tables: Mapping[str, str] = field(default_factory=dict)
    _by_kind: dict[str, list[Definition]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        for one in self.definitions.values():
            self._by_kind.setdefault(one.kind, []).append(one)

    def of_kind(self, kind: str) -> Sequence[Definition]:
        """The definitions of a kind, in the order they were read."""
        return self._by_kind.get(kind, ())

    def names(self, kind: str) -> list[str]:
        """The names of a kind, as files give them."""
        return [one.name for one in self.of_kind(kind) if AT not in one.name]


@dataclass(slots=True)
class Linker:
    """Goes through a library and gathers what is wrong."""

    library: Library
    catalog: Catalog
    problems: dict[Problem, None] = field(default_factory=dict)
    _formulas: set[tuple[str, Mark]] = field(default_factory=set)

    def note(self, code: str, mark: Mark, /, **words: object) -> None:
        """Remember a problem, once."""
        self.problems[problem(code, mark, **words)] = None

    def note_all(self, problems: Iterable[Problem]) -> None:
        """Remember problems of formulas: one of a kind at a place, however many forms share the formula."""
        for one in problems:
            if (one.code, one.mark) not in self._formulas:
                self._formulas.add((one.code, one.mark))
                self.problems[one] = None

    def get(self, kind: str, name: str) -> Map | None:
        """The body of a definition, or None."""
        found = self.library.definitions.get(f"{kind}/{name}")
        return None if found is None else found.body

    def find(self, kind: str, written: Any, mark: Mark) -> Definition | None:
        """The definition that a reference means; None, with a problem unless one is due elsewhere.

        `written` is a bare name, `kind/name`, or `pack:kind/name`.
        """
        if not isinstance(written, str):
            return None
        prefix, _, name = written.rpartition("/")
        pack, _, prefix_kind = prefix.rpartition(":")
        name = bare(written)
        if prefix_kind and prefix_kind != kind:
            self.note("TH207", mark, found=written, kind=kind)
            return None
        path = f"{kind}/{name}"
        found = self.library.definitions.get(path)
        if found is not None:
            if pack and found.pack != pack:
                self.note("TH206", mark, path=path, pack=pack, own=found.pack)
            return found
        if not self.is_excused(path):
            self.missing(kind, name, mark)
        return None

    def is_excused(self, path: str) -> bool:
        """Whether what is missing may stand in a file that has problems of its own."""
        return path in self.library.unsound or path.rpartition("/")[2] in self.library.suspects

    def missing(self, kind: str, name: str, mark: Mark) -> None:
        """Note that nothing is called so."""
        path = f"{kind}/{name}"
        if path in self.library.elsewhere:
            self.note("TH203", mark, path=path, pack=self.library.elsewhere[path])
            return
        known = self.library.names(kind)
        if kind == "pack":
            known += [bare(one) for one in self.library.elsewhere if one.startswith("pack/")]
        self.unknown(path, mark, known, name)

    def unknown(self, found: str, mark: Mark, known: Iterable[str], name: str | None = None) -> None:
        """Note that nothing is called so, and what is."""
        names = sorted(known)
        close = nearest(name or found, names)
        if close:
            self.note("TH201", mark, found=found, known=close)
        else:
            listed = ", ".join(names[:12]) + (" …" if len(names) > 12 else "")
            self.note("TH204", mark, found=found, known=listed or "—")
