"""Does a town stay within the floors that the levels above it set?

A floor is a measure (`at_most`, `at_least`, `is`), or says that what stands there `stays`, or that it may
only become `stricter`. Floors are judged after all changes, on what the town really runs: also where a form
changes a field of the group that the floor speaks of, or a chain a step of the chain it inserts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from townhall.compiler.building.texts import bare
from townhall.compiler.marked import Map, items_of
from townhall.compiler.reading import Definition
from townhall.compiler.seeing import loosened_masks
from townhall.kernel.durations import compare
from townhall.kernel.marks import Mark
from townhall.kernel.problems import Problem, problem
from townhall.kernel.text import Text
from townhall.kernel.values import Duration
from townhall.kernel.workdays import WEEKDAYS

MEASURES = {
    "at_most": Text("不高于", "at most"),
    "at_least": Text("不低于", "at least"),
    "is": Text("必须是", "exactly"),
}
CONDITIONS = ("when", "shown", "required")
"""What may make a step or a field that stays come less often."""

GONE = Text("被去掉", "taken out")


@dataclass(frozen=True, slots=True)
class Floor:
    """What a higher level demands of the value at a path.

    `stood`: the definitions as they were when the floor was set, after that level's own changes.
    """

    definition: str
    rest: tuple[str, ...]
    demand: Map
    overlay: Definition
    mark: Mark
    stood: Mapping[str, Definition]

    @property
    def path(self) -> str:
        """The whole path."""
        return "/".join((self.definition, *self.rest))

    @property
    def words(self) -> dict[str, object]:
        """What every message says of the floor: of what, by whom, and where it stands."""
        return {"path": self.path, "by": self.overlay.body["for"], "place": self.mark}


@dataclass(frozen=True, slots=True)
class Place:
    """A place a floor speaks of: the map that holds the value, the value's key, what the map was before."""

    owner: Map
    key: str
    before: Map | None
    mark: Mark

    @property
    def value(self) -> Any:
        """What stands there, or None."""
        return self.owner.get(self.key)


def check_floors(
    definitions: Mapping[str, Definition],
    floors: Iterable[Floor],
    removed: Mapping[str, Mark],
    shows_no_more: Callable[[str, str], bool],
) -> Iterator[Problem]:
    """Every value outside its floor, at the place where the value is written or was taken out.

    `removed`: where each path that a change took out was taken out. `shows_no_more`: of two mask functions,
    whether the first shows nothing that the second hides.
    """
    for floor in floors:
        if "stricter" in floor.demand:
            yield from loosened_masks(
                floor.definition, floor.rest, definitions, floor.stood, floor.words, shows_no_more,
                _where_removed(floor.path, removed),
            )  # fmt: skip
        for place in _places(definitions, floor, removed):
            for sign, wanted in floor.demand.items():
                if sign in MEASURES:
                    yield from _measured(floor, place, sign, wanted)
            if "stays" in floor.demand:
                yield from _stays(floor, place)


def _measured(floor: Floor, place: Place, sign: str, wanted: Any) -> Iterator[Problem]:
    """Whether a value keeps to a measure."""
    value = place.value
    held = False if value is None else _holds(value, sign, wanted)
    if held is None and not _is_measured(value):
        return  # no value of its kind: that is a problem of its own
    if held is None:
        yield problem("TH413", floor.demand.value_mark(sign), path=floor.path, value=value, wanted=wanted)
    elif not held:
        said = MEASURES[sign]
        words = {"said_zh": f"{said.zh}{shown(wanted)}", "said": f"{said.en} {shown(wanted)}"}
        yield problem(
            "TH406", place.mark, value="—" if value is None else shown(value), **words, **floor.words
        )


def _stays(floor: Floor, place: Place) -> Iterator[Problem]:
    """Whether what stood there is there still, and comes as often."""
    now = place.value
    stood = None if place.before is None else place.before.get(place.key)
    if now is None:
        yield problem("TH415", place.mark, now_zh=GONE.zh, now=GONE.en, **floor.words)
    elif isinstance(now, Map):
        was = stood if isinstance(stood, Map) else Map()
        for key in CONDITIONS:
            if _comes_less(key, was, now):
                said = f"{key}: {shown(now[key])}" if key in now else f"{key}: —"
                said_zh, said_en = f"改成了“{said}”", f"changed to '{said}'"
                mark = now.value_mark(key) if key in now else place.mark
                yield problem("TH415", mark, now_zh=said_zh, now=said_en, **floor.words)


def _comes_less(key: str, was: Map, now: Map) -> bool:
    """Whether a condition changed so that a step or field may come less often than it did."""
    if key == "required":
        return now.get(key) != was.get(key) and now.get(key) is not True and was.get(key, False) is not False
    return key in now and now[key] != was.get(key) and now[key] is not True


