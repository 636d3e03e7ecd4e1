"""How are the towns of a whole city compiled in seconds, and share what is alike among them?

Most towns differ from each other in a few values. Of a town only what was not seen before is linked; the rest
was linked without a problem for another town and is taken from there. What is alike is one object, known by
the hash of its content: a definition written out, and what is built from it. A town with a problem is linked
in full, so that every problem stands in its own file; so is one with rehearsals of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from townhall.compiler.building import Workshop
from townhall.compiler.building.scenarios import built_scenario
from townhall.compiler.building.texts import bare
from townhall.compiler.checking import checker_for
from townhall.compiler.gathering import Shelf, gathered
from townhall.compiler.kinship import Kinship, Said, said_in
from townhall.compiler.linking import WITHIN_RELEASE, Linked, link, town_alone
from townhall.compiler.linking.duties import kinds_around
from townhall.compiler.linking.linker import AT, Library
from townhall.compiler.marked import Map, plain
from townhall.compiler.reading import Source
from townhall.kernel.canonical import content_hash, ordered_hash
from townhall.kernel.marks import NOWHERE
from townhall.kernel.problems import Problem, problem
from townhall.record.releases import Release, released
from townhall.spec.blueprint import Blueprint
from townhall.spec.catalog import Catalog
from townhall.spec.scenarios import Scenario

UNSHARED = frozenset({"town", "pack", "words", "calendar", "department"})
"""Kinds that everything reads: a town that changes one is linked by itself."""

Key = tuple[str, frozenset[tuple[str, str]]]
"""A definition, and the content of the changed ones it may read, itself among them: all that it comes to."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """A town's definitions compiled: a release and what it builds to, or problems.

    `examples`: the specimen dossier of each form as plain JSON, by form name.
    """

    problems: tuple[Problem, ...]
    release: Release | None = None
    blueprint: Blueprint | None = None
    scenarios: tuple[Scenario, ...] = ()
    examples: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _WrittenOut:
    """A definition written out, and the hash of its content."""

    content: str
    body: Map


@dataclass(slots=True)
class _Seen:
    """What was linked without a problem among towns of the same packs.

    `came_to`: by key, what a definition was written out as, by path.
    """

    kinship: Kinship
    came_to: dict[Key, Mapping[str, _WrittenOut]] = field(default_factory=dict)


@dataclass(slots=True)
class City:
    """All towns of a source.

    `shares`: whether to see what is alike, which takes a moment at the first town. `linked`: how many
    definitions were linked, not taken from another town.
    """

    source: Source
    catalog: Catalog
    shares: bool = True
    workshop: Workshop = field(init=False)
    shelf: Shelf = field(init=False)
    linked: int = 0
    _seen: dict[frozenset[str], _Seen] = field(default_factory=dict)
    _contents: dict[str, Any] = field(default_factory=dict)
    _said: dict[str, Said] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.shelf = gathered(self.source, checker_for(self.catalog))
        self.workshop = Workshop(self.catalog)

    @property
    def towns(self) -> tuple[str, ...]:
        """The towns, districts and cities left out."""
        return self.shelf.towns()

    @property
    def idle(self) -> tuple[str, ...]:
        """The packs that no town adopts."""
        adopted = {pack for town in self.towns for pack in self.shelf.adopted(town)}
        return tuple(sorted(self.shelf.packs() - adopted))

    def problems(self, step: Callable[[int, int], None] = lambda done, total: None) -> tuple[Problem, ...]:
        """Everything wrong: in the files, in every town, and in packs no town adopts."""
        found = list(self.shelf.problems)
        for number, town in enumerate(self.towns, 1):
            found.extend(self._town(town)[0])
            step(number, len(self.towns))
        if self.idle:
            found.extend(link(self.shelf.whole_library(self.source.tables), self.catalog, None).problems)
        return _sorted(found)

    def compiled(self, town: str) -> Compiled:
        """Compile one town; `problems` is empty exactly when there is a release.

        Problems of files that have nothing to do with the town count too: a folder is published whole.
        """
        if f"town/{town}" not in self.shelf.definitions:
            known = ", ".join(self.towns) or "—"
            missing = problem("TH204", NOWHERE, found=f"town/{town}", known=known)
            return Compiled(_sorted((*self.shelf.problems, missing)))
        problems, manifest = self._town(town)
        problems = _sorted((*self.shelf.problems, *problems))
        if problems:
            return Compiled(problems)
        definitions = {path: self._contents[hash_] for path, hash_ in manifest.items()}
        release = released(town, definitions, manifest)
        stages = {one.name: one for one in self.shelf.of_kind("stage")}
        scenarios = tuple(built_scenario(one, stages) for one in self.shelf.scenarios_of(town))
        return Compiled((), release, self.workshop.build(release), scenarios, _examples(release))

    def _town(self, town: str) -> tuple[tuple[Problem, ...], dict[str, str]]:
        """What is wrong with a town, or the content of each of its definitions written out, by hash."""
        library, problems = self.shelf.library_of(town, self.source.tables, self.catalog)
        if problems or self.shelf.problems or self.shelf.scenarios_of(town) or not self.shares:
            return self._in_full(library, town, problems)
        own, problems = town_alone(library, self.catalog, town)
        seen = None if problems else self._alike(library, town)
        keys = None if seen is None else self._keys(library, seen, own)
        if seen is None or keys is None:
            return self._in_full(library, town, ())
        new = [key for key in keys if key not in seen.came_to]
        if new:
            known = {path: one.body for key in keys for path, one in seen.came_to.get(key, {}).items()}
            linked = link(library, self.catalog, town, {**known, f"town/{town}": own})
            self.linked += len(new)
            if linked.problems:
                return self._in_full(library, town, ())
            self._remember(seen, new, linked)
        manifest = {path: one.content for key in keys for path, one in seen.came_to[key].items()}
        manifest[f"town/{town}"] = self._kept(own)
        return (), dict(sorted(manifest.items()))

    def _in_full(
        self, library: Library, town: str, problems: tuple[Problem, ...]
    ) -> tuple[tuple[Problem, ...], dict[str, str]]:
        """A town that is linked by itself, with whatever is wrong."""
        linked = link(library, self.catalog, town)
        self.linked += len(library.definitions)
        problems = (*problems, *linked.problems)
        if problems:
            return problems, {}
        return (), {path: self._kept(linked.definitions[path]) for path in sorted(linked.definitions)}

    def _alike(self, library: Library, town: str) -> _Seen | None:
        """What was seen of towns like this one; None where a definition speaks of the units of one town."""
        packs = frozenset(self.shelf.adopted(town))
        if packs not in self._seen:
            written = (self.shelf.definitions[path] for path in library.definitions)
            self._seen[packs] = _Seen(Kinship({one.path: one for one in written if _is_shared(one.kind)}))
        seen = self._seen[packs]
        return None if seen.kinship.names_a_unit else seen

    def _keys(self, library: Library, seen: _Seen, own: Map) -> list[Key] | None:
        """The key of each definition of a town; None where it changes what everything reads.

        Whether the posts that a chain asks sit anywhere depends on the kinds of units around each other.
        """
        changed = {
            path: one
            for path, one in library.definitions.items()
            if one.body is not self.shelf.definitions[path].body
        }
        if any(one.kind in UNSHARED for one in changed.values()) or any(
            one.body.get("code") != self.shelf.definitions[path].body.get("code")
            for path, one in changed.items()
            if one.kind == "form"
        ):
            return None
        contents = {path: ordered_hash(plain(one.body)) for path, one in changed.items()}
        touched = seen.kinship.touched(changed, lambda one: self._said_in(contents[one.path], one.body))
        around = frozenset({("units", content_hash(_around(own["units"])))})
        nothing: frozenset[tuple[str, str]] = frozenset()
        return [
            (
                path,
                frozenset((one, contents[one]) for one in touched.get(path, ()))
                | (around if path.startswith("chain/") else nothing),
            )
            for path in seen.kinship.definitions
        ]

    def _said_in(self, content: str, body: Map) -> Said:
        """What a changed definition says, looked at once for each content."""
        if content not in self._said:
            self._said[content] = said_in(body)
        return self._said[content]

    def _remember(self, seen: _Seen, keys: list[Key], linked: Linked) -> None:
        """Keep what definitions came to that were linked without a problem."""
        new = {path for path, _ in keys}
        written: dict[str, dict[str, _WrittenOut]] = {path: {} for path in new}
        for path, body in linked.definitions.items():
            if _owner(path) in new:
                written[_owner(path)][path] = _WrittenOut(self._kept(body), body)
        for key in keys:
            seen.came_to[key] = written[key[0]]

    def _kept(self, body: Map) -> str:
        """The hash of a content, which is kept once."""
        content = plain(body)
        hash_ = ordered_hash(content)
        self._contents.setdefault(hash_, content)
        return hash_


def _around(units: Mapping[str, Map]) -> dict[str, list[str]]:
    """Which kinds of units lie at, above or beside each kind."""
    kinds = {str(one["kind"]) for one in units.values()}
    return {kind: sorted(kinds_around(kind, units)) for kind in kinds}


def _is_shared(kind: str) -> bool:
    """Whether a definition of that kind is linked for all: overlays and scenarios are not, nor is a town."""
    return (kind in WITHIN_RELEASE and kind != "town") or kind in ("group", "stage", "words")


def _owner(path: str) -> str:
    """The chain that a variant was made for, or the path itself."""
    _, at, use = path.partition(AT)
    return f"chain/{use.partition('.')[0]}" if at else path


def _examples(release: Release) -> dict[str, Mapping[str, Any]]:
    return {
        bare(path): body["example"]
        for path, body in release.definitions.items()
        if path.startswith("form/") and "example" in body
    }


def _sorted(problems: Iterator[Problem] | tuple[Problem, ...] | list[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(dict.fromkeys(problems), key=lambda one: (one.mark, one.code, one.words)))
