"""Where in a definition does something stand that a JSON Schema names by its path?"""

from __future__ import annotations

from typing import Any, TypeAlias

from townhall.compiler.marked import Map, Seq
from townhall.kernel.marks import Mark

Path: TypeAlias = tuple[str | int, ...]


def value_at(path: Path, body: Map) -> Any:
    """What stands at a path of a definition."""
    found: Any = body
    for part in path:
        found = found[part]
    return found


def mark_of(path: Path, body: Map) -> Mark:
    """Where the value at a path stands."""
    if not path:
        return body.mark
    owner, last = value_at(path[:-1], body), path[-1]
    if isinstance(owner, Map):
        return owner.value_mark(str(last))
    return owner.item_mark(int(last)) if isinstance(owner, Seq) else body.mark


def owner_mark(path: Path, body: Map) -> Mark:
    """Where the thing at a path is named: its key, where it has one."""
    if path and isinstance(path[-1], str):
        owner = value_at(path[:-1], body)
        if isinstance(owner, Map):
            return owner.key_mark(path[-1])
    return mark_of(path, body)
