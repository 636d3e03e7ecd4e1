"""Which kinds of definitions are there, and under which key does each stand in its file?"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DefinitionKind:
    """One kind of definition.

    `key` opens the file: `form: temp_relief` (one a file), or `registers:` with several by name
    (`shares`). `runs`: this version interprets it; otherwise its shape is settled and it waits.
    """

    name: str
    key: str
    shares: bool = False
    runs: bool = True


KINDS: dict[str, DefinitionKind] = {
    one.name: one
    for one in (
        DefinitionKind("pack", "pack"),
        DefinitionKind("town", "town"),
        DefinitionKind("overlay", "overlay"),
        DefinitionKind("form", "form"),
        DefinitionKind("chain", "chain"),
        DefinitionKind("group", "group"),
        DefinitionKind("scenario", "scenario"),
        DefinitionKind("stage", "stage"),
        DefinitionKind("words", "words"),
        DefinitionKind("calendar", "calendar"),
        DefinitionKind("index", "index", runs=False),
        DefinitionKind("department", "departments", shares=True),
        DefinitionKind("post", "posts", shares=True),
        DefinitionKind("dict", "dicts", shares=True),
        DefinitionKind("facet", "facets", shares=True),
        DefinitionKind("register", "registers", shares=True),
        DefinitionKind("page", "pages", shares=True),
        DefinitionKind("mask", "masks", shares=True),
        DefinitionKind("param", "params", shares=True),
        DefinitionKind("hook", "hooks", shares=True),
        DefinitionKind("rule", "rules", shares=True, runs=False),
        DefinitionKind("screen", "screens", shares=True, runs=False),
    )
}

BY_KEY: dict[str, DefinitionKind] = {kind.key: kind for kind in KINDS.values()}

ROOTS = frozenset({"form", "this", "case", "unit", "step", "param", "today", "now", "actor", "choice"})
"""Names every formula knows, which nothing else may therefore be called."""
