"""Takes what villagers object to, and lets the post that a page names answer it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from townhall.engine import chains
from townhall.engine.standing import Circumstances
from townhall.kernel.text import Text
from townhall.office import following
from townhall.office.disclosing import disclosed
from townhall.office.gathering import circumstances, gathered
from townhall.office.insisting import insisting
from townhall.office.replying import answering_seat, objection_view, page_seat
from townhall.office.views import ObjectionView
from townhall.office.visiting import Visitor
from townhall.ports.archive import Archive, PageOfUnit
from townhall.ports.hall import Hall
from townhall.record.cases import Case
from townhall.record.disclosures import Objection
from townhall.record.moves import Move
from townhall.record.refusals import Complained, NotAllowed, NotFound, Refused
from townhall.record.submissions import Complaint
from townhall.record.trail import VILLAGER, Actor, Event
from townhall.spec.blueprint import Blueprint

LONGEST = 500
LONGEST_CONTACT = 100
SHORTEST_ANSWER = 5


def object_to(hall: Hall, number: str, content: str, contact: str = "") -> bool:
    """Take what somebody has to say against a disclosure. The trail keeps a keyed hash of the words.

    The same words from the same contact are taken once; gives whether they were taken now.

    Raises:
        NotFound: there is no such disclosure.
        Refused: its days are over, or it takes no objections.
        Complained: nothing was written, or too much.
    """
    words, reached = content.strip(), contact.strip()
    wrong = []
    if not words or len(words) > LONGEST:
        say = Text(f"请写下您的意见，不超过{LONGEST}字", f"Write what you object to, in {LONGEST} characters")
        wrong.append(Complaint("content", say))
    if len(reached) > LONGEST_CONTACT:
        say = Text(
            f"联系方式请不要超过{LONGEST_CONTACT}字",
            f"Say how to reach you in no more than {LONGEST_CONTACT} characters",
        )
        wrong.append(Complaint("contact", say))
    if wrong:
        raise Complained(tuple(wrong))
    return insisting(lambda: _object(hall, number, words, reached))


def _object(hall: Hall, number: str, words: str, contact: str) -> bool:
    with hall.archive() as archive:
        shown, case = disclosed(archive, number)
        page = hall.blueprints.of(archive, shown.release).pages[shown.page]
        if page.objections is None or not shown.is_open or hall.today() > shown.closes_on:
            raise Refused(
                Text(
                    "公示已结束，不再受理异议；可拨打页面上的电话。",
                    "The publicity has ended; call the number on the page instead.",
                )
            )
        said = ((one.disclosure, one.content, one.contact) for one in archive.objections(case.id))
        if (number, words, contact) in said:
            return False
        now = hall.now()
        objection = Objection(
            id=hall.names.new(),
            disclosure=number,
            case=case.id,
            town=case.town,
            content=words,
            contact=contact,
            made_at=now,
        )
        body = {"number": number, "objection": objection.id, "digest": hall.vault.digest(words)}
        event = Event("objected", body, now, VILLAGER)
        archive.keep(Move(before=case, after=case, events=(event,), objections=(objection,)))
        return True


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Objections that wait for an answer, with their cases; `more` are waiting behind them."""

    lines: tuple[tuple[ObjectionView, Case], ...] = ()
    more: int = 0


def objections(hall: Hall, visitor: Visitor) -> Unanswered:
    """Unanswered objections within the visitor's sight; one's own to answer first.

    The first 50: answering brings the next.
    """
    with hall.archive(read_only=True) as archive:
        numbers = archive.objected(visitor.sight)
        if not numbers:
            return Unanswered()
        given = _circumstances(hall, archive, numbers)
        found = archive.open_objections(visitor.sight, first=_own(visitor, given, numbers))
        cases = archive.seen_cases({one.case for one in found}, visitor.sight)
        lines = tuple(_seen(visitor, given, cases[one.case], one) for one in found)
        return Unanswered(lines, sum(numbers.values()) - len(lines))


def _seen(
    visitor: Visitor, given: Mapping[str, Circumstances], case: Case, one: Objection
) -> tuple[ObjectionView, Case]:
    now = given[case.release]
    return objection_view(one, now, case, answering_seat(visitor, now, case, one) is not None), case


def to_answer(hall: Hall, archive: Archive, visitor: Visitor, blueprint: Blueprint) -> int:
    """How many objections wait for the visitor's own answer.

    Asked for the frame of every page: who holds no post that any page names is not looked up at all.
    """
    named = {page.objections.to.partition(".")[0] for page in blueprint.pages.values() if page.objections}
    if not any(seat.post in named for seat in visitor.seats):
        return 0
    numbers = archive.objected(visitor.sight)
    return sum(numbers[one] for one in _own(visitor, _circumstances(hall, archive, numbers), numbers))


def _circumstances(hall: Hall, archive: Archive, pages: Iterable[PageOfUnit]) -> Mapping[str, Circumstances]:
    """By release, what is known of who answers for its pages."""
    return {
        release: circumstances(hall, archive, hall.blueprints.of(archive, release))
        for release in sorted({release for release, _, _ in pages})
    }


def _own(
    visitor: Visitor, given: Mapping[str, Circumstances], pages: Iterable[PageOfUnit]
) -> frozenset[PageOfUnit]:
    """The pages, by unit, for which the visitor answers."""
    return frozenset(
        (release, page, unit)
        for release, page, unit in pages
        if page_seat(visitor, given[release], page, unit) is not None
    )


def answer_objection(
    hall: Hall, visitor: Visitor, objection: str, case: str, uphold: bool, words: str
) -> None:
    """Answer an objection. One that is upheld ends the publicity and sends the matter back.

    Raises:
        NotFound: there is no such open objection in a case the visitor may see.
        NotAllowed: another post answers it.
        Complained: no words were given.
        Stale: the case moves all the time.
    """
    said = words.strip()
    if len(said) < SHORTEST_ANSWER:
        say = Text(
            f"请写明答复，至少{SHORTEST_ANSWER}个字", f"Answer in at least {SHORTEST_ANSWER} characters"
        )
        raise Complained((Complaint("answer", say),))
    insisting(lambda: _answer(hall, visitor, objection, case, uphold, said))


def _answer(hall: Hall, visitor: Visitor, objection: str, case: str, uphold: bool, said: str) -> None:
    with hall.archive() as archive:
        found = archive.case(case, visitor.sight)
        one = next((one for one in archive.objections(case) if one.id == objection), None) if found else None
        if found is None or one is None or one.state != "open":
            raise NotFound
        blueprint = hall.blueprints.of(archive, found.release)
        given = circumstances(hall, archive, blueprint)
        seat = answering_seat(visitor, given, found, one)
        if seat is None:
            raise NotAllowed
        now = hall.now()
        answered = replace(
            one,
            state="upheld" if uphold else "dismissed",
            answer=said,
            answered_by=visitor.person.id,
            answered_at=now,
        )
        actor = Actor(seat.person, seat.full_post, seat.unit)
        body = {"number": one.disclosure, "objection": one.id, "state": answered.state, "answer": said}
        event = Event("objection_answered", body, now, actor)
        move = Move(before=found, after=found, events=(event,), objections=(answered,))
        if uphold:
            ended = gathered(
                archive,
                given,
                lambda now: chains.close_publicity(now, found, one.disclosure, "upheld", actor, said),
            )
            move = replace(ended, events=(event, *ended.events), objections=(answered,))
        following.keep(hall, archive, move, given)
