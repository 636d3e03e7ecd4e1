"""Begins what the calendar asks for: a matter for every unit in its time, or for every record that is due."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time

from townhall.engine.opening import case_id, seat_of, set_values
from townhall.engine.rows import EntryRow, RowScope
from townhall.engine.standing import Circumstances
from townhall.engine.world import World
from townhall.office import following
from townhall.office.gathering import circumstances, gathered
from townhall.ports.archive import Archive, EntryQuery
from townhall.ports.hall import Hall
from townhall.ports.world import ZONE
from townhall.record.entries import Entry
from townhall.record.moves import Opening
from townhall.record.people import Sight
from townhall.spec.blueprint import Blueprint
from townhall.spec.forms import Form

CALLED = "called_up_on."
"""The setting that says on which day a town's calendar was last looked at, before the town's name."""

PAGE = 200


def call_up(hall: Hall) -> int:
    """Begin whatever is due today in every town, once a day; gives how many matters were begun."""
    today = hall.today()
    with hall.archive(read_only=True) as archive:
        due = [
            one
            for one in archive.publications(today)
            if archive.setting(CALLED + one.town) != today.isoformat()
        ]
    return sum(_called_up(hall, one.town, one.release, today) for one in due)


def _called_up(hall: Hall, town: str, release: str, today: date) -> int:
    with hall.archive(read_only=True) as archive:
        blueprint = hall.blueprints.of(archive, release)
        wanted = [one for form in blueprint.forms.values() for one in _wanted(hall, archive, blueprint, form)]
        known = archive.seen_cases({one.id for one in wanted}, Sight(town, None, whole=True))
    new = [one for one in wanted if one.id not in known]
    for one in new:
        with hall.archive() as archive:
            following.begin(archive, one, town, release, circumstances(hall, archive, blueprint))
    with hall.archive() as archive:
        archive.set_setting(CALLED + town, today.isoformat())
    return len(new)


def _wanted(hall: Hall, archive: Archive, blueprint: Blueprint, form: Form) -> Iterator[Opening]:
    """What a form asks for today, begun already or not."""
    if form.start.every is not None:
        yield from _of_units(blueprint, form, hall.today())
    elif form.start.each is not None:
        yield from _of_records(hall, archive, blueprint, form)


def _of_units(blueprint: Blueprint, form: Form, today: date) -> Iterator[Opening]:
    span = {
        "month": f"{today:%Y-%m}",
        "quarter": f"{today.year}Q{(today.month + 2) // 3}",
        "year": f"{today.year}",
    }
    due = None
    if form.start.due is not None:
        due = datetime.combine(today.replace(day=form.start.due), time(23, 59), ZONE)
    for unit in blueprint.town.units:
        if unit.kind in form.start.at:
            key = case_id("every", blueprint.town.name, form.name, unit.code, span[form.start.every or ""])
            yield Opening(key, form.name, unit.code, seat_of(form, unit.code, blueprint), {}, due)


def _of_records(hall: Hall, archive: Archive, blueprint: Blueprint, form: Form) -> Iterator[Opening]:
    today, start = hall.today(), form.start
    register = blueprint.registers[start.each or ""]
    kinds = {unit.code: unit.kind for unit in blueprint.town.units}
    query = EntryQuery(
        register=register,
        town=blueprint.town.name,
        units=None,
        where=start.where,
        params={"today": today, "param": {name: one.on(today) for name, one in blueprint.params.items()}},
        limit=PAGE,
    )
    given = circumstances(hall, archive, blueprint)
    while True:
        page = archive.entries(query)
        for entry in page.entries:
            if kinds.get(entry.unit) in start.at:
                yield gathered(archive, given, lambda now, one=entry: _of_record(now, form, one))  # type: ignore[misc]
        if page.next is None:
            return
        query = replace(query, after=page.next)


def _of_record(now: Circumstances, form: Form, entry: Entry) -> Opening:
    blueprint = now.blueprint
    world = World(blueprint, now.now, now.now.date(), now.known, now.catalog)
    row = EntryRow(entry, blueprint.registers[entry.register], world)
    values = set_values(form.start.sets, RowScope(row))
    world.settle()
    key = case_id("each", blueprint.town.name, form.name, entry.register, entry.key or entry.number)
    return Opening(key, form.name, entry.unit, seat_of(form, entry.unit, blueprint), values)
