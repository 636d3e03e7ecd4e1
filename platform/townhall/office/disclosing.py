"""Shows outside what definitions open to everyone, takes objections, and ends publicity on time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from townhall.engine import chains
from townhall.engine.moments import closing_day
from townhall.engine.rows import EntryRow, Reference
from townhall.engine.standing import Circumstances, Standing, standing
from townhall.engine.world import judged
from townhall.kernel.text import Locale, Text
from townhall.kernel.values import Value
from townhall.office.gathering import circumstances, gathered
from townhall.office.looking import answers, objection_view
from townhall.office.numbering import numbered
from townhall.office.showing import FILES, WIDE, Reader
from townhall.office.views import Item, NoticeView, ObjectionView, TableView, VillageView
from townhall.office.visiting import Visitor, open_towns
from townhall.ports.archive import Archive, Overtaken
from townhall.ports.hall import Hall
from townhall.record.cases import Case
from townhall.record.disclosures import Disclosure, Objection
from townhall.record.moves import Move
from townhall.record.people import Seat, Sight
from townhall.record.refusals import Complained, NotAllowed, NotFound, Refused, Stale
from townhall.record.submissions import Complaint
from townhall.record.trail import SYSTEM, VILLAGER, Actor, Event
from townhall.spec.blueprint import Blueprint
from townhall.spec.chains import PostReference
from townhall.spec.pages import Page, PageColumn

OUTCOMES = {
    "quiet": Text("公示期满,无异议成立", "The days are over; no objection was upheld"),
    "upheld": Text("异议成立,已退回重办", "An objection was upheld; the matter went back"),
    "stopped": Text("本件已退回或办结,公示中止", "The matter went back or ended; the publicity was stopped"),
}
LONGEST_OBJECTION = 500


# -- places ----------------------------------------------------------------------------------------------


def towns(hall: Hall) -> tuple[tuple[str, Text, tuple[tuple[str, Text], ...]], ...]:
    """Every town with its villages and communities: (name, title, ((unit code, title), …))."""
    with hall.archive(read_only=True) as archive:
        found = []
        for town in (one.town for one in open_towns(hall, archive)):
            units = tuple((one.code, one.title) for one in town.units if one.kind in ("village", "community"))
            found.append((town.name, town.title, units))
        return tuple(found)


def town_of(hall: Hall, archive: Archive, unit: str) -> Blueprint:
    """The blueprint of the town a grass-roots unit belongs to.

    Raises:
        NotFound: no town has such a unit.
    """
    for blueprint in open_towns(hall, archive):
        if any(one.code == unit and one.kind in PUBLIC_UNITS for one in blueprint.town.units):
            return blueprint
    raise NotFound


PUBLIC_UNITS = ("village", "community", "welfare_home", "coop")


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
                (page.name, page.title, page.question)
                for page in blueprint.pages.values()
                if page.of_register
            ),
            hotline=blueprint.town.hotline,
            address=address,
            code_svg=hall.codes.svg(address),
        )


def _notice_title(hall: Hall, archive: Archive, one: Disclosure) -> Text:
    title = hall.blueprints.of(archive, one.release).pages[one.page].title
    day = one.opened_on.isoformat()
    return Text(f"{title.zh}({day})", f"{title.en} ({day})")


# -- one disclosure --------------------------------------------------------------------------------------


def notice(hall: Hall, number: str, locale: Locale = "zh") -> NoticeView:
    """A disclosure as anyone sees it.

    Raises:
        NotFound: there is none of that number.
    """
    with hall.archive(read_only=True) as archive:
        shown, case = _disclosed(archive, number)
        blueprint = hall.blueprints.of(archive, shown.release)
        page = blueprint.pages[shown.page]

        def viewed(given: Circumstances) -> NoticeView:
            at = standing(given, case)
            reader = Reader(blueprint, hall.catalog, given.seating, at.world, "anyone", locale)
            hides = _names_are_past(page, shown, at, given.now.date())
            items = tuple(_items(page, at, reader, hides))
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
                objections_made=len([one for one in archive.objections(case.id) if one.disclosure == number]),
                hotline=blueprint.town.hotline,
                address=address,
                code_svg=hall.codes.svg(address),
            )
            at.world.settle()
            return view

        return gathered(archive, circumstances(hall, archive, blueprint), viewed)


def _disclosed(archive: Archive, number: str) -> tuple[Disclosure, Case]:
    shown = archive.disclosure(number)
    case = archive.disclosed_case(number) if shown else None
    if shown is None or case is None:
        raise NotFound
    return shown, case


def _names_are_past(page: Page, shown: Disclosure, at: Standing, today: date) -> bool:
    if page.names_for is None:
        return False
    length = judged(page.names_for, at.sheet)
    return closing_day(shown.closes_on, length, at.sheet.calendar) < today


def _items(page: Page, at: Standing, reader: Reader, hides_names: bool) -> Iterable[Item | TableView]:
    if page.totals_only is not None and judged(page.totals_only, at.sheet) is not False:
        return
    for column in page.columns:
        if hides_names and (column.mask or column.field.mask):
            continue
        value = value_at(column, at)
        if column.field.is_table:
            table = reader.item(column.field, (at.case.values or {}).get(column.path[0]))
            if table is not None:
                yield table
            continue
        words = reader.shown(column.field, plain(value), column.mask)
        is_wide = column.field.kind in WIDE and column.field.kind not in FILES
        if words:
            yield Item(column.name, column.field.title, words, column.field.kind, is_wide)


def value_at(column: PageColumn, at: Standing) -> Value:
    """What a page's column reads: a field, or what its dots lead to."""
    value = at.sheet.value(column.path[0])
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


