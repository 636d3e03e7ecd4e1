"""Which definitions are there, whose are they, and which of them are in force for a town?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath

from townhall.compiler.building.texts import bare
from townhall.compiler.checking import Checker, checker_for
from townhall.compiler.kinds import KINDS
from townhall.compiler.linking.linker import Library
from townhall.compiler.linking.towns import adopted
from townhall.compiler.overlaying import overlaid
from townhall.compiler.reading import Definition, Source
from townhall.kernel.problems import Problem, nearest, problem
from townhall.spec.catalog import Catalog

PERSONAL = frozenset({"overlay", "scenario", "stage"})
"""Kinds that a release never holds."""

A_WHOLE = 10
"""From how many definitions on that repeat those of the same files a folder is taken for a whole copy."""


@dataclass(slots=True)
class Shelf:
    """All definitions of a source by path, sound ones only, and what is wrong with files and shapes."""

    definitions: dict[str, Definition] = field(default_factory=dict)
    unsound: set[str] = field(default_factory=set)
    suspects: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)

    def may_have(self, path: str) -> bool:
        """Whether a definition may stand in a file that has problems of its own."""
        return path in self.unsound or path.rpartition("/")[2] in self.suspects

    def towns(self) -> tuple[str, ...]:
        """The towns, districts and cities left out."""
        return tuple(one.name for one in self.of_kind("town") if one.body["level"] == "town")

    def of_kind(self, kind: str) -> Iterator[Definition]:
        """The definitions of a kind."""
        return (one for one in self.definitions.values() if one.kind == kind)

    def packs(self) -> set[str]:
        """The packs that definitions stand in."""
        return {one.pack for one in self.definitions.values()} - {"base"}

    def adopted(self, town: str) -> set[str]:
        """The packs a town adopts, and base."""
        return {"base", *adopted(self.definitions[f"town/{town}"].body)}

    def scenarios_of(self, town: str) -> tuple[Definition, ...]:
        """The rehearsals that play in a town."""
        wanted = self.adopted(town)
        return tuple(
            one for one in self.of_kind("scenario") if one.body["town"] == town and one.pack in wanted
        )

    def levels(self, town: str) -> list[str]:
        """A town and the levels above it, highest first."""
        found = [town]
        while True:
            above = self.definitions.get(f"town/{found[0]}")
            within = bare(str(above.body.get("within", ""))) if above else ""
            if not within or within in found:
                return found
            found.insert(0, within)

    def library_of(
        self, town: str, tables: Mapping[str, str], catalog: Catalog
    ) -> tuple[Library, tuple[Problem, ...]]:
        """The definitions in force for a town, after the overlays of its levels, and what those got wrong."""
        wanted = self.adopted(town)
        own = {path: one for path, one in self.definitions.items() if one.pack in wanted}
        levels = self.levels(town)
        overlays = [one for one in own.values() if one.kind == "overlay" and _for(one) in levels]
        overlays.sort(key=lambda one: levels.index(_for(one)))
        patterns = [
            pattern
            for one in own.values()
            if one.kind == "pack"
            for pattern in one.body.get("overlay_may_change") or ()
        ]
        elsewhere = {path: one.pack for path, one in self.definitions.items() if one.pack not in wanted}
        lost = any(f"pack/{pack}" not in own for pack in wanted - {"base"})
        excused = {one for one in self.unsound if one not in own} | set(elsewhere)
        made = overlaid(
            own,
            overlays,
            None if lost else patterns,
            lambda path: path in excused or self.may_have(path),
            catalog.shows_no_more,
        )
        checker = checker_for(catalog)
        unsound = set(self.unsound)
        for path in sorted(made.changed):
            wrong = checker.problems(made.definitions[path].kind, made.definitions[path].body)
            if wrong:
                made.problems.extend(wrong)
                unsound.add(path)
                del made.definitions[path]
        library = Library(made.definitions, frozenset(unsound), frozenset(self.suspects), elsewhere, tables)
        return library, tuple(made.problems)

    def whole_library(self, tables: Mapping[str, str]) -> Library:
        """All definitions of all packs, as they are written."""
        own = {path: one for path, one in self.definitions.items() if one.kind not in PERSONAL}
        return Library(own, frozenset(self.unsound), frozenset(self.suspects), {}, tables)


def gathered(source: Source, checker: Checker) -> Shelf:
    """Everything a source defines, each file checked."""
    shelf = Shelf(problems=list(source.problems))
    for document in source.documents:
        checked = checker.checked(document)
        shelf.problems.extend((*document.problems, *checked.problems))
        shelf.unsound.update(checked.unsound)
        shelf.suspects.update(document.suspects)
    _place(shelf, [one for document in source.documents for one in document.definitions])
    for path in shelf.unsound:
        shelf.definitions.pop(path, None)
    _for_somebody(shelf)
    return shelf


def _place(shelf: Shelf, definitions: Iterable[Definition]) -> None:
    """Put definitions on the shelf, each path once: what looks like the copy is told to take another name."""
    by_path: dict[str, list[Definition]] = {}
    for one in definitions:
        by_path.setdefault(one.path, []).append(one)
    again: dict[str, list[Problem]] = {}
    misnamed = {one.pack for same in by_path.values() for one in same if _is_misnamed_pack(one)}
    for path, same in by_path.items():
        first, *copies = sorted(same, key=lambda one: (one.pack in misnamed, _is_misfiled(one)))
        shelf.definitions[path] = first
        for copy in copies:
            if not _is_misnamed_pack(copy):
                words = {"path": path, "other": first.mark, "instead": _another_name(copy, first, by_path)}
                folder = _folder_copied(copy, first)
                again.setdefault(folder, []).append(problem("TH202", copy.mark, **words))
        for one in same:
            if _is_misnamed_pack(one):
                shelf.problems.append(_misnamed(one))
    for folder, found in again.items():
        if folder and len(found) >= A_WHOLE:
            place = min(one.mark for one in found)
            shelf.problems.append(problem("TH271", place, folder=f"{folder}/", count=len(found)))
        else:
            shelf.problems.extend(found)


def _folder_copied(copy: Definition, first: Definition) -> str:
    """The folder whose files are called as those they repeat; empty where the copy's file is not."""
    file, same = copy.spot[0], "/" + first.spot[0]
    return file.removesuffix(same) if file.endswith(same) else ""


