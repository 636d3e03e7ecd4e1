"""Who is it that asks, and what do their posts let them see?"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from townhall.kernel.text import Locale, Text
from townhall.ports.archive import Archive
from townhall.ports.hall import Hall
from townhall.record.cases import Run
from townhall.record.people import Person, Seat, Sight, sight_of
from townhall.record.refusals import NotAllowed
from townhall.spec.blueprint import Blueprint
from townhall.spec.pages import Viewer


@dataclass(frozen=True, slots=True)
class Visitor:
    """A signed-in person in one town, with the seats held there today and what they let one see.

    `towns`: all towns in which the person holds a post; `releases`: in the same order, what was in force
    there when the visitor came in, for the frame around a page. Acts ask again what is in force.
    """

    person: Person
    town: str
    towns: tuple[str, ...]
    seats: tuple[Seat, ...]
    sight: Sight
    session: str
    releases: tuple[str, ...] = ()
    pays: bool = False

    @property
    def locale(self) -> Locale:
        """The language the person reads."""
        return "en" if self.person.locale == "en" else "zh"

    def viewer(self, handles_case: bool) -> Viewer:
        """The class of viewer the person is, for masks."""
        if self.pays:
            return "payment_staff"
        return "case_staff" if handles_case else "staff"

    def seat_at(self, post: str, unit: str) -> Seat | None:
        """The seat the person holds by that post (with or without portfolio) at that unit."""
        return next((one for one in self.seats if one.unit == unit and post in one.answers_to), None)


def asked_seat(visitor: Visitor, run: Run) -> Seat | None:
    """The seat from which the visitor may answer a run, or None; who has answered may not again."""
    return next((seat for seat in visitor.seats if run.waits_for(seat)), None)


def session_id(token: str) -> str:
    """The id under which a sign-in is kept: the token itself is known to the browser alone."""
    return hashlib.sha256(token.encode()).hexdigest()


def visitor_of(hall: Hall, token: str, town: str | None = None) -> Visitor | None:
    """The visitor a token stands for, or None where it stands for nobody (any more)."""
    with hall.archive(read_only=True) as archive:
        session = archive.session(session_id(token))
        if session is None or not session.is_good(hall.now()):
            return None
        person = archive.person(session.person)
        if person is None:
            return None
        return visitor(hall, archive, person, session.id, town)


def visitor(hall: Hall, archive: Archive, person: Person, session: str, town: str | None = None) -> Visitor:
    """A person as a visitor of one of the towns in which they hold a post today.

    Raises:
        NotAllowed: they hold a post nowhere (any more): what one may see comes from one's posts.
    """
    today = hall.today()
    seats: dict[str, list[Seat]] = {}
    for one in archive.holdings_of(person.id):
        if one.is_in_force(today):
            seats.setdefault(one.town, []).append(one.seat)
    open_ones = archive.publications(today) if seats else ()
    releases = {one.town: one.release for one in open_ones if one.town in seats}
    chosen = town if town in releases else next(iter(releases), None)
    if chosen is None:
        raise NotAllowed(
            Text(
                "您目前没有在任的岗位，不能查看或办理。请联系本单位管理员。",
                "You hold no post at present, so there is nothing for you here. Ask your administrator.",
            )
        )
    posts = hall.blueprints.of(archive, releases[chosen]).posts
    own = tuple(seats[chosen])
    return Visitor(
        person=person,
        town=chosen,
        towns=tuple(releases),
        seats=own,
        sight=sight_of(person.id, chosen, own, posts),
        session=session,
        releases=tuple(releases.values()),
        pays=any(posts[seat.post].pays for seat in own if seat.post in posts),
    )


def in_force(hall: Hall, archive: Archive, visitor: Visitor) -> tuple[str, Blueprint]:
    """The release and blueprint in force today in the visitor's town."""
    return hall.blueprints.in_force(archive, visitor.town, hall.today())


def open_towns(hall: Hall, archive: Archive) -> tuple[Blueprint, ...]:
    """What is in force today in every town; one whose first release is still to come is not open yet."""
    return tuple(hall.blueprints.of(archive, one.release) for one in archive.publications(hall.today()))
