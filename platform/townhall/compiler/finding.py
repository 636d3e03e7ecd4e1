"""Where does a path lead in a town's effective definitions, and by which paths could the same be written?

A person may name a field of a group where it is used or where it is written, through its section or without,
and a step of an inserted chain behind the step that inserts it. All of these lead to one value.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from townhall.compiler.building.texts import bare
from townhall.compiler.linking.linker import AT, Library
from townhall.compiler.marked import Map
from townhall.kernel.marks import Mark
from townhall.kernel.problems import nearest

LISTED = 12
"""How many names are offered where none is like what was written."""


@dataclass(frozen=True, slots=True)
class Lost:
    """A path that leads nowhere: the part that is not there, what was reached before it, what is there."""

    part: str
    holder: str
    known: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """Where a path led.

    `written`: every path by which the value, or a change of it, may be written. `through`: the groups and
    chains it was reached through. `owner`, `key`: the map that holds the value, for its place; None for a
    definition, whose place is `mark`. `raw`: the same as it is written, before groups were put in.
    """

    path: str
    value: Any
    written: tuple[str, ...]
    through: tuple[str, ...] = ()
    owner: Map | None = None
    key: str = ""
    mark: Mark | None = None
    raw: Any = None
    prefix: str = ""

    @property
    def place(self) -> Mark | None:
        """Where the value stands; of a map, where its key stands."""
        if self.owner is None:
            return self.mark
        return (
            self.owner.key_mark(self.key) if isinstance(self.value, Map) else self.owner.value_mark(self.key)
        )


@dataclass(frozen=True, slots=True)
class Finding:
    """Finds paths in a town's definitions.

    `library`: after the overlays, as they are written. `linked`: written out, groups and variants of chains
    put in.
    """

    library: Library
    linked: Mapping[str, Map]

    def find(self, path: str) -> Found | Lost:
        """What a path leads to."""
        parts = path.strip("/").rpartition(":")[2].split("/")
        name = "/".join(parts[:2])
        definition = self.library.definitions.get(name)
        if definition is None or len(parts) < 2:
            return self._no_definition(parts)
        body = self.linked.get(name, definition.body)
        found = Found(name, body, (name,), mark=definition.mark, raw=definition.body)
        for part in parts[2:]:
            step = self._step(found, part)
            if isinstance(step, Lost):
                return step
            found = step
        return found

    def _no_definition(self, parts: Sequence[str]) -> Lost:
        """Nothing is called so: what is most like it, of the same kind or of the same name."""
        paths = [one for one in self.library.definitions if AT not in one]
        kind, name = parts[0], parts[1] if len(parts) > 1 else parts[0]
        same_name = [one for one in paths if one.partition("/")[2] in (name, kind)]
        same_kind = [one.partition("/")[2] for one in paths if one.partition("/")[0] == kind]
        near = nearest(name, same_kind)
        known = [f"{kind}/{near}"] if near else same_name
        if not known and nearest("/".join(parts[:2]), paths):
            known = [str(nearest("/".join(parts[:2]), paths))]
        return Lost("/".join(parts[:2]), "", tuple(known or sorted({one.partition("/")[0] for one in paths})))

    def _step(self, found: Found, part: str) -> Found | Lost:
        """One part further."""
        node = found.value
        if isinstance(node, Map) and part in node:
            return self._into(found, part)
        if isinstance(node, Map) and part == "but" and "fields" in node:
            return self._into(found, "fields")
        chain = self._inserted(found)
        if chain is not None:
            return chain if part == "steps" else self._step(chain, part)
        inside = self._in_a_section(found, part) or self._in_a_sheet(found, part)
        if inside is not None:
            return inside
        known = self._known(found)
        near = nearest(part, known)
        return Lost(part, found.path, (near,) if near else tuple(known[:LISTED]))

    def _into(self, found: Found, part: str) -> Found:
        """Into a key that is there; the fields of a group's section are also written in the group."""
        value = found.value[part]
        written = tuple(f"{one}/{part}" for one in found.written)
        raw = found.raw.get(part) if isinstance(found.raw, Map) else None
        prefix, through = "", found.through
        group = self._group(found.raw) if part == "fields" else None
        if group is not None:
            path, body = group
            at = tuple(f"{one}/but" for one in found.written)
            written, raw = (*written, *at, f"{path}/fields"), body.get("fields")
            prefix, through = str(found.raw.get("prefix", "")), (*through, path)
        elif found.prefix and part.startswith(found.prefix):
            own = part.removeprefix(found.prefix)
            written = (*written, *(f"{one}/{own}" for one in found.written))
            raw = found.raw.get(own) if isinstance(found.raw, Map) else None
        return Found(f"{found.path}/{part}", value, written, through, found.value, part, None, raw, prefix)

    def _group(self, raw: Any) -> tuple[str, Map] | None:
        """The group that a section was written as."""
        if not isinstance(raw, Map) or "use" not in raw:
            return None
        path = f"group/{bare(str(raw['use']))}"
        group = self.library.definitions.get(path)
        return None if group is None else (path, group.body)

    def _inserted(self, found: Found) -> Found | None:
        """The steps of the chain that a step inserts."""
        node = found.value
        if not isinstance(node, Map) or "use" not in node:
            return None
        name = bare(str(node["use"]))
        chain, shared = self.linked.get(f"chain/{name}"), f"chain/{name.partition(AT)[0]}"
        if chain is None:
            return None
        own = self.library.definitions.get(shared)
        return Found(
            found.path,
            chain["steps"],
            (*(f"{one}/but" for one in found.written), f"{shared}/steps"),
            (*found.through, shared),
            chain,
            "steps",
            raw=own.body.get("steps") if own is not None else None,
        )

    def _in_a_section(self, found: Found, part: str) -> Found | None:
        """A field that is named without the section it stands in."""
        node = found.value
        for name, one in node.maps() if isinstance(node, Map) and found.key == "fields" else ():
            if isinstance(one.get("fields"), Map) and part in one["fields"] and one.get("kind") == "section":
                inside = self._into(self._into(self._into(found, name), "fields"), part)
                return replace(inside, path=f"{found.path}/{part}")
        return None

    def _in_a_sheet(self, found: Found, part: str) -> Found | None:
        """A field or a step that is named without `fields` or `steps` before it."""
        node = found.value
        for key in ("fields", "steps") if isinstance(node, Map) else ():
            if isinstance(node.get(key), Map):
                inner = self._into(found, key)
                if part in node[key]:
                    return self._into(inner, part)
                inside = self._in_a_section(inner, part)
                if inside is not None:
                    return inside
        return None

    def _known(self, found: Found) -> list[str]:
        """What may be named next."""
        node = found.value
        known = list(node) if isinstance(node, Map) else []
        for _, one in node.maps() if isinstance(node, Map) and found.key == "fields" else ():
            if one.get("kind") == "section" and isinstance(one.get("fields"), Map):
                known += list(one["fields"])
        return known
