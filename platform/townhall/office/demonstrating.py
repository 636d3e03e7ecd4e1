"""Shows a database marked demo: lets a visitor be anybody, and moves its clock. Nowhere else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import timedelta

from townhall.kernel.text import Text
from townhall.office.admitting import VILLAGER_POST
from townhall.office.disclosing import town_of
from townhall.office.naming import post_title
from townhall.office.signing_in import begin_session
from townhall.office.views import DemoPerson
from townhall.office.visiting import open_towns, session_id
from townhall.ports.archive import Archive, EntryQuery
from townhall.ports.hall import Hall
from townhall.record.people import Seat
from townhall.record.proofs import Proof
from townhall.record.refusals import NotAllowed, NotFound, Refused
from townhall.record.trail import Actor, Event
from townhall.spec.blueprint import Blueprint
from townhall.spec.fields import Field
from townhall.spec.pages import Page

DEMO = "demo"
CLOCK = "clock_ahead_minutes"
FURTHEST = timedelta(days=400)


def is_demo(hall: Hall) -> bool:
    """Whether this database is marked demo."""
    with hall.archive(read_only=True) as archive:
        return archive.setting(DEMO) == "yes"


def _only_in_demo(archive: Archive) -> None:
    if archive.setting(DEMO) != "yes":
        raise NotAllowed(Text("这不是演示数据库。", "This is no demo database."))


def demo_towns(hall: Hall) -> tuple[tuple[str, Text], ...]:
    """The towns of the demo, the one with most units first."""
    with hall.archive(read_only=True) as archive:
        _only_in_demo(archive)
        found = sorted(open_towns(hall, archive), key=lambda blueprint: -len(blueprint.town.units))
        return tuple((blueprint.town.name, blueprint.town.title) for blueprint in found)


def demo_people(
    hall: Hall, town: str, search: str = "", near: Collection[str] = ()
) -> tuple[tuple[Text, tuple[DemoPerson, ...]], ...]:
    """Everybody who holds a post in a town, grouped by post, in the order in which posts come to act.

    `search` finds names, posts and units; whoever sits in a unit that is `near` comes first at their post.
    """
    with hall.archive(read_only=True) as archive:
        _only_in_demo(archive)
        _, blueprint = hall.blueprints.in_force(archive, town, hall.today())
        seating = hall.seatings.of(archive, blueprint, hall.today())
        waiting: Counter[tuple[str | None, str, str]] = Counter()
        for asked, post, unit, number in archive.waiting(town):
            waiting[asked, post, unit] += number
        groups: dict[str, list[DemoPerson]] = {}
        people = sorted({one.person for one in seating.holdings})
        seats = [(person, seat) for person in people for seat in seating.seats_of(person)]
        for person, seat in sorted(seats, key=lambda one: one[1].unit not in near):
            title = post_title(blueprint, seat)
            unit_title = blueprint.unit_title(seat.unit)
            words = f"{seating.name(person)} {title.zh} {title.en} {unit_title.zh} {unit_title.en}"
            if all(term in words.lower() for term in search.lower().split()):
                groups.setdefault(seat.post, []).append(
                    DemoPerson(person, seating.name(person), title, unit_title, _waiting(seat, waiting))
                )
        return tuple(
            (blueprint.posts[post].title, tuple(groups[post]))
            for post in _as_they_act(blueprint)
            if post in groups
        )


def demo_villages(hall: Hall, town: str) -> tuple[tuple[str, Text], ...]:
    """The villages and communities of a town, of which a visitor of the demo may be somebody."""
    with hall.archive(read_only=True) as archive:
        _only_in_demo(archive)
        _, blueprint = hall.blueprints.in_force(archive, town, hall.today())
        return tuple((one.code, one.title) for one in blueprint.town.units if one.is_grass_roots)


def _waiting(seat: Seat, waiting: Mapping[tuple[str | None, str, str], int]) -> int:
    """How many tasks wait for somebody at one seat, asked in person or by the post."""
    return sum(
        waiting.get((person, post, seat.unit), 0)
        for person in (None, seat.person)
        for post in {*seat.answers_to}
    )


def _as_they_act(blueprint: Blueprint) -> tuple[str, ...]:
    """Those who start most matters, then whom the chains ask, step by step, then everybody else."""
    forms = blueprint.forms.values()
    starting = Counter(post for form in forms for post in form.start.posts)
    asked = [
        reference.post
        for form in forms
        for step in blueprint.chain_of(form.name).walk()
        for reference in (*step.posts, *(post for one in step.candidates for post in one.posts))
    ]
    return tuple(dict.fromkeys([*(post for post, _ in starting.most_common()), *asked, *blueprint.posts]))


def sign_in_as(hall: Hall, person: str, device: str) -> str:
    """Be somebody, in a demo; gives the token.

    Raises:
        NotAllowed: this is no demo, or there is no such person.
    """
    with hall.archive() as archive:
        _only_in_demo(archive)
        if archive.person(person) is None:
            raise NotAllowed
        return begin_session(hall, archive, person, device)


def prove_as_villager(hall: Hall, unit: str, device: str) -> str:
    """Be somebody who lives in a village, in a demo, as if they had just proved it; somebody who has rows of
    their own to read, where there is one. Gives the token.

    Raises:
        NotAllowed: this is no demo.
        NotFound: there is no such village, or nobody lives there.
    """
    with hall.archive() as archive:
        _only_in_demo(archive)
        blueprint = town_of(hall, archive, unit)
        person = _somebody(archive, blueprint, unit)
        if person is None:
            raise NotFound
        token, now = hall.names.unguessable() + hall.names.unguessable(), hall.now()
        proof = Proof(session_id(token), blueprint.town.name, unit, person, device, now, now)
        archive.keep_proof(proof)
        body = {"by": "demo", "device": device, "stays_known": False, "proof": proof.id[:16]}
        event = Event("proven", body, now, Actor(person, VILLAGER_POST, unit))
        archive.note_visit(proof.town, unit, event)
        return token


def _somebody(archive: Archive, blueprint: Blueprint, unit: str) -> str | None:
    persons, town = blueprint.persons, blueprint.town.name
    if persons is None or persons.identity is None:
        return None
    household = persons.identity.household or ""
    pages = blueprint.pages_at(blueprint.town.unit(unit))
    page = next((one for one in pages if one.opens_to == "self"), None)
    column = None if page is None else _household_of(blueprint, page, persons.column(household))
    if page is not None and column is not None:
        register = blueprint.registers[page.of_register or ""]
        rows = archive.entries(EntryQuery(register, town, (unit,), sort=page.sort)).entries
        key = next((one.values[column] for one in rows if one.values.get(column)), None)
        query = EntryQuery(persons, town, (unit,), equals=((household, key),), limit=1)
        found = archive.entries(query).entries if key is not None else ()
        if found:
            return found[0].key
    anybody = archive.entries(EntryQuery(persons, town, (unit,), limit=1)).entries
    return anybody[0].key if anybody else None


def _household_of(blueprint: Blueprint, page: Page, household: Field | None) -> str | None:
    """The column that says of which household a page's row is."""
    register = blueprint.registers[page.of_register or ""]
    columns = [one for one in (register.column(name) for name in page.about) if one is not None]
    return next((one.name for one in columns if household is not None and one.to == household.to), None)


def move_clock(hall: Hall, days: int, hours: int = 0, token: str = "") -> None:
    """Move the demo's clock forward. The sign-in of whoever moves it (its token) goes along with the clock.

    Raises:
        NotAllowed: this is no demo.
        Refused: backward, or more than 400 days ahead.
    """
    with hall.archive() as archive:
        _only_in_demo(archive)
        step = timedelta(days=days, hours=hours)
        ahead = timedelta(minutes=int(archive.setting(CLOCK) or 0)) + step
        if step <= timedelta(0) or ahead > FURTHEST:
            raise Refused(
                Text(
                    "演示时钟只能向前拨，最多400天。", "The demo clock moves forward only, 400 days at most."
                )
            )
        archive.set_setting(CLOCK, str(int(ahead.total_seconds() // 60)))
        session = archive.session(session_id(token))
        if session is not None and session.is_good(hall.now()):
            archive.keep_session(replace(session, expires_at=session.expires_at + step))
