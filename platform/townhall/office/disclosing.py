"""Shows outside what definitions open to everyone: places, notices, and what is still on show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from townhall.engine.moments import closing_day
from townhall.engine.rows import EntryRow, Reference
from townhall.engine.standing import Circumstances, Standing, standing
from townhall.engine.world import judged
from townhall.kernel.text import NO_TEXT, Locale, Text
from townhall.kernel.values import Value
from townhall.office import enumerating
from townhall.office.admitting import Reader as Who
from townhall.office.admitting import Villager, home_of, lives_at, noted_as, own_by, stamped
from townhall.office.gathering import circumstances, gathered
from townhall.office.replying import answering_post
from townhall.office.showing import FILES, WIDE, Reader
from townhall.office.views import AnswerView, Item, NoticeView, PageLink, TableView, VillageView
from townhall.office.visiting import open_towns
from townhall.ports.archive import Archive
from townhall.ports.hall import Hall
from townhall.record.cases import Case
from townhall.record.disclosures import Disclosure
from townhall.record.refusals import NotFound
from townhall.spec.blueprint import Blueprint
from townhall.spec.pages import Page, PageColumn, Viewer
from townhall.spec.towns import Unit

OUTCOMES = {
    "quiet": Text("公示期满，无异议成立", "The days are over; no objection was upheld"),
    "upheld": Text("异议成立，已退回重办", "An objection was upheld; the matter went back"),
    "stopped": Text("本件已退回或办结，公示中止", "The matter went back or ended; the publicity was stopped"),
}

ANSWERS = {
    "upheld": Text("异议成立", "The objection was upheld"),
    "dismissed": Text("异议不成立", "The objection was not upheld"),
}


# -- places ----------------------------------------------------------------------------------------------


def towns(hall: Hall) -> tuple[tuple[str, Text, tuple[tuple[str, Text], ...]], ...]:
    """Every town with its villages, its communities, and other units that have a page said to be theirs:
    (name, title, ((unit code, title), …)).
    """
    with hall.archive(read_only=True) as archive:
        found = []
        for blueprint in open_towns(hall, archive):
            town = blueprint.town
            kinds = {
                kind for page in blueprint.pages.values() if page.opens_to == "anyone" for kind in page.at
            }
            units = tuple(
                (one.code, one.title) for one in town.units if one.is_grass_roots or one.kind in kinds
            )
            found.append((town.name, town.title, units))
        return tuple(found)


def town_of(hall: Hall, archive: Archive, unit: str) -> Blueprint:
    """The blueprint of the town a unit with a public of its own, or with a page, belongs to.

    Raises:
        NotFound: no town has such a unit.
    """
    for blueprint in open_towns(hall, archive):
        for one in blueprint.town.units:
            if one.code == unit and (one.is_body or blueprint.pages_at(one)):
                return blueprint
    raise NotFound


def village(hall: Hall, unit: str) -> VillageView:
    """The front page behind a village's code."""
    with hall.archive(read_only=True) as archive:
        blueprint = town_of(hall, archive, unit)
        today = hall.today()
        name = blueprint.town.name
        now_open = archive.disclosures(name, unit, open_on=today)
        others = [one for one in archive.disclosures(name, unit) if one not in now_open]
        address = f"{hall.settings.public_base_url}/v/{unit}"
        return VillageView(
            unit=unit,
            title=blueprint.unit_titles[unit],
            town=name,
            town_title=blueprint.town.title,
            open_notices=tuple(
                (one.number, _notice_title(hall, archive, one), (one.closes_on - today).days)
                for one in now_open
            ),
            past_notices=tuple(
                (one.number, _notice_title(hall, archive, one), one.closes_on) for one in others[:10]
            ),
            pages=tuple(
                PageLink(one.code, page.name, page.title, page.question, page.opens_to, _if_other(one, unit))
                for one in (blueprint.town.unit(unit), *blueprint.town.below(unit))
                for page in blueprint.pages_at(one)
                if one.code == unit or page.opens_to != "anyone"
            ),
            home=home_of(blueprint, unit),
            hotline=blueprint.town.hotline,
            address=address,
            code_svg=hall.codes.svg(address),
            bodies=tuple(
                (one.code, one.title)
                for one in blueprint.town.units
                if one.parent == unit and blueprint.pages_at(one)
            ),
        )


def _if_other(one: Unit, unit: str) -> Text:
    """The title of a unit below the one whose page this is."""
    return NO_TEXT if one.code == unit else one.title


def _notice_title(hall: Hall, archive: Archive, one: Disclosure) -> Text:
    title = hall.blueprints.of(archive, one.release).pages[one.page].title
    day = one.opened_on.isoformat()
    return Text(f"{title.zh}（{day}）", f"{title.en} ({day})")


# -- one disclosure --------------------------------------------------------------------------------------


def notice(hall: Hall, number: str, locale: Locale = "zh", reader: Who = None, start: int = 0) -> NoticeView:
    """A disclosure as anyone sees it, or, more of it, as a villager does who proved to be of that village or
    the one it is about; of one that lists rows, those from `start` on. That they looked is noted.

    Raises:
        NotFound: there is none of that number.
    """
    view, viewer, page = _notice(hall, number, locale, reader, start)
    stamp = stamped(hall, reader, view.unit, f"{page}/{number}", viewer, 1)
    return replace(view, stamp=stamp)