# -- objections ------------------------------------------------------------------------------------------


def object_to(hall: Hall, number: str, content: str, contact: str = "") -> None:
    """Take what somebody has to say against a disclosure.

    Raises:
        NotFound: there is no such disclosure.
        Refused: its days are over, or it takes no objections.
        Complained: nothing was written, or too much.
    """
    words = content.strip()
    if not words or len(words) > LONGEST_OBJECTION:
        say = Text(
            f"请写下您的意见,不超过{LONGEST_OBJECTION}字",
            f"Write what you object to, in {LONGEST_OBJECTION} characters",
        )
        raise Complained((Complaint("content", say),))
    with hall.archive() as archive:
        shown, case = _disclosed(archive, number)
        page = hall.blueprints.of(archive, shown.release).pages[shown.page]
        if page.objections is None or not shown.is_open or hall.today() > shown.closes_on:
            raise Refused(
                Text(
                    "公示已结束,不再受理异议;可拨打页面上的电话。",
                    "The publicity has ended; call the number on the page instead.",
                )
            )
        objection = Objection(
            id=hall.names.new(),
            disclosure=number,
            case=case.id,
            town=case.town,
            content=words,
            contact=contact.strip()[:100],
            made_at=hall.now(),
        )
        event = Event("objected", {"number": number, "objection": objection.id}, hall.now(), VILLAGER)
        archive.keep(Move(before=case, after=case, events=(event,), objections=(objection,)))


def objections(hall: Hall, visitor: Visitor) -> tuple[tuple[ObjectionView, Case], ...]:
    """Unanswered objections within the visitor's sight, with their cases."""
    with hall.archive(read_only=True) as archive:
        found = []
        for one in archive.open_objections(visitor.sight):
            case = archive.case(one.case, visitor.sight)
            if case is None:
                continue
            blueprint = hall.blueprints.of(archive, case.release)
            given = circumstances(hall, archive, blueprint)
            found.append((objection_view(one, given, answers(visitor, given, case, one)), case))
        return tuple(found)


def answer_objection(
    hall: Hall, visitor: Visitor, objection: str, case: str, uphold: bool, words: str
) -> None:
    """Answer an objection. One that is upheld ends the publicity and sends the matter back.

    Raises:
        NotFound: there is no such open objection in a case the visitor may see.
        NotAllowed: another post answers it.
        Complained: no words were given.
        Stale: the case moved meanwhile.
    """
    said = words.strip()
    if len(said) < 5:
        raise Complained(
            (Complaint("answer", Text("请写明答复,至少5个字", "Answer in at least 5 characters")),)
        )
    try:
        with hall.archive() as archive:
            found = archive.case(case, visitor.sight)
            one = (
                next((one for one in archive.objections(case) if one.id == objection), None)
                if found
                else None
            )
            if found is None or one is None or one.state != "open":
                raise NotFound
            blueprint = hall.blueprints.of(archive, found.release)
            given = circumstances(hall, archive, blueprint)
            if not answers(visitor, given, found, one):
                raise NotAllowed
            answered = replace(
                one,
                state="upheld" if uphold else "dismissed",
                answer=said,
                answered_by=visitor.person.id,
                answered_at=hall.now(),
            )
            actor = _answering(visitor, blueprint, found, one)
            body = {"number": one.disclosure, "objection": one.id, "state": answered.state, "answer": said}
            event = Event("objection_answered", body, hall.now(), actor)
            move = Move(before=found, after=found, events=(event,), objections=(answered,))
            if uphold:
                ended = gathered(
                    archive,
                    given,
                    lambda now: chains.close_publicity(now, found, one.disclosure, "upheld", actor, said),
                )
                move = replace(ended, events=(event, *ended.events), objections=(answered,))
            archive.keep(numbered(archive, move, hall.today()))
    except Overtaken:
        raise Stale from None


def _answering(visitor: Visitor, blueprint: Blueprint, case: Case, objection: Objection) -> Actor:
    shown = next(one for one in case.publicities if one.number == objection.disclosure)
    named = blueprint.pages[shown.page].objections
    reference = PostReference(*((named.to if named else "").split(".", 1)))
    seat = next(
        (seat for seat in visitor.seats if seat.post == reference.post),
        Seat(visitor.person.id, "", case.unit),
    )
    return Actor(seat.person, seat.post, seat.unit)


# -- the end of publicity --------------------------------------------------------------------------------


def end_due(hall: Hall) -> int:
    """End the publicity of every disclosure whose days are over and that nobody objects to any more.

    Each in its own transaction; gives how many ended. One that is being moved by somebody else at this
    moment is left for the next time.
    """
    with hall.archive(read_only=True) as archive:
        due = archive.due_disclosures(hall.today())
    return sum(_ended(hall, one) for one in due)


def _ended(hall: Hall, shown: Disclosure) -> bool:
    try:
        with hall.archive() as archive:
            case = archive.case(shown.case, Sight(shown.town, None, whole=True))
            if case is None or any(
                one.state == "open" and one.disclosure == shown.number
                for one in archive.objections(shown.case)
            ):
                return False
            blueprint = hall.blueprints.of(archive, shown.release)
            given = circumstances(hall, archive, blueprint)
            move = gathered(
                archive,
                given,
                lambda now: chains.close_publicity(now, case, shown.number, "quiet", SYSTEM),
            )
            archive.keep(numbered(archive, move, hall.today()))
            return True
    except Overtaken:
        return False
