"""Explains each matter from its live definition: who may, with which papers, along which chain."""

from __future__ import annotations

from townhall.engine.standing import Circumstances
from townhall.engine.world import World
from townhall.kernel.text import Locale, Text
from townhall.office.gathering import circumstances, gathered
from townhall.office.showing import Reader
from townhall.office.status import status
from townhall.office.views import GuideView
from townhall.ports.archive import Archive
from townhall.ports.hall import Hall
from townhall.record.refusals import NotFound
from townhall.spec.blueprint import Blueprint
from townhall.spec.forms import Form


def guides(hall: Hall, town: str, locale: Locale = "zh") -> tuple[tuple[Text, tuple[GuideView, ...]], ...]:
    """Every matter of a town, by category."""
    with hall.archive(read_only=True) as archive:
        _, blueprint = hall.blueprints.in_force(archive, town, hall.today())
        found: dict[str, list[GuideView]] = {}
        for form in blueprint.forms.values():
            found.setdefault(form.pack, []).append(_guide(hall, archive, blueprint, form, locale))
        return tuple(
            (pack.title, tuple(found[name])) for name, pack in blueprint.packs.items() if name in found
        )


def guide(hall: Hall, town: str, form: str, locale: Locale = "zh") -> GuideView:
    """One matter explained.

    Raises:
        NotFound: the town has no such matter.
    """
    with hall.archive(read_only=True) as archive:
        _, blueprint = hall.blueprints.in_force(archive, town, hall.today())
        if form not in blueprint.forms:
            raise NotFound
        return _guide(hall, archive, blueprint, blueprint.forms[form], locale)


def _guide(hall: Hall, archive: Archive, blueprint: Blueprint, form: Form, locale: Locale) -> GuideView:
    def viewed(given: Circumstances) -> GuideView:
        world = World(blueprint, given.now, given.now.date(), given.known, hall.catalog)
        reader = Reader(blueprint, hall.catalog, given.seating, world, "anyone", locale)
        return GuideView(
            form=form.name,
            title=form.title,
            code=form.code,
            pack_title=blueprint.packs[form.pack].title,
            who=form.guide.who,
            papers=form.guide.papers,
            notes=form.guide.notes,
            law=form.guide.law,
            steps=status(blueprint.chains[form.starts], None, reader, given.now),
            specimen=(),
            hotline=blueprint.town.hotline,
        )

    return gathered(archive, circumstances(hall, archive, blueprint), viewed)
