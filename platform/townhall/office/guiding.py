"""Explains each matter from its live definition: who may, with which papers, along which chain."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from townhall.engine import forms
from townhall.engine.standing import Circumstances, standing
from townhall.engine.world import World
from townhall.kernel.text import Locale, Text
from townhall.office.gathering import circumstances, gathered
from townhall.office.own_drafts import unborn
from townhall.office.showing import FILES, Reader
from townhall.office.status import status
from townhall.office.views import GuideView, SectionView
from townhall.ports.archive import Archive
from townhall.ports.hall import Hall
from townhall.record.refusals import NotFound
from townhall.record.submissions import Draft
from townhall.spec.blueprint import Blueprint
from townhall.spec.forms import Form

ELSEWHERE = (*FILES, "ref", "person")
"""Kinds of fields whose value is a name for something kept elsewhere."""


def guides(hall: Hall, town: str, locale: Locale = "zh") -> tuple[tuple[Text, tuple[GuideView, ...]], ...]:
    """Every matter that a unit of the town starts, by category."""
    with hall.archive(read_only=True) as archive:
        _, blueprint = hall.blueprints.in_force(archive, town, hall.today())
        found: dict[str, list[GuideView]] = {}
        for form in blueprint.forms.values():
            if not _starting_at(form, blueprint):
                continue
            found.setdefault(form.pack, []).append(_guide(hall, archive, blueprint, form, locale))
        return tuple(
            (pack.title, tuple(found[name])) for name, pack in blueprint.packs.items() if name in found
        )


def guide(hall: Hall, town: str, form: str, locale: Locale = "zh") -> GuideView:
    """One matter explained.

    Raises:
        NotFound: no unit of the town starts such a matter.
    """
    with hall.archive(read_only=True) as archive:
        _, blueprint = hall.blueprints.in_force(archive, town, hall.today())
        if form not in blueprint.forms or not _starting_at(blueprint.forms[form], blueprint):
            raise NotFound
        return _guide(hall, archive, blueprint, blueprint.forms[form], locale)


def _guide(hall: Hall, archive: Archive, blueprint: Blueprint, form: Form, locale: Locale) -> GuideView:
    def viewed(given: Circumstances) -> GuideView:
        world = World(blueprint, given.now, given.now.date(), given.known, hall.catalog)
        reader = Reader(blueprint, hall.catalog, given.seating, world, "anyone", locale)
        view = GuideView(
            form=form.name,
            title=form.title,
            code=form.code,
            pack_title=blueprint.packs[form.pack].title,
            who=form.guide.who,
            papers=form.guide.papers,
            notes=form.guide.notes,
            law=form.guide.law,
            steps=status(blueprint.chains[form.starts], None, reader, given.now),
            specimen=_specimen(form, given, reader),
            hotline=blueprint.town.hotline,
        )
        world.settle()
        return view

    return gathered(archive, circumstances(hall, archive, blueprint), viewed)


def _starting_at(form: Form, blueprint: Blueprint) -> tuple[str, ...]:
    """The units of a town that start a matter: none, where a pack brings it for a kind of unit it lacks."""
    return tuple(one.code for one in blueprint.town.units if one.kind in form.start.at)


def _specimen(form: Form, given: Circumstances, reader: Reader) -> tuple[SectionView, ...]:
    """The specimen dossier as it would read, without the records and papers it only names."""
    unit = _starting_at(form, given.blueprint)[0]
    draft = Draft("", given.blueprint.town.name, unit, form.name, "", "", {}, given.now)
    values, _ = forms.read(form.sheet, _self_contained(form, form.example), given.catalog)
    at = standing(given, unborn(given, draft), values)
    return reader.sections(form.sheet, forms.to_json(at.sheet, given.catalog))


def _self_contained(form: Form, example: Mapping[str, Any]) -> dict[str, Any]:
    """What of an example stands by itself."""
    kept: dict[str, Any] = {}
    for one in form.sheet.fields:
        value = example.get(one.name)
        if one.is_table:
            columns = [column.name for column in one.columns if column.kind not in ELSEWHERE]
            kept[one.name] = [{name: row[name] for name in columns if name in row} for row in value or ()]
        elif one.kind not in ELSEWHERE:
            kept[one.name] = value
    return kept
