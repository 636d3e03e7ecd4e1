"""What is in force at a path for a town, where is it written, who changed it, and which floor bounds it?

The words are those the definitions themselves hold; how they are put before a reader is not asked here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from townhall.compiler.building.texts import bare, spoken, text
from townhall.compiler.finding import Finding, Found, Lost
from townhall.compiler.floors import MEASURES, shown
from townhall.compiler.gathering import Shelf
from townhall.compiler.linking import written_out
from townhall.compiler.linking.linker import Linker
from townhall.compiler.linking.variants import with_variants
from townhall.compiler.marked import Map
from townhall.compiler.reading import Definition
from townhall.kernel.marks import NOWHERE, Mark
from townhall.kernel.problems import Problem
from townhall.kernel.text import NO_TEXT, Text
from townhall.spec.catalog import Catalog

Home = Literal["base", "pack", "town", "overlay"]


@dataclass(frozen=True, slots=True)
class Written:
    """Where something is written: the place, the definition it stands in, and in what that definition stands.

    `of`: the pack, or whom the overlay or town file is for (`town/shuangxi`).
    """

    mark: Mark
    definition: str
    home: Home
    of: str


@dataclass(frozen=True, slots=True)
class Change:
    """What an overlay did at or above the path; `was`: the value before, `was_at`: where that is written."""

    path: str
    what: Literal["set", "add", "remove"]
    by: str
    mark: Mark
    why: Text
    was: Any = None
    was_at: Mark | None = None


@dataclass(frozen=True, slots=True)
class Bound:
    """A floor: what it demands in words, who set it, where and why."""

    path: str
    says: Text
    by: str
    mark: Mark
    why: Text


@dataclass(frozen=True, slots=True)
class Dated:
    """One dated value of a param."""

    since: date
    value: Any
    source: str
    written: Written
    in_force: bool


@dataclass(frozen=True, slots=True)
class Explained:
    """One path explained for one town. `parts`: what stands below, each with where it is written."""

    path: str
    town: str
    town_title: Text
    title: Text
    value: Any
    written: Written
    through: tuple[Written, ...] = ()
    changes: tuple[Change, ...] = ()
    floors: tuple[Bound, ...] = ()
    dated: tuple[Dated, ...] = ()
    parts: tuple[tuple[str, Any, Written], ...] = ()


def explained(
    shelf: Shelf, tables: Any, town: str, path: str, catalog: Catalog, on: date
) -> tuple[Explained | Lost, tuple[Problem, ...]]:
    """A path explained for a town, and what is wrong with the town's overlays meanwhile.

    `on`: the day for which the value of a param is told.
    """
    library, problems = shelf.library_of(town, tables, catalog)
    linker = Linker(library, catalog)
    linker.library = with_variants(linker)
    found = Finding(library, written_out(linker, town).definitions).find(path)
    if isinstance(found, Lost):
        return found, problems
    return _Explaining(shelf, town, on).explain(found), problems


@dataclass(frozen=True, slots=True)
class _Explaining:
    """Explains what was found for one town."""

    shelf: Shelf
    town: str
    on: date

    def explain(self, found: Found) -> Explained:
        value = found.value
        is_param = found.owner is None and found.path.startswith("param/")
        town = self.shelf.definitions[f"town/{self.town}"].body
        return Explained(
            path=found.path,
            town=self.town,
            town_title=text(town["title"], self.town),
            title=text(value["title"]) if isinstance(value, Map) and "title" in value else NO_TEXT,
            value=value,
            written=self.written(found.place or NOWHERE),
            through=tuple(self.written(self.shelf.definitions[one].mark) for one in found.through),
            changes=tuple(self.changes(found.written)),
            floors=tuple(self.floors(found.written)),
            dated=tuple(self.dated(value["dated"])) if is_param else (),
            parts=tuple(self.parts(value)) if isinstance(value, Map) and not is_param else (),
        )

    def written(self, mark: Mark) -> Written:
        """Whose a place is: the last definition of its file that begins above it."""
        owner: Definition | None = None
        for one in self.shelf.definitions.values():
            if one.spot[0] == mark.file and one.spot[1] <= mark.line:
                owner = one if owner is None or one.spot[1] >= owner.spot[1] else owner
        if owner is None:
            return Written(mark, "", "base", "base")
        if owner.kind == "overlay":
            return Written(mark, owner.path, "overlay", str(owner.body["for"]))
        if owner.kind == "town":
            return Written(mark, owner.path, "town", f"{owner.body['level']}/{owner.name}")
        return Written(mark, owner.path, "base" if owner.pack == "base" else "pack", owner.pack)

    def parts(self, value: Map) -> Iterator[tuple[str, Any, Written]]:
        """What stands below a map, one level deep."""
        for key, one in value.items():
            mark = value.key_mark(key) if isinstance(one, Map) else value.value_mark(key)
            yield key, one, self.written(mark)

    def dated(self, dated: Map) -> Iterator[Dated]:
        """The values of a param by day."""
        days = sorted((date.fromisoformat(day), one) for day, one in dated.maps())
        past = [day for day, _ in days if day <= self.on]
        for day, one in days:
            written = self.written(one.value_mark("value"))
            source = str(one.get("source", ""))
            yield Dated(day, one.get("value"), source, written, bool(past) and day == past[-1])

    def overlays(self) -> Sequence[Definition]:
        """The overlays of the town and the levels above it, highest first."""
        levels = self.shelf.levels(self.town)
        own = [one for one in self.shelf.of_kind("overlay") if bare(str(one.body["for"])) in levels]
        return sorted(own, key=lambda one: levels.index(bare(str(one.body["for"]))))

    def changes(self, paths: Sequence[str]) -> Iterator[Change]:
        """What overlays did at a path, above it, or below it."""
        for overlay in self.overlays():
            for path, one in overlay.body["changes"].maps():
                own = path.rpartition(":")[2]
                if "floor" in one or not any(_touches(own, asked) for asked in paths):
                    continue
                what: Literal["set", "add", "remove"] = (
                    "set" if "set" in one else "add" if "add" in one else "remove"
                )
                was, was_at = self.before(own)
                mark = overlay.body["changes"].key_mark(path)
                by = str(overlay.body["for"])
                yield Change(own, what, by, mark, spoken(one.get("why")), was, was_at)

    def before(self, path: str) -> tuple[Any, Mark | None]:
        """What a pack wrote at a path before any overlay."""
        parts = path.split("/")
        definition = self.shelf.definitions.get("/".join(parts[:2]))
        node: Any = definition.body if definition is not None else None
        mark = None
        for part in parts[2:]:
            if not isinstance(node, Map) or part not in node:
                return None, None
            mark, node = node.value_mark(part), node[part]
        return node, mark

    def floors(self, paths: Sequence[str]) -> Iterator[Bound]:
        """The floors under a path, above it, or below it."""
        for overlay in self.overlays():
            for path, one in overlay.body["changes"].maps():
                own = path.rpartition(":")[2]
                if "floor" not in one or not any(_touches(own, asked) for asked in paths):
                    continue
                mark, by = overlay.body["changes"].key_mark(path), str(overlay.body["for"])
                for sign, wanted in one["floor"].items():
                    yield Bound(own, _demand(sign, wanted), by, mark, spoken(one.get("why")))


STAYS = Text("必须保留，也不得少用", "stays, and comes no less often")
STRICTER = Text("掩码只能更严", "may only become stricter")


def _demand(sign: str, wanted: Any) -> Text:
    """What a floor says, in words."""
    if sign in MEASURES:
        said = MEASURES[sign]
        return Text(f"{said.zh}{shown(wanted)}", f"is {said.en} {shown(wanted)}")
    return STAYS if sign == "stays" else STRICTER


def _touches(path: str, asked: str) -> bool:
    """Whether a path is the one that is asked about, holds it, or lies in it."""
    return path == asked or asked.startswith(f"{path}/") or path.startswith(f"{asked}/")