def _notice(hall: Hall, number: str, locale: Locale, who: Who, start: int) -> tuple[NoticeView, Viewer, str]:
    with hall.archive(read_only=True) as archive:
        shown, case = disclosed(archive, number)
        blueprint = hall.blueprints.of(archive, shown.release)
        page = blueprint.pages[shown.page]

        said = [one for one in archive.objections(case.id) if one.disclosure == number]
        made = sum(one.state == "open" for one in said)

        def viewed(given: Circumstances) -> tuple[NoticeView, Viewer, str]:
            at = standing(given, case)
            viewer = _viewer(blueprint, page, shown.unit, at, who)
            reader = Reader(blueprint, hall.catalog, given.seating, at.world, viewer, locale)
            hides = viewer != "self" and _names_are_past(page, shown, at, given.now.date())
            items = tuple(_items(page, at, reader, hides, start))
            count = len(enumerating.written_rows(page, at)) if page.rows else 0
            is_listed = any(isinstance(one, TableView) for one in items)
            by = answering_post(given, case, number)
            address = f"{hall.settings.public_base_url}/d/{number}"
            view = NoticeView(
                number=number,
                town_title=blueprint.town.title,
                unit=shown.unit,
                unit_title=blueprint.unit_titles[shown.unit],
                title=page.title,
                question=page.question,
                items=items,
                opened_on=shown.opened_on,
                closes_on=shown.closes_on,
                days_left=max((shown.closes_on - given.now.date()).days, 0),
                is_open=shown.is_open and given.now.date() <= shown.closes_on,
                outcome=OUTCOMES.get(shown.outcome or ""),
                takes_objections=page.objections is not None,
                objections_made=made,
                hotline=blueprint.town.hotline,
                address=address,
                code_svg=hall.codes.svg(address),
                answers=tuple(
                    AnswerView(ANSWERS[one.state], one.answer, one.answered_at.date(), by)
                    for one in said
                    if one.answered_at is not None
                ),
                awaits_answer=shown.is_open and given.now.date() > shown.closes_on and made > 0,
                next=start + enumerating.PAGE if is_listed and start + enumerating.PAGE < count else None,
            )
            at.world.settle()
            return view, noted_as(blueprint, page, viewer), page.name

        return gathered(archive, circumstances(hall, archive, blueprint), viewed)


def disclosed(archive: Archive, number: str) -> tuple[Disclosure, Case]:
    """A disclosure and its case, for whoever may show them outside.

    Raises:
        NotFound: there is none of that number.
    """
    shown = archive.disclosure(number)
    case = archive.disclosed_case(number) if shown else None
    if shown is None or case is None:
        raise NotFound
    return shown, case


def _viewer(blueprint: Blueprint, page: Page, unit: str, at: Standing, who: Who) -> Viewer:
    """As which class of viewer a notice is read. One's own matter is one that names oneself, or one's
    household, where the page says that it tells whose it is.
    """
    if not isinstance(who, Villager) or who.town != blueprint.town.name:
        return "anyone"
    form = blueprint.forms[page.of_form or ""]
    columns = [one for one in (form.field(name) for name in page.about) if one is not None]
    if any(plain(at.submitted(name)) == value for name, value in own_by(blueprint, columns, who)):
        return "self"
    return "resident" if lives_at(blueprint, who, unit) else "anyone"


def _names_are_past(page: Page, shown: Disclosure, at: Standing, today: date) -> bool:
    if page.names_for is None:
        return False
    length = judged(page.names_for, at.sheet)
    return closing_day(shown.closes_on, length, at.sheet.calendar) < today


def _items(
    page: Page, at: Standing, reader: Reader, hides_names: bool, start: int
) -> Iterable[Item | TableView]:
    totals_only = page.totals_only is not None and judged(page.totals_only, at.sheet) is not False
    if page.rows is None:
        if not totals_only:
            yield from _fields(page.columns_of(at.case.form), at, reader, hides_names)
        return
    own = [replace(one, path=one.path[1:]) for one in page.columns if enumerating.of_the_form(one)]
    yield from _fields(own, at, reader, hides_names)
    yield from enumerating.table(page, at, reader, hides_names, -1 if totals_only else start)


def _fields(
    columns: Iterable[PageColumn], at: Standing, reader: Reader, hides_names: bool
) -> Iterable[Item | TableView]:
    for column in columns:
        one = column.field
        if hides_names and column.names_somebody:
            continue
        if one.is_table:
            shown = replace(one, columns=tuple(each for each in one.columns if not each.names_somebody))
            table = reader.item(shown if hides_names else one, (at.case.values or {}).get(column.path[0]))
            if table is not None:
                yield table
            continue
        value = value_at(column, at)
        words = reader.shown(one, plain(value), column.mask)
        is_wide = one.kind in WIDE and one.kind not in FILES
        if words:
            yield Item(column.name, one.title, words, one.kind, is_wide)


def value_at(column: PageColumn, at: Standing) -> Value:
    """What a page's column reads: a field as it was handed in, what it was calculated to then included, or
    what dots lead to from there.
    """
    value = at.submitted(column.path[0])
    for name in column.path[1:]:
        value = value.dot(name) if isinstance(value, Reference | EntryRow) else None
    return value


def plain(value: Value) -> Value:
    """A value as it is shown: a reference by its key."""
    if isinstance(value, Reference):
        return value.key
    if isinstance(value, tuple):
        return tuple(plain(one) for one in value)
    return value