def _is_misnamed_pack(one: Definition) -> bool:
    return one.kind == "pack" and one.pack != one.name


def _is_misfiled(one: Definition) -> bool:
    """Whether a file that holds one definition is called otherwise."""
    return not KINDS[one.kind].shares and one.kind != "pack" and PurePath(one.spot[0]).stem != one.name


def _misnamed(one: Definition) -> Problem:
    """A pack that calls itself otherwise than its folder."""
    folder = "base/" if one.name == "base" else f"packs/{one.name}/"
    found = "base/" if one.pack == "base" else f"packs/{one.pack}/"
    return problem("TH259", one.mark, name=one.name, found=found, instead=one.pack, folder=folder)


def _another_name(copy: Definition, first: Definition, taken: Mapping[str, object]) -> str:
    """A name for a copy: that of its file, or its own with that of its pack before it."""
    stem = PurePath(copy.spot[0]).stem
    if _is_misfiled(copy) and stem.isidentifier() and f"{copy.kind}/{stem}" not in taken:
        return stem
    return f"{copy.pack}_{copy.name}" if copy.pack != first.pack else f"{copy.name}_2"


def _for(overlay: Definition) -> str:
    return bare(str(overlay.body["for"]))


def _for_somebody(shelf: Shelf) -> None:
    """Overlays and rehearsals name towns that exist."""
    names = [one.name for one in shelf.of_kind("town")]
    for one in shelf.definitions.values():
        key = {"overlay": "for", "scenario": "town"}.get(one.kind)
        name = bare(str(one.body[key])) if key else None
        if key is None or name is None or name in names:
            continue
        if f"town/{name}" in shelf.unsound or name in shelf.suspects:
            continue
        near = nearest(name, names)
        if near:
            shelf.problems.append(
                problem("TH201", one.body.value_mark(key), found=f"town/{name}", known=near)
            )
        else:
            known = ", ".join(names) or "—"
            shelf.problems.append(
                problem("TH204", one.body.value_mark(key), found=f"town/{name}", known=known)
            )