def shown(value: Any) -> str:
    """A value as a definition writes it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _places(
    definitions: Mapping[str, Definition], floor: Floor, removed: Mapping[str, Mark]
) -> Iterator[Place]:
    """Where the value of a floor stands: at its own path, and where a group or chain is used with changes."""
    body, stood = definitions[floor.definition].body, floor.stood[floor.definition].body
    if not floor.rest:
        for day, one in body["dated"].maps() if definitions[floor.definition].kind == "param" else ():
            yield Place(one, "value", stood["dated"].get(day), one.value_mark("value"))
        return
    owner, before = _owner(body, floor.rest), _owner(stood, floor.rest)
    last = floor.rest[-1]
    if owner is not None and last in owner:
        mark = owner.value_mark(last)
    else:
        mark = _where_removed(floor.path, removed) or (body.mark if owner is None else owner.mark)
    yield Place(owner or Map(body.spot), last, before, mark)
    if len(floor.rest) > 1 and floor.rest[0] in ("fields", "steps"):
        yield from _through_uses(definitions, floor, removed)


def _owner(body: Map, rest: tuple[str, ...]) -> Map | None:
    """The map that holds the last part of a path."""
    node: Any = body
    for part in rest[:-1]:
        node = node.get(part) if isinstance(node, Map) else None
    return node if isinstance(node, Map) else None


def _where_removed(path: str, removed: Mapping[str, Mark]) -> Mark | None:
    """Where a path, or what held it, was taken out."""
    return next((mark for gone, mark in removed.items() if path == gone or path.startswith(f"{gone}/")), None)


def _through_uses(
    definitions: Mapping[str, Definition], floor: Floor, removed: Mapping[str, Mark]
) -> Iterator[Place]:
    """Where a group or chain is used otherwise than when the floor was set: left out, changed, taken out."""
    _, name, *inner = floor.rest
    for path, definition in definitions.items():
        stood = floor.stood.get(path)
        if stood is None or stood.body is definition.body:
            continue
        uses = dict(_uses(definition.body, floor.definition, path))
        for at, before in _uses(stood.body, floor.definition, path):
            if name in (before.get("without") or ()):
                continue
            now = uses.get(at)
            if now is None:
                yield Place(Map(), name, before, _where_removed(at, removed) or definition.mark)
                continue
            dropped = next((mark for one, mark in items_of(now, "without") if one == name), None)
            if dropped is not None:
                yield Place(Map(), name, before, dropped)
                continue
            changes, old = now.get("but", {}).get(name), before.get("but", {}).get(name, Map())
            if isinstance(changes, Map) and changes != old:
                yield from _changed_keys(floor, changes, old, inner, _own(floor, name))


def _own(floor: Floor, name: str) -> Map:
    """The field or step itself, as it was when the floor was set."""
    found = floor.stood[floor.definition].body[floor.rest[0]].get(name)
    return found if isinstance(found, Map) else Map()


def _changed_keys(floor: Floor, changes: Map, old: Map, inner: list[str], own: Map) -> Iterator[Place]:
    """The places of one use that its changes touch."""
    if not inner:
        now, was = own.twin(), own.twin()
        for made, keys in ((now, changes), (was, old)):
            for key in keys:
                made.put(key, keys[key], *keys.spots_of(key))
        holder, before = Map(changes.spot), Map(old.spot)
        holder.put(floor.rest[-1], now, changes.spot, changes.spot)
        before.put(floor.rest[-1], was, old.spot, old.spot)
        yield Place(holder, floor.rest[-1], before, changes.mark)
    elif len(inner) == 1 and inner[0] in changes and changes[inner[0]] != old.get(inner[0]):
        yield Place(changes, inner[0], old, changes.value_mark(inner[0]))


def _uses(body: Map, used: str, path: str) -> Iterator[tuple[str, Map]]:
    """Every place in a definition where a group or chain is used, by path."""
    for key, one in body.maps():
        at = f"{path}/{key}"
        if "use" in one and _means(str(one["use"]), used):
            yield at, one
        yield from _uses(one, used, at)


def _means(written: str, path: str) -> bool:
    """Whether what is written behind `use` is the group or chain at a path; its kind may be left out."""
    kind = written.rpartition("/")[0].rpartition(":")[2]
    return path == f"{kind}/{bare(written)}" if kind else path.endswith(f"/{bare(written)}")


def _holds(value: Any, sign: str, wanted: Any) -> bool | None:
    """Whether a value keeps to a floor; None when the two cannot be compared."""
    if sign == "is":
        return str(value) == str(wanted) and isinstance(value, bool) == isinstance(wanted, bool)
    order = _order(value, wanted)
    if order is None:
        return None
    return order <= 0 if sign == "at_most" else order >= 0


def _order(value: Any, wanted: Any) -> int | None:
    one, other = _number(value), _number(wanted)
    if one is not None and other is not None:
        return (one > other) - (one < other)
    try:
        return compare(Duration.parse(str(value)), Duration.parse(str(wanted)), WEEKDAYS)
    except ValueError:
        return None


def _is_measured(value: Any) -> bool:
    """Whether a value is a number or a stretch of time at all."""
    try:
        return _number(value) is not None or bool(Duration.parse(str(value)))
    except ValueError:
        return False


def _number(value: Any) -> Decimal | None:
    """A number or a percent as a Decimal."""
    if isinstance(value, bool):
        return None
    said = str(value).strip()
    share = said.endswith("%")
    try:
        found = Decimal(said.removesuffix("%"))
    except InvalidOperation:
        return None
    return found / 100 if share else found
