"""Gives villagers codes: a clerk who sees somebody's identity card vouches for them with a code, shown once.

The code could be sent by text message as well, once there is a channel for it; now it is told face to face.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from townhall.engine.rows import KEY
from townhall.engine.standing import Circumstances
from townhall.engine.world import World
from townhall.kernel.text import Locale, Text
from townhall.office.gathering import circumstances, gathered
from townhall.office.insisting import insisting
from townhall.office.proving import digest_of
from townhall.office.showing import Reader
from townhall.office.visiting import Visitor, in_force
from townhall.ports.archive import Archive, EntryQuery
from townhall.ports.hall import Hall
from townhall.record.entries import Entry, Want
from townhall.record.people import Seat
from townhall.record.proofs import Code
from townhall.record.refusals import NotAllowed, NotFound, Refused
from townhall.record.trail import Actor, Event
from townhall.spec.blueprint import Blueprint
from townhall.spec.registers import Identity, Register

LASTS = timedelta(hours=24)
"""So long a code can be used."""
MOST_A_DAY = 5
"""So many codes a person is given on one day."""
DIGITS = 8
MOST = 20
"""So many persons are listed; a longer name finds fewer."""


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person of the register, as whoever issues codes tells them from namesakes. `number` is masked."""

    key: str
    name: str
    number: str
    household: str
    unit_title: Text


@dataclass(frozen=True, slots=True)
class IssuedCode:
    """A code that was just issued: shown once, kept nowhere. `address` is where the villager types it in."""

    name: str
    code: str = field(repr=False)
    expires_at: datetime
    unit_title: Text
    address: str
    code_svg: str


def may_issue(visitor: Visitor, blueprint: Blueprint) -> tuple[Seat, ...]:
    """The seats from which the visitor gives codes."""
    posts = blueprint.posts
    return tuple(seat for seat in visitor.seats if seat.post in posts and posts[seat.post].issues_codes)


def persons(hall: Hall, visitor: Visitor, search: str, locale: Locale = "zh") -> tuple[PersonLine, ...]:
    """Persons of the visitor's own units whose name has what is sought; nobody where nothing is.

    Raises:
        NotAllowed: the visitor's posts give no codes.
    """
    with hall.archive(read_only=True) as archive:
        _, blueprint = in_force(hall, archive, visitor)
        seats, register, told = _asked(visitor, blueprint)
        if not search.strip():
            return ()
        units = tuple(sorted({seat.unit for seat in seats}))
        query = EntryQuery(
            register,
            blueprint.town.name,
            units,
            contains=(told.name, search.strip()),
            sort=(told.name,),
            limit=MOST,
        )
        found = archive.entries(query).entries

        def lines(given: Circumstances) -> tuple[PersonLine, ...]:
            world = World(blueprint, given.now, given.now.date(), given.known, hall.catalog)
            reader = Reader(blueprint, hall.catalog, given.seating, world, "staff", locale)
            told_of = tuple(_line(reader, register, told, one) for one in found)
            world.settle()
            return told_of

        return gathered(archive, circumstances(hall, archive, blueprint), lines)


def _line(reader: Reader, register: Register, told: Identity, one: Entry) -> PersonLine:
    def shown(name: str | None) -> str:
        column = register.column(name or "")
        return "" if column is None else reader.shown(column, one.values.get(column.name))

    title = reader.blueprint.unit_title(one.unit)
    return PersonLine(one.key, shown(told.name), shown(told.number), shown(told.household), title)


def _asked(visitor: Visitor, blueprint: Blueprint) -> tuple[tuple[Seat, ...], Register, Identity]:
    seats, register = may_issue(visitor, blueprint), blueprint.persons
    if not seats or register is None or register.identity is None:
        raise NotAllowed
    return seats, register, register.identity


def issue(hall: Hall, visitor: Visitor, person: str) -> IssuedCode:
    """Give a person of one's own unit a new code, in place of any they had.

    Raises:
        NotAllowed: the visitor's posts give no codes.
        NotFound: there is no such person at a unit where the visitor gives them.
        Refused: the person was given too many today.
    """
    return insisting(lambda: _issued(hall, visitor, person))


def _issued(hall: Hall, visitor: Visitor, person: str) -> IssuedCode:
    with hall.archive() as archive:
        _, blueprint = in_force(hall, archive, visitor)
        seats, register, told = _asked(visitor, blueprint)
        found = _found(archive, blueprint, register, person)
        seat = next((one for one in seats if found is not None and one.unit == found.unit), None)
        if found is None or seat is None:
            raise NotFound
        town, now = blueprint.town.name, hall.now()
        before = archive.code(town, person, hold=True)
        of_day = 1 + (before.of_day if before and before.issued_at.date() == now.date() else 0)
        if of_day > MOST_A_DAY:
            raise Refused(
                Text(
                    f"今天已给此人发过{MOST_A_DAY}次核验码，请明天再发。",
                    f"This person was given {MOST_A_DAY} codes today; give the next tomorrow.",
                )
            )
        typed = _digits(hall.names.unguessable())
        digest = digest_of(hall, town, person, typed)
        code = Code(town, person, seat.unit, digest, seat.person, now, now + LASTS, of_day)
        archive.keep_code(code)
        actor = Actor(seat.person, seat.full_post, seat.unit)
        archive.note_visit(town, seat.unit, Event("code_issued", {"person": person}, now, actor))
        address = f"{hall.settings.public_base_url}/prove/{seat.unit}"
        return IssuedCode(
            name=str(found.values.get(told.name) or ""),
            code=f"{typed[:4]} {typed[4:]}",
            expires_at=code.expires_at,
            unit_title=blueprint.unit_title(seat.unit),
            address=address,
            code_svg=hall.codes.svg(address),
        )


def _found(archive: Archive, blueprint: Blueprint, register: Register, person: str) -> Entry | None:
    want = Want("register", register.name, ((KEY, person),))
    rows = archive.rows(blueprint.town.name, blueprint.registers, [want])[want]
    return rows[-1] if rows else None


def _digits(name: str) -> str:
    """Digits that are as hard to guess as their number allows, from a name that nobody can guess."""
    number = int.from_bytes(hashlib.sha256(name.encode()).digest()) % 10**DIGITS
    return f"{number:0{DIGITS}}"
