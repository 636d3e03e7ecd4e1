"""Which post answers an objection, and what do staff see of it?"""

from __future__ import annotations

from townhall.engine.standing import Circumstances
from townhall.kernel.text import NO_TEXT, Text
from townhall.office.naming import post_title
from townhall.office.views import ObjectionView
from townhall.office.visiting import Visitor
from townhall.record.cases import Case
from townhall.record.disclosures import Objection
from townhall.record.people import Seat
from townhall.spec.chains import PostReference


def answering_seat(visitor: Visitor, given: Circumstances, case: Case, objection: Objection) -> Seat | None:
    """The seat from which the visitor answers an objection, that of the post its page names; else None."""
    if objection.state != "open":
        return None
    shown = next((one for one in case.publicities if one.number == objection.disclosure), None)
    return page_seat(visitor, given, shown.page, case.unit) if shown else None


def page_seat(visitor: Visitor, given: Circumstances, name: str, unit: str) -> Seat | None:
    """The seat from which the visitor answers what is said against a page of a unit's matters; else None."""
    page = given.blueprint.pages.get(name)
    if page is None or page.objections is None:
        return None
    post, _, portfolio = page.objections.to.partition(".")
    seats = given.seating.asked(PostReference(post, portfolio or None), given.blueprint.posts[post], unit)
    return next((seat for seat in seats if seat.person == visitor.person.id), None)


def objection_view(one: Objection, given: Circumstances, case: Case, can_answer: bool) -> ObjectionView:
    """An objection for staff; who may be reached how is for whoever answers."""
    return ObjectionView(
        id=one.id,
        content=one.content,
        contact=one.contact if can_answer else "",
        made_at=one.made_at,
        state=one.state,
        answer=one.answer,
        answered_by=given.seating.name(one.answered_by) if one.answered_by else "",
        can_answer=can_answer,
        answers=answering_post(given, case, one.disclosure),
        unit_title=given.blueprint.unit_title(case.unit),
    )


def answering_post(given: Circumstances, case: Case, disclosure: str) -> Text:
    """What the post is called that a disclosure's page names to answer objections."""
    blueprint = given.blueprint
    page = next((blueprint.pages.get(one.page) for one in case.publicities if one.number == disclosure), None)
    if page is None or page.objections is None:
        return NO_TEXT
    name, _, portfolio = page.objections.to.partition(".")
    return post_title(blueprint, Seat("", name, case.unit, portfolio or None))
