"""Shows a database marked demo: lets a visitor be anybody, and moves its clock. Nowhere else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import timedelta

from townhall.kernel.text import Text
from townhall.office.naming import post_title
from townhall.office.signing_in import begin_session
from townhall.office.views import DemoPerson
from townhall.office.visiting import open_towns, session_id
from townhall.ports.archive import Archive
from townhall.ports.hall import Hall
from townhall.record.people import Seat
from townhall.record.refusals import NotAllowed, Refused
from townhall.spec.blueprint import Blueprint

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
    """The towns of the demo, those with most to try first."""
    with hall.archive(read_only=True) as archive:
        _only_in_demo(archive)
        found = sorted(open_towns(hall, archive), key=lambda blueprint: -len(blueprint.forms))
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
