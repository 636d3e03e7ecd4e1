"""Which definitions may a change of one reach?

A definition is read by whatever names it: every word of a definition that is another's name counts, so that
more is taken for touched than is, never less. A chain reads the forms that start it. What a param is worth on
a day, as against what kind of value it has, nobody reads while definitions are linked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from townhall.compiler.building.texts import bare
from townhall.compiler.marked import Map
from townhall.compiler.reading import Definition

_WORD = re.compile(r"[a-z][a-z0-9_]*")
_UNIT_CODE = re.compile(r"[0-9]{9}")
NO_NAMES = frozenset({"example", "given", "kind", "title", "help"})
"""Keys whose values name no definition: specimens, which may name units of one town, and words for people."""


@dataclass(frozen=True, slots=True)
class Said:
    """The words of a definition, and whether it names a unit by its code."""

    words: frozenset[str]
    names_a_unit: bool


def said_in(body: Map) -> Said:
    """What a definition says."""
    texts = [text for text in _texts(body) if text]
    whole = "\n".join(texts)
    return Said(frozenset(_WORD.findall(whole)), _UNIT_CODE.search(whole) is not None)


def _texts(node: Any) -> Iterator[str]:
    if isinstance(node, Mapping):
        for key, value in node.items():
            yield key
            if key not in NO_NAMES:
                yield from _texts(value)
    elif isinstance(node, list):
        for one in node:
            yield from _texts(one)
    elif isinstance(node, str):
        yield node


@dataclass(slots=True)
class Kinship:
    """Who reads whom among the definitions of some packs, as the packs wrote them."""

    definitions: Mapping[str, Definition]
    names_a_unit: bool = False
    _by_name: dict[str, list[str]] = field(default_factory=dict)
    _readers: dict[str, set[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for path, one in self.definitions.items():
            self._by_name.setdefault(one.name, []).append(path)
        for path, one in self.definitions.items():
            said = said_in(one.body)
            self.names_a_unit = self.names_a_unit or said.names_a_unit
            self._note(path, self._read(one, said))

    def _read(self, definition: Definition, said: Said) -> Iterable[str]:
        """The paths that a definition may read."""
        named = self._by_name.keys() & said.words
        return (path for name in named for path in self._by_name[name] if path != definition.path)

    def _note(self, path: str, read: Iterable[str]) -> None:
        for other in read:
            self._readers.setdefault(other, set()).add(path)
        for chain in _started(path, self.definitions[path]):
            self._readers.setdefault(path, set()).add(chain)

    def touched(
        self,
        changed: Mapping[str, Definition],
        said: Callable[[Definition], Said] = lambda one: said_in(one.body),
    ) -> Mapping[str, frozenset[str]]:
        """Every definition that a town's changes may reach, and which of the changed ones it may read.

        `changed`: the definitions that the town has otherwise than the packs wrote them. `said`: what one of
        them says, for whoever remembers it.
        """
        more: dict[str, set[str]] = {}
        for path, one in changed.items():
            for other in self._read(one, said(one)):
                more.setdefault(other, set()).add(path)
            for chain in _started(path, one):
                more.setdefault(path, set()).add(chain)
        found: dict[str, set[str]] = {}
        for path, one in changed.items():
            reached = {path} if self._is_quiet(one) else self._reached(path, more)
            for other in reached:
                found.setdefault(other, set()).add(path)
        return {path: frozenset(read) for path, read in found.items()}

    def _reached(self, path: str, more: Mapping[str, set[str]]) -> set[str]:
        """A definition and all that read it, directly or through others."""
        found, waiting = {path}, [path]
        while waiting:
            one = waiting.pop()
            for reader in (*self._readers.get(one, ()), *more.get(one, ())):
                if reader not in found:
                    found.add(reader)
                    waiting.append(reader)
        return found

    def _is_quiet(self, definition: Definition) -> bool:
        """Whether nobody can see the change: a param has other values, of the same kind as before."""
        before = self.definitions[definition.path].body
        keys = definition.body.keys() | before.keys()
        return definition.kind == "param" and all(
            key == "dated" or definition.body.get(key) == before.get(key) for key in keys
        )


def _started(path: str, definition: Definition) -> Iterator[str]:
    """The chain that a form starts: it reads the form."""
    if definition.kind == "form" and "starts" in definition.body:
        yield f"chain/{bare(str(definition.body['starts']))}"
