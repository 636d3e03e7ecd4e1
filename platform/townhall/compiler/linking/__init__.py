"""Do all the definitions of a town hang together, and what do they come to when written out?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from townhall.compiler.building.texts import bare
from townhall.compiler.linking.groups import expanded, titled_fields
from townhall.compiler.linking.linker import Library, Linker
from townhall.compiler.linking.steps import Written
from townhall.compiler.linking.towns import town_written_out
from townhall.compiler.linking.words import Words
from townhall.compiler.marked import Map
from townhall.compiler.reading import Definition
from townhall.kernel.problems import Problem
from townhall.spec.catalog import Catalog

WITHIN_RELEASE = (
    "town", "pack", "department", "post", "dict", "facet", "form", "chain", "register", "page", "mask",
    "param", "hook", "calendar",
)  # fmt: skip
"""The kinds a release holds; the others are used up while it is made, or are not part of what runs."""


@dataclass(slots=True)
class Linked:
    """A town's definitions written out: groups put in, titles and defaults given, units listed."""

    definitions: dict[str, Map] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    incomplete: dict[str, set[str]] = field(default_factory=dict)


def link(library: Library, catalog: Catalog, town: str | None) -> Linked:
    """Write a library out for a town and find everything that does not hang together."""
    linker = Linker(library, catalog)
    linked = written_out(linker, town)
    linked.problems = tuple(linker.problems)
    return linked


def written_out(linker: Linker, town: str | None) -> Linked:
    """Every definition as the builder wants it."""
    linked = Linked()
    words: dict[str, Words] = {}
    for path, definition in linker.library.definitions.items():
        if definition.kind not in WITHIN_RELEASE:
            continue
        if definition.kind == "town":
            if definition.name == town:
                linked.definitions[path] = town_written_out(linker, definition)
            continue
        pack_words = words.setdefault(definition.pack, Words(linker.library, definition.pack))
        made = _written_out(linker, definition, pack_words, linked)
        if definition.kind in ("form", "chain", "register", "page", "hook"):
            made = made.with_value("pack", definition.pack, made)
        linked.definitions[path] = made
    return linked


def _written_out(linker: Linker, definition: Definition, words: Words, linked: Linked) -> Map:
    body = definition.body
    match definition.kind:
        case "form":
            made = expanded(linker, body, words)
            if made.incomplete:
                linked.incomplete.setdefault(definition.path, set()).add("")
            return made.body
        case "chain":
            returns: Mapping[str, Any] = body.get("returns", {})
            writing = Written(linker, words, str(returns.get("to", "initiator")), set())
            steps = writing.steps(body["steps"], Map(body.spot))
            linked.incomplete[definition.path] = writing.incomplete
            return body.with_value("steps", steps)
        case "register":
            return body.with_value("columns", titled_fields(body["columns"], words))
        case "hook" if isinstance(body.get("returns"), Map):
            return body.with_value("returns", titled_fields(body["returns"], words))
        case _:
            return body


__all__ = ["Library", "Linked", "bare", "link"]
