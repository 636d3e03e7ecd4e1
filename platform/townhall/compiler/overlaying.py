"""What do a town's definitions come to after the changes of the levels above it and its own?

City, district, town: in that order, each change only where a pack allows it. Every value keeps the place
it was written at, so that it can be told where a value comes from. Floors are judged last (`floors`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from townhall.compiler.floors import Floor, check_floors
from townhall.compiler.marked import Map, Spot, plain
from townhall.compiler.reading import Definition
from townhall.kernel.marks import Mark
from townhall.kernel.problems import Problem, nearest, problem

KEYS_SHOWN = 12


@dataclass(slots=True)
class Overlaid:
    """Definitions after overlays, the paths that were changed, and what went wrong.

    `removed`: where each path that was taken out was taken out.
    """

    definitions: dict[str, Definition]
    changed: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    floors: list[Floor] = field(default_factory=list)
    removed: dict[str, Mark] = field(default_factory=dict)


def overlaid(
    definitions: Mapping[str, Definition],
    overlays: Sequence[Definition],
    may_change: Iterable[str] | None,
    is_excused: Callable[[str], bool] = lambda path: False,
    shows_no_more: Callable[[str, str], bool] = lambda mask, other: mask == other,
) -> Overlaid:
    """The definitions after the overlays, which come highest level first.

    `may_change`: the patterns of all packs; None where a pack does not read, so that nobody can tell.
    `is_excused`: says of a path that is not there whether its own file is broken. `shows_no_more`: of two
    mask functions, whether the first shows nothing that the second hides.
    """
    made = Overlaid(dict(definitions))
    patterns = None if may_change is None else tuple(may_change)
    for overlay in overlays:
        for path, change in overlay.body["changes"].maps():
            if "floor" not in change:
                _apply(made, overlay, path, change, patterns, is_excused)
        # A floor is set under what its level leaves to those below, whatever the order of its lines.
        stood = dict(made.definitions)
        for path, change in overlay.body["changes"].maps():
            if "floor" in change:
                _set_floor(made, overlay, path, change["floor"], stood, is_excused)
    made.problems.extend(check_floors(made.definitions, made.floors, made.removed, shows_no_more))
    return made


def _set_floor(
    made: Overlaid,
    overlay: Definition,
    path: str,
    demand: Map,
    stood: Mapping[str, Definition],
    is_excused: Callable[[str], bool],
) -> None:
    """One floor of one overlay."""
    parts = path.rpartition(":")[2].split("/")
    name, rest = "/".join(parts[:2]), parts[2:]
    mark = overlay.body["changes"].key_mark(path)
    definition = made.definitions.get(name)
    if definition is None:
        if not is_excused(name):
            made.problems.append(_nobody(made, mark, parts))
    elif not rest and definition.kind != "param" and not (definition.kind == "mask" and "stricter" in demand):
        made.problems.append(problem("TH411", mark, path=name))
    elif not rest or _reaches(made, definition, rest if "stays" in demand else rest[:-1], mark):
        made.floors.append(Floor(name, tuple(rest), demand, overlay, mark, stood))


def _nobody(made: Overlaid, mark: Mark, parts: Sequence[str]) -> Problem:
    """A path begins with a definition that nobody knows."""
    known = [one.partition("/")[2] for one in made.definitions if one.startswith(parts[0] + "/")]
    return _stops(mark, parts[1], parts[0], known)


def _apply(
    made: Overlaid,
    overlay: Definition,
    path: str,
    change: Map,
    patterns: tuple[str, ...] | None,
    is_excused: Callable[[str], bool],
) -> None:
    """One change of one overlay."""
    parts = path.rpartition(":")[2].split("/")
    name, rest = "/".join(parts[:2]), parts[2:]
    mark = overlay.body["changes"].key_mark(path)
    definition = made.definitions.get(name)
    if definition is None:
        if not is_excused(name):
            made.problems.append(_nobody(made, mark, parts))
        return
    if not rest:
        made.problems.append(problem("TH411", mark, path=name))
        return
    if patterns is not None and not is_allowed([*name.split("/"), *rest], patterns, adds="add" in change):
        made.problems.append(_not_allowed(made, definition, path, patterns, mark))
        return
    if not _reaches(made, definition, rest[:-1], mark):
        return
    body = _changed(made, definition, rest, change, overlay.body["changes"].spots_of(path)[0])
    if body is not None:
        made.definitions[name] = replace_body(definition, body)
        made.changed.add(name)
        if "remove" in change:
            made.removed["/".join((name, *rest))] = mark


def _not_allowed(
    made: Overlaid, definition: Definition, path: str, patterns: tuple[str, ...], mark: Any
) -> Problem:
    """No pack opens a path to overlays: say which pack would have to, in which file."""
    packs = [one for one in made.definitions.values() if one.kind == "pack"]
    owner = next((one for one in packs if one.name == definition.pack), None)
    near = [one for one in patterns if one.split("/")[0] == definition.kind] or list(patterns)
    known = ", ".join(dict.fromkeys(near[:KEYS_SHOWN])) or "—"
    if owner is None:
        # What is in base has no pack file of its own: any pack the town adopts may open it.
        file = packs[0].spot[0] if packs else "packs/…/pack.yaml"
        return problem("TH414", mark, path=path, home=definition.spot[0], file=file, known=known)
    return problem("TH403", mark, path=path, pack=owner.name, file=owner.spot[0], known=known)


def replace_body(definition: Definition, body: Map) -> Definition:
    """The definition with another body."""
    return replace(definition, body=body)


def is_allowed(parts: Sequence[str], patterns: Iterable[str], adds: bool) -> bool:
    """Whether a path may be changed: `*` stands for any one part, a final `+` for something new.

    >>> is_allowed(["form", "relief", "fields", "note"], ["form/*/fields/+"], adds=True)
    True
    >>> is_allowed(["form", "relief", "fields", "note"], ["form/*/fields/+"], adds=False)
    False
    """
    for pattern in patterns:
        wanted = pattern.split("/")
        if len(wanted) != len(parts):
            continue
        if all(
            one in ("*", part) or (one == "+" and adds and place == len(parts) - 1)
            for place, (one, part) in enumerate(zip(wanted, parts, strict=True))
        ):
            return True
    return False


def _reaches(made: Overlaid, definition: Definition, parts: Sequence[str], mark: Any) -> bool:
    """Whether all but the last part of a path are there; otherwise the path is gone."""
    node: Any = definition.body
    done = definition.path
    for part in parts:
        key = _key(node, part)
        if key is None:
            known = list(node) if isinstance(node, Map) else []
            made.problems.append(_stops(mark, part, done, known))
            return False
        node = node[key]
        done = f"{done}/{part}"
    return True


def _stops(mark: Any, part: str, holder: str, known: Sequence[str]) -> Problem:
    listed = ", ".join(known[:KEYS_SHOWN]) + (" …" if len(known) > KEYS_SHOWN else "")
    return problem("TH401", mark, part=part, holder=holder, known=nearest(part, known) or listed or "—")


def _key(node: Any, part: str) -> str | None:
    """The key a part of a path means: itself, or what was once called so."""
    if not isinstance(node, Map):
        return None
    if part in node:
        return part
    return next((name for name, one in node.maps() if one.get("was_called") == part), None)


def _changed(
    made: Overlaid, definition: Definition, parts: Sequence[str], change: Map, spot: Spot
) -> Map | None:
    """The body with one change made, or None with a problem."""
    chain: list[tuple[Map, str]] = []
    node: Any = definition.body
    for part in parts[:-1]:
        key = _key(node, part)
        assert key is not None
        chain.append((node, key))
        node = node[key]
    made_here = _at(made, node, parts[-1], change, spot, "/".join((definition.path, *parts)))
    for owner, key in reversed(chain):
        if made_here is None:
            return None
        made_here = owner.with_value(key, made_here)
    return made_here


def _at(made: Overlaid, owner: Any, part: str, change: Map, spot: Spot, path: str) -> Map | None:
    """The map that holds the changed key, with the change made."""
    mark = change.mark if not spot[1] else Map(spot).mark
    if not isinstance(owner, Map):
        made.problems.append(_stops(mark, part, path.rpartition("/")[0], []))
        return None
    key = _key(owner, part)
    if "add" in change:
        if key is not None:
            made.problems.append(problem("TH404", mark, path=path))
            return None
        return _added(made, owner, part, change, spot)
    if key is None:
        code = "TH405" if "set" in change else "TH401"
        known = ", ".join(list(owner)[:KEYS_SHOWN])
        near = nearest(part, list(owner))
        if code == "TH405" and near is None:
            made.problems.append(problem("TH405", mark, path=path))
        else:
            holder = path.rpartition("/")[0]
            made.problems.append(problem("TH401", mark, part=part, holder=holder, known=near or known))
        return None
    if "was" in change and not _same(owner[key], change["was"]):
        new = change.get("set", "—")
        words = {"now": shown(owner[key]), "was": shown(change["was"]), "new": shown(new)}
        made.problems.append(problem("TH402", mark, **words))
        return None
    if "remove" in change:
        return owner.without([key])
    copy = owner.twin()
    copy.put(key, merged(owner[key], change["set"]), owner.spots_of(key)[0], change.spots_of("set")[1])
    return copy


def _added(made: Overlaid, owner: Map, part: str, change: Map, spot: Spot) -> Map | None:
    """A map with something new in it, behind the sibling named by `after`."""
    after = change.get("after")
    if after is None:
        copy = owner.twin()
        copy.put(part, change["add"], spot, change.spots_of("add")[1])
        return copy
    sibling = _key(owner, str(after))
    if sibling is None:
        near = nearest(str(after), list(owner)) or ", ".join(list(owner)[:KEYS_SHOWN])
        made.problems.append(problem("TH410", change.value_mark("after"), name=after, known=near))
        return None
    copy = Map(owner.spot)
    for key, value in owner.items():
        copy.put(key, value, *owner.spots_of(key))
        if key == sibling:
            copy.put(part, change["add"], spot, change.spots_of("add")[1])
    return copy


def merged(base: Any, new: Any) -> Any:
    """Maps merge key by key; anything else is one value."""
    if not isinstance(base, Map) or not isinstance(new, Map):
        return new
    copy = base.twin()
    for key, value in new.items():
        copy.put(key, merged(base.get(key), value), *new.spots_of(key))
    return copy


def _same(one: Any, other: Any) -> bool:
    return bool(plain(one) == plain(other)) or (
        not isinstance(one, Map | list) and str(plain(one)) == str(plain(other))
    )


def shown(value: Any) -> str:
    """A value as a message shows it."""
    said = str(plain(value)) if not isinstance(value, bool) else str(value).lower()
    return said if len(said) <= 60 else said[:59] + "…"
