"""What does a generated city look like: every town of the unit list, each with an overlay of its own?

Towns differ as towns do: each has drawn one of a few tiers, deadlines, steps, fields and masks, some nothing
at all. The same seed gives the same city. Names and codes are those of the statistical list
(`definitions/data`); what the towns change is invented.
"""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from townhall.compiler.reading import Source
from townhall.settings import shipped

LIST = "data/jingmen_units.csv"
OFFICES = (
    "fiscal_office, rural_mgmt, civil_affairs, construction, land, agri, water, justice, party_gov,"
    " discipline, npc"
)
PACKS = (
    "civil_affairs, sanzi, fiscal, supervision, operation, project",
    "sanzi, fiscal, civil_affairs, project",
)
DISTRICT = "zhanghe_new_area"

_TIERS = (None, 5000, 6000, 8000)
_DAYS = (None, "2 workdays", "3 workdays")
_STEPS = (None, "legal_officer", "agri_head")
_FIELDS = (None, "told", "party_no")
_MASKS = (None, "surname_only", "hidden")


@dataclass(frozen=True, slots=True)
class Place:
    """A town of the list."""

    name: str
    code: str
    title: str


def places() -> tuple[Place, ...]:
    """The towns of the unit list, in order of their codes."""
    text = (shipped("definitions") / LIST).read_text("utf-8")
    found = {row["town_code"]: row["town_name"] for row in csv.DictReader(io.StringIO(text))}
    return tuple(Place(f"t{code}", code, title) for code, title in sorted(found.items()))


def city(towns: int, seed: int = 84) -> Mapping[str, str]:
    """The texts of a city by file: the shipped packs and district, and so many towns."""
    drawn = random.Random(seed)
    root = shipped("definitions")
    texts = {
        path.relative_to(root).as_posix(): path.read_text("utf-8")
        for path in sorted(root.rglob("*"))
        if path.suffix in (".yaml", ".csv")
    }
    texts = {
        file: text
        for file, text in texts.items()
        if "/scenarios/" not in file and (not file.startswith("towns/") or DISTRICT in file)
    }
    for place in places()[:towns]:
        texts[f"towns/{place.name}/town.yaml"] = _town(place, drawn.choice(PACKS))
        changes = "".join(_changes(drawn))
        if changes:
            head = f"overlay: {place.name}\nfor: town/{place.name}\nchanges:\n"
            texts[f"towns/{place.name}/overlay.yaml"] = head + changes
    return texts


def source(towns: int, seed: int = 84) -> Source:
    """A city, read."""
    return Source.of(city(towns, seed))


def _town(place: Place, packs: str) -> str:
    return (
        f"town: {place.name}\ntitle: {{zh: {place.title}, en: Town {place.code}}}\nlevel: town\n"
        f'within: town/{DISTRICT}\ncode: "{place.code}"\n'
        f'units_from: {{file: {LIST}, town_code: "{place.code}"}}\n'
        f"departments: [{OFFICES}]\npacks: [{packs}]\n"
    )


def _changes(drawn: random.Random) -> Iterator[str]:
    """What one town changes."""
    tier, days, step, field, mask = (drawn.choice(one) for one in (_TIERS, _DAYS, _STEPS, _FIELDS, _MASKS))
    if tier is not None:
        yield (f"  param/tier_2/dated/2026-07-01:\n    add: {{value: {tier}, source: 示例}}\n")
    if days is not None:
        yield f"  chain/town_payment/steps/specialist/within: {{set: {days}, was: 1 workday}}\n"
    if step is not None:
        yield (
            "  chain/town_payment/steps/more:\n"
            f"    add: {{title: {{zh: 加审, en: One more}}, post: {step}}}\n"
            "    after: auditor\n"
        )
    if field is not None:
        yield (
            f"  form/village_fund_payment/fields/{field}:\n"
            "    add: {kind: text, title: {zh: 示例, en: Example}, max_length: 60}\n    after: what\n"
        )
    if mask is not None:
        yield f"  mask/person_name/anyone: {{set: {mask}, was: surname}}\n"
